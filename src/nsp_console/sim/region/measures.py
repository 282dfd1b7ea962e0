"""What is measured in one region, and what follows from it (targets: design, protocol)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil, inf, isinf

TAIL_S = 300.0  # what is issued so shortly before the end is not a sample: it had no time to arrive
PICTURE_SHARE = 0.99
HORIZON_S = 1800.0  # for messages and alarms
SHARES_S = (60, 120, 300)
DIGITS = 4


@dataclass(slots=True)
class Versions:
    """The versions of one point: when each was issued, and when each C had it or a newer one."""

    writer: str
    issued_s: list[float] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    place: dict[int, int] = field(default_factory=dict)  # version → place in the two lists
    reached: dict[str, list[float]] = field(default_factory=dict)  # C → moment per place, as far as it came

    def issue(self, version: int, now_s: float, why: str) -> None:
        self.place[version] = len(self.issued_s)
        self.issued_s.append(now_s)
        self.why.append(why)

    def reach(self, at: str, version: int, now_s: float) -> bool:
        """`version` stands in the journal of C `at`; True when it is the first of this point there."""
        place = self.place.get(version)
        if place is None:
            return False
        moments = self.reached.setdefault(at, [])
        first = not moments
        moments.extend([now_s] * (place + 1 - len(moments)))
        return first


@dataclass(slots=True)
class Sent:
    """Something sent to one or many: when, and every moment it came in, by who took it."""

    at_s: float
    to: tuple[str, ...]
    there_s: dict[str, list[float]] = field(default_factory=dict)

    def arrive(self, at: str, now_s: float) -> None:
        self.there_s.setdefault(at, []).append(now_s)

    def latency_s(self, at: str) -> float:
        moments = self.there_s.get(at)
        return moments[0] - self.at_s if moments else inf


@dataclass(slots=True)
class Record:
    """Everything of one region in one run. `audience`: by point, the C's that are to have its state."""

    audience: dict[str, tuple[str, ...]]
    states: dict[str, Versions] = field(default_factory=dict)
    messages: dict[str, Sent] = field(default_factory=dict)
    alarms: dict[str, Sent] = field(default_factory=dict)
    firsts_s: list[float] = field(default_factory=list)  # when each (point, C) became known: the C has any version
    picture_s: float | None = None
    picture_air_s: float | None = None

    def issue(self, site: str, writer: str, version: int, now_s: float, air_s: float, why: str) -> None:
        """The version is committed at its writer, which also has it when it is itself one of the audience."""
        self.states.setdefault(site, Versions(writer)).issue(version, now_s, why)
        if writer in self.audience[site]:
            self.reach(site, writer, version, now_s, air_s)

    def reach(self, site: str, at: str, version: int, now_s: float, air_s: float) -> None:
        """The version is committed at C `at`; `air_s`: seconds on air until now."""
        states = self.states.get(site)
        if states is None or at not in self.audience[site] or not states.reach(at, version, now_s):
            return
        self.firsts_s.append(now_s)
        if self.picture_s is None and self.pairs >= ceil(PICTURE_SHARE * self.pairs_wanted):
            self.picture_s, self.picture_air_s = now_s, air_s

    @property
    def pairs(self) -> int:
        """(point, C) of which the C has any version."""
        return len(self.firsts_s)

    def known_s(self, part: float) -> float | None:
        """When so large a part of the pairs was known; None: never."""
        place = ceil(part * self.pairs_wanted)
        return self.firsts_s[place - 1] if 0 < place <= self.pairs else None

    @property
    def pairs_wanted(self) -> int:
        return sum(len(each) for each in self.audience.values())

    def latencies(self, starts_s: float, ends_s: float) -> list[float]:
        """One sample per version issued in the measured time and C that is not its writer, in seconds; inf: never."""
        found = []
        for site, states in self.states.items():
            for at in self.audience[site]:
                if at == states.writer:
                    continue
                moments = states.reached.get(at, [])
                for place, issued_s in enumerate(states.issued_s):
                    if starts_s <= issued_s <= ends_s - TAIL_S:
                        found.append(moments[place] - issued_s if place < len(moments) else inf)
        return found

    def issued(self, starts_s: float, ends_s: float) -> list[str]:
        """Why each version of the measured time was issued."""
        return [
            why
            for states in self.states.values()
            for at_s, why in zip(states.issued_s, states.why, strict=True)
            if starts_s <= at_s <= ends_s
        ]

    def waiting(self, now_s: float) -> bool:
        """Whether a message or alarm may still arrive within its horizon."""
        sent = (*self.messages.values(), *self.alarms.values())
        return any(now_s - one.at_s < HORIZON_S and any(at not in one.there_s for at in one.to) for one in sent)


def quantile(values: Iterable[float], part: float) -> float | None:
    """The value that `part` of all is not above; None when there are none, or when it is never."""
    ordered = sorted(values)
    if not ordered:
        return None
    value = ordered[min(ceil(part * len(ordered)), len(ordered)) - 1]
    return None if isinf(value) else rounded(value)


def share(values: Sequence[float], limit: float) -> float | None:
    """The part that is not above `limit`; None when there are none."""
    return rounded(sum(value <= limit for value in values) / len(values)) if values else None


def rounded(value: float) -> float:
    return round(value, DIGITS)


def per(amount: float, count: float) -> float | None:
    """`amount` divided over `count`; None when there is nothing to divide it over."""
    return rounded(amount / count) if count else None
