"""Help in context and the list of all commands, both from the table of acts."""

from collections.abc import Callable

from nsp_console.dutch.labels import SEVERITY, SHAPE
from nsp_console.tui.acts import LOCAL, acts_of
from nsp_console.tui.ask.choose import Item
from nsp_console.tui.judged import ROLE
from nsp_console.tui.paint import EMPTY, Line, fit, text_line
from nsp_console.tui.places import BY_NAME
from nsp_console.tui.wording import Wording

LOCAL_WORDS = "Uw punt op één bladzijde: melding, alarm, bulletin, berichten."
SIGNS = (
    ("420?", "nog niet bevestigd: telt niet mee tot u j (klopt) drukt"),
    ("░", "te oud of onbekend; onbekend is nooit nul"),
    ("9-13", "nog zo veel uur, tussen laag en hoog"),
    ("■ ▲", "onder 4 uur, onder 12 uur"),
    ("b ?", "achter Oud: bekende radio, niet geverifieerd"),
    ("Vr", "zo veel dingen vraagt dit punt"),
)
LADDER = (
    ("opgeslagen", "staat veilig op deze computer"),
    ("radio", "de radio heeft het"),
    ("gehoord", "een andere radio gaf het door"),
    ("ontvangen", "de andere computer legde het vast"),
    ("gelezen", "een mens bevestigde het"),
)


def help_lines(place: str, wording: Wording) -> list[Line]:
    """The help page of `place`."""
    card = BY_NAME.get(place)
    words = f"{card.title}: {card.answers}" if card else LOCAL_WORDS
    lines: list[Line] = [text_line(words, "bold"), EMPTY]
    if place == LOCAL:
        return [*lines, *_local_lines()]
    lines += _keys(place)
    lines += [
        ((fit("  ↑ ↓", 10), "key"), ("Kiezen; ook PgUp, PgDn, Home, End", "")),
        ((fit("  Esc", 10), "key"), ("Een stap terug; sluit nooit de console", "")),
        EMPTY,
        text_line("Tekens", "bold"),
    ]
    for severity, words in SEVERITY.items():
        lines.append(
            (
                (fit(f"  {SHAPE[severity]}", 10), ROLE[severity] if severity != "kritiek" else "critical_text"),
                (words, ""),
            )
        )
    lines += [((fit(f"  {sign}", 10), ""), (words, "")) for sign, words in SIGNS]
    if wording.functions and place != "berichten":
        lines += [EMPTY, text_line("Functies, in deze volgorde", "bold")]
        lines += [((fit(f"  {term.label[:1].upper()}", 10), ""), (term.label, "")) for term in wording.functions]
    if place == "berichten":
        lines += [EMPTY, text_line("Hoe ver is een bericht?", "bold")]
        lines += [((fit(f"  {step}", 14), ""), (words, "")) for step, words in LADDER]
    return lines


def _keys(place: str) -> list[Line]:
    return [((fit(f"  {act.shown or 'ctrl+p'}", 10), "key"), (act.title, "")) for act in acts_of(place)]


def _local_lines() -> list[Line]:
    """What somebody needs who never saw the page."""
    lines: list[Line] = [
        text_line("F-toetsen werken altijd. Letters werken als u niet invult."),
        text_line("Wat u typt blijft bewaard, ook als u op Esc drukt."),
        text_line("Weet u iets niet? Laat de regel leeg en ga verder met Enter."),
        EMPTY,
    ]
    lines += [*_keys(LOCAL), EMPTY, text_line("Hoe ver is uw bericht?", "bold")]
    return [*lines, *(((fit(f"  {step}", 14), ""), (words, "")) for step, words in LADDER)]


def palette_items(place: str, why_not: Callable[[str], str]) -> list[Item]:
    """Every command of `place`; what cannot be done now says why."""
    items = []
    for act in acts_of(place):
        if act.name == "palette":
            continue
        reason = why_not(act.name)
        key = f"  [{act.shown}]" if act.shown else ""
        words = f"{act.title}{key}" if not reason else f"{act.title}: {reason}"
        items.append(Item(act.name, words, f"{act.synonyms} {act.words}"))
    return [item for possible in (True, False) for item in items if (not why_not(item.key)) is possible]
