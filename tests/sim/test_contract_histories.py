"""Random histories of whole consoles: the production link keeps every clause of the delivery contract in them."""

from dataclasses import replace

import pytest

from nsp_console.sim.contract.clauses import check
from nsp_console.sim.contract.history import History, Story
from nsp_console.sim.contract.run import outcome, play, run_histories

FIRST_SEEDS = range(1, 26)  # those in which `test_contract_bugs` finds the planted bugs
# Seeds that once broke a clause, and by what.
BROKE_ONCE = (
    9,  # a message that was still being written counted as a gap
    36,  # a wall clock set days ahead over a restart made messages too old to send
    38,  # an L whose mail ate its airtime never answered the C that had to believe it first
    454,  # put back twice, a C sent a broadcast in a line below the floor that its lost self had told
    973,  # the same, and the L had no airtime left to ask: its receipts for the repeats ate it
    520,  # an L met at a high version and emptied after was refused for ever by the C that met it
)

DAYS_BROKE_ONCE = (43,)  # read back below the floor of its sender, a broadcast was not known and came in again


@pytest.mark.parametrize("seed", [*FIRST_SEEDS, *(seed for seed in BROKE_ONCE if seed not in FIRST_SEEDS)])
def test_the_contract_holds(seed: int) -> None:
    """Losses, deaths, restores, wrong clocks, partitions, forgeries: no clause is broken."""
    assert outcome(Story(seed), twice=False).violations == ()


@pytest.fixture(scope="module")
def history() -> History:
    """A history in which much happened."""
    return play(Story(2))


def test_a_history_is_the_same_twice(history: History) -> None:
    """The same seed puts the same bytes on the air at the same moments; another seed does not."""
    assert play(Story(2)).air_hash() == history.air_hash()
    assert play(Story(3)).air_hash() != history.air_hash()


def test_what_was_accepted_and_is_gone_is_seen(history: History) -> None:
    """The first clause has teeth: a message missing from the journal of its life is a violation."""
    one = history.accepted[-1]
    console = history.world.consoles[one.code]
    journal = console.lost[one.life] if one.life < console.life else console.journal
    assert not [found for found in check(history) if found.clause.startswith("1")]
    entry = journal[one.number - 1]
    journal[one.number - 1] = replace(entry, fact=console.journal[0].fact)
    try:
        assert [found for found in check(history) if found.clause.startswith("1")]
    finally:
        journal[one.number - 1] = entry


def test_much_goes_wrong_in_the_histories(history: History) -> None:
    """Messages in every direction, restores, deaths, jumps and replays really happen; it is no quiet afternoon."""
    several = [history, *(play(Story(seed)) for seed in (4, 6, 8, 10))]
    assert all(len(one.accepted) > 30 for one in several)
    assert sum(console.life for one in several for console in one.consoles) >= 2
    assert any(console.clock.wrong_s for one in several for console in one.consoles)
    assert any(console.clock.boots > 1 for one in several for console in one.consoles)
    refused = {reason for one in several for console in one.consoles for reason in console.refused}
    assert {"herhaling", "vals_zegel", "versheid_onbekend"} <= refused


def test_many_histories_are_counted_together() -> None:
    """Side by side or one after another, the same seeds give the same figures."""
    alone, together = (run_histories(2, seed=3, workers=workers) for workers in (1, 2))
    assert (alone.messages, alone.frames_per_message) == (together.messages, together.frames_per_message)
    assert alone.histories == 2
    assert alone.violations == together.violations == ()


def test_five_consoles_for_most_of_a_day() -> None:
    """The full history, shortened to half a day: three C's and two L's, and the contract holds."""
    assert outcome(Story(1, 12.0, full=True), twice=False).violations == ()


@pytest.mark.long
@pytest.mark.parametrize("seed", [*range(1, 11), *DAYS_BROKE_ONCE])
def test_the_contract_holds_for_days(seed: int) -> None:
    """Full histories of three days."""
    assert outcome(Story(seed, 72.0, full=True), twice=False).violations == ()
