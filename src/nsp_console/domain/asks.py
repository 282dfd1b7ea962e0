"""What is asked for and not yet there: the needs of our points and the requests between consoles, most urgent first.

Urgency is when the supply it is for may end at that point; nobody's word for it is made up.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from nsp_console.domain.facts import Content, Handling, Step
from nsp_console.domain.moments import Age
from nsp_console.domain.safetext import SafeText
from nsp_console.domain.understanding import Need
from nsp_console.domain.views import NO_TEXT, Forecast, InboxLine, OutboxLine, Snapshot

# Articles of config/woorden.toml by the supply they fill; what is not here has no end to race against.
SUPPLY_OF = {
    "drinkwater": "water",
    "maaltijd": "food",
    "diesel": "power",
    "aggregaat": "power",
    "powerstation": "power",
    "ehbo": "staff",
    "vrijwilliger": "staff",
}
OPEN_HANDLING = (None, Handling.MORE_INFO, Handling.READ)


class Standing(StrEnum):
    ASKED = "gevraagd"  # a point asks, nobody promised anything
    UNCONFIRMED = "wacht_op_klopt"
    RECEIVED = "ontvangen"  # a request of another console waits here
    SENT = "verstuurd"  # our request is on its way


@dataclass(frozen=True, slots=True)
class Ask:
    """One open request.

    needs    what, as understood; empty: read `text`
    site     the point it is for, "" when the line does not tell
    sender   the console that asked, "" for the point itself; `to` whom our own request goes
    left     how long the supply it is for still lasts there, if known
    doubled  another line asks for the same at the same point: ask before both are brought
    """

    standing: Standing
    site: str
    needs: tuple[Need, ...]
    age: Age | None
    text: SafeText = NO_TEXT
    sender: str = ""
    to: str = ""
    step: Step | None = None
    supply: str = ""
    left: Forecast | None = None
    doubled: bool = False


def open_asks(snapshot: Snapshot) -> list[Ask]:
    """Everything that is asked of us or by us and not dealt with."""
    found = [
        Ask(Standing.UNCONFIRMED if view.needs_pending else Standing.ASKED, view.site.code, (need,), view.heard)
        for view in snapshot.sites
        if view.own
        for need in view.needs
    ]
    found += [_received(line) for line in snapshot.inbox if _waits(line)]
    found += [_sent(line) for line in snapshot.outbox if line.content is Content.REQUEST]
    urgent = sorted((_with_hours(snapshot, ask) for ask in found), key=_urgency)
    seen: set[tuple[str, str]] = set()
    out: list[Ask] = []
    for ask in urgent:
        same = {(ask.site, need.article) for need in ask.needs if ask.site}
        out.append(replace(ask, doubled=bool(same & seen)))
        seen |= same
    return out


def _waits(line: InboxLine) -> bool:
    return line.content is Content.REQUEST and line.handled in OPEN_HANDLING


def _received(line: InboxLine) -> Ask:
    needs = line.understood.needs
    return Ask(Standing.RECEIVED, line.site or "", needs, line.age, line.text, line.station)


def _sent(line: OutboxLine) -> Ask:
    age = line.steps.get(Step.STORED)
    return Ask(Standing.SENT, "", (), age, line.text, to=line.to, step=line.step)


def _with_hours(snapshot: Snapshot, ask: Ask) -> Ask:
    """With the supply it is for that ends first at its point."""
    view = snapshot.site(ask.site) if ask.site else None
    if view is None:
        return ask
    ends = [
        (left.low_h, supply, left)
        for need in ask.needs
        if (supply := SUPPLY_OF.get(need.article, "")) and (left := view.supplies.get(supply)) is not None
    ]
    if not ends:
        return ask
    _low, supply, left = min(ends, key=lambda one: one[:2])
    return replace(ask, supply=supply, left=left)


def _urgency(ask: Ask) -> tuple[float, bool, float]:
    """Soonest needed first; what we sent ourselves after what waits here; then the oldest."""
    low_h = inf if ask.left is None else ask.left.low_h
    return low_h, ask.standing is Standing.SENT, -(ask.age.seconds if ask.age else 0.0)
