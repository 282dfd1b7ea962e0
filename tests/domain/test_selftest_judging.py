"""The self-test judges: green only for what was seen, words with a remedy for everything that is not."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.facts import Mode
from nsp_console.domain.link_views import LinkExtras
from nsp_console.domain.moments import Age
from nsp_console.domain.selftest import (
    CHECKS,
    Finding,
    Light,
    Looked,
    MachineFacts,
    Relay,
    Terminal,
    judge,
    judge_terminal,
    middle_of,
    worst,
    worst_first,
)
from nsp_console.domain.views import KeysState, PeerView, RadioView
from nsp_console.dutch.selftest import NAMES, SENTENCES, summary, words_of
from support.hostile import hostile_texts

STATES = ("geen", "geen_apparaat", "verbindt", "goed", "niets_gehoord", "verkeerd_kanaal", "reageert_niet", "onbekend")
WARNINGS = (
    "firmware_te_oud",
    "firmware_onbekend",
    "instellingen_onbekend",
    "regio",
    "zenden_uit",
    "zendtijd_onbegrensd",
    "preset_onbekend",
    "andere_client",
)
SECONDS = st.none() | st.floats(0, 1e7)
MACHINES = st.builds(
    MachineFacts,
    writable=st.none() | st.booleans(),
    free_bytes=st.none() | st.integers(0, 10**12),
    verified_rows=st.none() | st.integers(0, 10**6),
    verified_age_s=SECONDS,
    backups=st.none() | st.integers(0, 5),
    backup_age_s=SECONDS,
    awake=st.none() | st.booleans(),
    awake_possible=st.booleans(),
)
EXTRAS = st.builds(
    LinkExtras,
    region=st.sampled_from(("", "EU_868", "US")),
    role=st.sampled_from(("", "CLIENT", "CLIENT_BASE", "CLIENT_MUTE", "ROUTER", "TRACKER")),
    battery_pct=st.none() | st.floats(0, 120),
    channels_missing=st.just(()) | st.just((("NSP", "kanaal_ontbreekt: LongFast"),)),
    quiet=st.booleans(),
)
RADIOS = st.builds(
    RadioView,
    state=st.sampled_from(STATES),
    where=st.just("serial:auto"),
    firmware=st.sampled_from(("", "2.7.26")),
    preset=st.sampled_from(("", "MEDIUM_FAST", "SHORT_FAST", "LONG_FAST", "EIGEN")),
    last_heard_s=SECONDS,
    warnings=st.lists(st.sampled_from(WARNINGS), unique=True, max_size=3).map(tuple),
    extras=EXTRAS,
)
PEERS = st.lists(
    st.builds(
        PeerView,
        code=st.just("C-RAA-01"),
        fresh=st.just(True),
        heard=st.just(Age(60.0)),
        skew_s=st.none() | st.floats(-1e6, 1e6),
        epoch=st.integers(0, 5),
    ),
    max_size=4,
).map(tuple)
LOOKED = st.builds(
    Looked,
    mode=st.sampled_from(tuple(Mode)),
    radio=RADIOS,
    keys=st.sampled_from(tuple(KeysState)),
    epoch=st.integers(1, 5),
    clock_sure=st.booleans(),
    peers=PEERS,
    relay=st.none() | st.builds(Relay, st.booleans(), st.floats(0, 1e6), st.sampled_from(("", "geen_route"))),
    store_error=st.sampled_from(("", "store_full", "store_damaged")),
    machine=MACHINES,
)
WELL = Looked(
    Mode.DEPLOYED,
    RadioView(
        "goed",
        "serial:auto",
        firmware="2.7.26",
        preset="MEDIUM_FAST",
        heard_nodes=3,
        last_heard_s=60.0,
        extras=LinkExtras("EU_868", "CLIENT_BASE", 80.0),
    ),
    KeysState.OPEN,
    3,
    True,
    (PeerView("C-RAA-01", True, Age(60.0), 4.0, epoch=3),),
    Relay(True, 300.0),
    machine=MachineFacts(True, 50_000_000_000, 1200, 60.0, 1, 3600.0, True, True),
)


def light(facts: Looked, check: str) -> Light:
    """The light of one check."""
    return next(finding.light for finding in judge(facts) if finding.check == check)


@given(LOOKED)
def test_everything_found_has_words_and_a_remedy(facts: Looked) -> None:
    """Whatever is found has a Dutch name and sentence without holes; what is not good says what it means and to do."""
    findings = judge(facts)
    assert findings
    for finding in findings:
        assert (finding.check, finding.code) in SENTENCES
        assert finding.check in NAMES
        words = words_of(finding)
        assert words.seen
        assert "{" not in words.seen + words.impact + words.remedy
        if finding.light in (Light.BAD, Light.ATTENTION):
            assert words.impact
            assert words.remedy


@given(LOOKED)
def test_nothing_unseen_is_green(facts: Looked) -> None:
    """Without a radio that answers nothing about the radio is green; without a look at the disk neither is the disk."""
    lights = {finding.check: finding.light for finding in judge(facts)}
    if facts.radio.state not in ("goed", "niets_gehoord", "verkeerd_kanaal"):
        assert all(lights[check] is not Light.GOOD for check in ("radio", "kanaal", "instelling", "rol", "firmware"))
    if facts.machine.free_bytes is None:
        assert lights["schijf"] is Light.UNKNOWN
    if facts.machine.writable is not True:
        assert lights["opslag"] is not Light.GOOD


@given(LOOKED)
def test_worst_comes_first_and_nothing_is_lost(facts: Looked) -> None:
    """Sorting changes only the order, the first is the worst, and the summary counts all of them."""
    findings = judge(facts)
    ordered = worst_first(findings)
    assert sorted(map(repr, ordered)) == sorted(map(repr, findings))
    assert ordered[0].light is worst(findings)
    assert sum(int(part.split()[0]) for part in summary(findings).split(", ")) == len(findings)


def test_a_console_in_order_is_green_throughout() -> None:
    """A console with everything in order has only green lights, one per check that applies."""
    findings = judge(WELL)
    assert {finding.light for finding in findings} == {Light.GOOD}
    assert len(findings) == len(CHECKS)


@pytest.mark.parametrize(
    ("facts", "check", "expected"),
    [
        (replace(WELL, radio=replace(WELL.radio, state="geen_apparaat")), "radio", Light.BAD),
        (replace(WELL, radio=replace(WELL.radio, state="verkeerd_kanaal")), "kanaal", Light.BAD),
        (replace(WELL, radio=replace(WELL.radio, preset="LONG_FAST")), "instelling", Light.ATTENTION),
        (replace(WELL, radio=replace(WELL.radio, last_heard_s=7200.0)), "gehoord", Light.ATTENTION),
        (replace(WELL, mode=Mode.READY, radio=replace(WELL.radio, last_heard_s=7200.0)), "gehoord", Light.GOOD),
        (replace(WELL, radio=replace(WELL.radio, last_heard_s=None)), "gehoord", Light.UNKNOWN),
        (replace(WELL, relay=Relay(False, 60.0, "geen_route")), "doorgegeven", Light.ATTENTION),
        (replace(WELL, relay=None), "doorgegeven", Light.UNKNOWN),
        (replace(WELL, epoch=2), "sleutel", Light.BAD),
        (replace(WELL, epoch=4), "sleutel", Light.ATTENTION),
        (replace(WELL, keys=KeysState.LOCKED), "sleutel", Light.ATTENTION),
        (replace(WELL, clock_sure=False), "klok", Light.ATTENTION),
        (replace(WELL, store_error="store_full"), "opslag", Light.BAD),
        (replace(WELL, machine=replace(WELL.machine, free_bytes=1000)), "schijf", Light.BAD),
        (replace(WELL, machine=replace(WELL.machine, backup_age_s=8 * 86_400.0)), "kopie", Light.ATTENTION),
        (replace(WELL, machine=replace(WELL.machine, backups=0, backup_age_s=None)), "kopie", Light.ATTENTION),
        (replace(WELL, machine=replace(WELL.machine, awake=False)), "slaap", Light.ATTENTION),
    ],
)
def test_each_trouble_has_its_own_light(facts: Looked, check: str, expected: Light) -> None:
    """One thing out of order lights its own check, and no other becomes worse by more than not being visible."""
    assert light(facts, check) is expected
    others = [finding for finding in judge(facts) if finding.check != check]
    assert all(finding.light in (Light.GOOD, Light.UNKNOWN) for finding in others)


def test_one_wrong_clock_among_many_does_not_accuse_ours() -> None:
    """The middle of the other clocks decides: one that is years off is its own trouble."""
    peers = tuple(PeerView(f"C-RAA-0{n}", True, Age(1.0), skew) for n, skew in enumerate((1.0, -2.0, 3e8)))
    assert light(replace(WELL, peers=peers), "klok") is Light.GOOD
    assert light(replace(WELL, peers=peers[1:]), "klok") is Light.GOOD
    assert light(replace(WELL, peers=peers[2:]), "klok") is Light.ATTENTION


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_the_middle_clock_is_one_of_them_and_has_half_on_either_side(skews: list[float]) -> None:
    """The middle is a clock that was told, and at most half of the others lie on one side of it."""
    middle = middle_of(skews)
    assert middle in skews
    assert sum(skew < middle for skew in skews) <= len(skews) / 2
    assert sum(skew > middle for skew in skews) <= len(skews) / 2


def test_a_screen_without_colour_is_fine_and_a_small_one_is_told() -> None:
    """No colour is good; ASCII and too small are told with a remedy, and none stops the work."""
    assert judge_terminal(Terminal("utf8", 0, 120, 35)).light is Light.GOOD
    assert judge_terminal(Terminal("ascii", 16, 120, 35)).light is Light.ATTENTION
    assert judge_terminal(Terminal("utf8", 256, 79, 24)).code == "klein"


def test_what_a_radio_says_of_itself_cannot_fill_in_our_sentences() -> None:
    """Hostile names of a role, firmware or place stay one clean line, braces included."""
    for text in (*hostile_texts(60), "{regio}{wat}{0}", "%s"):
        for check, code, key in (
            ("firmware", "goed", "firmware"),
            ("rol", "goed", "rol"),
            ("radio", "antwoordt", "waar"),
        ):
            seen = words_of(Finding(check, Light.GOOD, code, ((key, text),))).seen
            assert seen.isprintable()
