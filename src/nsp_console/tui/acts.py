"""Every key in one table: footer, help, palette and bindings all read it, so they cannot disagree.

An act is carried out by the method `do_<name>` of the place; `why_not_<name>`, when it exists, says in Dutch why it
cannot be done now ("" when it can). A disabled key stays out of the footer and says why when pressed.
"""

from dataclasses import dataclass

from textual.binding import Binding, BindingType

from nsp_console.tui.places import CARDS

BOARD, POINT, MESSAGES = "bord", "punt", "berichten"
SUPPLIES, PREPARED, LOG, LINK = "voorraad", "paraatheid", "logboek", "verbinding"
HOUSE, WALL, MAP = "continuiteit", "wand", "kaart"
LOCAL = "lokaal"  # the one page of an L console; a C console never shows it
COORDINATOR = tuple(card.name for card in CARDS)
EVERYWHERE = tuple(card.name for card in CARDS if card.works)
PLACES = (*COORDINATOR, LOCAL)
HERE = (LOCAL,)


@dataclass(frozen=True)
class Act:
    """One thing a key does. `words` for the footer ("" leaves it out), `title` for help and palette.

    first  done before the next key is looked at, for what gives the keyboard to something else; the place skips it
           (`SkipAction`) when what has the keyboard needs the key itself
    """

    name: str
    key: str
    shown: str
    title: str
    words: str = ""
    places: tuple[str, ...] = EVERYWHERE
    synonyms: str = ""
    first: bool = False


ACTS = (
    Act(
        "open_point",
        "enter",
        "Enter",
        "Alles van dit punt",
        "punt",
        (BOARD, SUPPLIES, PREPARED, MAP),
        "detail openen bekijken",
    ),
    Act("open_message_point", "enter", "Enter", "Naar het punt van deze regel", "punt", (MESSAGES,), "detail"),
    Act(
        "report",
        "n",
        "n",
        "Melding invoeren",
        "melding",
        synonyms="nieuw invoer status portofoon telefoon koerier papier",
    ),
    Act(
        "report_form",
        "N",
        "N",
        "Melding invoeren met een formulier, regel voor regel",
        synonyms="invullen vragen kernmelding voorlezen",
    ),
    Act("confirm", "j", "j", "Klopt: deze waarden tellen mee", "klopt", synonyms="ja akkoord juist"),
    Act("confirm_value", "J", "J", "Klopt: alleen de gekozen waarde", "alleen deze", (POINT,), "een enkele waarde"),
    Act("reject", "x", "x", "Verwerp: deze waarden kloppen niet", "verwerp", (MESSAGES,), "nee fout weg afwijzen"),
    Act("handled", "a", "a", "Afgehandeld", "klaar", (MESSAGES,), "gedaan klaar gelezen"),
    Act("more_info", "i", "i", "Meer informatie nodig", "meer info", (MESSAGES,), "wacht navragen"),
    Act("link", "k", "k", "Koppel deze radio aan een punt", "koppel", (MESSAGES, POINT), "node toestel telefoon"),
    Act("ask_status", "v", "v", "Vraag om status", "vraag", synonyms="terug vragen opvragen hoe gaat het"),
    Act("roll_call", "r", "r", "Meldronde: iedereen vragen te melden", "", synonyms="ronde rondvraag iedereen"),
    Act(
        "issue_bulletin",
        "B",
        "B",
        "Bulletin uitgeven aan alle consoles",
        "bulletin",
        (MESSAGES,),
        "ophangen muur bewoners bericht",
    ),
    Act("hang_here", "H", "H", "Dit bulletin hangt hier", "hangt", (MESSAGES,), "ophangen bevestigen"),
    Act("message", "m", "m", "Nieuw bericht", "bericht", synonyms="sturen zenden schrijven stroom uit meldronde"),
    Act(
        "decide",
        "o",
        "o",
        "Besluit: openen, sluiten, verplaatsen, ontruimen",
        "besluit",
        (POINT, PREPARED),
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
    Act("request", "A", "A", "Aanvraag: goederen of mensen vragen", synonyms="vragen hulp spullen materiaal nodig"),
    Act("unmanned", "O", "O", "C tijdelijk onbemand, of weer bemand", synonyms="uitruk weg overdragen buur terugnemen"),
    Act("take_over", "", "", "Dit punt overnemen van een andere C", synonyms="waarnemen invallen buurman"),
    Act(
        "write_for",
        "W",
        "W",
        "Schrijven voor dit punt in plaats van zijn console, of teruggeven",
        "schrijven",
        (POINT,),
        "overnemen laptop kapot stuk terug teruggeven schrijver",
    ),
    Act("revoke", "", "", "Sleutel van een station intrekken", synonyms="gestolen kwijt verloren diefstal"),
    Act("open_entry", "enter", "Enter", "De hele regel, zoals vastgelegd", "hele regel", (LOG,), "detail bekijken"),
    Act("note", "a", "a", "Aantekening maken", "aantekening", (LOG,), "notitie opmerking schrijven"),
    Act("shift", "d", "d", "Dienstoverdracht: wat moet de volgende weten?", "dienst", (LOG,), "aflossing overdragen"),
    Act("filter", "slash", "/", "Zoeken in het logboek", "zoeken", (LOG,), "filter woord nummer"),
    Act(
        "log_kind",
        "f",
        "f",
        "Soort regels: meldingen, alarmen, besluiten, alles",
        "soort",
        (LOG,),
        "filter techniek",
    ),
    Act("log_site", "z", "z", "Alleen dit punt, of weer alle", "dit punt", (LOG,), "filter locatie"),
    Act("correct", "x", "x", "Correctie: deze regel verbeteren", "correctie", (LOG,), "verbeteren wijzigen fout"),
    Act("undo", "u", "u", "Deze afhandeling of koppeling terugdraaien", "herstel", (LOG,), "ongedaan herstel"),
    Act(
        "self_test", "z", "z", "Zelftest: wat werkt, wat niet, en wat te doen", "zelftest", (LINK,), "controle diagnose"
    ),
    Act("on_6", "right_square_bracket", "]", "Zes uur verder kijken", "+6 uur", (SUPPLIES,), "vooruit tijd straks"),
    Act("back_6", "left_square_bracket", "[", "Zes uur terug", "-6 uur", (SUPPLIES,), "achteruit tijd nu"),
    Act("on_24", "right_curly_bracket", "}", "Een dag verder kijken", "+24 uur", (SUPPLIES,), "vooruit morgen"),
    Act("back_24", "left_curly_bracket", "{", "Een dag terug", "-24 uur", (SUPPLIES,), "achteruit gisteren"),
    Act("on_1", "right", "→", "Een uur verder kijken", "+1 uur", (SUPPLIES,), "vooruit"),
    Act("back_1", "left", "←", "Een uur terug", "-1 uur", (SUPPLIES,), "achteruit"),
    Act(
        "switch_below",
        "tab",
        "Tab",
        "Ruimte voor gevraagd en voorstel, of weer voor de punten",
        "gevraagd",
        (SUPPLIES,),
        "groter aanvragen voorstellen",
    ),
    Act("dossier", "d", "d", "Dossier van dit punt bekijken en invullen", "dossier", (PREPARED,), "draaiboek paraat"),
    Act("norm", "f", "f", "Alleen punten die een norm niet halen", "norm", (PREPARED,), "filter zoeken mist gap"),
    Act("whole_region", "h", "h", "Eigen punten of de hele regio", "regio", (PREPARED,), "alle punten lijst"),
    Act("per_cluster", "c", "c", "Regio per gemeente of per cluster", "cluster", (PREPARED,), "gemeente gebied"),
    # our own house
    Act("next_part", "tab", "Tab", "Volgend deel: nu, matrix, uitwijk, afspraken", "deel", (HOUSE,), "wissel tabblad"),
    Act("log_test", "t", "t", "Test van dit middel: werkt, beperkt of niet", "test", (HOUSE,), "proef middel ladder"),
    Act("own_power", "e", "e", "Eigen stroom: bron, diesel en UPS", "stroom", (HOUSE,), "aggregaat nsa tank net"),
    Act("plan_shift", "d", "d", "Dienst plannen, per functie", "dienst", (HOUSE,), "rooster aflossing bezetting"),
    Act("clear_shift", "x", "x", "Dienst laten vervallen", "vervalt", (HOUSE,), "rooster schrappen weg"),
    Act("tick", "enter,space", "Enter", "Afvinken, of toch niet", "afvinken", (HOUSE,), "uitwijk lijst klaar spatie"),
    Act("review", "h", "h", "Afspraak is herzien", "herzien", (HOUSE,), "convenant overeenkomst geoefend"),
    Act("scenario_left", "left", "←", "Vorig scenario", "", (HOUSE,)),
    Act("scenario_right", "right", "→", "Volgend scenario", "scenario", (HOUSE,)),
    Act("next_plan", "o", "o", "Plan van een andere organisatie", "organisatie", (HOUSE,), "vergelijken gemeente"),
    Act("page_back", "left", "←", "Vorige bladzijde", "", (WALL,), "terug bladeren"),
    Act("page_on", "right", "← →", "Volgende bladzijde", "bladeren", (WALL,), "verder bladeren pagina"),
    Act(
        "hold_page", "space", "spatie", "Bladzijde laten staan, of weer laten wisselen", "stilzetten", (WALL,), "pauze"
    ),
    Act("map_left", "left", "←", "Naar het dichtste punt links", "", (MAP,), "westen"),
    Act("map_right", "right", "→", "Naar het dichtste punt rechts", "", (MAP,), "oosten"),
    Act(
        "zoom_in",
        "plus,equals_sign",
        "+",
        "Dichterbij: regio, eigen punten, rond dit punt",
        "dichterbij",
        (MAP,),
        "zoom",
    ),
    Act("zoom_out", "minus", "-", "Verder weg", "verder", (MAP,), "zoom overzicht hele regio"),
    Act("map_list", "l", "l", "Lijst op afstand en windrichting, of weer de kaart", "lijst", (MAP,), "tekst afstand"),
    *(Act(card.act, card.key, card.key, card.title, places=COORDINATOR, synonyms=card.synonyms) for card in CARDS),
    Act(
        "deployment", "T", "T", "Inzet en T0: beginnen, corrigeren, beëindigen", synonyms="start crisis tijd nul einde"
    ),
    Act("add_site", "", "", "Punt toevoegen (burgerinitiatief, noodwaterpunt)", synonyms="nieuw x punt initiatief"),
    Act(
        "fill",
        "enter,n",
        "Enter",
        "Melding aan C invullen",
        "melding",
        HERE,
        "formulier status kernmelding doorgeven",
        first=True,
    ),
    Act("alarm", "f2,exclamation_mark", "F2 of !", "ALARM aan C", "ALARM", HERE, "brand nood hulp ongeval 112 spoed"),
    Act(
        "rest",
        "f6",
        "F6",
        "De rest van de melding, een keer per dienst",
        "",
        HERE,
        "functies eten bemensing",
    ),
    Act("write", "m", "m", "Bericht aan C schrijven", "bericht", HERE, "vraag sturen", first=True),
    Act("read", "g", "g", "Dit bericht is gelezen", "gelezen", HERE, "ok begrepen akkoord"),
    Act("hang", "o", "o", "Het bulletin hangt", "hangt", HERE, "ophangen muur"),
    Act("send_now", "f5", "F5", "Melding versturen", "versturen", HERE, "zenden doorgeven"),
    Act("close_alarm", "s", "s", "Alarm is opgelost", "alarm klaar", HERE, "voorbij loos einde"),
    Act("open_keys", "k", "k", "Sleutel openen met het sleutelwoord", "sleutel", HERE, "wachtwoord slot zegel"),
    Act("open_keys", "K", "K", "Sleutel openen met het sleutelwoord", "sleutel", synonyms="wachtwoord slot zegel"),
    Act("open_epoch", "", "", "Nieuw tijdvak openen met de code", places=PLACES, synonyms="sleutel code portofoon"),
    Act(
        "link_page",
        "8",
        "8",
        "Verbinding: LoRa, consoles en sleutels",
        places=HERE,
        synonyms="radio buren peers klok",
    ),
    Act("theme", "f4", "F4", "Kleuren: nacht, dag, contrast", "", HERE, "licht donker thema scherm"),
    Act("theme", "f2", "F2", "Kleuren: nacht, dag, contrast", places=COORDINATOR, synonyms="licht donker thema scherm"),
    Act("tour", "f1", "F1", "Rondleiding in drie schermen", places=COORDINATOR, synonyms="uitleg nieuw beginnen leren"),
    Act("palette", "ctrl+p", "ctrl+p", "Alle opdrachten", "alles", PLACES, "menu"),
    Act("help", "question_mark", "?", "Hulp bij dit scherm", "hulp", PLACES, "uitleg toetsen"),
    Act("leave", "ctrl+q", "ctrl+q", "Console afsluiten", places=PLACES, synonyms="stoppen quit exit"),
)
MOVES = (
    ("up", "-1"),
    ("down", "1"),
    ("pageup", "-10"),
    ("pagedown", "10"),
    ("home", "-9999"),
    ("end", "9999"),
)


def acts_of(place: str) -> tuple[Act, ...]:
    """What can be done in `place`, in footer order."""
    return tuple(act for act in ACTS if place in act.places)


def own_first(place: str) -> tuple[Act, ...]:
    """What can be done in `place`: Enter, then what only this place can do. On a small screen the rest falls off."""
    return tuple(sorted(acts_of(place), key=lambda act: act.key != "enter" and act.places != (place,)))


def bindings_of(place: str) -> list[BindingType]:
    """The key bindings of `place`, each with an id so that keys can be remapped."""
    keys: list[BindingType] = [
        Binding(act.key, f"act('{act.name}')", act.title, show=False, id=f"{place}.{act.name}", priority=act.first)
        for act in acts_of(place)
        if act.key
    ]
    keys += [Binding(key, f"move({steps})", show=False, id=f"{place}.{key}") for key, steps in MOVES]
    keys.append(Binding("escape", "back", "Stap terug", show=False, id=f"{place}.terug"))
    return keys
