"""Alarms of others: believed by their tail, ringing once, sent on once, answered by one."""

from hypothesis import given, settings, strategies as st

from nsp_console.domain.facts import AlarmAcknowledged, AlarmKind, AlarmRaised, AlarmStep, LineStarted, PeerMet
from nsp_console.domain.values import Tier
from nsp_console.link.heard_alarms import REMEMBERED_S
from nsp_console.link.plane import Heard
from nsp_console.wire.alarm_line import alarm_line
from support.plane_rig import HOME, LOCAL, NUMBERS, OTHER, Console, moment

SEEDS = st.integers(0, 10_000)
STATION = NUMBERS[LOCAL]
RECEIVED, TAKEN_ON = AlarmStep.RECEIVED, AlarmStep.TAKEN_ON
SENDER, RELAY = 0x101, 0x202


def sender(seed: int = 1) -> Console:
    console = Console(LOCAL, seed)
    console.look(0.0)
    return console


def lines(console: Console, at: float, text: str, until: float = 1.0) -> list[bytes]:
    """The lines that a new alarm `text` puts on the air from `at` for `until` seconds."""
    number = console.alarms.next_number()
    console.record(at, AlarmRaised(AlarmKind.FIRE, LOCAL, text, "wacht", number=number))
    sent = [departure.payload for _, departure in console.looks(at, at + until)]
    return [line for line in sent if f" {number:02d} ".encode() in line]


def test_alarm_with_its_tail_is_tier_a() -> None:
    """A line whose tail holds names its station and number in tier A, also from a console that was never met."""
    (line,) = lines(sender(), 1.0, "rook")
    alarm = Console(HOME).hears_line(2.0, line)
    assert alarm is not None
    assert (alarm.station, alarm.number, alarm.kind, alarm.text) == (LOCAL, 0, AlarmKind.FIRE, "rook")
    assert (alarm.tier, alarm.rings, alarm.refused) == (Tier.A, True, "")


def test_any_flipped_bit_takes_the_proof_away() -> None:
    """With one bit flipped anywhere the line is no alarm of a console, or nobody vouches for it."""
    (line,) = lines(sender(), 1.0, "rook")
    console = Console(HOME)
    for bit in range(len(line) * 8):
        bad = bytearray(line)
        bad[bit // 8] ^= 1 << bit % 8
        alarm = console.hears_line(2.0, bytes(bad))
        assert alarm is None or alarm.tier is None, bytes(bad)
    assert console.journal == []
    alarm = console.hears_line(3.0, line)
    assert alarm is not None
    assert alarm.rings


def test_refusals_say_why() -> None:
    """A false, an unknown and a revoked sender are told apart; without a tail or a key there is nothing to tell."""
    (line,) = lines(sender(), 1.0, "rook")
    console = Console(HOME)
    stranger = line.replace(b"L-DEV-05", b"L-DEV-77")
    refusals = {text: console.hears_line(2.0, text) for text in (line.replace(b"rook", b"vuur"), stranger, line[:-15])}
    assert [one.refused for one in refusals.values() if one is not None] == ["vals_zegel", "onbekend_station", ""]
    console.keys.revoked.add(STATION)
    revoked = console.hears_line(3.0, line)
    assert revoked is not None
    assert (revoked.tier, revoked.refused) == (None, "ingetrokken")
    no_key = Console(LOCAL).hears_line(4.0, alarm_line(HOME, 1, AlarmKind.FIRE, "x", False).encode())
    assert no_key is not None
    assert (no_key.tier, no_key.refused) == (None, "")
    assert console.hears_line(5.0, b"HULP brand bij de sporthal") is None


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.lists(st.tuples(st.sampled_from([SENDER, RELAY, 0x303]), st.integers(0, 5)), min_size=1, max_size=30))
def test_alarm_rings_once_however_often_it_is_heard(seed: int, copies: list[tuple[int, int]]) -> None:
    """Repeats sealed anew and copies of others, in any number and order, ring once per station and number."""
    console, repeats = Console(HOME, seed), lines(sender(seed), 1.0, "rook", 300.0)
    assert len(repeats) >= 5
    rang = 0
    for second, (node, which) in enumerate(copies):
        alarm = console.hears_line(2.0 + second, repeats[which % len(repeats)], node)
        assert alarm is not None
        assert alarm.tier is Tier.A
        rang += alarm.rings
    assert rang == 1
    again = console.restarted().hears_line(100.0, repeats[0])
    assert again is not None
    assert (again.tier, again.rings) == (Tier.A, False)


def test_copy_that_comes_while_the_first_is_written_does_not_ring() -> None:
    """Between hearing and committing, a second copy is already a repeat; if the disk refused it, it rings again."""
    (line,) = lines(sender(), 1.0, "rook")
    console = Console(HOME)
    first, second = (console.alarms.hear_line(line, Heard(line, SENDER, 1), moment(at)) for at in (2.0, 2.1))
    assert first is not None
    assert second is not None
    assert (first.rings, second.rings) == (True, False)
    console.alarms.forget_uncommitted()
    third = console.hears_line(3.0, line)
    assert third is not None
    assert third.rings


def test_other_words_under_the_same_number_ring() -> None:
    """A restored console that uses a number twice is heard: other words ring."""
    first, second = sender(1), sender(2)
    console = Console(HOME)
    console.hears_line(2.0, lines(first, 1.0, "rook")[0])
    second.record(3.0, LineStarted(1, 1 << 20, 1))
    second.record(3.0, *(AlarmRaised(AlarmKind.FIRE, LOCAL, "", "wacht", number=99),))  # the next is 00
    (line,) = lines(second, 4.0, "vuur op zolder")
    alarm = console.hears_line(5.0, line)
    assert alarm is not None
    assert (alarm.number, alarm.tier, alarm.rings) == (0, Tier.A, True)


def test_replay_of_days_ago_does_not_ring_as_true() -> None:
    """Lines of an alarm of days ago, its first sending and its repeats, never ring in tier A again."""
    local, console = sender(), Console(HOME)
    old = lines(local, 1.0, "rook", 300.0)
    console.hears_line(2.0, old[0])
    newer = lines(local, 400.0, "nu ook boven")
    heard = console.hears_line(401.0, newer[0])
    assert heard is not None
    assert heard.rings
    for line in (*old, *newer):
        alarm = console.hears_line(3 * REMEMBERED_S, line)
        assert alarm is not None
        assert not (alarm.tier is Tier.A and alarm.rings)


def test_replay_of_a_missed_alarm_is_refused_after_its_console_went_on() -> None:
    """An alarm we missed, played back after its console sent a hundred frames, is a replay: nobody vouches for it."""
    (line,) = lines(sender(), 1.0, "rook")
    console = Console(HOME)
    console.record(5.0, PeerMet(LOCAL, 1, 200, 0, 0))
    alarm = console.hears_line(6.0, line)
    assert alarm is not None
    assert (alarm.tier, alarm.refused) == (None, "herhaling")


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_home_sends_the_same_bytes_on_once(seed: int) -> None:
    """The home C repeats the line unchanged within 2 seconds, once, whatever else it hears."""
    first, *repeats = lines(sender(), 1.0, "rook", 60.0)
    console = Console(HOME, seed)
    console.hears_line(10.0, first)
    console.hears_line(10.1, first, RELAY)
    sent = console.looks(10.0, 20.0, 0.1)
    assert [one.payload for _, one in sent] == [first]
    assert 10.3 <= sent[0][0] <= 12.1
    assert (sent[0][1].text, sent[0][1].want_ack, sent[0][1].hops) == (True, True, 5)
    for at, line in enumerate(repeats):
        console.hears_line(20.0 + at, line)
    assert console.looks(20.0, 60.0) == []


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_others_send_it_on_later_unless_somebody_did(seed: int) -> None:
    """Another C repeats the line after 4 to 12 seconds, and not at all when a copy came by a second radio."""
    (line,) = lines(sender(), 1.0, "rook")
    alone = Console(OTHER, seed)
    alone.hears_line(10.0, line)
    ((at, _),) = alone.looks(10.0, 30.0, 0.1)
    assert 14.0 <= at <= 22.1
    for node, hops in ((RELAY, 0), (SENDER, 1)):
        helped = Console(OTHER, seed)
        helped.hears_line(10.0, line, SENDER, 0)
        helped.hears_line(12.0, line, node, hops)
        assert helped.looks(10.0, 30.0) == []


def test_only_believed_lines_are_sent_on_and_only_by_coordinators() -> None:
    """A line nobody vouches for is not repeated or answered, and an L repeats nothing."""
    (line,) = lines(sender(), 1.0, "rook")
    console = Console(HOME)
    console.hears_line(2.0, line.replace(b"rook", b"vuur"))
    local = Console(LOCAL)
    local.hears_line(2.0, line)
    for one in (console, local):
        assert one.looks(2.0, 60.0) == []
        assert one.answers(60.0) == []


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.booleans())
def test_receipt_goes_at_once_from_home_and_later_from_others(seed: int, home: bool) -> None:
    """The home C answers within 1.5 seconds, another C near it after 4 to 12; once, and again when it comes again."""
    line, repeat, *_ = lines(sender(), 1.0, "rook", 60.0)
    console = Console(HOME if home else OTHER, seed)
    console.desk.memory.peer(STATION).node = SENDER  # its own radio was heard directly
    console.hears_line(10.0, line)
    low, high = (0.3, 1.5) if home else (4.0, 12.0)
    assert console.answers(10.0 + low - 0.01) == []
    assert console.answers(10.0 + high) == [(STATION, 0, RECEIVED)]
    assert console.answers(60.0) == []
    console.hears_line(70.0, repeat)
    assert console.answers(70.0 + high) == [(STATION, 0, RECEIVED)]


def test_who_only_heard_it_sent_on_answers_when_it_calls_again() -> None:
    """A whole region hears an alarm: who is far from it stays silent until the sender calls again unanswered."""
    line, repeat, *_ = lines(sender(), 1.0, "rook", 60.0)
    console = Console(OTHER)
    console.hears_line(10.0, line)
    assert console.answers(60.0) == []
    console.hears_line(70.0, repeat)
    assert console.answers(82.0) == [(STATION, 0, RECEIVED)]


def test_overheard_receipt_spares_that_of_others_not_of_home() -> None:
    """When another C answered, who does not keep the site stays silent; the home C answers all the same."""
    (line,) = lines(sender(), 1.0, "rook")
    for code, expected in ((OTHER, []), (HOME, [(STATION, 0, RECEIVED)])):
        console = Console(code)
        console.hears_line(10.0, line)
        console.alarms.overheard(STATION, 0, RECEIVED)
        assert console.answers(30.0) == expected


def test_nothing_is_answered_before_it_is_committed() -> None:
    """A heard alarm that is not in the journal is never told to be received."""
    (line,) = lines(sender(), 1.0, "rook")
    console = Console(HOME)
    console.alarms.hear_line(line, Heard(line, SENDER, 1), moment(2.0))
    assert console.answers(10.0) == []
    assert console.alarms.alarm_for(STATION) is None


def test_person_who_takes_it_on_is_told_three_times() -> None:
    """When a person acknowledges, the sender is told so, twice more for who missed it, and at every repeat."""
    line, repeat, *_ = lines(sender(), 1.0, "rook", 60.0)
    console = Console(OTHER)
    console.desk.memory.peer(STATION).node = SENDER
    console.hears_line(2.0, line)
    assert console.answers(20.0) == [(STATION, 0, RECEIVED)]
    console.record(30.0, AlarmAcknowledged(console.journal[-1].number, "wacht"))
    console.look(30.0)
    told = [(at, *console.answers(float(at))) for at in range(30, 200)]
    assert [one[1:] for one in told if one[1:]] == [((STATION, 0, TAKEN_ON),)] * 3
    console.hears_line(300.0, repeat)
    assert console.answers(320.0) == [(STATION, 0, TAKEN_ON)]


def test_taking_on_survives_a_restart() -> None:
    """A console killed right after the acknowledgement tells it when it is back, and not days later."""
    (line,) = lines(sender(), 1.0, "rook")
    console = Console(HOME)
    console.hears_line(2.0, line)
    console.record(30.0, AlarmAcknowledged(console.journal[-1].number, "wacht"))
    for at, expected in ((40.0, [(STATION, 0, TAKEN_ON)]), (40_000.0, [])):
        again = console.restarted()
        again.look(at)
        assert again.answers(at + 2.0) == expected


def test_one_acknowledgement_covers_what_coalesced_with_it() -> None:
    """Further alarms of the same point are one on the screen: taking that on tells of each of them."""
    local, console = sender(), Console(HOME)
    console.hears_line(2.0, lines(local, 1.0, "rook")[0])
    first = console.journal[-1].number
    console.hears_line(12.0, lines(local, 11.0, "nu ook boven")[0])
    console.answers(15.0)
    console.answers(15.0)
    console.record(20.0, AlarmAcknowledged(first, "wacht"))
    console.look(20.0)
    told = [answer for at in (22.0, 23.0, 24.0, 25.0) for answer in console.answers(at)]
    assert set(told) == {(STATION, 0, TAKEN_ON), (STATION, 1, TAKEN_ON)}


def test_own_line_that_comes_back_does_not_ring() -> None:
    """Our own alarm, sent on by others, is no alarm here."""
    local = sender()
    (line,) = lines(local, 1.0, "rook")
    alarm = local.hears_line(3.0, line, RELAY)
    assert alarm is not None
    assert (alarm.tier, alarm.rings) == (Tier.A, False)
    forged = local.hears_line(4.0, line.replace(b"rook", b"vuur"))
    assert forged is not None
    assert forged.tier is None
