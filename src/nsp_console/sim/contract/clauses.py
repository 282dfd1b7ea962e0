"""The delivery contract, clause by clause (design: protocol): each a function of a finished history.

A clause looks at what the consoles wrote and at what was on the air, never at the link's own state: it must see a
fault of the link, not share it. `records` reads the journals once for all of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nsp_console.domain.facts import Entry, MessageStepped, StatusHeard, StatusKept, Step, TextHeard
from nsp_console.link.airtime import packet_bytes, time_on_air_ms
from nsp_console.link.counters import LINE_BITS
from nsp_console.link.plane import Urgency
from nsp_console.link.windows import serial_newer
from nsp_console.sim.contract.console import Written
from nsp_console.sim.contract.excuses import excused_lines, excused_texts
from nsp_console.sim.contract.history import HOUR_S, PRESET, History
from nsp_console.sim.contract.place import is_coordinator
from nsp_console.sim.contract.records import Records, journals, state_bits, taken_pairs
from nsp_console.sim.contract.world import START_S, Sent

GIVE_UP_S = 72 * HOUR_S
SOON_S = 90.0  # after a sign of life
SOON_ROUND_S = 25.0  # more for every window of four that waited
WINDOW = 4
LACKS_AIR_S, LACKS_OVER_S = 2.0, 600.0  # an L that sent so much in so long may be short of airtime
DUTY_PCT = 10.0  # of any hour, by law in this band
BUSY_PCT = 25.0  # above it repairs stop
FULL_PCT = 40.0  # above it only alarms and receipts go
FOR_ALL = frozenset({Urgency.ALARM, Urgency.ALARM_RECEIPT, Urgency.RECEIPT})
TEXT_PORT, FRAME_PORT = 1, 256


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken promise. `at_s`: hours of true time into the history, in seconds; -1: at its end."""

    clause: str
    seed: int
    what: str
    at_s: float = -1.0


Found = Iterator[tuple[str, float]]


def durable_accept(history: History, records: Records) -> Found:
    """1. What an operator was told is "in wachtrij" stands in that journal, whatever crashed since."""
    for one in history.accepted:
        console = history.world.consoles[one.code]
        journal = console.lost[one.life] if one.life < console.life else console.journal
        if len(journal) < one.number or journal[one.number - 1].fact != one.fact:
            yield f"{one.code} lost the accepted {one.fact.text!r}", -1.0


def no_lost_ack(history: History, records: Records) -> Found:
    """2. "Ontvangen" means that it stood in the journal of who told it, by then."""
    for told in records.told:
        at_s = records.written_at(told.by, told.what)
        if at_s is None or at_s > told.at_s:
            yield f"{told.code} was told that {told.by} has {told.what}", told.at_s


def no_duplicate(history: History, records: Records) -> Found:
    """3. Each message stands once in a journal, each alarm rings once, and a repeat is only acknowledged."""
    twice = excused_texts(history)
    for code, journal in journals(history):
        taken = list(taken_pairs(journal))
        places = Counter((one.station, one.to, one.line, one.sequence) for one, _ in taken)
        yield from ((f"{code} took {place} {n} times", -1.0) for place, n in places.items() if n > 1)
        texts = Counter(text for _, text in taken)
        yield from (
            (f"{code} has {text!r} {n} times", -1.0) for text, n in texts.items() if n > 1 and text not in twice
        )
        rung = Counter(e.fact.text.split("~")[0] for e in journal if is_alarm(e))  # type: ignore[union-attr]
        yield from ((f"{text!r} rang {n} times at {code}", -1.0) for text, n in rung.items() if n > 1)
    for console in history.consoles:
        yield from ((f"{console.code} {odd.what}", odd.at_s) for odd in console.odd if odd.what.startswith("acts"))


def is_alarm(entry: Entry) -> bool:
    """Whether `entry` is an alarm line of another console."""
    return isinstance(entry.fact, TextHeard) and entry.fact.alarm_number is not None


def order_with_gaps(history: History, records: Records) -> Found:
    """4. Numbers are dense per stream at the sender, in the order of queueing; a hole is told when it is seen."""
    for code, streams in records.given:
        for (to, line), sequences in streams.items():
            if sorted(sequences) != list(range(1, len(sequences) + 1)):
                yield f"{code} to {to!r} in line {line} gave {sorted(sequences)[-5:]} of {len(sequences)}", -1.0
    for code, journal in journals(history):
        by_stream: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
        for one, _ in taken_pairs(journal):
            by_stream[one.station, one.to, one.line].append((one.sequence, one.gap))
        for stream, taken in by_stream.items():
            yield from ((f"{code} from {stream}: {what}", -1.0) for what in _false_gaps(taken))


def _false_gaps(taken: list[tuple[int, int]]) -> Iterator[str]:
    """`taken`: (sequence, gap told) of one stream in the order of arrival. What came later was a hole before it."""
    for index, (sequence, gap) in enumerate(taken):
        before = {one for one, _ in taken[:index] if one < sequence}
        missing = sequence - 1 - len(before)
        open_ = sum(1 for one, _ in taken[index + 1 :] if one < sequence)
        if not open_ <= gap <= missing:
            yield f"{sequence} told a gap of {gap}; {missing} were missing, {open_} of them came later"


def no_phantom(history: History, records: Records) -> Found:
    """5. All in a journal was accepted by its sender before, under its keys, and is not from before a restore."""
    for console in history.consoles:
        for written in console.ledger:
            what = _invented(written, records)
            if what:
                yield f"{console.code} has {what}", written.at_s
        yield from ((f"{console.code} {odd.what}", odd.at_s) for odd in console.odd if odd.what.startswith("takes"))
    excused = excused_lines(history)
    for (station, counter), payloads in records.sealed.items():
        if len(payloads) > 1 and (station, counter >> LINE_BITS) not in excused:
            yield f"counter {counter} of station {station} sealed {len(payloads)} frames", -1.0


def _invented(written: Written, records: Records) -> str:
    """What nobody said, or not yet; "" when all is well."""
    fact = written.fact
    if isinstance(fact, TextHeard):
        alarm = fact.alarm_number
        said = records.queued_at.get((fact.station, fact.text)) if alarm is None else None
        said = records.raised_at.get((fact.station, alarm)) if alarm is not None else said
        if said is None or said > written.at_s:
            return f"{fact.text!r}, which {fact.station} never said"
    if isinstance(fact, StatusHeard):
        states = records.states.get((fact.site, fact.version), ())
        if not any(at_s <= written.at_s and bits == state_bits(fact) for at_s, bits in states):
            return f"{fact.site} v{fact.version}, which was never so"
    return ""


def liveness(history: History, records: Records) -> Found:
    """6. All that waited arrived once half of the frames passed, soon after a sign of life; nobody gave up early."""
    if not history.ended:
        parcels = sum(len(console.link.mail.out.parcels) for console in history.consoles)
        yield f"after 12 hours {parcels} messages wait and {history.behind()} are behind", -1.0
    arrived = {(code, text) for code, texts in records.texts.items() for text in texts}
    for console in history.consoles:
        steps = [entry.fact for entry in console.journal if isinstance(entry.fact, MessageStepped)]
        received = {(step.entry, step.by) for step in steps if step.step is Step.RECEIVED}
        failed = {step.entry for step in steps if step.step is Step.FAILED}
        for entry, fact in console.queued():
            for to in fact.awaits:
                if history.ended and (to, fact.text) not in arrived and entry.number not in failed:
                    yield f"{fact.text!r} never came to {to}", -1.0
                if (entry.number, to) not in received and history.ended and entry.number not in failed:
                    yield f"{console.code} does not know that {to} has {fact.text!r}", -1.0
    yield from ((f"{code} gave {text!r} up after {age_s:.0f} s", at_s) for code, text, age_s, at_s in records.given_up
                if age_s < GIVE_UP_S)  # fmt: skip
    for one in history.waited:
        rounds = -(-len(one.texts) // WINDOW)
        until_s = (one.life_s or 0.0) + SOON_S + SOON_ROUND_S * rounds
        if one.life_s is None or any(_lacks_air(history, code, until_s) for code in (one.sender, one.to)):
            continue
        if (history.world.elapsed if one.arrived_s is None else one.arrived_s) > until_s:
            yield f"{one.sender} heard {one.to} and left it waiting", until_s


def _lacks_air(history: History, code: str, until_s: float) -> bool:
    """Whether an L spent what it may: a hundredth of the time is what it has, and then even answers wait."""
    if is_coordinator(code):
        return False
    sent = (one for one in history.world.sent if one.sender == code and until_s - LACKS_OVER_S < one.at_s < until_s)
    return sum(airtime_of(one) for one in sent) > LACKS_AIR_S


def airtime_of(one: Sent) -> float:
    """Seconds on air."""
    port = TEXT_PORT if one.departure.text else FRAME_PORT
    return time_on_air_ms(PRESET, packet_bytes(port, len(one.departure.payload))) / 1000


def latest_wins(history: History, records: Records) -> Found:
    """7. No older state ever overwrites a newer one (that all who must have the newest have it is part of 6)."""
    for code, journal in journals(history):
        newest: dict[str, StatusHeard | StatusKept] = {}
        for entry in journal:
            fact = entry.fact
            if not isinstance(fact, StatusHeard | StatusKept):
                continue
            before = newest.get(fact.site)
            older = before is not None and (
                fact.epoch < before.epoch
                or (fact.epoch == before.epoch and not serial_newer(fact.version, before.version))
            )
            if older and before is not None:
                yield f"{code}: {fact.site} v{fact.version} after v{before.version}", -1.0
            newest[fact.site] = fact


def airtime(history: History, records: Records) -> Found:
    """9. No radio sends more than a tenth of any hour, and a busy channel is left to what is urgent."""
    spent: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in history.world.sent:
        urgency = one.departure.urgency
        if one.busy_pct > FULL_PCT and urgency not in FOR_ALL:
            yield f"{one.sender} sent {one.departure.kind} at {one.busy_pct:.0f} %", one.at_s
        elif one.busy_pct > BUSY_PCT and urgency is Urgency.REPAIR:
            yield f"{one.sender} repaired at {one.busy_pct:.0f} %", one.at_s
        spent[one.sender].append((one.at_s, airtime_of(one)))
    for code, sendings in spent.items():
        first, sum_s = 0, 0.0
        for at_s, seconds in sendings:
            sum_s += seconds
            while sendings[first][0] < at_s - HOUR_S:
                sum_s -= sendings[first][1]
                first += 1
            if sum_s > DUTY_PCT / 100 * HOUR_S:
                yield f"{code} sent {sum_s:.0f} s in one hour", at_s
                break


Clause = Callable[[History, Records], Found]
CLAUSES: dict[str, Clause] = {
    "1 duurzaam": durable_accept,
    "2 bevestigd": no_lost_ack,
    "3 eenmaal": no_duplicate,
    "4 volgorde": order_with_gaps,
    "5 herkomst": no_phantom,
    "6 aankomst": liveness,
    "7 nieuwste": latest_wins,
    "9 zendtijd": airtime,
}
DETERMINISM = "8 herhaalbaar"  # two runs of one seed; `run` compares them
SAID_MAX = 3  # violations of one clause that one history tells


def check(history: History) -> list[Violation]:
    """Every broken promise, at most SAID_MAX per clause."""
    records = Records.of(history)
    violations = []
    for name, clause in CLAUSES.items():
        for _, (what, at_s) in zip(range(SAID_MAX), clause(history, records), strict=False):
            violations.append(Violation(name, history.story.seed, what, max(at_s - START_S, -1.0)))
    return violations
