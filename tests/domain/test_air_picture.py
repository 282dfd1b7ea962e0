"""What consoles told each other, folded: who has what, never a step back, and never more than fits."""

from dataclasses import replace

from hypothesis import given, strategies as st

from nsp_console.domain import air_picture, facts
from nsp_console.domain.air_picture import AirPicture, MailMark
from nsp_console.domain.facts import AlarmStep, Content, Entry, Fact, MailTaken, Mode, Purpose, Why
from nsp_console.domain.moments import Moment
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.views import OwnState
from support.consoles import BOEG, DEV, RAA, REGION, ZANDWEERD, ZWO

SOURCE = Source(Means.LORA, Tier.A, 7)


class Picture:
    """An AirPicture that is told facts a minute apart."""

    def __init__(self, station: str = ZWO) -> None:
        self.air = AirPicture(REGION.sites)
        self.number = 0
        self.tell(facts.StationStarted(station, Mode.READY, "0"))

    @property
    def now(self) -> Moment:
        return Moment(1.8e9 + 60.0 * self.number, 60.0 * self.number, "proef")

    def tell(self, *told: Fact) -> int:
        for fact in told:
            self.number += 1
            self.air.apply(Entry(self.number, self.now, fact))
        return self.number


def heard(station: str = DEV, content: Content = Content.TEXT) -> facts.TextHeard:
    """A line of another console."""
    understood = Understanding(Outcome.MESSAGE)
    return facts.TextHeard("hallo", 7, 1, "", SOURCE, understood, station, station=station, content=content)


def taken(station: str = DEV, to: str = ZWO, sequence: int = 4) -> MailTaken:
    """A message taken in."""
    return MailTaken(station, to, 1, sequence, 1, sequence, Content.TEXT)


def test_own_state_knows_who_has_the_newest_version_and_no_older_one() -> None:
    """A new version is received by nobody yet; a receipt for an older one says nothing of it."""
    told = Picture()
    assert told.air.own(told.now) == OwnState()
    told.tell(facts.StatusIssued(ZWO, 8, 1, {"visitors": 3}, Why.CHANGE), facts.StatusReceived(8, DEV))
    own = told.air.own(told.now, changed=True, next_s=12.0)
    assert (own.version, own.why, set(own.received), own.changed, own.next_s) == (8, Why.CHANGE, {DEV}, True, 12.0)
    told.tell(facts.StatusReceived(8, DEV))
    assert told.air.own(told.now).received[DEV].seconds == 60.0  # since the first receipt
    told.tell(facts.StatusIssued(ZWO, 9, 1, {}, Why.HEARTBEAT), facts.StatusReceived(8, RAA))
    assert told.air.own(told.now).received == {}


def test_bulletins_tell_where_they_hang_since_the_first_word() -> None:
    """Ours and theirs, newest first, each with the points where it hangs; another console's words change nothing."""
    told = Picture()
    ours = told.tell(facts.BulletinIssued(1, "Water bij\nde Boeg", 12, "proef"))
    theirs = told.tell(facts.BulletinHeard(DEV, 1, "Iets anders", 6, SOURCE))
    told.tell(
        facts.BulletinHung(ZWO, 1, BOEG, BOEG),
        facts.BulletinHung(ZWO, 1, BOEG, BOEG),
        facts.BulletinHung(RAA, 1, BOEG, BOEG),
    )
    newest, oldest = told.air.bulletins(told.now)
    assert (newest.entry, newest.mine, newest.hung) == (theirs, False, {})
    assert (oldest.entry, oldest.mine, oldest.station, oldest.text) == (ours, True, ZWO, "Water bij de Boeg")
    assert oldest.hung[BOEG].seconds == 120.0
    assert told.air.hangs(ZWO, 1, BOEG)
    assert not told.air.hangs(DEV, 1, BOEG)
    assert told.air.bulletin(theirs) is not None
    assert told.air.bulletin(999) is None


@given(st.integers(1, 2100))
def test_numbers_of_bulletins_go_round_and_a_new_one_hangs_nowhere(issued: int) -> None:
    """Numbers run from 1 to 999 and begin anew; the number used again is a new bulletin."""
    air = Picture().air
    numbers: list[int] = []
    for entry in range(2, issued + 2):
        numbers.append(air.next_bulletin())
        at = Moment(1.8e9, float(entry), "proef")
        air.apply(Entry(entry, at, facts.BulletinIssued(numbers[-1], "tekst", 12, "proef")))
    assert numbers == [number % 999 + 1 for number in range(issued)]
    assert len(air.bulletins(Moment(1.8e9, 1e6, "proef"))) == min(issued, air_picture.BULLETINS_MAX)
    at = Moment(1.8e9, 1e6, "proef")
    air.apply(Entry(issued + 2, at, facts.BulletinHung(ZWO, numbers[-1], BOEG, BOEG)))
    assert air.hangs(ZWO, numbers[-1], BOEG)
    air.apply(Entry(issued + 3, at, facts.BulletinIssued(numbers[-1], "nieuw", 12, "proef")))
    assert not air.hangs(ZWO, numbers[-1], BOEG)


def test_an_alarm_never_steps_back() -> None:
    """Taken on stays taken on, whatever late receipt comes in."""
    told = Picture()
    alarm = told.tell(facts.AlarmRaised(facts.AlarmKind.FIRE, ZWO, "brand", "proef"))
    told.tell(
        facts.AlarmStepped(alarm, AlarmStep.TAKEN_ON, DEV),
        facts.AlarmStepped(alarm, AlarmStep.RECEIVED, DEV),
        facts.AlarmStepped(alarm, AlarmStep.RECEIVED, RAA),
    )
    steps = {code: step for code, (step, _) in told.air.alarm_steps(alarm).items()}
    assert steps == {DEV: AlarmStep.TAKEN_ON, RAA: AlarmStep.RECEIVED}
    assert told.air.alarm_steps(99) == {}


def test_a_line_is_known_by_the_message_right_before_it() -> None:
    """Which message an inbox line was is known only when its `MailTaken` stands right before it."""
    told = Picture()
    line = told.tell(taken(), heard())
    assert told.air.mail_of(line) == MailMark(DEV, 1, 4)
    assert told.air.mail_of(told.tell(heard())) is None
    assert told.air.mail_of(told.tell(taken(RAA), heard(DEV))) is None
    assert told.air.mail_of(told.tell(taken(to=""), heard())) is None  # broadcast: nobody in particular waits for it
    told.tell(taken(sequence=9))
    assert told.air.mail_of(told.tell(facts.TextHandled(line, facts.Handling.READ, "proef"), heard())) is None


def test_a_note_of_reading_is_owed_once() -> None:
    """Until a note that it was read is queued the sender waits for one; afterwards never again."""
    told = Picture()
    line = told.tell(taken(), heard())
    assert told.air.owes_read(line) == MailMark(DEV, 1, 4)
    note = facts.MessageQueued("Gelezen", Purpose.NOTE, DEV, answers=line, content=Content.READ, line=1, sequence=1)
    told.tell(note)
    assert told.air.owes_read(line) is None
    assert told.air.mail_of(line) is not None


def test_our_message_is_found_by_its_place_also_after_it_got_a_new_one() -> None:
    """A note of reading names line and sequence; both lead to the entry, the new place as well as the old."""
    told = Picture()
    sent = facts.MessageQueued("hallo", Purpose.MESSAGE, DEV, line=1, sequence=5)
    entry = told.tell(sent)
    told.tell(replace(sent, to=RAA))
    assert told.air.sent_entry(DEV, 1, 5) == entry
    assert told.air.sent_entry(RAA, 1, 5) == entry + 1
    told.tell(facts.MailRelined(entry, 2, 1))
    assert told.air.sent_entry(DEV, 2, 1) == entry
    assert told.air.sent_entry(DEV, 2, 2) is None


def test_two_c_s_with_a_different_t0_are_both_read() -> None:
    """The later T0 counts, the operator reads both and who said so; the same time or the same console is no dispute."""
    told = Picture()
    told.tell(facts.DeploymentStarted("storm", 1.8e9, "ROT", "proef"))
    assert told.air.notices(told.now) == ()
    told.tell(facts.T0Corrected(1.8e9 + 7200, "meldkamer", "proef", origin=DEV))
    (notice,) = told.air.notices(told.now)
    assert notice.code == "t0_verschilt"
    assert dict(notice.data) == {"nu": 1.8e9 + 7200, "volgens": DEV, "was": 1.8e9, "eerder": ZWO}
    later = replace(told.now, elapsed=told.now.elapsed + air_picture.T0_DISPUTE_S + 61)
    assert told.air.notices(later) == ()
    told.tell(facts.T0Corrected(1.8e9 + 7200, "meldkamer", "proef"))
    assert told.air.notices(told.now) == ()
    told.tell(facts.T0Corrected(1.8e9, "ROT", "proef"), facts.DeploymentEnded("proef"))
    told.tell(facts.DeploymentStarted("dijk", 1.8e9 + 9000, "ROT", "proef", origin=RAA))
    assert told.air.notices(told.now) == ()


def test_what_a_console_said_later_is_remembered_per_topic() -> None:
    """An order that came in before an older one on the same topic is told, in the order it was said."""
    told = Picture()
    start = facts.DeploymentStarted("storm", 1.8e9, "ROT", "proef", origin=DEV)
    corrected = facts.T0Corrected(1.8e9 + 60, "ROT", "proef", origin=DEV)
    ended = facts.DeploymentEnded("proef", origin=DEV)
    told.tell(taken(to="", sequence=9), ended, taken(to="", sequence=5), corrected)
    assert told.air.said_later(start, (1, 3)) == (corrected, ended)
    assert told.air.said_later(start, (1, 6)) == (ended,)
    assert told.air.said_later(start, (2, 1)) == ()
    assert told.air.said_later(replace(start, origin=RAA), (1, 3)) == ()
    moved = facts.HomeMoved(DEV, RAA, "proef", origin=DEV)
    assert told.air.said_later(moved, (1, 1)) == ()


def test_a_hand_back_that_came_in_first_still_counts() -> None:
    """An order to take a point over is told together with the hand-back that its C said later; other points are not."""
    told = Picture()
    taken_over = facts.WriterMoved(ZANDWEERD, DEV, 4, "proef", origin=DEV)
    back = facts.WriterMoved(ZANDWEERD, ZANDWEERD, 300, "proef", origin=DEV)
    told.tell(taken(to="", sequence=9), back, taken(to="", sequence=10), replace(back, site=DEV))
    assert told.air.said_later(taken_over, (1, 8)) == (back,)
    assert told.air.said_later(taken_over, (1, 9)) == ()


def test_memory_is_bounded() -> None:
    """However long the journal, what is kept at hand stays within its named limits."""
    told = Picture()
    for number in range(air_picture.MARKS_MAX + 50):
        told.tell(taken(sequence=number), heard())
        told.tell(facts.MessageQueued("x", Purpose.MESSAGE, DEV, line=1, sequence=number + 1))
        told.tell(facts.AlarmStepped(number, AlarmStep.RECEIVED, DEV))
    air = told.air
    assert len(air._marks) == air_picture.MARKS_MAX
    assert len(air._sent) == air_picture.MARKS_MAX
    assert len(air._steps) == air_picture.ALARMS_MAX


def test_revoked_stations_keep_the_highest_generation() -> None:
    """An older revocation never makes a newer one weaker; who stands in comes from the same fold."""
    told = Picture()
    told.tell(
        facts.StationRevoked(ZANDWEERD, 3, "proef", origin=DEV),
        facts.StationRevoked(ZANDWEERD, 2, "proef", origin=RAA),
        facts.HomeMoved(RAA, DEV, "proef", origin=RAA),
    )
    assert told.air.revoked == {ZANDWEERD: 3}
    assert told.air.writers.unmanned() == {RAA: DEV}
