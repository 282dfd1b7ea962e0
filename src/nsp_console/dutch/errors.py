"""Error code to one Dutch sentence with the remedy. `{names}` are filled from the error's data."""

from nsp_console.domain.errors import NspError

SENTENCES: dict[str, str] = {
    # configuration, region and scenario files
    # text and commands
    # store
    # radio
    # scenario and demo
    "scenario.not_found": "Scenario {file} is er niet. Kies uit: {choices}.",
    "scenario.unreadable": "Scenario {file} kan niet worden gelezen. Kijk of het bestand er is en of u het mag lezen.",
    "scenario.too_big": "Scenario {file} is groter dan {maximum} kB. Maak het korter.",
    "scenario.not_utf8": "{file}, {where}: hier staan tekens die geen UTF-8 zijn. Sla het bestand op als UTF-8.",
    "scenario.not_yaml": "{file}, {where}: dit is geen geldige YAML. Kijk naar inspringing, dubbele punten en "
    "aanhalingstekens op deze regel en die ervoor.",
    "scenario.bad_character": "{file}, {where}: hier staat een teken dat niet mag. Typ de regel opnieuw.",
    "scenario.not_a_map": "{file}, {where}: een scenario begint met velden als 'titel: …'. Begin met een voorbeeld.",
    "scenario.two_documents": "{file}, {where}: een bestand bevat één scenario. Haal de regel met --- weg.",
    "scenario.too_long": "{file}, {where}: het scenario is te lang (meer dan {maximum} onderdelen). Maak het korter.",
    "scenario.too_deep": "{file}, {where}: te ver ingesprongen (meer dan {maximum} niveaus). Spring minder ver in.",
    "scenario.anchor": "{file}, {where}: verwijzingen met & of * mogen niet. Schrijf de waarde voluit, of zet er "
    "aanhalingstekens om.",
    "scenario.tag": "{file}, {where}: een waarde mag niet met ! beginnen. Haal het weg, of zet er aanhalingstekens om.",
    "scenario.key_not_text": "{file}, {where}: een veldnaam moet een gewoon woord zijn. Zet er 'naam: waarde' neer.",
    "scenario.doubled": "{file}, {where}: '{value}' staat er twee keer. Laat er één staan.",
    "scenario.file": "{file}: {count} dingen kloppen niet, te beginnen met {where}. Verbeter ze en probeer opnieuw.",
    "scenario.missing": "{file}, {where} ontbreekt. Voeg dit veld toe.",
    "scenario.unknown_key": "{file}, {where}: dit veld bestaat niet. Bedoelt u een van deze: {choices}?",
    "scenario.choice": "{file}, {where}: '{value}' kan hier niet. Kies uit: {choices}.",
    "scenario.form": "{file}, {where}: '{value}' kan hier niet. Schrijf {choices}.",
    "scenario.number": "{file}, {where}: '{value}' is geen getal. Schrijf een getal, zonder eenheid.",
    "scenario.whole": "{file}, {where}: '{value}' moet een heel getal zijn. Haal de komma weg.",
    "scenario.low": "{file}, {where}: '{value}' is te laag. Het moet minstens {limit} zijn.",
    "scenario.high": "{file}, {where}: '{value}' is te hoog. Het mag hoogstens {limit} zijn.",
    "scenario.empty": "{file}, {where} is leeg. Vul iets in.",
    "scenario.long": "{file}, {where} is te lang (hoogstens {limit}). Maak het korter.",
    "scenario.text_expected": "{file}, {where}: hier hoort een woord of een getal, geen lijst. Schrijf 'naam: waarde'.",
    "scenario.map_expected": "{file}, {where}: hier horen velden als 'naam: waarde'. Kijk naar de inspringing.",
    "scenario.list_expected": "{file}, {where}: hier hoort een lijst. Begin elke regel ervan met een streepje.",
    "scenario.value": "{file}, {where}: '{value}' kan hier niet. Kijk in een meegeleverd scenario hoe het hoort.",
    "scenario.time": "{file}, {where}: '{value}' is geen tijd. Schrijf T+uren:minuten, bijvoorbeeld T+26:05.",
    "scenario.moment": "{file}, {where}: '{value}' is geen moment. Schrijf jjjj-mm-dd uu:mm, zoals 2027-01-19 16:40.",
    "scenario.text_too_long": "{file}, {where}: de tekst is {bytes} bytes, hoogstens {maximum}. Maak hem korter.",
    "scenario.text_line": "{file}, {where}: hier hoort één regel tekst die niet leeg is. Haal vreemde tekens weg.",
    "scenario.too_early": "{file}, {where}: dit is vóór het begin van de voorloop. Kies een later moment.",
    "scenario.event_needs": "{file}, {where}: bij 'wat: {value}' hoort ook {choices}. Voeg dit toe.",
    "scenario.not_a_point": "{file}, {where}: '{value}' staat niet onder punten. Kies uit: {choices}.",
    "scenario.no_radio": "{file}, {where}: '{value}' heeft 'radio: geen' en kan niets sturen. Kies een ander punt.",
    "scenario.not_in_region": "{file}, {where}: '{value}' staat niet in de regio {region}. Lijkt op: {choices}.",
    "scenario.wrong_kind": "{file}, {where}: '{value}' is geen C-NSP. Kies er een uit de regio {region}.",
}


def sentence(error: NspError) -> str:
    """What to tell the operator: what is wrong, and what to do about it."""
    template = SENTENCES.get(error.code)
    if template is None:
        return f"Er ging iets mis ({error}). Noteer deze regel en meld hem aan de beheerder."
    return template.format_map({key: str(value) for key, value in error.data.items()})
