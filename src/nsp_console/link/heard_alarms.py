"""Alarm lines of other consoles: is the tail true, is it news, who repeats it, and who tells the sender.

Identity is (station, NN) for a day; other words under the same number ring again, as a restored console may use a
number twice. A tail that does not hold only means that nobody vouches for the line: it rings as any text would.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hmac import compare_digest

from nsp_console.domain.facts import AlarmKind, Entry, TextHeard
from nsp_console.domain.moments import HOUR_S, Moment
from nsp_console.domain.values import Tier
from nsp_console.link.counters import LINE_BITS, LINES_SKIPPED_MAX
from nsp_console.link.desk import Desk
from nsp_console.link.served import Served
from nsp_console.link.windows import COUNTERS, HALF_BITS, WIDTH, Window
from nsp_console.wire.alarm_line import AlarmHead, read_alarm, split_tail
from nsp_console.wire.sealing import Cover

REMEMBERED_S = 24 * HOUR_S
REMEMBERED_MAX = 2000  # alarms of a day; beyond it the oldest may ring again
LINES_AHEAD = LINES_SKIPPED_MAX  # of a console we did not meet since, of which the first counters are tried
HALVES_OF_LINE = 2


@dataclass(frozen=True, slots=True)
class AlarmHeard:
    """An alarm line as the station records it (TextHeard: station, alarm_number, alarm_counter, alarm_kind).

    tier     A: the tail holds; None: nobody vouches for it, treat the line as any text
    rings    news: not heard before from that station under that number with those words
    refused  why the tail was not believed, a code of `dutch.radio`; "" with tier A, without a tail, and for who holds
             no key of that station (an L)
    """

    station: str
    number: int
    kind: AlarmKind
    text: str
    exercise: bool
    tier: Tier | None = None
    rings: bool = True
    counter: int = -1
    refused: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What identifies the alarm for a day."""
        return self.station, self.number

    @property
    def words(self) -> str:
        """What makes it another alarm under the same number."""
        return _words(self.kind, self.text)


@dataclass(frozen=True, slots=True)
class Known:
    """An alarm in our journal. `at_s`: seconds served by then (`link.served`)."""

    entry: int
    at_s: float
    words: str


def _words(kind: AlarmKind, text: str) -> str:
    return f"{kind} {text.casefold()}"


@dataclass(slots=True)
class HeardAlarms:
    """Which alarms stand in our journal, and whether a line is one more."""

    desk: Desk
    known: dict[tuple[str, int], Known] = field(default_factory=dict)
    _served: Served = field(default_factory=Served)
    _windows: dict[str, Window] = field(default_factory=dict)  # counters of alarms, by station
    _latest: dict[str, int] = field(default_factory=dict)  # its last number that rang
    _pledged: dict[tuple[str, int], str] = field(default_factory=dict)  # told to ring, not yet in the journal

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        at_s = self._served.fold(entry.at)
        match entry.fact:
            case TextHeard(station=str(station), alarm_number=int(number)) as fact if station:
                key = (station, number)
                self._pledged.pop(key, None)
                self._latest[station] = number
                self._windows.setdefault(station, Window()).take(fact.alarm_counter)
                head = read_alarm(fact.text)
                self._remember(key, Known(entry.number, at_s, _words(head.kind, head.text) if head else ""))

    def _remember(self, key: tuple[str, int], alarm: Known) -> None:
        before = self.known.pop(key, None)
        if before is not None and before.words == alarm.words:
            alarm = before if alarm.at_s - before.at_s < REMEMBERED_S else alarm
        self.known[key] = alarm
        while len(self.known) > REMEMBERED_MAX:
            del self.known[next(iter(self.known))]

    def covered_by(self, entry: int) -> list[tuple[str, int]]:
        """The alarms that a person takes on with entry `entry`: it, and what the same station called since.

        On the screen further calls of a point coalesce with its open alarm.
        """
        station = next((key[0] for key, known in self.known.items() if known.entry == entry), None)
        return [key for key, known in self.known.items() if key[0] == station and known.entry >= entry]

    def forget_uncommitted(self) -> None:
        """What was told to ring was not committed and never will be: it may ring again."""
        self._pledged.clear()

    def judge(self, line: bytes, now: Moment) -> AlarmHeard | None:
        """What a text is, as an alarm line of a console; None when it is none. Not for our own lines."""
        head = read_alarm(line)
        if head is None:
            return None
        station = self.desk.roster.number(head.code)
        if station is None:
            return _unproved(head, "onbekend_station")
        if self.desk.keyring.is_revoked(station):
            return _unproved(head, "ingetrokken")
        if split_tail(line) is None or self.desk.keyring.tag(station, self.desk.keyring.epoch, b"") is None:
            return _unproved(head, "")
        counter = self._counter_of(line, station)
        if counter is None:
            return _unproved(head, "vals_zegel")
        heard = AlarmHeard(head.code, head.number, head.kind, head.text, head.exercise, Tier.A, counter=counter)
        if station == self.desk.number or self._is_known(heard, now):
            return replace(heard, rings=False)
        if self._is_replay(head.code, station, counter):
            return _unproved(head, "herhaling")
        self._pledged[heard.key] = heard.words
        return heard

    def _is_known(self, heard: AlarmHeard, now: Moment) -> bool:
        """Whether this alarm rang here: within a day, or longer ago when the number was not used again since."""
        known = self.known.get(heard.key)
        if known is None or known.words != heard.words:
            return self._pledged.get(heard.key) == heard.words
        lately = self._served.at(now) - known.at_s < REMEMBERED_S
        overtaken = heard.counter <= self._windows[heard.station].high
        return lately or overtaken or self._latest[heard.station] == heard.number

    def _is_replay(self, code: str, station: int, counter: int) -> bool:
        """Whether its counter rang before, or lies so far back that it cannot have been on its way since."""
        alarms = self._windows.get(code, Window())
        return alarms.holds(counter) or counter + WIDTH <= self._window(station).high

    def _window(self, station: int) -> Window:
        if station == self.desk.number:
            return Window(high=self.desk.counters.following)
        peer = self.desk.memory.peers.get(station)
        return peer.window if peer is not None else Window()

    def _counter_of(self, line: bytes, station: int) -> int | None:
        """The whole counter under which the tail holds; None when it holds under none that may be."""
        parts = split_tail(line)
        if parts is None:
            return None
        covered, low, tag = parts
        keyring = self.desk.keyring
        for epoch in keyring.epochs:
            for counter in self._candidates(station, low):
                cover = Cover(keyring.domain, keyring.region, epoch, station, counter=counter)
                ours = keyring.tag(station, epoch, cover.bytes_over(covered))
                if ours is not None and compare_digest(ours, tag):
                    return counter
        return None

    def _candidates(self, station: int, low: int) -> Iterator[int]:
        """Counters that end in `low`: near the last one heard, then at the beginning of lines that may have followed.

        An alarm must be believed from a console that was never met too, and each console begins on a line of its own.
        """
        window = self._window(station)
        yield from window.whole(low)
        line = max(window.high, 0) >> LINE_BITS
        for ahead in range(1, LINES_AHEAD + 1):
            for half in range(HALVES_OF_LINE):
                counter = (line + ahead << LINE_BITS) + (half << HALF_BITS) + low
                if counter < COUNTERS:
                    yield counter


def _unproved(head: AlarmHead, refused: str) -> AlarmHeard:
    return AlarmHeard(head.code, head.number, head.kind, head.text, head.exercise, refused=refused)
