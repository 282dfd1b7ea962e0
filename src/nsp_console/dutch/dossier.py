"""The paraatheidsdossier in words: the state of an item, what is lacking, and how complete it is."""

from collections.abc import Iterable
from datetime import tzinfo

from nsp_console.domain.dossier import (
    HOLDS,
    Completeness,
    Dossier,
    DossierLine,
    ItemState,
    completeness,
    in_state,
)
from nsp_console.domain.views import SiteView
from nsp_console.dutch.dates import date_words

STATE_WORDS = {
    ItemState.DONE: "in orde",
    ItemState.SOON: "verloopt binnenkort",
    ItemState.EXPIRED: "verlopen",
    ItemState.MISSING: "ontbreekt",
    ItemState.UNKNOWN: "niet ingevuld",
}
STATE_SHAPE = {
    ItemState.DONE: "●",
    ItemState.SOON: "▲",
    ItemState.EXPIRED: "■",
    ItemState.MISSING: "■",
    ItemState.UNKNOWN: "░",
}
COMPLETENESS_WORDS = {
    Completeness.COMPLETE: "compleet",
    Completeness.PARTLY: "deels ingevuld",
    Completeness.LACKING: "met gebrek",
    Completeness.UNKNOWN: "niet ingevuld",
}
COMPLETENESS_SHORT = {
    Completeness.COMPLETE: "compleet",
    Completeness.PARTLY: "deels",
    Completeness.LACKING: "met gebrek",
    Completeness.UNKNOWN: "leeg",
}
COMPLETENESS_SHAPE = {
    Completeness.COMPLETE: "●",
    Completeness.PARTLY: "▲",
    Completeness.LACKING: "■",
    Completeness.UNKNOWN: "░",
}


def line_words(line: DossierLine, zone: tzinfo | None) -> str:
    """`in orde t/m 12-03-2027`, `verlopen 12-03-2026`, `ontbreekt sinds 20-01-2027`, `niet ingevuld`."""
    words = STATE_WORDS[line.state]
    if line.state is ItemState.MISSING and line.at_wall is not None:
        return f"{words}, gezien {date_words(line.at_wall, zone)}"
    if line.state is ItemState.EXPIRED and line.expires_wall is not None:
        return f"{words} {date_words(line.expires_wall, zone)}"
    if line.state is ItemState.SOON and line.expires_wall is not None:
        return f"verloopt {date_words(line.expires_wall, zone)}"
    if line.state is ItemState.DONE:
        return f"{words} t/m {date_words(line.expires_wall, zone)}" if line.expires_wall else f"{words}, verloopt niet"
    return words


def answers_words(line: DossierLine) -> str:
    """`bron eigen, losstaand ja`: what was told about the item; empty when it asks nothing or nobody answered."""
    told = [
        f"{question.label.lower()} {line.details[question.key]}"
        for question in line.item.questions
        if line.details.get(question.key)
    ]
    return ", ".join(told)


def gap_words(dossier: Dossier, zone: tzinfo | None) -> list[str]:
    """What is lacking, has expired, expires soon, or was never noted: one text each; `*` marks a vital item."""
    if not dossier:
        return []
    unknown = in_state(dossier, ItemState.UNKNOWN)
    if len(unknown) == len(dossier):
        return [f"niet ingevuld: alle {len(dossier)} onderdelen"]
    texts: list[str] = []
    for state, word in (
        (ItemState.MISSING, "ontbreekt"),
        (ItemState.EXPIRED, "verlopen"),
        (ItemState.SOON, "verloopt binnenkort"),
        (ItemState.UNKNOWN, "niet ingevuld"),
    ):
        found = [_named(line, zone) for line in in_state(dossier, state)]
        if found:
            texts.append(f"{word}: {'; '.join(found)}")
    return texts


def _named(line: DossierLine, zone: tzinfo | None) -> str:
    expires = line.state in (ItemState.EXPIRED, ItemState.SOON) and line.expires_wall is not None
    day = f" ({date_words(line.expires_wall, zone)})" if expires and line.expires_wall is not None else ""
    return f"{line.item.label}{'*' if line.item.vital else ''}{day}"


def dossier_short(dossier: Dossier) -> str:
    """A dossier in a few words for one row: the worst first; empty when there are no items at all."""
    if not dossier:
        return ""
    found = completeness(dossier)
    if found is Completeness.UNKNOWN:
        return "dossier niet ingevuld"
    for state in (ItemState.MISSING, ItemState.EXPIRED):
        lines = in_state(dossier, state, vital=True)
        if lines:
            more = f" en {len(lines) - 1} meer" if len(lines) > 1 else ""
            return f"{lines[0].item.label.lower()} {STATE_WORDS[state]}{more}"
    vital = [line for line in dossier if line.item.vital]
    if found is Completeness.PARTLY:
        return f"dossier {sum(line.state in HOLDS for line in vital)} van {len(vital)} ingevuld"
    soon = in_state(dossier, ItemState.SOON, vital=True)
    return f"dossier compleet, {soon[0].item.label.lower()} verloopt" if soon else "dossier compleet"


def dossier_counts(views: Iterable[SiteView]) -> list[str]:
    """How many L-NSP's of each completeness, as one line; nothing when no dossier is configured."""
    found = [completeness(view.dossier) for view in views if view.dossier]
    if not found:
        return []
    counts = [f"{COMPLETENESS_WORDS[each]} {found.count(each)}" for each in Completeness]
    return [f"L-NSP naar dossier: {', '.join(counts)}."]
