"""The fold: what the journal says is what is known, whatever the order of trust, confirmation and time."""

from hypothesis import given, settings, strategies as st

from nsp_console.domain import facts
from nsp_console.domain.facts import AlarmKind, Entry, Handling, Step
from nsp_console.domain.ladder import LADDER, may_step
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Need, Outcome, Understanding
from nsp_console.domain.values import Means, Scalar, Source, Tier
from support.records import RULES

HOME = Site("C-ZWO-01", "Kazerne Zwolle-Noord", "Zwolle", SiteKind.C, 52.53, 6.11)
POINT = Site("L-ZWO-09", "De Boeg", "Zwolle", SiteKind.L, 52.52, 6.1, home="C-ZWO-01")
REGION = Region("proef", {site.code: site for site in (HOME, POINT)})
NODE = 0x0A1B2C3D


class Story:
    """Tells facts to a Situation with numbers and moments as a journal would give them."""

    def __init__(self) -> None:
        self.situation = Situation(REGION, RULES)
        self.number = 0
        self.at_s = 0.0

    def tell(self, fact: facts.Fact, after_s: float = 60.0) -> int:
        self.number += 1
        self.at_s += after_s
        self.situation.apply(Entry(self.number, Moment(1.8e9 + self.at_s, self.at_s, "proef"), fact))
        return self.number

    def text(
        self,
        values: dict[str, Scalar] | None = None,
        *,
        tier: Tier = Tier.C,
        node: int = NODE,
        site: str | None = "L-ZWO-09",
        counts: bool = True,
        alarm: AlarmKind | None = None,
        text: str = "",
        after_s: float = 60.0,
        rest_ok: bool = False,
        needs: tuple[Need, ...] = (),
    ) -> int:
        outcome = Outcome.ALARM if alarm else Outcome.STATUS
        understood = Understanding(outcome, site, dict(values or {}), needs, rest_ok)
        return self.tell(
            facts.TextHeard(
                text or str(values),
                node,
                self.number + 1,
                "NSP",
                Source(Means.LORA, tier, node),
                understood,
                site,
                counts,
                alarm,
            ),
            after_s,
        )

    def enter(self, values: dict[str, Scalar], **more: object) -> int:
        return self.tell(facts.ReportEntered("L-ZWO-09", values, Means.PORTOFOON, "C", **more))  # type: ignore[arg-type]

    def counted(self, key: str) -> Scalar | None:
        seen = self.situation.records["L-ZWO-09"].value(key)
        return seen.value if seen else None

    def pending(self, key: str) -> Scalar | None:
        field = self.situation.records["L-ZWO-09"].fields.get(key)
        return field.pending.value if field and field.pending else None


def test_an_unverified_value_counts_for_nothing_until_klopt() -> None:
    """A tier C value is shown as pending and counts only after an operator said it is right."""
    story = Story()
    entry = story.text({"water_l": 300, "visitors": 64})
    assert (story.counted("water_l"), story.pending("water_l")) == (None, 300)
    story.tell(facts.ValuesConfirmed(entry, "C", ("water_l",)))
    assert (story.counted("water_l"), story.pending("water_l")) == (300, None)
    assert (story.counted("visitors"), story.pending("visitors")) == (None, 64)
    story.tell(facts.ValuesConfirmed(entry, "C"))
    assert story.counted("visitors") == 64
    seen = story.situation.records["L-ZWO-09"].value("water_l")
    assert seen is not None
    assert (seen.confirmed_by, seen.source.tier, seen.at.elapsed) == ("C", Tier.C, 60.0)


def test_a_public_or_foreign_text_never_becomes_a_value() -> None:
    """A text that does not count leaves no value, no age and no alarm at the point it names."""
    story = Story()
    story.text({"water_l": 300}, counts=False)
    record = story.situation.records["L-ZWO-09"]
    assert record.fields == {}
    assert record.heard_at is None


def test_rejecting_the_newest_shows_the_older_waiting_value_again() -> None:
    """Verwerp removes only what it names; an older unconfirmed value is shown again."""
    story = Story()
    story.text({"water_l": 300})
    second = story.text({"water_l": 3000})
    assert story.pending("water_l") == 3000
    story.tell(facts.ValuesRejected(second, "C"))
    assert story.pending("water_l") == 300


def test_an_older_value_never_overwrites_a_newer_one() -> None:
    """Confirming an old line after a newer one changes the history, not the value that counts."""
    story = Story()
    first = story.text({"water_l": 300})
    second = story.text({"water_l": 200})
    story.tell(facts.ValuesConfirmed(second, "C"))
    story.tell(facts.ValuesConfirmed(first, "C"))
    assert story.counted("water_l") == 200
    assert story.situation.reporting.waiting_entries("L-ZWO-09") == ()


def test_a_known_radio_counts_unless_it_is_rosier_or_jumps() -> None:
    """Tier B counts at once when things got worse, and waits when they got better or changed tenfold."""
    story = Story()
    story.text({"water_l": 400, "power": "net"}, tier=Tier.B)
    assert story.counted("water_l") == 400
    story.text({"water_l": 300, "power": "aggregaat"}, tier=Tier.B)
    assert (story.counted("water_l"), story.counted("power")) == (300, "aggregaat")
    story.text({"water_l": 500, "power": "net"}, tier=Tier.B)
    assert (story.counted("water_l"), story.pending("water_l")) == (300, 500)
    assert (story.counted("power"), story.pending("power")) == ("aggregaat", "net")
    story.text({"water_l": 20}, tier=Tier.B)
    assert (story.counted("water_l"), story.pending("water_l")) == (300, 20)


def test_two_sources_that_contradict_within_the_hour_are_both_kept() -> None:
    """A voice report that differs from a radio report minutes ago contradicts it; hours later it is news."""
    story = Story()
    entry = story.text({"water_l": 300})
    story.tell(facts.ValuesConfirmed(entry, "C"))
    story.enter({"water_l": 600})
    field = story.situation.records["L-ZWO-09"].fields["water_l"]
    assert field.counted is not None
    assert field.rival is not None
    assert (field.counted.value, field.rival.value) == (600, 300)
    story.tell(facts.ReportEntered("L-ZWO-09", {"water_l": 200}, Means.TELEFOON, "C"), after_s=7200)
    assert field.rival is None


def test_a_correction_replaces_what_it_points_at() -> None:
    """A correction is a new fact: the old value no longer counts, and no contradiction is seen in it."""
    story = Story()
    wrong = story.enter({"water_l": 6000, "visitors": 10})
    story.enter({"water_l": 600}, corrects=wrong)
    field = story.situation.records["L-ZWO-09"].fields["water_l"]
    assert field.counted is not None
    assert (field.counted.value, field.rival) == (600, None)
    assert [seen.value for seen in field.history] == [600]
    assert story.counted("visitors") == 10


def test_rest_in_order_refreshes_only_what_was_known_to_work() -> None:
    """*Verder alles goed* makes working functions fresh; broken and unknown functions stay what they were."""
    story = Story()
    story.enter({"functions.water": "werkt", "functions.opwarmen": "niet"})
    entry = story.text({}, rest_ok=True, after_s=3600, text="alles goed")
    story.tell(facts.ValuesConfirmed(entry, "C"))
    fields = story.situation.records["L-ZWO-09"].fields
    assert fields["functions.water"].counted is not None
    assert fields["functions.water"].counted.at.elapsed == 3660.0
    assert fields["functions.opwarmen"].counted is not None
    assert fields["functions.opwarmen"].counted.at.elapsed == 60.0
    assert "functions.stroom" not in fields


def test_linking_a_radio_gives_its_earlier_lines_to_the_point() -> None:
    """After *koppel*, lines of that radio that named no point are shown at the point, their alarm too."""
    story = Story()
    entry = story.text({"water_l": 300}, site=None)
    alarm = story.text(site=None, alarm=AlarmKind.HELP, text="HULP")
    story.tell(facts.NodeLinked(NODE, "L-ZWO-09", "C"))
    assert story.pending("water_l") == 300
    assert story.situation.texts[entry].site == "L-ZWO-09"
    assert story.situation.records["L-ZWO-09"].open_alarms == [alarm]


def test_a_repeated_alarm_coalesces_and_a_changed_one_rings_again() -> None:
    """The same cry counts up quietly; a changed text takes back the acknowledgement; only a person closes it."""
    story = Story()
    first = story.text(alarm=AlarmKind.HELP, text="HULP")
    story.tell(facts.AlarmAcknowledged(first, "C"))
    again = story.text(alarm=AlarmKind.HELP, text="hulp ")
    alarm = story.situation.alarm(again)
    assert alarm is not None
    assert (alarm.entry, alarm.repeats, alarm.acknowledged_by) == (first, 1, "C")
    story.text(alarm=AlarmKind.FIRE, text="HULP brand!")
    assert (alarm.acknowledged_by, alarm.kind, alarm.closed) == ("", AlarmKind.FIRE, False)
    story.tell(facts.AlarmClosed(again, "C"))
    assert alarm.closed
    assert story.situation.records["L-ZWO-09"].open_alarms == []
    fresh = story.text(alarm=AlarmKind.HELP, text="HULP")
    assert story.situation.alarm(fresh) is not alarm


def test_the_ladder_never_steps_back() -> None:
    """From every step only later, retrying or failing steps can follow, and read is the end."""
    order = [Step.STORED, Step.AT_RADIO, Step.HEARD, Step.RECEIVED, Step.READ]
    for low, step in enumerate(order):
        for earlier in order[: low + 1]:
            assert not may_step(step, earlier)
        for later in order[low + 1 :]:
            assert may_step(step, later)
    assert set(LADDER) == set(Step)
    assert may_step(Step.FAILED, Step.HEARD), "a firmware NAK is not final"


def test_handled_lines_keep_who_and_how() -> None:
    """Triage is recorded per line and can be changed again: nothing is edited silently."""
    story = Story()
    entry = story.text({"water_l": 1})
    story.tell(facts.TextHandled(entry, Handling.DONE, "C"))
    story.tell(facts.TextHandled(entry, Handling.MORE_INFO, "C2"))
    line = story.situation.texts[entry]
    assert (line.handled, line.handled_by) == (Handling.MORE_INFO, "C2")


VALUES = st.dictionaries(st.sampled_from(["water_l", "visitors", "fuel_hours"]), st.integers(0, 5000), min_size=1)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("tekst"), VALUES, st.sampled_from(list(Tier))),
        st.tuples(st.just("stem"), VALUES, st.none()),
        st.tuples(st.just("klopt"), st.integers(1, 30), st.none()),
        st.tuples(st.just("verwerp"), st.integers(1, 30), st.none()),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(EVENTS)
def test_invariants_hold_for_every_story(events: list[tuple[str, object, Tier | None]]) -> None:
    """Waiting values are never older than what counts, and every waiting entry can be confirmed exactly once."""
    story = Story()
    for kind, what, tier in events:
        if kind == "tekst":
            assert isinstance(what, dict)
            story.text(what, tier=tier or Tier.C)
        elif kind == "stem":
            assert isinstance(what, dict)
            story.enter(what)
        elif kind == "klopt":
            story.tell(facts.ValuesConfirmed(int(str(what)), "C"))
        else:
            story.tell(facts.ValuesRejected(int(str(what)), "C"))
    record = story.situation.records["L-ZWO-09"]
    for field in record.fields.values():
        if field.pending and field.counted:
            assert field.pending.entry > field.counted.entry
        assert list(field.history) == sorted(field.history, key=lambda seen: seen.at.wall)
        if field.counted:
            assert field.counted == field.history[-1]
    for entry in story.situation.reporting.waiting_entries("L-ZWO-09"):
        story.tell(facts.ValuesConfirmed(entry, "C"))
    assert story.situation.reporting.waiting_entries("L-ZWO-09") == ()
    assert all(field.pending is None for field in record.fields.values())
