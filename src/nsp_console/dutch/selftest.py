"""The self-test in words: per finding what we saw, what it means for the work (gevolg), and what to do (doe)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nsp_console.domain.safetext import clean
from nsp_console.domain.selftest import MAINS_PCT, Finding, Light
from nsp_console.domain.values import Scalar
from nsp_console.dutch.radio import sending_reason
from nsp_console.dutch.times import MINUTE_S, ago, number, span
from nsp_console.dutch.verbinding import OTHER_MEANS, remedy

LIGHT = {Light.GOOD: "goed", Light.ATTENTION: "aandacht", Light.BAD: "mis", Light.UNKNOWN: "onbekend"}
SHAPE = {Light.GOOD: "●", Light.ATTENTION: "▲", Light.BAD: "■", Light.UNKNOWN: "░"}
NAMES = {
    "radio": "Radio",
    "kanaal": "Kanaal",
    "instelling": "Regio en snelheid",
    "alleen": "Een gebruiker",
    "rol": "Rol van de radio",
    "firmware": "Firmware",
    "accu": "Accu van de radio",
    "gehoord": "Anderen gehoord",
    "doorgegeven": "Bericht doorgegeven",
    "sleutel": "Sleutel",
    "klok": "Klok",
    "opslag": "Opslag",
    "schijf": "Ruimte op schijf",
    "kopie": "Reservekopie",
    "slaap": "Laptop blijft wakker",
    "scherm": "Scherm",
}
NAME_W = max(map(len, NAMES.values()))
STATE_OF = {"kanaal": "verkeerd_kanaal"}  # the link state whose remedy a check tells; else its own code
NO_LINK = "Wij horen niemand en er gaat niets de lucht in. Meldingen invoeren en berichten bewaren werkt wel."


@dataclass(frozen=True, slots=True)
class Words:
    """One finding in Dutch; `impact` and `remedy` are empty when nothing has to be done."""

    seen: str
    impact: str = ""
    remedy: str = ""


W = Words
SENTENCES: Mapping[tuple[str, str], Words] = {
    ("radio", "antwoordt"): W("aangesloten en antwoordt{waar_en_firmware}"),
    ("radio", "verbindt"): W("bezig met verbinden", NO_LINK, "Wacht een minuut en druk opnieuw op z."),
    ("radio", "geen_ingesteld"): W(
        "er is geen LoRa-radio ingesteld",
        "De console werkt, maar alleen met wat u zelf invoert.",
        "Sluit een radio aan en kies hem met: nsp instellen --radio serial:auto",
    ),
    ("radio", "niet_gekeken"): W(
        "niet gekeken: de console draait en gebruikt de radio",
        "Dit deel van de test ontbreekt.",
        "Kijk in de console: toets 8 en dan z.",
    ),
    ("radio", "geen_apparaat"): W("geen verbinding met een radio", NO_LINK, "{wat} " + OTHER_MEANS),
    ("radio", "reageert_niet"): W("aangesloten, maar geeft geen antwoord", NO_LINK, "{wat} " + OTHER_MEANS),
    ("kanaal", "staat_erop"): W("ons kanaal staat op de radio, met een eigen sleutel"),
    ("kanaal", "ontbreekt"): W(
        "ons kanaal staat niet goed op de radio",
        "Wij verstaan de andere punten niet en zij ons niet. Er wordt niets gestuurd: het zou openbaar zijn.",
        "{wat}",
    ),
    ("kanaal", "geen_radio"): W("pas te zien als de radio antwoordt"),
    ("instelling", "goed"): W("{regio} {snelheid}"),
    ("instelling", "anders"): W("{regio} {snelheid}; het ontwerp rekent met MEDIUM_FAST"),
    ("instelling", "traag"): W(
        "{regio} {snelheid}: langzaam",
        "Een hele regio past niet in dit kanaal: meldingen komen laat of niet.",
        "Spreek regionaal MEDIUM_FAST af en zet alle radio's tegelijk om.",
    ),
    ("instelling", "preset_onbekend"): W(
        "{regio} {snelheid}: onbekende snelheid",
        "De console schat de zendtijd te hoog en stuurt daarom minder.",
        "Zet de radio op MEDIUM_FAST, zoals de rest van de regio.",
    ),
    ("instelling", "regio"): W(
        "de radio staat op {regio}, niet op EU_868",
        "Zo mag en kan hij hier niet zenden.",
        "Zet de regio van de radio op EU_868.",
    ),
    ("instelling", "zenden_uit"): W(
        "zenden staat uit op de radio", "Wij horen wel, maar niemand hoort ons.", "Zet op de radio tx_enabled aan."
    ),
    ("instelling", "zendtijd_onbegrensd"): W(
        "de radio houdt zich niet aan de zendtijd",
        "Boven 10 % van een uur is zenden verboden en stoort het alle anderen.",
        "Zet op de radio override_duty_cycle uit.",
    ),
    ("instelling", "geen_radio"): W("pas te zien als de radio antwoordt"),
    ("alleen", "andere_client"): W(
        "een ander programma of een telefoon gebruikt deze radio ook",
        "Ze nemen elkaar de berichten af.",
        "Sluit dat programma of zet bluetooth van die telefoon uit. Een radio heeft een gebruiker.",
    ),
    ("rol", "goed"): W("{rol}: geeft ook berichten van anderen door"),
    ("rol", "zwijgt"): W(
        "{rol}: geeft niets van anderen door",
        "Punten die alleen via ons te bereiken zijn, horen elkaar niet.",
        "Zet de rol op CLIENT_BASE (C) of CLIENT (L), behalve als hier al een andere radio op het dak staat.",
    ),
    ("rol", "verkeerd"): W(
        "{rol}: niet bedoeld voor een noodsteunpunt",
        "De radio stoort anderen, of slaapt als wij hem nodig hebben.",
        "Zet de rol op CLIENT_BASE (C) of CLIENT (L).",
    ),
    ("rol", "zegt_niet"): W("de radio zegt het niet"),
    ("rol", "geen_radio"): W("pas te zien als de radio antwoordt"),
    ("firmware", "goed"): W("{firmware}"),
    ("firmware", "firmware_te_oud"): W(
        "{firmware}: te oud",
        "Een vreemde kan zich voordoen als een bekende radio. Wij geloven daarom geen bekende radio's.",
        "Zet firmware 2.7.15 of nieuwer op de radio, na de inzet.",
    ),
    ("firmware", "firmware_onbekend"): W(
        "de radio zegt niet welke firmware hij heeft",
        "Of hij veilig is, weten wij niet.",
        "Kijk in de app van de radio; 2.7.15 of nieuwer is goed.",
    ),
    ("firmware", "geen_radio"): W("pas te zien als de radio antwoordt"),
    ("accu", "netstroom"): W("de radio hangt aan stroom"),
    ("accu", "goed"): W("{procent} %"),
    ("accu", "laag"): W(
        "{procent} %", "Als de radio uitvalt horen wij niemand meer.", "Hang de radio aan een lader of powerbank."
    ),
    ("gehoord", "gehoord"): W("{aantal} in het laatste uur, laatst {geleden}"),
    ("gehoord", "lang_niet"): W(
        "al {duur} niemand gehoord; hier verwachten wij binnen {binnen} iets",
        "Misschien hoort niemand ons.",
        "Kijk naar antenne en kabel. Vraag via de portofoon of een ander punt een bericht wil sturen.",
    ),
    ("gehoord", "niets"): W(
        "nog niemand gehoord",
        "Waarschijnlijk hoort ook niemand ons.",
        "Kijk of de antenne vastzit. Zet hem hoger of bij een raam. " + OTHER_MEANS,
    ),
    ("gehoord", "nog_niets"): W(
        "nog niemand gehoord; de radio luistert pas kort",
        "Of wij anderen kunnen horen, is nog niet bewezen.",
        "Vraag een ander punt om een bericht.",
    ),
    ("gehoord", "geen_radio"): W("pas te zien als de radio antwoordt"),
    ("doorgegeven", "ja"): W("ja, {geleden}"),
    ("doorgegeven", "nee"): W(
        "nee: de laatste poging ({geleden}) mislukte{waarom}",
        "Een bericht van ons komt nu misschien niet aan.",
        "Stuur een proefbericht (m) en kijk of het 'gehoord' wordt. Zo niet: antenne hoger, of een ander middel.",
    ),
    ("doorgegeven", "nog_niets"): W(
        "van geen bericht van ons is bekend dat een radio het doorgaf",
        "Dat wij te horen zijn, is nog niet bewezen.",
        "Stuur een proefbericht (m) en kijk of het 'gehoord' wordt.",
    ),
    ("sleutel", "gelijk"): W("open; tijdvak {tijdvak}, gelijk aan de andere consoles"),
    ("sleutel", "open"): W("open; tijdvak {tijdvak}, nog met niemand vergeleken"),
    ("sleutel", "achter"): W(
        "open, maar tijdvak {tijdvak}; anderen hebben {ander}",
        "Wij lezen de nieuwe berichten niet en worden niet geloofd.",
        "Vraag de code via de portofoon en kies in ctrl+p: Nieuw tijdvak openen.",
    ),
    ("sleutel", "voor"): W(
        "open; tijdvak {tijdvak}, maar een console heeft nog {ander}",
        "Die console leest ons niet.",
        "Lees daar via de portofoon de code voor. Welke het is, staat bij Andere consoles.",
    ),
    ("sleutel", "dicht"): W(
        "sleutelbestand is er, nog niet geopend",
        "Wij luisteren alleen. Niets van ons is te bewijzen.",
        "Open hem met het sleutelwoord: K (op een L: k).",
    ),
    ("sleutel", "demo"): W("een demo heeft geen sleutel"),
    ("sleutel", "geen"): W(
        "geen sleutelbestand",
        "Alleen tekstregels. Niemand kan zien dat ze echt van ons zijn.",
        "Vraag de sleutelbeheerder om een USB-stick en doe: nsp sleutels",
    ),
    ("klok", "gelijk"): W("gelijk; vergeleken met andere consoles ({consoles})"),
    ("klok", "aannemelijk"): W("aannemelijk; geen andere console om mee te vergelijken"),
    ("klok", "wijkt_af"): W(
        "{verschil} {richting} bij de andere consoles",
        "Tijden in het logboek kloppen niet met die van anderen. Volgorde en leeftijd kloppen wel.",
        "Zet de klok van deze laptop gelijk met een horloge of de portofoon.",
    ),
    ("klok", "onzeker"): W(
        "niet te vertrouwen",
        "Tijden in het logboek kunnen fout zijn. Volgorde en leeftijd kloppen wel.",
        "Zet de klok van deze laptop gelijk en start de console opnieuw.",
    ),
    ("opslag", "heel"): W("schrijft; {regels} regels nagekeken, {geleden}"),
    ("opslag", "schrijft"): W("schrijft"),
    ("opslag", "schrijft_niet"): W(
        "kan niet schrijven",
        "Niets wordt bewaard en niets wordt bevestigd.",
        "Maak ruimte op de schijf of kijk of hij vol of kapot is. Schrijf zolang op papier.",
    ),
    ("opslag", "stuk"): W(
        "de databank is beschadigd",
        "Een deel van wat is bewaard, is niet meer te lezen.",
        "Start de console: die herstelt uit een kopie. Lukt dat niet: nsp terugzetten KOPIE",
    ),
    ("opslag", "niet_gekeken"): W("niet te bekijken"),
    ("schijf", "goed"): W("{vrij} vrij"),
    ("schijf", "vol"): W(
        "nog {vrij} vrij", "Als de schijf vol is, wordt niets meer bewaard.", "Ruim op, of zet bestanden op een stick."
    ),
    ("schijf", "niet_gekeken"): W("niet te bekijken"),
    ("kopie", "vers"): W("{duur} oud"),
    ("kopie", "oud"): W(
        "{duur} oud",
        "Gaat deze laptop stuk, dan is alles daarna weg.",
        "Maak een kopie op een stick: nsp backup MAP",
    ),
    ("kopie", "geen"): W(
        "er is geen reservekopie",
        "Gaat deze laptop stuk, dan is alles weg.",
        "Maak een kopie op een stick: nsp backup MAP",
    ),
    ("kopie", "niet_gekeken"): W("niet te bekijken"),
    ("slaap", "wakker"): W("ja, zolang de inzet loopt"),
    ("slaap", "kan_slapen"): W(
        "nee",
        "Valt de laptop in slaap, dan horen wij niets meer.",
        "Zet slaapstand uit en houd het deksel open.",
    ),
    ("slaap", "kan_niet"): W(
        "dit systeem laat dat niet regelen",
        "Valt de laptop in slaap, dan horen wij niets meer.",
        "Zet slaapstand zelf uit en houd het deksel open.",
    ),
    ("slaap", "niet_gekeken"): W("niet te bekijken"),
    ("scherm", "goed"): W("{kolommen}x{regels}, alle tekens, {kleuren} kleuren"),
    ("scherm", "zonder_kleur"): W("{kolommen}x{regels}, zonder kleur; letters en vormen zeggen hetzelfde"),
    ("scherm", "ascii"): W(
        "{kolommen}x{regels}, alleen gewone letters",
        "Grafieken zijn grover. Verder werkt alles.",
        "Start in een terminal met UTF-8, of met: nsp --tekens utf8",
    ),
    ("scherm", "klein"): W(
        "{kolommen}x{regels}: kleiner dan 80x24", "Niet alles past op het scherm.", "Maak het venster groter."
    ),
}


def words_of(finding: Finding) -> Words:
    """What to say of a finding. An unknown code is told as it is: never silent, never green by accident."""
    words = SENTENCES.get((finding.check, finding.code))
    if words is None:
        return Words(finding.code)
    fields = _fields(finding)
    parts = (words.seen, words.impact, words.remedy)
    return Words(*(clean(_filled(part, fields)) for part in parts))


def summary(findings: tuple[Finding, ...]) -> str:
    """`2 mis, 1 vraagt aandacht, 3 onbekend, 8 goed`."""
    counts = {light: sum(finding.light is light for finding in findings) for light in Light}
    named = (
        (counts[Light.BAD], "mis"),
        (counts[Light.ATTENTION], "vraagt aandacht" if counts[Light.ATTENTION] == 1 else "vragen aandacht"),
        (counts[Light.UNKNOWN], "onbekend"),
        (counts[Light.GOOD], "goed"),
    )
    return ", ".join(f"{count} {words}" for count, words in named if count)


def _filled(sentence: str, fields: Mapping[str, str]) -> str:
    """Only our own names are filled in; braces in what came from outside stay what they are."""
    for name, value in fields.items():
        sentence = sentence.replace(f"{{{name}}}", value, 1)
    return sentence


Shown = Callable[[Scalar], str]
SHOWN: Mapping[str, tuple[str, Shown]] = {
    "geleden_s": ("geleden", lambda value: ago(float(value))),
    "binnen_s": ("binnen", lambda value: span(float(value))),
    "vrij": ("vrij", lambda value: f"{number(float(value) / 1e9)} GB"),
    "procent": ("procent", lambda value: number(min(float(value), MAINS_PCT - 1), 0)),
    "regels": ("regels", lambda value: number(float(value), 0)),
}


def _fields(finding: Finding) -> dict[str, str]:
    data = dict(finding.data)
    fields = {}
    for key, value in data.items():
        name, show = SHOWN.get(key, (key, str))
        fields[name] = show(value)
    if "verschil_s" in data:
        ahead_s = float(data["verschil_s"])
        fields["verschil"] = f"{number(abs(ahead_s) / MINUTE_S, 0)} min"
        fields["richting"] = "achter" if ahead_s > 0 else "voor"
    told = [str(data[key]) for key in ("waar", "firmware") if data.get(key)]
    fields["waar_en_firmware"] = f" ({', firmware '.join(told)})" if told else ""
    fields["duur"] = span(float(data.get("geleden_s", 0.0)))
    fields["wat"] = remedy(STATE_OF.get(finding.check, finding.code), str(data.get("detail", "")))
    why = sending_reason(str(data.get("detail", "")))
    fields["waarom"] = f": {why}" if why else ""
    return fields
