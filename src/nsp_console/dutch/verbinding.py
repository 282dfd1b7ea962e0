"""Words of the place Verbinding: what the state of the link means, what to do, and the same for what was refused."""

from nsp_console.dutch.radio import link_sentence

OTHER_MEANS = "Gebruik intussen portofoon, telefoon of koerier."
NOBODY = "Wij horen niemand en er gaat niets de lucht in. Meldingen invoeren werkt gewoon."
HEADLINES = {
    "geen": "Er is geen LoRa-radio ingesteld",
    "geen_apparaat": "LoRa WEG",
    "verbindt": "LoRa verbindt",
    "goed": "LoRa in orde",
    "niets_gehoord": "LoRa STIL",
    "verkeerd_kanaal": "LoRa VERKEERD KANAAL",
    "reageert_niet": "LoRa HANGT",
    "onbekend": "Hoe het met LoRa is, is hier niet te zien",
}
CAUSES = {
    "geen_apparaat": "De console krijgt geen verbinding met een radio.",
    "verbindt": "De radio wordt geopend.",
    "niets_gehoord": "De radio werkt, maar hoort niemand.",
    "verkeerd_kanaal": "Ons kanaal staat niet goed op de radio.",
    "reageert_niet": "De radio is aangesloten, maar geeft geen antwoord.",
}
IMPACTS = {
    "geen": "De console werkt, met wat u zelf invoert. Andere punten horen ons niet.",
    "geen_apparaat": NOBODY,
    "verbindt": "Tot hij open is horen en sturen wij niets.",
    "niets_gehoord": "Waarschijnlijk hoort ook niemand ons. Wat wij sturen, komt misschien niet aan.",
    "verkeerd_kanaal": "Wij verstaan de andere punten niet. Er wordt niets gestuurd: het zou openbaar zijn.",
    "reageert_niet": NOBODY,
}
REMEDIES = {
    "geen": "Sluit een radio aan en kies hem met: nsp instellen --radio serial:auto",
    "geen_apparaat": "Steek de USB-kabel in, aan beide kanten. Een goede datakabel is nodig: laadkabels doen niets.",
    "verbindt": "Wacht een minuut.",
    "niets_gehoord": "Zit de antenne vast? Zet de radio hoger of bij een raam. Vraag een punt om een bericht.",
    "verkeerd_kanaal": "Zet het kanaal en de sleutel van de regio op de radio.",
    "reageert_niet": "Zet de radio uit en weer aan.",
}
STEPS = ("radio antwoordt", "anderen gehoord", "ons kanaal")  # the three causes, in the order they can be seen
GOOD_SIGNAL_DB, FAIR_SIGNAL_DB = 10.0, 5.0  # above what the preset can still read
SIGNAL_WORDS = ("zwak", "matig", "goed")

# What to do about what was refused; what is not here asks for nothing.
REFUSED_DO = {
    "te_druk": "Er komt te veel binnen. Houdt het aan: zoek wie er zo veel stuurt.",
    "vreemd_kanaal": "Staat een eigen punt hierbij? Dan staat zijn radio op een openbaar kanaal.",
    "sleutel_dicht": "Open onze sleutel met K (op een L: k).",
    "vals_zegel": "Een paar is storing. Blijft het komen: meld het de sleutelbeheerder en geloof alleen wat echt heet.",
    "oud_tijdvak": "Lees die console via de portofoon de code van het nieuwe tijdvak voor.",
    "ingetrokken": "Iemand gebruikt een gestolen sleutel. Meld het de sleutelbeheerder. Antwoord niet.",
    "onbekend_station": "Heeft een punt een nieuwere lijst van de regio? Vergelijk de regiobestanden.",
    "herhaling": "Een paar is gewoon. Blijft het komen: iemand speelt oude berichten af. Meld het.",
    "versheid_onbekend": "Wacht een paar minuten: die console antwoordt vanzelf.",
    "niet_bevoegd": "Vraag via de portofoon wie dit stuurde en waarom.",
}
ALARMING = ("vals_zegel", "ingetrokken", "onbekend_station", "herhaling", "niet_bevoegd")


def headline(state: str) -> str:
    """The state in one sentence; an unknown one is told as it is."""
    return HEADLINES.get(state, f"LoRa: {state}")


def remedy(state: str, detail: str) -> str:
    """What to do: of the exact cause when the radio told one, else of the state."""
    told = link_sentence(detail)
    told = f"{told}." if told and told[-1] not in ".?!" else told
    if told and state == "verkeerd_kanaal":  # the radio tells which channels it has, not what to do
        return f"{told} {REMEDIES[state]}"
    return told or REMEDIES.get(state, "")


def signal_class(snr: float | None, floor: float | None) -> int | None:
    """0 weak, 1 fair, 2 good; None when it cannot be told."""
    if snr is None or floor is None:
        return None
    above = snr - floor
    return 2 if above >= GOOD_SIGNAL_DB else 1 if above >= FAIR_SIGNAL_DB else 0
