"""Every key in one table: footer, help, palette and bindings all read it, so they cannot disagree.

An act is carried out by the method `do_<name>` of the place; `why_not_<name>`, when it exists, says in Dutch why it
cannot be done now ("" when it can). A disabled key stays out of the footer and says why when pressed.
"""

from dataclasses import dataclass

from textual.binding import Binding, BindingType

BOARD, POINT, MESSAGES = "bord", "punt", "berichten"
EVERYWHERE = (BOARD, POINT, MESSAGES)


@dataclass(frozen=True)
class Act:
    """One thing a key does. `words` for the footer ("" leaves it out), `title` for help and palette."""

    name: str
    key: str
    shown: str
    title: str
    words: str = ""
    places: tuple[str, ...] = EVERYWHERE
    synonyms: str = ""


ACTS = (
    Act("open_point", "enter", "Enter", "Alles van dit punt", "punt", (BOARD,), "detail openen bekijken"),
    Act("open_message_point", "enter", "Enter", "Naar het punt van deze regel", "punt", (MESSAGES,), "detail"),
    Act(
        "report",
        "n",
        "n",
        "Melding invoeren",
        "melding",
        synonyms="nieuw invoer status portofoon telefoon koerier papier",
    ),
    Act("confirm", "j", "j", "Klopt: deze waarden tellen mee", "klopt", synonyms="ja akkoord juist"),
    Act("confirm_value", "J", "J", "Klopt: alleen de gekozen waarde", "alleen deze", (POINT,), "een enkele waarde"),
    Act("reject", "x", "x", "Verwerp: deze waarden kloppen niet", "verwerp", (MESSAGES,), "nee fout weg afwijzen"),
    Act("handled", "a", "a", "Afgehandeld", "klaar", (MESSAGES,), "gedaan klaar gelezen"),
    Act("more_info", "i", "i", "Meer informatie nodig", "meer info", (MESSAGES,), "wacht navragen"),
    Act("link", "k", "k", "Koppel deze radio aan een punt", "koppel", (MESSAGES, POINT), "node toestel telefoon"),
    Act("ask_status", "v", "v", "Vraag om status", "vraag", synonyms="terug vragen opvragen hoe gaat het"),
    Act("roll_call", "r", "r", "Meldronde: iedereen vragen te melden", "", synonyms="ronde rondvraag iedereen"),
    Act("message", "m", "m", "Nieuw bericht", "bericht", synonyms="sturen zenden schrijven stroom uit meldronde"),
    Act(
        "decide",
        "o",
        "o",
        "Besluit: openen, sluiten, verplaatsen, ontruimen",
        "besluit",
        (POINT,),
        "open dicht evacueren",
    ),
    Act("correct", "x", "x", "Correctie op de waarden van dit punt", "correctie", (POINT,), "verbeteren wijzigen fout"),
    Act("acknowledge", "b", "b", "Alarm bevestigen: ik neem het op mij", "bevestigen", synonyms="alarm stil bel"),
    Act("close_alarm", "s", "s", "Alarm sluiten: het is opgelost", "alarm sluiten", synonyms="opgelost klaar einde"),
    Act("park", "p", "p", "Alarm parkeren met reden en wekker", "parkeren", synonyms="uitstel snooze later"),
    Act("undo", "u", "u", "Laatste afhandeling terugdraaien", "herstel", (MESSAGES,), "ongedaan herstel"),
    Act("filter", "slash", "/", "Zoeken in de lijst", "zoeken", (BOARD,), "filter naam gemeente cluster"),
    Act("jump", "g", "g", "Ga naar een punt", "ga naar", synonyms="spring code zoek punt"),
    Act("next_list", "tab", "Tab", "Volgende lijst", "lijst", (MESSAGES,), "binnen uit alarmen wissel"),
    Act("board", "1", "1", "Bord", synonyms="overzicht punten start"),
    Act("point", "2", "2", "Punt", synonyms="detail"),
    Act("messages", "5", "5", "Berichten", synonyms="inbox triage uit alarmen"),
    Act(
        "deployment", "T", "T", "Inzet en T0: beginnen, corrigeren, beëindigen", synonyms="start crisis tijd nul einde"
    ),
    Act("add_site", "", "", "Punt toevoegen (burgerinitiatief, noodwaterpunt)", synonyms="nieuw x punt initiatief"),
    Act("theme", "f2", "F2", "Kleuren: nacht, dag, contrast", synonyms="licht donker thema scherm"),
    Act("palette", "ctrl+p", "ctrl+p", "Alle opdrachten", "alles", synonyms="menu"),
    Act("help", "question_mark", "?", "Hulp bij dit scherm", "hulp", synonyms="uitleg toetsen"),
    Act("leave", "ctrl+q", "ctrl+q", "Console afsluiten", synonyms="stoppen quit exit"),
)
MOVES = (
    ("up", "-1"),
    ("down", "1"),
    ("pageup", "-10"),
    ("pagedown", "10"),
    ("home", "-9999"),
    ("end", "9999"),
)
BY_NAME = {act.name: act for act in ACTS}


def acts_of(place: str) -> tuple[Act, ...]:
    """What can be done in `place`, in footer order."""
    return tuple(act for act in ACTS if place in act.places)


def bindings_of(place: str) -> list[BindingType]:
    """The key bindings of `place`, each with an id so that keys can be remapped."""
    keys: list[BindingType] = [
        Binding(act.key, f"act('{act.name}')", act.title, show=False, id=f"{place}.{act.name}")
        for act in acts_of(place)
        if act.key
    ]
    keys += [Binding(key, f"move({steps})", show=False, id=f"{place}.{key}") for key, steps in MOVES]
    keys.append(Binding("escape", "back", "Stap terug", show=False, id=f"{place}.terug"))
    return keys
