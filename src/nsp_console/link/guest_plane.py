"""Across the border of the region: our own C's state, signed, for the neighbours, and theirs for us, read-only.

Two regions share no key, so nothing here can be tagged, answered or asked for: a signature under the public key that
the keepers exchanged on paper is all there is. That proves who said it, not when: the version only grows, and a console
that was put back from a backup may believe an old state of a neighbour until the next one comes (at most a heartbeat).
"""

from dataclasses import dataclass, field
from math import inf

from nsp_console.domain.air_facts import StatusHeard, StatusIssued
from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.fields import FUNCTION_PREFIX
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.sites import Region
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.link.desk import Desk
from nsp_console.link.plane import Departure, Heard, Hearing, Refused, Urgency
from nsp_console.link.windows import serial_newer
from nsp_console.wire.frames.codec import seal_frame
from nsp_console.wire.frames.kinds import GuestStatusFrame, State

HOPS = 1  # a neighbour that needs more is no neighbour
STALE_S = 600.0  # an issue older than this at a restart is not sent any more; the next heartbeat is


@dataclass(slots=True)
class GuestPlane:
    """A `Plane`. Signatures are checked before `hear`; only guests that the region file names are taken."""

    desk: Desk
    region: Region
    _versions: dict[str, int] = field(default_factory=dict)
    _issued: tuple[Moment, StatusIssued] | None = None

    @property
    def _has_neighbours(self) -> bool:
        return self.desk.is_coordinator and bool(self.region.guests_of(self.desk.me.code))

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        match entry.fact:
            case StatusIssued() as fact if self._has_neighbours:
                self._issued = entry.at, fact
            case StatusHeard(site=code, version=version) if self._is_guest(code):
                self._versions[code] = version

    def _is_guest(self, code: str) -> bool:
        site = self.region.sites.get(code)
        return site is not None and site.guest

    def due(self, now: Moment) -> list[Fact]:
        """Nothing: what is sent here was issued by the status plane."""
        return []

    def departures(self, now: Moment) -> list[Departure]:
        """Our state, once per version."""
        if self._issued is None:
            return []
        (at, fact), self._issued = self._issued, None
        age_s = age_between(at, now).seconds
        if age_s > STALE_S:
            return []
        frame = GuestStatusFrame(
            self.desk.roster.region,
            self.desk.number,
            fact.version,
            fact.observed_s + age_s,
            State(fact.values, fact.needs),
            self.desk.exercise,
        )
        payload = seal_frame(frame, self.desk.keyring, self.desk.roster.functions)
        return [] if payload is None else [Departure(payload, Urgency.STATUS, HOPS, "buren")]

    def next_timer(self) -> float:
        """At once while something waits."""
        return inf if self._issued is None else 0.0

    def hear(self, frame: GuestStatusFrame, heard: Heard, now: Moment) -> Hearing:
        """A signed state from across the border."""
        code = next(
            (
                site.code
                for site in self.region.sites.values()
                if site.guest and (site.region, site.number) == (frame.region, frame.station)
            ),
            None,
        )
        if code is None:
            own = frame.region == self.desk.roster.region
            return Hearing(refused=Refused("niet_voor_ons" if own else "onbekend_station", frame.station))
        known = self._versions.get(code)
        if known is not None and not serial_newer(frame.version, known):
            return Hearing(refused=Refused("herhaling", frame.station))
        # What another region calls its function slots is not known here: those fields stay unknown.
        values = {key: value for key, value in frame.state.values.items() if not key.startswith(FUNCTION_PREFIX)}
        fact = StatusHeard(
            site=code,
            version=frame.version,
            epoch=0,
            values=values,
            source=Source(Means.LORA, Tier.A, heard.node),
            needs=frame.state.needs,
            estimated=tuple(key for key in frame.state.estimated if key in values),
            age_s=frame.age_s + heard.age_s,
            packet=heard.packet,
            snr=heard.snr,
            rssi=heard.rssi,
            hops=heard.hops,
        )
        return Hearing(facts=(fact,))
