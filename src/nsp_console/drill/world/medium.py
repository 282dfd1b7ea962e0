"""The shared channel: who hears whom, what collides, what is lost. Protocol-free. Source: facts, airtime §3.1-3.2.

Left out on purpose: other spreading factors and other networks (only as `loss`), CAD errors, frequency drift, and
terrain beyond seeded shadowing. Loss is independent per reception.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from nsp_console.drill.world.packets import MeshPacket
from nsp_console.drill.world.propagation import Mast, median_rssi_dbm, noise_dbm, sensitivity_dbm
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.link.airtime import Preset, time_on_air_ms

SHADOWING_DB = 6.0  # per pair of places
ASYMMETRY_DB = 1.5  # per direction
FADING_DB = 2.0  # per packet
CAPTURE_DB = 6.0
AUDIBLE_BELOW_DB = 8.0  # weaker than this under the sensitivity does not even disturb


class Station(Protocol):
    """What the medium needs of a radio."""

    number: int
    mast: Mast

    def received(self, packet: MeshPacket, rssi_dbm: float, snr_db: float) -> None:
        """A packet came in whole."""

    def sensed(self, airtime_s: float) -> None:
        """The channel was busy here for so long, whether or not anything could be understood."""

    def transmitted(self, packet: MeshPacket, airtime_s: float) -> None:
        """Our own packet is off."""


@dataclass(slots=True, eq=False)
class Arrival:
    """One transmission as it reaches one radio. `good` until something spoils it."""

    ear: "Ear"
    rssi_dbm: float
    start_s: float
    end_s: float
    good: bool


@dataclass(slots=True, eq=False)
class Ear:
    """One radio on the medium: what is reaching it now, and until when it transmits itself."""

    station: Station
    neighbours: "list[tuple[Ear, float]]" = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    sending_until_s: float = float("-inf")
    silent: bool = False


@dataclass(slots=True)
class MediumCounts:
    """What happened on the channel, for measurements and tests."""

    transmissions: int = 0
    received: int = 0
    spoiled: int = 0  # collision, half-duplex, or too weak
    dropped: int = 0  # by the extra loss


class Medium:
    """One LoRa channel with one preset. `loss` (0 … 1) is extra loss per reception."""

    def __init__(self, scheduler: Scheduler, rng: Random, preset: Preset, loss: float = 0.0) -> None:
        self.scheduler = scheduler
        self.preset = preset
        self.loss = loss
        self.extra_db = 0.0  # every link so much worse (indoor, low antennas, bad cable)
        self.counts = MediumCounts()
        self._rng = rng
        self._ears: dict[int, Ear] = {}
        self._shadow: dict[tuple[int, int], float] = {}
        self._cut: set[frozenset[int]] = set()
        self._stale = True
        self._sensitivity_dbm = sensitivity_dbm(preset)
        self._noise_dbm = noise_dbm(preset)
        self.slot_s = (2.5 * preset.symbol_ms + 7.6) / 1000

    def airtime_s(self, packet: MeshPacket) -> float:
        """Seconds on air of one transmission of `packet`."""
        return time_on_air_ms(self.preset, packet.air_bytes) / 1000

    def attach(self, station: Station) -> None:
        """Put a radio on the channel; its shadowing towards every earlier radio is drawn now, in a fixed order."""
        for other in self._ears:
            shadow = self._rng.gauss(0.0, SHADOWING_DB)
            for pair in ((station.number, other), (other, station.number)):
                self._shadow[pair] = shadow + self._rng.gauss(0.0, ASYMMETRY_DB)
        self._ears[station.number] = Ear(station)
        self._stale = True

    def cut(self, a: int, b: int, cut: bool = True) -> None:
        """Cut the link between two radios, or restore it."""
        (self._cut.add if cut else self._cut.discard)(frozenset((a, b)))
        self._stale = True

    def silence(self, number: int, silent: bool = True) -> None:
        """Switch a radio off (it neither sends nor hears), or on again."""
        self._ears[number].silent = silent
        self._stale = True

    def is_silent(self, number: int) -> bool:
        return self._ears[number].silent

    def mean_rssi_dbm(self, sender: int, receiver: int) -> float:
        """Signal of a link without the fading of one packet."""
        a, b = self._ears[sender].station.mast, self._ears[receiver].station.mast
        return median_rssi_dbm(a, b) + self._shadow[(sender, receiver)] - self.extra_db

    def margin_db(self, sender: int, receiver: int) -> float:
        """How far the usual signal of a link lies above the sensitivity."""
        return self.mean_rssi_dbm(sender, receiver) - self._sensitivity_dbm

    def busy_until_s(self, number: int) -> float:
        """When this radio will find the channel free; what began within one slot is not noticed yet (CAD)."""
        ear = self._ears[number]
        noticed = self.scheduler.now_s - self.slot_s
        ends = [a.end_s for a in ear.arrivals if a.rssi_dbm >= self._sensitivity_dbm and a.start_s <= noticed]
        return max(ends, default=ear.sending_until_s)

    def transmit(self, number: int, packet: MeshPacket) -> float:
        """Put a packet on air; its airtime in seconds. Everything this radio was receiving is lost (half-duplex)."""
        if self._stale:
            self._find_neighbours()
        ear = self._ears[number]
        airtime_s = self.airtime_s(packet)
        start_s = self.scheduler.now_s
        ear.sending_until_s = start_s + airtime_s
        for arrival in ear.arrivals:
            arrival.good = False
        self.counts.transmissions += 1
        arrivals = [self._arrive(other, mean_dbm, start_s, airtime_s) for other, mean_dbm in ear.neighbours]
        self.scheduler.at(ear.sending_until_s, lambda: self._end(ear, packet, airtime_s, arrivals))
        return airtime_s

    def _arrive(self, ear: Ear, mean_dbm: float, start_s: float, airtime_s: float) -> Arrival:
        rssi = mean_dbm + self._rng.gauss(0.0, FADING_DB)
        good = rssi >= self._sensitivity_dbm and ear.sending_until_s <= start_s
        for other in ear.arrivals:
            # A receiver that has locked on one packet does not let go of it for another, however strong.
            if other.good or other.rssi_dbm > rssi - CAPTURE_DB:
                good = False
            if rssi > other.rssi_dbm - CAPTURE_DB:
                other.good = False
        arrival = Arrival(ear, rssi, start_s, start_s + airtime_s, good)
        ear.arrivals.append(arrival)
        return arrival

    def _end(self, sender: Ear, packet: MeshPacket, airtime_s: float, arrivals: list[Arrival]) -> None:
        sender.station.transmitted(packet, airtime_s)
        for arrival in arrivals:
            ear = arrival.ear
            ear.arrivals.remove(arrival)
            if arrival.rssi_dbm >= self._sensitivity_dbm:
                ear.station.sensed(airtime_s)
            if not arrival.good or ear.silent:
                self.counts.spoiled += 1
            elif self.loss and self._rng.random() < self.loss:
                self.counts.dropped += 1
            else:
                self.counts.received += 1
                ear.station.received(packet, arrival.rssi_dbm, arrival.rssi_dbm - self._noise_dbm)

    def _find_neighbours(self) -> None:
        floor = self._sensitivity_dbm - AUDIBLE_BELOW_DB
        for number, ear in self._ears.items():
            ear.neighbours = []
            for other, other_ear in self._ears.items():
                off = ear.silent or other_ear.silent or frozenset((number, other)) in self._cut
                if other == number or off:
                    continue
                mean = self.mean_rssi_dbm(number, other)
                if mean >= floor:
                    ear.neighbours.append((other_ear, mean))
        self._stale = False
