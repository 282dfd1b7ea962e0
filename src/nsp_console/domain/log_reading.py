"""What every kind of fact has in common, read without knowing the kind: about whom, by whom, pointing where.

New kinds of facts keep to these field names (`site`, `by`, `entry`, `corrects`): nothing is to be added here.
"""

from nsp_console.domain import facts as f
from nsp_console.domain.facts import Fact
from nsp_console.domain.values import Means, Source, Tier

POINTERS = ("corrects", "entry", "repeat_of", "answers")
PLACES = ("site", "code", "home")  # fields that name a point; of a whole C for `home`
SPEAKERS = ("by", "station")


def pointer_of(fact: Fact) -> int | None:
    """The entry that `fact` says something about."""
    for name in POINTERS:
        entry = getattr(fact, name, None)
        if isinstance(entry, int) and not isinstance(entry, bool):
            return entry
    return None


def corrects_of(fact: Fact) -> int | None:
    """The entry that `fact` says anew."""
    entry = getattr(fact, "corrects", None)
    return entry if isinstance(entry, int) else None


def site_of(fact: Fact, about: Fact | None = None) -> str | None:
    """The point `fact` is about: named by itself, or by the entry it points at (`about`)."""
    match fact:
        case f.MessageQueued():
            return fact.to or None
        case f.StationRevoked() | f.BulletinHeard() | f.PeerMet():
            return fact.station or None
    for name in PLACES:
        place = getattr(fact, name, None)
        if isinstance(place, str) and place:
            return place
    return site_of(about) if about is not None else None


def by_of(fact: Fact) -> str:
    """Who said or did it: a function, a console, or a radio number."""
    if isinstance(fact, f.TextHeard):
        return fact.station or f"!{fact.sender:08x}"
    if isinstance(fact, f.StatusHeard):
        return fact.source.via or fact.site
    for name in SPEAKERS:
        who = getattr(fact, name, None)
        if isinstance(who, str) and who:
            origin = getattr(fact, "origin", "")
            return f"{who} ({origin})" if origin else who
    return ""


def source_of(fact: Fact) -> Source | None:
    """By which means it came; None for what was made here."""
    if isinstance(fact, f.ReportEntered):
        return Source(fact.means, Tier.A)
    if isinstance(fact, f.MailTaken):
        return Source(Means.LORA, Tier.A)
    source = getattr(fact, "source", None)
    return source if isinstance(source, Source) else None


def event_age_s(fact: Fact) -> float:
    """How long before it was recorded it happened, seconds; never negative."""
    age = getattr(fact, "age_s", None) or getattr(fact, "observed_s", None) or 0.0
    return max(0.0, float(age)) if isinstance(age, int | float) else 0.0
