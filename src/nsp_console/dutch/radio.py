"""What the radio adapter says, in plain Dutch with what to do. Keys: the codes in LinkStatus and SendProgress."""

from nsp_console.domain.views import PictureView

# LinkStatus.state
STATES = {
    "geen": "geen radio ingesteld",
    "geen_apparaat": "niet aangesloten",
    "verbindt": "bezig met verbinden",
    "goed": "in orde",
    "niets_gehoord": "niets gehoord",
    "verkeerd_kanaal": "verkeerd kanaal",
    "reageert_niet": "reageert niet",
}
# LinkStatus.detail: a code, sometimes followed by ": " and names.
LINK = {
    "geen_apparaat": "Er is geen LoRa-radio aangesloten. Steek de USB-kabel in.",
    "kies_apparaat": "Er zijn meer radio's. Kies er een met: nsp instellen --radio serial:NAAM. Keus: {names}",
    "geen_rechten": "U mag niet bij de USB-poort. Laat uw account in de groep dialout zetten en log opnieuw in.",
    "bezet": "Een ander programma gebruikt deze radio. Sluit dat programma.",
    "geweigerd": "De radio op het netwerk neemt niet op. Staat hij aan?",
    "onbereikbaar": "De radio op het netwerk is niet te bereiken. Kijk naar kabel, wifi en adres.",
    "naam_onbekend": "De naam van de radio is op het netwerk niet bekend. Gebruik het nummer (IP-adres).",
    "weg": "De radio is weg. Kijk naar de kabel. Hij komt vanzelf terug.",
    "opent_niet": "De poort gaat niet open. Trek de kabel eruit en steek hem weer in.",
    "geen_antwoord": "De radio reageert niet. Zet hem uit en weer aan.",
    "neemt_niets_aan": "De radio neemt niets meer aan. Zet hem uit en weer aan.",
    "herstart": "De radio start opnieuw op.",
    "fout": "Er ging iets mis met de radio. De console probeert het opnieuw.",
    "kanaal_ontbreekt": "Het kanaal van de console staat niet op deze radio. Er staan: {names}",
    "sleutel_openbaar": "Het kanaal heeft geen eigen sleutel. Zet de sleutel van de regio erop. Kanalen: {names}",
}
WARNINGS = {
    "firmware_te_oud": "De firmware is te oud. Zet 2.7.15 of nieuwer op de radio.",
    "firmware_onbekend": "De radio zegt niet welke firmware hij heeft.",
    "instellingen_onbekend": "De radio zegt niet hoe hij is ingesteld.",
    "regio": "De radio staat niet op EU_868. Zo mag en kan hij hier niet zenden.",
    "zenden_uit": "Zenden staat uit op de radio.",
    "zendtijd_onbegrensd": "De radio houdt zich niet aan de toegestane zendtijd. Zet override_duty_cycle uit.",
    "preset_onbekend": "De radio gebruikt een snelheid die de console niet kent.",
    "andere_client": "Een ander programma of telefoon gebruikt deze radio ook. Een radio heeft een gebruiker.",
}
SENDING = {
    "te_groot": "het bericht is te lang",
    "wachtrij_vol": "de radio heeft het te druk",
    "te_snel": "de radio vraagt om meer tijd tussen berichten",
    "zendtijd_op": "de zendtijd is op; de radio wacht",
    "geen_bevestiging": "de radio zei niet dat hij het heeft",
    "zonder_bevestiging": "de radio zei niets; waarschijnlijk heeft hij het",
    "verbinding_weg": "de radio was weg",
    "radio_herstart": "de radio startte opnieuw",
    "niemand_gehoord": "geen andere radio gaf het door",
    "geen_antwoord": "niet bekend of een radio het hoorde",
    "geen_route": "geen weg naar die radio",
    "geweigerd_onderweg": "onderweg geweigerd",
    "geen_zender": "de zender van de radio werkt niet",
    "zenden_uit": "zenden staat uit op de radio",
    "geen_kanaal": "het kanaal staat niet op de radio",
    "geweigerd_door_radio": "de radio weigert dit bericht",
    "sleutel_onbekend": "de radio kent de sleutel van die andere radio niet",
    "sleutel_fout": "de sleutel past niet",
    "radio_weigert": "de radio weigert het om een onbekende reden",
    "te_oud": "te lang gewacht op de radio",
}

# Why something that came in was not taken (keys of RadioView.refused), and what it means for the operator.
REFUSED = {
    "te_druk": "te veel tegelijk: overgeslagen",
    "dubbel": "al eerder gehoord",
    "geen_tekst": "geen tekst en geen bericht van een console",
    "vreemd_kanaal": "vreemd of openbaar kanaal: telt niet",
    "sleutel_dicht": "bericht van een console, maar onze sleutel is nog niet open",
    "onleesbaar": "geen geldig bericht van een console",
    "vals_zegel": "zegel klopt niet: vervalst, verminkt of andere sleutel",
    "ander_domein": "van de oefening (of van de inzet, in een oefening)",
    "oud_tijdvak": "oude sleutel: die console moet het nieuwe tijdvak openen",
    "ingetrokken": "sleutel is ingetrokken",
    "onbekend_station": "nummer staat niet in de regio",
    "herhaling": "herhaling van een oud bericht",
    "versheid_onbekend": "nog niet zeker of dit nieuw is; de console is gevraagd",
    "niet_voor_ons": "voor een andere console",
    "niet_bevoegd": "mag deze opdracht niet geven",
}


def state_words(state: str) -> str:
    """A LinkState value in words."""
    return STATES.get(state, state)


def link_sentence(detail: str) -> str:
    """The sentence for a LinkStatus.detail; "" when there is nothing to tell."""
    code, _, names = detail.partition(": ")
    sentence = LINK.get(code)
    return detail if sentence is None else sentence.replace("{names}", names)


def warning_sentence(code: str) -> str:
    """The sentence for one of LinkStatus.warnings."""
    return WARNINGS.get(code, code)


def sending_reason(detail: str) -> str:
    """Half a sentence: why a packet waits or was given up; "" when there is no reason to tell."""
    return SENDING.get(detail, detail)


def picture_line(picture: PictureView) -> str:
    """`Regiobeeld: 118 van 125 punten bekend · 3 achter · 2 te vertellen`; only what is there to say."""
    parts = [f"Regiobeeld: {picture.known} van {picture.of} punten bekend"]
    parts += [f"{picture.stale} achter"] if picture.stale else []
    parts += [f"{picture.pending} te vertellen"] if picture.pending else []
    return " · ".join(parts)
