"""What other consoles sent of their own site: the newest version of each, and what waits until it can be believed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nsp_console.domain.air_facts import PeerMet, StatusHeard, StatusKept
from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.fields import FUNCTION_PREFIX
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.values import Means, Scalar, Source, Tier
from nsp_console.link.desk import Desk
from nsp_console.link.plane import Heard, Hearing, Refused
from nsp_console.link.windows import serial_newer
from nsp_console.wire.frames.kinds import GossipEntry, State, StatusFrame
from nsp_console.wire.roster import FUNCTION_SLOTS


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a station got: what is older is a replay. `taken`: that very version stands in our journal.

    Not taken means that the station told it when it was met.
    """

    epoch: int
    version: int
    taken: bool = True

    def passed_by(self, epoch: int, version: int) -> bool:
        """Whether that version is news after this mark.

        What it told when it was met may have been issued under an older epoch than it spoke then.
        """
        if version == self.version and not self.taken:
            return True
        return serial_newer(version, self.version) if epoch == self.epoch else epoch > self.epoch


@dataclass(frozen=True, slots=True)
class Held:
    """A frame whose seal holds, of a console that did not yet prove to be here now."""

    frame: StatusFrame
    heard: Heard
    epoch: int
    at: Moment


@dataclass(slots=True)
class HeardStatus:
    """The receiving half of the status plane. `answers_for(code)`: we keep that site, so it gets a receipt from us.

    One frame is held per station, and stations are on the roster: at most 1023.
    """

    desk: Desk
    answers_for: Callable[[str], bool]
    _marks: dict[int, Mark] = field(default_factory=dict)
    _held: dict[int, Held] = field(default_factory=dict)
    _pledged: dict[int, Mark] = field(default_factory=dict)  # told as a fact, not yet in the journal
    _naming: int = field(init=False)

    def __post_init__(self) -> None:
        self._naming = self.desk.roster.naming

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        match entry.fact:
            case (
                StatusHeard(site=code, epoch=epoch, version=version)
                | StatusKept(site=code, epoch=epoch, version=version)
            ):
                self._mark(code, Mark(epoch, version))
                number = self.desk.roster.number(code) or 0
                if self._pledged.get(number) == Mark(epoch, version):
                    del self._pledged[number]
            case PeerMet(station=code, epoch=epoch, version=version) if version:
                self._mark(code, Mark(epoch, version, taken=False))

    def _mark(self, code: str, mark: Mark) -> None:
        station = self.desk.roster.number(code)
        before = self._marks.get(station) if station is not None else None
        if station is not None and (before is None or before.passed_by(mark.epoch, mark.version)):
            self._marks[station] = mark

    def hear(self, frame: StatusFrame, heard: Heard, epoch: int, now: Moment) -> Hearing:
        """A frame of a known station whose tag holds under `epoch`: new, a repeat, a replay, or not yet believed."""
        station = frame.station
        if station == self.desk.number:
            return Hearing(refused=Refused("herhaling", station))
        if not self.desk.memory.is_fresh(station):
            self._hold(Held(frame, heard, epoch, now))
            return Hearing(refused=Refused("versheid_onbekend", station), greet=station)
        if self._marks.get(station) == Mark(epoch, frame.version):
            return Hearing(owes=self._owed(station))
        if self._pledged.get(station) == Mark(epoch, frame.version):
            return Hearing()  # a second copy while the first is being written: the receipt is owed already
        if not self._is_news(station, epoch, frame.version):
            return Hearing(refused=Refused("herhaling", station))
        return self._admitted(Held(frame, heard, epoch, now), now)

    def met(self, station: int, version: int, now: Moment) -> Hearing:
        """`station` was met and told its version: what was held of it is true when it is that very version."""
        held = self._held.pop(station, None)
        if held is None or held.frame.version != version or not self._is_news(station, held.epoch, version):
            return Hearing()
        return self._admitted(held, now)

    def forget_uncommitted(self) -> None:
        """Facts handed out were not committed and never will be: those versions may come again."""
        self._pledged.clear()

    def _hold(self, held: Held) -> None:
        before = self._held.get(held.frame.station)
        if before is None or not serial_newer(before.frame.version, held.frame.version):
            self._held[held.frame.station] = held

    def _is_news(self, station: int, epoch: int, version: int) -> bool:
        marks = (self._marks.get(station), self._pledged.get(station))
        return all(mark is None or mark.passed_by(epoch, version) for mark in marks)

    def _admitted(self, held: Held, now: Moment) -> Hearing:
        frame, heard = held.frame, held.heard
        values, partial = self._readable(frame.station, frame.state.values)
        fact = StatusHeard(
            site=self._code(frame.station),
            version=frame.version,
            epoch=held.epoch,
            values=values,
            source=Source(Means.LORA, Tier.A, heard.node),
            needs=frame.state.needs,
            estimated=_estimated(frame.state, values),
            age_s=frame.age_s + heard.age_s + age_between(held.at, now).seconds,
            packet=heard.packet,
            snr=heard.snr,
            rssi=heard.rssi,
            hops=heard.hops,
            partial=partial,
        )
        self._pledged[frame.station] = Mark(held.epoch, frame.version)
        facts: tuple[Fact, ...] = (fact,)
        return Hearing(facts=facts, owes=self._owed(frame.station))

    def told(self, entry: GossipEntry, by: int, heard: Heard, epoch: int, now: Moment) -> StatusHeard | None:
        """What fresh C `by` tells of a point in a frame sealed under `epoch`; None when it is no news.

        Signal strength and hops are those of `by`, so they are kept with its own state only.
        """
        station = entry.station
        if not self._is_news(station, epoch, entry.version):
            return None
        own = station == by
        values, partial = self._readable(by, entry.state.values)
        self._pledged[station] = Mark(epoch, entry.version)
        return StatusHeard(
            site=self._code(station),
            version=entry.version,
            epoch=epoch,
            values=values,
            source=Source(Means.LORA, entry.tier, heard.node, "" if own else self._code(by)),
            needs=entry.state.needs,
            estimated=_estimated(entry.state, values),
            age_s=entry.age_s + heard.age_s,
            packet=heard.packet,
            snr=heard.snr if own else None,
            rssi=heard.rssi if own else None,
            hops=heard.hops if own else None,
            kept=entry.kept,
            partial=partial,
        )

    def _code(self, station: int) -> str:
        code = self.desk.roster.code(station)
        assert code is not None, "the exchange lets only known stations through"
        return code

    def _readable(self, teller: int, values: dict[str, Scalar]) -> tuple[dict[str, Scalar], bool]:
        """Slots of a console that names them differently mean nothing here: unknown, not guessed.

        Also whether something may have been left out.
        """
        peer = self.desk.memory.peers.get(teller)
        if peer is None or peer.naming in (None, self._naming):
            return values, False
        readable = {key: value for key, value in values.items() if not key.startswith(FUNCTION_PREFIX)}
        return readable, len(readable) < len(values) or len(self.desk.roster.functions) < FUNCTION_SLOTS

    def _owed(self, station: int) -> int | None:
        return station if self.answered(station) else None

    def answered(self, station: int) -> bool:
        """Whether we are the C that keeps this site."""
        code = self.desk.roster.code(station)
        return code is not None and self.answers_for(code)

    def version_for(self, station: int) -> int | None:
        """What a receipt tells `station`: the version that stands in our journal, if it is ours to keep."""
        mark = self._marks.get(station)
        return mark.version if mark is not None and mark.taken and self.answered(station) else None


def _estimated(state: State, values: dict[str, Scalar]) -> tuple[str, ...]:
    return tuple(key for key in state.estimated if key in values)
