"""Our own alarms: on the air at once, again and again until a C has it, through restarts and busy channels."""

from itertools import pairwise

from hypothesis import given, settings, strategies as st

from nsp_console.domain.facts import AlarmClosed, AlarmKind, AlarmRaised, AlarmStep, AlarmStepped, LineStarted
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.link.own_alarms import GIVE_UP_S, REPEAT_S
from nsp_console.link.plane import Departure, Urgency
from nsp_console.wire.alarm_line import LINE_BYTES_MAX, read_alarm, split_tail
from nsp_console.wire.roster import Roster
from support.plane_rig import HOME, LOCAL, NUMBERS, OTHER, Console, moment
from support.records import VOCABULARY

SEEDS = st.integers(0, 10_000)


def raised(seed: int = 1, text: str = "rook in de keuken", **more: object) -> Console:
    console = Console(LOCAL, seed, **more)  # type: ignore[arg-type]
    console.look(0.0)
    sound(console, 1.0, text)
    return console


def sound(console: Console, at: float, text: str) -> int:
    number = console.alarms.next_number()
    console.record(at, AlarmRaised(AlarmKind.FIRE, console.code, text, "wacht", number=number))
    return number


def numbers(sent: list[tuple[float, Departure]]) -> list[int]:
    heads = [read_alarm(departure.payload) for _, departure in sent]
    return [head.number for head in heads if head is not None]


def test_alarm_goes_out_at_once_as_every_telephone_shows_it() -> None:
    """The first look after the alarm is recorded hands over one flooded text line with a tail, most urgent."""
    console = raised()
    (departure,) = console.look(1.0)
    assert (departure.text, departure.want_ack, departure.hops) == (True, True, 5)
    assert (departure.urgency, departure.kind) == (Urgency.ALARM, "alarm")
    assert departure.entry == console.journal[-1].number
    head = read_alarm(departure.payload)
    assert head is not None
    assert (head.code, head.number, head.kind, head.text) == (LOCAL, 0, AlarmKind.FIRE, "rook in de keuken")
    assert split_tail(departure.payload) is not None


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_alarm_line_fits_whatever_it_says(text: str) -> None:
    """No text makes the line longer than 130 bytes or unreadable."""
    (departure,) = raised(text=text).look(1.0)
    assert len(departure.payload) <= LINE_BYTES_MAX
    assert read_alarm(departure.payload) is not None


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([1.0, 3.4]))
def test_alarm_is_repeated_until_a_receipt(seed: int, scale: float) -> None:
    """Without a receipt it comes again after 9, 15, 25, 40, 60, 120 and then every 300 seconds, scaled and spread."""
    console = raised(seed, scale=scale)
    times = [at for at, _ in console.looks(1.0, 2000.0)]
    planned = [*REPEAT_S, *[REPEAT_S[-1]] * 20]
    for (earlier, later), wait in zip(pairwise(times), planned, strict=False):
        assert 0.8 * wait * scale**0.7 - 1 <= later - earlier <= 1.2 * wait * scale**0.7 + 1
    assert 2000.0 - times[-1] <= 1.2 * 300 * scale**0.7 + 1


def test_every_repeat_is_sealed_anew() -> None:
    """Each sending has a counter of its own, so that an old line cannot pass for a new one."""
    tails = [split_tail(one.payload) for _, one in raised().looks(1.0, 200.0)]
    counters = [tail[1] for tail in tails if tail is not None]
    assert len(counters) == len(tails) >= 5
    assert counters == sorted(set(counters))


def test_receipt_of_a_coordinator_ends_the_repeats() -> None:
    """After one C has it nothing is repeated; the step is recorded, and further steps as they come."""
    console = raised()
    console.look(1.0)
    now = moment(2.0)
    assert console.alarms.receipt(NUMBERS[HOME], 1, AlarmStep.RECEIVED, now) == []
    facts = console.alarms.receipt(NUMBERS[HOME], 0, AlarmStep.RECEIVED, now)
    assert facts == [AlarmStepped(console.journal[-1].number, AlarmStep.RECEIVED, HOME)]
    console.record(2.0, *facts)
    assert console.looks(2.0, 1000.0, 5.0) == []
    assert console.alarms.receipt(NUMBERS[HOME], 0, AlarmStep.RECEIVED, now) == []
    (taken_on,) = console.alarms.receipt(NUMBERS[HOME], 0, AlarmStep.TAKEN_ON, now)
    console.record(3.0, taken_on)
    assert console.alarms.receipt(NUMBERS[HOME], 0, AlarmStep.RECEIVED, now) == []  # never back
    assert len(console.alarms.receipt(NUMBERS[OTHER], 0, AlarmStep.RECEIVED, now)) == 1


def test_receipt_of_anyone_else_does_not_count() -> None:
    """Only a C can say that it has our alarm."""
    console = raised()
    console.look(1.0)
    assert console.alarms.receipt(NUMBERS[LOCAL], 0, AlarmStep.RECEIVED, moment(2.0)) == []
    assert console.alarms.receipt(777, 0, AlarmStep.RECEIVED, moment(2.0)) == []


def test_each_alarm_has_its_own_number_and_end() -> None:
    """Two alarms are repeated side by side, and a receipt or closing ends only its own."""
    console = raised()
    second = sound(console, 2.0, "nu ook boven")
    assert second == 1
    console.look(2.0)
    console.record(3.0, *console.alarms.receipt(NUMBERS[HOME], 0, AlarmStep.RECEIVED, moment(3.0)))
    assert set(numbers(console.looks(3.0, 100.0))) == {1}
    entry = next(e.number for e in console.journal if isinstance(e.fact, AlarmRaised) and e.fact.number == 1)
    console.record(100.0, AlarmClosed(entry, "wacht"))
    assert console.looks(100.0, 1000.0, 5.0) == []


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.integers(2, 900))
def test_alarm_without_a_receipt_survives_a_restart(seed: int, at: int) -> None:
    """Killed at any moment after the alarm was recorded, the console goes on with it under the same number."""
    console = raised(seed)
    console.looks(1.0, float(at), 5.0)
    again = console.restarted(seed + 1)
    assert numbers(again.looks(float(at), at + 5.0)) == [0]
    assert again.alarms.next_number() == 1


def test_alarm_with_a_receipt_stays_quiet_after_a_restart() -> None:
    """What a C has is not sounded again by a restart."""
    console = raised()
    console.look(1.0)
    console.record(2.0, *console.alarms.receipt(NUMBERS[HOME], 0, AlarmStep.RECEIVED, moment(2.0)))
    assert console.restarted().looks(3.0, 400.0) == []


def test_alarm_of_yesterday_is_given_up() -> None:
    """After 24 hours without any C an alarm is no longer sent."""
    assert raised().restarted().looks(GIVE_UP_S + 10, GIVE_UP_S + 400) == []


def test_numbers_run_round_and_jump_after_a_restore() -> None:
    """After 99 comes 00; a restored journal begins far from the numbers it may have forgotten."""
    console = raised()
    for _ in range(99):
        sound(console, 2.0, "weer")
    assert console.alarms.next_number() == 0
    console.record(3.0, LineStarted(1, 1 << 20, 1))
    assert console.alarms.next_number() == 50


def test_alarm_about_another_site_names_it() -> None:
    """A C that sounds an alarm for one of its points says which."""
    console = Console(HOME)
    console.look(0.0)
    console.record(1.0, AlarmRaised(AlarmKind.MEDICAL, LOCAL, "hartstilstand", "wacht", number=0))
    head = read_alarm(console.look(1.0)[0].payload)
    assert head is not None
    assert (head.code, head.text) == (HOME, f"{LOCAL} hartstilstand")


def test_alarm_that_stays_here_is_not_on_the_air() -> None:
    """An alarm without a number, such as silence that this console noticed, sends nothing."""
    console = Console(HOME)
    console.look(0.0)
    console.record(1.0, AlarmRaised(AlarmKind.SILENCE, LOCAL, "", "computer"))
    assert console.looks(1.0, 100.0) == []


def test_code_without_a_place_in_the_line_still_calls_for_help() -> None:
    """A region may have codes the alarm line cannot hold: then a line goes out that people understand."""
    site = Site("L-DEVE-005", "x", "Deventer", SiteKind.L, 52.2, 6.2, home=HOME, number=NUMBERS[LOCAL])
    roster = Roster.of(Region("IJsselland", {site.code: site}, number=4), VOCABULARY)
    console = Console(LOCAL, roster=roster)
    console.look(0.0)
    console.record(1.0, AlarmRaised(AlarmKind.FIRE, site.code, "rook " * 40, "wacht", number=0))
    (departure,) = console.look(1.0)
    assert departure.payload.startswith(b"HULP L-DEVE-005 brand rook")
    assert len(departure.payload) <= LINE_BYTES_MAX


def test_without_our_key_the_line_goes_without_a_tail() -> None:
    """A console that cannot seal still calls for help: the plain line is better than none."""
    console = raised()
    console.keys.holds = frozenset()
    (departure,) = console.look(1.0)
    assert split_tail(departure.payload) is None
    assert read_alarm(departure.payload) is not None
