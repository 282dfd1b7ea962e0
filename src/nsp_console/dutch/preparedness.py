"""Paraatheid in words: readiness, why a point is not open, the norms of the region, and what to do first."""

from collections.abc import Iterable
from datetime import tzinfo

from nsp_console.domain.fields import SiteState
from nsp_console.domain.gains import DECISION, DOSSIER_PREFIX, Cause, Gain, GainKind, causes_of
from nsp_console.domain.preparedness import Grade, RegionNorm, Standing, in_use
from nsp_console.domain.views import Readiness, Severity, SiteView, Verdict
from nsp_console.dutch.dossier import dossier_short
from nsp_console.dutch.times import age, near_clock, number, since_t0

READINESS_WORDS = {
    Readiness.OPERATIONAL: "operationeel",
    Readiness.READY: "gereed",
    Readiness.CONDITIONAL: "onder voorwaarde",
    Readiness.NOT: "niet",
    Readiness.UNKNOWN: "onbekend",
}
STANDING_SHAPE = {
    Standing.MEETS: "█",
    Standing.OPEN: "▒",
    Standing.READY: "●",
    Standing.CONDITIONAL: "▲",
    Standing.NOT: "■",
    Standing.UNKNOWN: "░",
}
STANDING_WORDS = {
    Standing.MEETS: "voldoet",
    Standing.OPEN: "open, niet alles bekend",
    Standing.READY: "gereed",
    Standing.CONDITIONAL: "onder voorwaarde",
    Standing.NOT: "niet",
    Standing.UNKNOWN: "onbekend",
}
STANDING_SHORT = {
    **STANDING_WORDS,
    Standing.OPEN: "open?",
    Standing.CONDITIONAL: "voorw.",
    Standing.UNKNOWN: "?",
}
GRADE_SHAPE = {Grade.MET: "●", Grade.SHORT: "▲", Grade.BAD: "■", Grade.UNKNOWN: "░"}
FAILS = {  # a norm that is not met, by its key; other norms by their label
    "open": "niet open",
    "functions": "functie werkt niet",
    "power": "geen stroom",
    "first_aid": "geen EHBO'er",
    "official": "geen ambtenaar",
    "temperature": "te koud of te warm",
    "stay_2h": "mensen boven 2 uur",
    "staffed_247": "bezetting niet rond",
    "crew_c": "te weinig medewerkers",
    "internet": "geen internet",
}
NEEDS = {  # what would help, by the key of the norm; else the label
    "functions": "herstel van een functie",
    "power": "stroom of noodstroom",
    "first_aid": "een EHBO'er of BHV'er",
    "official": "een gemeenteambtenaar",
    "staffed_247": "aflossing van de bezetting",
    "crew_c": "medewerkers",
    DECISION: "een besluit om te openen",
}


ASKS = {  # what to ask for, by the key of the norm; else the label
    "functions": "functies",
    "power": "stroom",
    "first_aid": "EHBO'er",
    "official": "ambtenaar",
    "staffed_247": "bezetting",
    "crew_c": "bemensing",
}


def fails_words(cause: Cause) -> str:
    """`geen EHBO'er`, `draaiboek niet op orde`: what is wrong, for the row of one point."""
    if cause.key.startswith(DOSSIER_PREFIX):
        return f"{lowered(cause.label)}: niet op orde"
    return FAILS.get(cause.key, f"niet gehaald: {lowered(cause.label)}")


def needs_words(cause: Cause) -> str:
    """`een EHBO'er of BHV'er`, `draaiboek op orde`: what has to be arranged."""
    if cause.key.startswith(DOSSIER_PREFIX):
        return f"{lowered(cause.label)} op orde"
    return NEEDS.get(cause.key, lowered(cause.label))


def lowered(label: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def listed(words: Iterable[str], most: int = 2) -> str:
    """`a, b en nog 2`."""
    all_words = list(words)
    more = len(all_words) - most
    return ", ".join(all_words[:most]) + (f" en nog {more}" if more > 0 else "")


# ── one point ────────────────────────────────────────────────────────────────────────────────────────────────────


def point_words(view: SiteView, t0_wall: float | None, now_wall: float, zone: tzinfo | None) -> str:
    """Why this point is as ready as it is, in one line: `open sinds T+9:40`, `opent 21:00, geen EHBO'er`."""
    if in_use(view):
        opened = _open_words(view, t0_wall, now_wall, zone)
        return opened if t0_wall is not None or not view.dossier else f"{opened}, {dossier_short(view.dossier)}"
    causes = [fails_words(cause) for cause in causes_of(view)]
    dossier = dossier_short(view.dossier)
    if t0_wall is None:  # nobody has to be open: this is about what was arranged
        return dossier or _closed_words(view)
    opens = f"opent {near_clock(view.opens_wall, now_wall, zone)}" if view.opens_wall is not None else ""
    match view.readiness:
        case Readiness.READY:
            parts = [opens or _closed_words(view), dossier]
        case Readiness.UNKNOWN:
            parts = [unknown_words(view)]
        case _:
            parts = [opens, listed(causes)] if causes else [opens or _closed_words(view)]
    return ", ".join(part for part in parts if part)


def _open_words(view: SiteView, t0_wall: float | None, now_wall: float, zone: tzinfo | None) -> str:
    since = ""
    if view.open_since is not None:
        at = now_wall - view.open_since.seconds
        latest = "uiterlijk " if view.open_since.at_least else ""
        since = f" sinds {latest}{since_t0(at - t0_wall) if t0_wall is not None else near_clock(at, now_wall, zone)}"
    opened = f"open{since}"
    if view.severity is Severity.SILENT:
        return f"{opened}, nu {unknown_words(view)}"
    causes = [fails_words(cause) for cause in causes_of(view)]
    if causes:
        return f"{opened.replace(' sinds T', ' T')}, {listed(causes)}"
    asked = asked_words(view)
    if view.readiness is Readiness.UNKNOWN and asked:
        return f"{opened.replace(' sinds T', ' T')}, vraag {asked}"
    return opened if view.readiness is not Readiness.UNKNOWN else f"{opened}, {unknown_words(view)}"


def asked_words(view: SiteView) -> str:
    """What is not known of the vital norms: `bezetting, EHBO'er`; empty when all is."""
    missing = [norm for norm in view.norms if norm.vital and norm.verdict is Verdict.UNKNOWN]
    return listed(ASKS.get(norm.key, lowered(norm.label)) for norm in missing)


def unknown_words(view: SiteView) -> str:
    """What makes it unknown: never heard, silent for so long, or too old."""
    if view.heard is None:
        return "nog nooit iets gehoord"
    if view.severity is Severity.SILENT:
        return f"stil, {age(view.heard)} niets gehoord"
    return f"laatste stand {age(view.heard)} oud"


def _closed_words(view: SiteView) -> str:
    state = view.cells.get("state")
    if state is None:
        return "toestand onbekend"
    if state.value == SiteState.SETTING_UP:
        return "in opbouw"
    return "kan open" if view.readiness is Readiness.READY else "dicht, geen besluit om te openen"


# ── the region ───────────────────────────────────────────────────────────────────────────────────────────────────


def norm_words(norm: RegionNorm) -> tuple[str, str]:
    """A norm of the region and how it is with it: `1 L per 5.000 inwoners`, `100 van 110`."""
    data = norm.data
    if norm.key == "l_per_inhabitants":
        count = f"{number(data['points'])} van {number(data['needed'])}" if data["needed"] else "geen inwoners bekend"
        return f"1 L per {number(data['norm'])} inwoners", count
    if norm.key == "l_per_c":
        name = f"1 C per {number(data['norm'])} L"
        if not data["cs"]:
            return name, "er is geen C-NSP"
        here = f", hier {number(data['here'])}" if data["here"] else ""
        return name, f"{number(data['cs'])} C, gemiddeld {number(data['average'])}{here}"
    names = {
        "operational": "Operationeel",
        "crew_c": "Elke C bezet",
        "staffed_247": "24/7 bezet",
        "dossier": "Dossier compleet",
    }
    if not data["of"]:
        return names[norm.key], "nog geen punt open" if norm.key == "staffed_247" else "er is er geen"
    words = f"{number(data['met'])} van {number(data['of'])}"
    if "c_of" in data:
        return names[norm.key], f"L {words}, C {number(data['c_met'])} van {number(data['c_of'])}"
    return names[norm.key], words + (f", {number(data['unknown'])} onbekend" if data["unknown"] else "")


def gain_words(gain: Gain) -> tuple[str, str]:
    """What to do, and what it brings."""
    people = f"{number(gain.inhabitants)} inwoners"
    first = gain.points[0]
    name = first.site.short_name
    match gain.kind:
        case GainKind.OPEN_NOW:
            paper = dossier_short(first.dossier)
            return f"{name} nu openen", f"{people}, gereed" + (f", {paper}" if paper else "")
        case GainKind.HELP:
            opens = ", openen is besloten" if first.opens_wall is not None else ""
            return f"{name}: {listed(map(needs_words, gain.causes))}", f"{people}{opens}"
        case GainKind.SHARED:
            cause = gain.causes[0]
            on_paper = cause.key.startswith(DOSSIER_PREFIX)
            lacks = f": {fails_words(cause)}" if on_paper else f" wachten op {needs_words(cause)}"
            return f"{len(gain.points)} punten in de regio{lacks}", people
        case GainKind.ASK:
            return f"{_points(gain)} stil of nooit gehoord: r meldronde", people
        case GainKind.ASK_MORE:
            what = ", ".join(ASKS.get(cause.key, lowered(cause.label)) for cause in gain.causes)
            points = "1 open punt" if len(gain.points) == 1 else f"{len(gain.points)} open punten"
            return f"{points} niet helemaal bekend: vraag {what or 'door'}", people
        case GainKind.FILL_IN:
            return f"{_points(gain)} zonder dossier: d vult in", people


def _points(gain: Gain) -> str:
    return "1 punt" if len(gain.points) == 1 else f"{len(gain.points)} punten"
