"""The fold of what other consoles seal: their state counts and keeps its moment; a broadcast ends with the last."""

from hypothesis import given, settings, strategies as st

from nsp_console.domain import facts
from nsp_console.domain.facts import Entry, Purpose, Step
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Need, Outcome, Understanding
from nsp_console.domain.values import Means, Scalar, Source, Tier
from support.records import RULES

HOME = Site("C-ZWO-01", "Kazerne", "Zwolle", SiteKind.C, 52.53, 6.11, number=1)
POINT = Site("L-ZWO-09", "De Boeg", "Zwolle", SiteKind.L, 52.52, 6.1, home="C-ZWO-01", number=9)
SEALED = Source(Means.LORA, Tier.A, 7)


class Told:
    """Tells facts to a Situation as a journal would."""

    def __init__(self) -> None:
        self.situation = Situation(Region("proef", {site.code: site for site in (HOME, POINT)}), RULES)
        self.number = 0
        self.at_s = 0.0

    def tell(self, fact: facts.Fact, after_s: float = 60.0) -> int:
        self.number += 1
        self.at_s += after_s
        self.situation.apply(Entry(self.number, Moment(1.8e9 + self.at_s, self.at_s, "proef"), fact))
        return self.number

    def state(self, values: dict[str, Scalar], version: int, age_s: float = 0.0, **more: object) -> int:
        fact = facts.StatusHeard("L-ZWO-09", version, 1, values, SEALED, age_s=age_s, **more)  # type: ignore[arg-type]
        return self.tell(fact)

    def needs(self) -> tuple[Need, ...]:
        return self.situation.records["L-ZWO-09"].needs

    def step(self, entry: int) -> Step:
        return self.situation.out[entry].step

    def value(self, key: str) -> Scalar | None:
        seen = self.situation.records["L-ZWO-09"].value(key)
        return seen.value if seen else None


def test_a_sealed_state_counts_without_anybody_saying_klopt() -> None:
    """Tier A is real: better news and a jump count at once, and nothing waits for a person."""
    told = Told()
    told.state({"water_l": 30, "state": "beperkt"}, 1)
    told.state({"water_l": 4000, "state": "open"}, 2)
    assert (told.value("water_l"), told.value("state")) == (4000, "open")
    assert told.situation.reporting.waiting_entries("L-ZWO-09") == ()


def test_a_sealed_state_overtakes_an_unverified_text_that_waits() -> None:
    """What a phone said earlier does not stay on screen as `420?` once the point's own console has spoken."""
    told = Told()
    understood = Understanding(Outcome.STATUS, values={"water_l": 420})
    told.tell(facts.TextHeard("water 420", 7, 1, "NSP", Source(Means.LORA, Tier.C, 7), understood, "L-ZWO-09"))
    told.state({"water_l": 300}, 1)
    assert told.situation.records["L-ZWO-09"].fields["water_l"].pending is None
    assert told.value("water_l") == 300


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
@settings(max_examples=50)
def test_repeating_a_state_makes_nothing_younger(noise: list[float]) -> None:
    """A heartbeat says again what was observed before: with any rounding of its age the value keeps its moment."""
    told = Told()
    told.state({"water_l": 300}, 1, age_s=0.0)
    first = told.situation.records["L-ZWO-09"].value("water_l")
    assert first is not None
    age_s = 0.0
    for version, part in enumerate(noise, 2):
        age_s += 1800.0
        told.at_s += 1740.0
        told.state({"water_l": 300}, version, age_s=age_s * (0.9 + 0.2 * part))
    known = told.situation.records["L-ZWO-09"].value("water_l")
    assert known is not None
    assert known.at == first.at
    assert len(told.situation.records["L-ZWO-09"].fields["water_l"].history) == 1


def test_a_value_observed_anew_is_younger_even_when_it_is_the_same() -> None:
    """Still 300 l, counted again just now: the age starts anew."""
    told = Told()
    told.state({"water_l": 300}, 1, age_s=0.0)
    told.at_s += 3600.0
    told.state({"water_l": 300}, 2, age_s=0.0)
    known = told.situation.records["L-ZWO-09"].value("water_l")
    assert known is not None
    assert known.at.elapsed == told.at_s


def test_amounts_asked_for_survive_a_state_that_cannot_carry_them() -> None:
    """Twenty blankets by voice stay twenty when the console's state only says blankets, and go when it says none."""
    told = Told()
    blankets = Need("dekens", 20, "stuks")
    told.tell(facts.ReportEntered("L-ZWO-09", {}, Means.PORTOFOON, "proef", needs=(blankets,)))
    told.state({"state": "open"}, 1, needs=(Need("dekens", 1, "stuks"),))
    assert told.needs() == (blankets,)
    told.state({"state": "open"}, 2)
    assert told.needs() == ()


def test_a_broadcast_is_received_when_the_last_console_has_it() -> None:
    """Each console is noted by name; the ladder steps when nobody is awaited any more, and reading implies having."""
    told = Told()
    queued = facts.MessageQueued("B 4", Purpose.BULLETIN, line=1, sequence=1, awaits=("L-ZWO-09", "C-DEV-01"))
    entry = told.tell(queued)
    told.tell(facts.MessageStepped(entry, Step.AT_RADIO))
    told.tell(facts.MessageStepped(entry, Step.RECEIVED, by="L-ZWO-09"))
    assert told.step(entry) is Step.AT_RADIO
    told.tell(facts.MessageStepped(entry, Step.READ, by="C-DEV-01"))
    line = told.situation.out[entry]
    assert told.step(entry) is Step.AT_RADIO
    assert set(line.received_by) == {"L-ZWO-09", "C-DEV-01"}
    told.tell(facts.MessageStepped(entry, Step.RECEIVED, by="C-DEV-01"))
    assert told.step(entry) is Step.RECEIVED
    told.tell(facts.MessageStepped(entry, Step.READ, by="L-ZWO-09"))
    assert told.step(entry) is Step.READ


def test_what_goes_between_consoles_is_not_the_text_planes_to_send() -> None:
    """A sealed message never leaves as a text line too."""
    told = Told()
    told.tell(facts.MessageQueued("hallo", Purpose.MESSAGE, to="L-ZWO-09", line=1, sequence=1, awaits=("L-ZWO-09",)))
    assert told.situation.waiting() == []
    assert told.situation.under_way() == []
