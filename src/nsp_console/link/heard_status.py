"""What other consoles sent of their own site: the newest version of each, and what waits until it can be believed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nsp_console.domain.air_facts import PeerMet, StatusHeard
from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.fields import FUNCTION_PREFIX
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.values import Means, Scalar, Source, Tier
from nsp_console.link.desk import Desk
from nsp_console.link.plane import Heard, Hearing, Refused
from nsp_console.link.windows import serial_newer
from nsp_console.wire.frames.kinds import StatusFrame


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a station got: what is older is a replay. `taken`: that very version stands in our journal.

    Not taken means that the station told it when it was met.
    """

    epoch: int
    version: int
    taken: bool = True

    def passed_by(self, epoch: int, version: int) -> bool:
        """Whether that version is news after this mark."""
        if epoch != self.epoch:
            return epoch > self.epoch
        return serial_newer(version, self.version) or (version == self.version and not self.taken)


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
    _pledged: dict[int, tuple[int, int]] = field(default_factory=dict)  # told as a fact, not yet in the journal

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        match entry.fact:
            case StatusHeard(site=code, epoch=epoch, version=version):
                self._mark(code, Mark(epoch, version))
                self._pledged.pop(self.desk.roster.number(code) or 0, None)
            case PeerMet(station=code, epoch=epoch, version=version) if version:
                self._mark(code, Mark(epoch, version, taken=False))

    def _mark(self, code: str, mark: Mark) -> None:
        station = self.desk.roster.number(code)
        if station is not None and self._is_news(station, mark.epoch, mark.version):
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
        if self._pledged.get(station) == (epoch, frame.version):
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
        mark = self._marks.get(station)
        return mark is None or mark.passed_by(epoch, version)

    def _admitted(self, held: Held, now: Moment) -> Hearing:
        frame, heard = held.frame, held.heard
        code = self.desk.roster.code(frame.station)
        assert code is not None, "the exchange lets only known stations through"
        values = self._readable(frame.station, frame.state.values)
        fact = StatusHeard(
            site=code,
            version=frame.version,
            epoch=held.epoch,
            values=values,
            source=Source(Means.LORA, Tier.A, heard.node),
            needs=frame.state.needs,
            estimated=tuple(key for key in frame.state.estimated if key in values),
            age_s=frame.age_s + heard.age_s + age_between(held.at, now).seconds,
            packet=heard.packet,
            snr=heard.snr,
            rssi=heard.rssi,
            hops=heard.hops,
        )
        self._pledged[frame.station] = (held.epoch, frame.version)
        facts: tuple[Fact, ...] = (fact,)
        return Hearing(facts=facts, owes=self._owed(frame.station))

    def _readable(self, station: int, values: dict[str, Scalar]) -> dict[str, Scalar]:
        """Slots of a console that names them differently mean nothing here: unknown, not guessed."""
        peer = self.desk.memory.peers.get(station)
        if peer is None or peer.naming in (None, self.desk.roster.naming):
            return values
        return {key: value for key, value in values.items() if not key.startswith(FUNCTION_PREFIX)}

    def _owed(self, station: int) -> int | None:
        return station if self._answered(station) else None

    def _answered(self, station: int) -> bool:
        code = self.desk.roster.code(station)
        return code is not None and self.answers_for(code)

    def version_for(self, station: int) -> int | None:
        """What a receipt tells `station`: the version that stands in our journal, if it is ours to keep."""
        mark = self._marks.get(station)
        return mark.version if mark is not None and mark.taken and self._answered(station) else None
