"""Error code to one Dutch sentence with the remedy. `{names}` are filled from the error's data."""

from nsp_console.domain.errors import NspError

SENTENCES: dict[str, str] = {
    # configuration, region and scenario files
    "config.file": "In {file} klopt iets niet ({count}x). Het bestand is niet gebruikt. Verbeter dit:{problems}",
    "config.files": "In meer dan één bestand klopt iets niet. Verbeter dit:{problems}",
    "config.last_good_used": "Let op: de laatste goede instellingen zijn geopend, want een bestand is fout.{problems}",
    "config.copy_failed": "De reservekopie in {file} is niet gelukt. Controleer of de schijf vol is of op slot zit.",
    "config.not_found": "{file} bestaat niet. Controleer de naam en de map.",
    "config.unreadable": "{file} is niet te lezen ({detail}). Sluit het in andere programma's en kijk naar de rechten.",
    "config.too_big": "{file} is groter dan {max_mb} MB. Controleer of dit het goede bestand is.",
    "config.utf16": "{file} is als Unicode (UTF-16) bewaard. Sla het op als UTF-8 (in Excel: CSV UTF-8).",
    "config.not_utf8": "{file}, {where}: vreemd teken in: {text}. Sla het bestand op als UTF-8 (in Excel: CSV UTF-8).",
    "config.not_toml": "{where}: deze regel is niet te lezen: {text}. Kijk naar aanhalingstekens, haken en =.",
    "config.missing": "{where} ontbreekt. Voeg de regel toe; het meegeleverde bestand is een voorbeeld.",
    "config.unknown_key": "{where} bestaat niet. Bedoelt u: {known}?",
    "config.needs_number": "{where}: {value} is geen getal. Schrijf een getal zonder aanhalingstekens, met een punt.",
    "config.needs_bool": "{where}: {value} is geen ja of nee. Schrijf true of false, zonder aanhalingstekens.",
    "config.needs_text": "{where}: {value} is geen tekst. Zet er aanhalingstekens omheen.",
    "config.needs_list": "{where}: {value} is geen lijst. Zet er rechte haken omheen: [a, b].",
    "config.needs_table": "{where}: {value} hoort een groep met eigen regels te zijn. Zie het meegeleverde bestand.",
    "config.too_low": "{where}: {value} is te laag. De grens is {limit}.",
    "config.too_high": "{where}: {value} is te hoog. De grens is {limit}.",
    "config.too_few": "{where}: te weinig waarden. Geef er ten minste {limit}.",
    "config.too_many": "{where}: te veel waarden. Geef er hoogstens {limit}.",
    "config.empty": "{where} is leeg. Vul iets in.",
    "config.too_long": "{where} is te lang. Gebruik hoogstens {limit} tekens.",
    "config.bad_key": "{where}: {value} mag niet. Gebruik kleine letters, cijfers en een laag streepje.",
    "config.not_a_choice": "{where}: {value} kan niet. Kies uit: {known}.",
    "config.refused": "{where}: {value} kan niet. Kijk in het meegeleverde bestand hoe het hoort.",
    "config.not_below": "{where}: {first} moet lager zijn dan {second}. Pas een van de twee aan.",
    "config.not_rising": "{where}: de getallen van {first} moeten oplopen. Zet ze in volgorde van klein naar groot.",
    "config.key_twice": "{where}: de sleutel {name} staat twee keer onder {kind}. Haal er een weg.",
    "config.word_twice": "{where}: het woord {word} staat bij {first} en bij {second} ({kind}). Haal het bij een weg.",
    "config.unknown_function": "{where}: {value} is geen functie uit woorden.toml. Kies uit: {known}.",
    "config.unknown_norm": "{where}: de norm {value} bestaat niet. Kies uit: {known}.",
    "config.unknown_role": "{where}: {value} is geen rol uit woorden.toml. Kies uit: {known}.",
    "region.empty": "{file} heeft geen punten. Zet onder de kopregel op elke regel een punt.",
    "region.bad_quotes": '{where}: de aanhalingstekens kloppen niet. Elk teken " heeft een tweede nodig.',
    "region.unknown_column": "{where}: de kolom {value} is onbekend. Haal hem weg of kies uit: {known}.",
    "region.column_twice": "{where}: de kolom {value} staat er twee keer. Haal er een weg.",
    "region.no_column": "{where}: er ontbreekt een kolom. Voeg een van deze toe: {value}.",
    "region.cell_count": "{where}: {found} vakjes; de kopregel heeft er {expected}. Kijk naar de komma's.",
    "region.empty_cell": "{where} is leeg. Vul het vakje in.",
    "region.too_long": "{where} is te lang: {value}. Gebruik hoogstens {limit} tekens.",
    "region.not_a_number": "{where}: {value} is geen getal. Schrijf cijfers, met een komma of punt voor decimalen.",
    "region.not_whole": "{where}: {value} is geen heel getal. Schrijf het zonder punt of komma, bijvoorbeeld 5200.",
    "region.out_of_range": "{where}: {value} ligt niet tussen {low} en {high}. Verbeter het getal.",
    "region.swapped": "{where}: breedte {lat} en lengte {lon} zijn verwisseld. Wissel de twee getallen om.",
    "region.bad_code": "{where}: {value} is geen code. Schrijf een code als L-ZWO-09 of C-DEV-01.",
    "region.code_twice": "{where}: {value} staat al op regel {first}. Geef elk punt een eigen code.",
    "region.unknown_kind": "{where}: soort {value} bestaat niet. Kies uit: C, L of X.",
    "region.kind_differs": "{where}: soort {value} past niet bij code {site}. De code begint met de soort.",
    "region.unknown_status": "{where}: status {value} bestaat niet. Kies uit: {known}.",
    "region.no_home": "{where}: {value} heeft geen C-NSP. Vul de code van het C-NSP in.",
    "region.unknown_home": "{where}: {value} is geen C-NSP uit dit bestand. Verbeter de code of voeg het C-NSP toe.",
    "region.c_has_home": "{where}: een C-NSP hangt niet onder {value}. Maak dit vakje leeg.",
    "region.too_many": "Het bestand heeft {found} punten; het maximum is {limit}. Splits de regio.",
    "region.bad_override": "{where}: {value} is onduidelijk. Schrijf norm=getal en de reden: temperature=16 monument.",
    "region.unknown_norm": "{where}: de norm {value} bestaat niet. Kies uit: {known}.",
    "settings.bad_code": "{value} is geen code. Schrijf een code als C-DEV-01 of L-ZWO-09.",
    "settings.bad_kind": "Soort {value} kan niet. Kies C (coördinerend) of L (lokaal).",
    "settings.kind_differs": "{station} is geen {kind}-NSP. Kies een andere code of laat --soort weg.",
    "settings.bad_radio": "{value} is geen radio. Kies serial:auto, serial:COM5, tcp:adres of geen.",
    "settings.bad_channel": "{value} is geen kanaalnaam. Gebruik hoogstens {limit} letters, cijfers, - of _.",
    "settings.public_channel": "{value} is een openbaar kanaal: daar zit iedereen op. Kies een eigen naam, zoals NSP.",
    "settings.bad_function": "De functie is leeg of te lang. Gebruik 1 tot {limit} tekens, geen naam van een persoon.",
    "settings.bad_region": "{value} is geen naam van een regio. Schrijf de naam zonder map, bijvoorbeeld ijsselland.",
    "settings.not_a_choice": "{value} kan niet. Kies uit: {known}.",
    "settings.unknown_region": "Regio {value} is er niet. Kies uit: {known}. Of geef het pad van een CSV-bestand.",
    "settings.unknown_station": "{value} staat niet in regio {region}. Lijkt op: {known}.",
    "settings.not_written": "{file} is niet opgeslagen ({detail}). Controleer of de schijf vol is of op slot zit.",
    "settings.incomplete": "Er ontbreekt: {known}. Geef die erbij, of typ alleen: nsp instellen",
    "settings.no_such_sites": "Regio {region} heeft geen punten van soort {kind}. Kies een andere regio of soort.",
    "settings.choices": "Deze keuzes kloppen niet:{problems}",
    "settings.stopped": "Gestopt. Er is niets veranderd.",
    # text and commands
    # store
    # radio
    # scenario and demo
}


def sentence(error: NspError) -> str:
    """What to tell the operator: what is wrong, and what to do about it."""
    template = SENTENCES.get(error.code)
    if template is None:
        return f"Er ging iets mis ({error}). Noteer deze regel en meld hem aan de beheerder."
    return template.format_map({key: _shown(value) for key, value in error.data.items()})


def _shown(value: object) -> str:
    """One value inside a sentence; several problems become a list of sentences."""
    if isinstance(value, tuple) and value and all(isinstance(item, NspError) for item in value):
        return "".join("\n  - " + sentence(item).replace("\n", "\n  ") for item in value)
    return str(value)
