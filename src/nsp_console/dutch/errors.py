"""Error code to one Dutch sentence with the remedy. `{names}` are filled from the error's data."""

from nsp_console.domain.errors import NspError

SENTENCES: dict[str, str] = {
    # configuration, region and scenario files
    # text and commands
    "punt_onbekend": "Punt {punt} bestaat niet. Kijk op het bord welke codes er zijn.",
    "niets_begrepen": "Niets begrepen van “{tekst}”. Noem een woord en een getal, bijvoorbeeld: water 300 l, 64 bezoekers.",
    "waarde_onmogelijk": "{veld} kan niet {waarde} zijn. Vraag na en voer het opnieuw in.",
    "niets_te_bevestigen": "Regel {nummer} heeft geen waarden die op klopt wachten.",
    "niets_te_bevestigen_punt": "Bij {punt} wacht niets op klopt.",
    "nummer_onbekend": "Regel {nummer} is er niet. Kijk in Berichten welke nummers er zijn.",
    "geen_open_alarm": "Nummer {nummer} is geen open alarm.",
    "reden_nodig": "Geef een reden; die komt in het logboek.",
    "reden_en_besluit_door_nodig": "Geef de reden en wie besloot (functie, geen naam).",
    "tekst_nodig": "Er is geen tekst om vast te leggen. Typ eerst wat er moet staan.",
    "tekst_te_lang": "De tekst is {bytes} bytes; er passen er {bytes_max} in één bericht. Maak hem korter.",
    "t0_onmogelijk": "Dit begin van de crisis (T0) ligt in de toekomst of meer dan 60 dagen terug. Controleer datum en tijd.",
    "inzet_loopt_al": "Er loopt al een inzet: {naam}. Beëindig die eerst, of pas T0 aan.",
    "naam_en_bron_nodig": "Geef de inzet een naam en zeg wie T0 vaststelde.",
    "geen_inzet": "Er loopt geen inzet. Start er eerst een.",
    "code_onjuist": "{punt} is geen puntcode. Gebruik de vorm X-ZWO-01: letter, drie letters van de plaats, twee cijfers.",
    "code_bestaat_al": "{punt} bestaat al. Kies het volgende nummer.",
    "naam_nodig": "Geef het punt een naam.",
    "opdracht_onbekend": "“{tekst}” is geen opdracht. Typ: klopt N, verwerp N, bevestig N, gelezen N, stuur CODE TEKST, alarm TEKST, stand, stop.",
    "radio_onjuist": "“{tekst}” is geen radionummer. Neem het over zoals het er staat, bijvoorbeeld !0a1b2c3d.",
    "punt_niet_genoemd": "Niet duidelijk over welk punt “{tekst}” gaat. Begin met de code of de naam van het punt.",
    # store
    "store_locked": "Deze gegevens zijn al open in een andere console (proces {pid}). Sluit die console eerst af.",
    "store_missing": "Er is nog geen databank {file}. Start eerst de demo (nsp demo) of stel in (nsp instellen).",
    "store_kind": "{file} is geen databank van de soort '{kind}'. Kies het bestand dat daarbij hoort.",
    "store_newer": "{file} is gemaakt door een nieuwere versie van dit programma. Installeer die versie.",
    "store_pragma": "De databank {file} wil niet veilig werken ({pragma} = {found}). Zet haar op een lokale schijf.",
    "store_damaged": "De databank is beschadigd ({detail}). Start de console opnieuw: zij herstelt wat kan.",
    "store_unreadable": "Regel {row} komt van een nieuwere versie van dit programma. Installeer die versie.",
    "store_full": "De schijf is vol. Er wordt niets opgeslagen. Maak ruimte vrij: daarna gaat het vanzelf verder.",
    "store_io": "De schijf werkt niet goed ({detail}). Er wordt niets opgeslagen. Controleer de schijf.",
    "store_slow": "De schijf reageert traag. Opslaan duurt langer dan normaal. Wacht even.",
    "store_behind": "De schijf loopt te ver achter ({waiting} wachten). Dit is niet opgeslagen. Probeer het zo nog eens.",
    "store_closed": "De databank is al gesloten. Start de console opnieuw.",
    "store_fault": "Dit kon niet worden opgeslagen ({detail}). Noteer deze regel en meld hem aan de beheerder.",
    "backup_exists": "{file} bestaat al. Kies een andere naam voor de reservekopie.",
    "backup_write": "De reservekopie {file} kan niet worden geschreven ({detail}). Kies een andere plek.",
    "backup_damaged": "De reservekopie {file} is niet heel ({detail}). Er is niets veranderd. Neem een andere kopie.",
    "shipped_missing": "Het bestand {file} hoort bij het programma maar ontbreekt. Installeer het programma opnieuw.",
    # radio
    # scenario and demo
}


def sentence(error: NspError) -> str:
    """What to tell the operator: what is wrong, and what to do about it."""
    template = SENTENCES.get(error.code)
    if template is None:
        return f"Er ging iets mis ({error}). Noteer deze regel en meld hem aan de beheerder."
    return template.format_map({key: str(value) for key, value in error.data.items()})
