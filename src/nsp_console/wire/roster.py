"""Codes of points and their numbers on the air, from the region file."""

from dataclasses import dataclass, field
from hashlib import sha256

from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.understanding import Vocabulary

FUNCTION_SLOTS = 8  # of the state on the air; the configuration only names them


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is who on the air. Guests from across the border are not in it: they are known by (region, number)."""

    region: int
    sites: dict[int, Site]
    functions: tuple[str, ...]
    _numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, region: Region, vocabulary: Vocabulary) -> "Roster":
        """The roster of `region`; the first eight functions of the vocabulary are the slots, in order."""
        sites = region.numbered()
        functions = tuple(term.key for term in vocabulary.functions[:FUNCTION_SLOTS])
        return cls(region.number, sites, functions, {site.code: number for number, site in sites.items()})

    def number(self, code: str) -> int | None:
        """The number of point `code`; None when it has none."""
        return self._numbers.get(code)

    def code(self, number: int) -> str | None:
        """The code behind `number`; None when nobody has it."""
        site = self.sites.get(number)
        return site.code if site else None

    def is_coordinator(self, number: int) -> bool:
        """Whether `number` is a C-NSP of our own region."""
        site = self.sites.get(number)
        return site is not None and site.kind is SiteKind.C

    @property
    def naming(self) -> int:
        """16-bit hash of what the numbers and slots mean here: two consoles that differ must not trust those fields."""
        words = [f"{number}={site.code}" for number, site in sorted(self.sites.items())]
        digest = sha256("\n".join((str(self.region), *words, *self.functions)).encode()).digest()
        return int.from_bytes(digest[:2], "big")
