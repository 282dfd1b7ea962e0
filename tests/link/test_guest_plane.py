"""Across the border: a bordering C's signed state is shown, nobody else's, and never an older over a newer one."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings, strategies as st

from nsp_console.domain.facts import Entry, StatusHeard, StatusIssued, Why
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.guest_plane import GuestPlane
from nsp_console.link.plane import Heard
from nsp_console.wire.frames.codec import signature_holds, unpack
from nsp_console.wire.frames.kinds import GuestStatusFrame
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import SIGNATURE_BYTES
from support.plain_keys import PlainKeys
from support.records import RULES

OURS = Site("C-DEV-01", "Kazerne", "Deventer", SiteKind.C, 52.25, 6.17, number=4)
THEIRS = Site("C-APE-01", "Kazerne", "Apeldoorn", SiteKind.C, 52.2, 5.97, number=4)
HERE = Region("IJsselland", {"C-DEV-01": OURS, "C-APE-01": replace(THEIRS, region=6, beside="C-DEV-01")}, number=4)
THERE = Region("NOG", {"C-APE-01": THEIRS, "C-DEV-01": replace(OURS, region=4, beside="C-APE-01")}, number=6)


def plane(region: Region, code: str) -> GuestPlane:
    roster = Roster.of(region, RULES.vocabulary)
    keys = PlainKeys(4, region=region.number)
    return GuestPlane(Desk(region.sites[code], roster, keys, Random(1)), region)


def at(seconds: float) -> Moment:
    return Moment(1.8e9 + seconds, seconds, "proef")


def issued(version: int, seconds: float, number: int = 1) -> Entry:
    values = {"state": "open", "water_l": 300, "functions.water": "werkt"}
    return Entry(number, at(seconds), StatusIssued("C-DEV-01", version, 1, values, Why.CHANGE))  # type: ignore[arg-type]


def sent(sender: GuestPlane, version: int, seconds: float) -> bytes:
    sender.apply(issued(version, seconds))
    (departure,) = sender.departures(at(seconds))
    return departure.payload


def frame_in(payload: bytes) -> GuestStatusFrame:
    frame = unpack(payload[:-SIGNATURE_BYTES], Roster.of(THERE, RULES.vocabulary).functions)
    assert isinstance(frame, GuestStatusFrame)
    return frame


def test_a_neighbour_sees_our_state_and_knows_it_is_ours() -> None:
    """What C-DEV-01 signs opens in the other region under its public key only, and becomes a tier A state there."""
    there = plane(THERE, "C-APE-01")
    payload = sent(plane(HERE, "C-DEV-01"), 7, 100.0)
    frame = frame_in(payload)
    assert signature_holds(payload, frame, there.desk.keyring, 1)
    flipped = payload[:3] + bytes([payload[3] ^ 1]) + payload[4:]
    assert not signature_holds(flipped, frame_in(flipped), there.desk.keyring, 1)
    (fact,) = there.hear(frame, Heard(payload, 99, 1), at(130.0)).facts
    assert isinstance(fact, StatusHeard)
    assert (fact.site, fact.version, fact.values["state"], fact.source.tier) == ("C-DEV-01", 7, "open", "A")
    assert "functions.water" not in fact.values


def test_the_exchange_lets_a_neighbour_through_and_nobody_who_forges_one() -> None:
    """Through the whole gate: the signed state of a neighbour is a fact, with one bit turned over it is refused."""
    there = plane(THERE, "C-APE-01")
    link = Exchange(there.desk, guests=there)
    payload = sent(plane(HERE, "C-DEV-01"), 7, 100.0)
    forged = payload[:-1] + bytes([payload[-1] ^ 1])
    refused = link.hear(Heard(forged, 99, 1), at(130.0))
    assert refused.facts == ()
    assert refused.refused is not None
    assert refused.refused.reason == "vals_zegel"
    assert [type(fact) for fact in link.hear(Heard(payload, 99, 2), at(131.0)).facts] == [StatusHeard]


def test_a_c_without_neighbours_across_the_border_sends_nothing() -> None:
    """Airtime is money: only a C that borders another region signs its state."""
    alone = Region("IJsselland", {"C-DEV-01": OURS}, number=4)
    quiet = plane(alone, "C-DEV-01")
    quiet.apply(issued(1, 0.0))
    assert quiet.departures(at(0.0)) == []


def test_a_state_from_before_a_restart_is_not_sent_as_new() -> None:
    """Reading the journal back hours later sends nothing old."""
    sender = plane(HERE, "C-DEV-01")
    sender.apply(issued(1, 0.0))
    assert sender.departures(at(7200.0)) == []


def test_a_region_nobody_named_is_refused() -> None:
    """A C of a region that is not in our file does not appear on the board, whoever signed it."""
    there = plane(THERE, "C-APE-01")
    stranger = replace(frame_in(sent(plane(HERE, "C-DEV-01"), 7, 100.0)), region=9)
    refused = there.hear(stranger, Heard(b"", 99, 1), at(130.0)).refused
    assert refused is not None
    assert refused.reason == "onbekend_station"


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30))
@settings(max_examples=50)
def test_the_newest_version_wins_in_any_order(versions: list[int]) -> None:
    """However frames are delayed or replayed, the last state taken is the newest heard, and each is taken once."""
    there = plane(THERE, "C-APE-01")
    template = frame_in(sent(plane(HERE, "C-DEV-01"), 7, 100.0))
    taken: list[int] = []
    for number, version in enumerate(versions, 1):
        for fact in there.hear(replace(template, version=version), Heard(b"", 99, number), at(number)).facts:
            assert isinstance(fact, StatusHeard)
            there.apply(Entry(number, at(number), fact))
            taken.append(fact.version)
    assert taken == sorted(set(taken))
    assert taken[-1] == max(versions)
