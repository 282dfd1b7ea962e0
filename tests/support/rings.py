"""Real rings of a made-up region 4, quickly: no scrypt, no files. For tests of wire, link and station.

keys = region_keys()                      # C's 1 … 25 of region 4
ring = for_station(2, SiteKind.C, Domain.REAL)
ring = for_station(30, SiteKind.L, Domain.EXERCISE, epoch=2)    # epoch 1 is its previous one
"""

from dataclasses import dataclass, field, replace
from functools import cache

from nsp_console.domain.sites import SiteKind
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.ring import Ring
from nsp_console.keys.roll import Roll
from nsp_console.wire.sealing import Domain

MASTER = bytes(range(32))
REGION = 4
COORDINATORS = tuple(range(1, 26))


@dataclass(frozen=True)
class RegionKeys:
    """A keeper with its list; `bundle` and `ring` give what a station holds."""

    keeper: Keeper = field(default_factory=lambda: Keeper(REGION, "proef", MASTER))
    coordinators: tuple[int, ...] = COORDINATORS

    @property
    def roll(self) -> Roll:
        return self.keeper.roll(self.coordinators)

    def bundle(self, number: int, kind: SiteKind, epoch: int = 1) -> Bundle:
        """What station `number` holds in `epoch`; the epoch before it is still accepted."""
        bundle = self.keeper.at_epoch(epoch).bundle(number, kind, self.roll, coming=0)
        if epoch == 1:
            return bundle
        before = self.keeper.at_epoch(epoch - 1).bundle(number, kind, None, coming=0)
        return replace(bundle, previous=before.present)

    def ring(self, number: int, kind: SiteKind, domain: Domain, epoch: int = 1) -> Ring:
        return self.bundle(number, kind, epoch).ring(domain)


@cache
def region_keys() -> RegionKeys:
    """The region most tests use."""
    return RegionKeys()


def for_station(number: int, kind: SiteKind, domain: Domain, epoch: int = 1) -> Ring:
    """A fresh ring (nobody revoked) of station `number` of that region."""
    return region_keys().ring(number, kind, domain, epoch)
