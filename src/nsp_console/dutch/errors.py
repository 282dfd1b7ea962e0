"""Error code to one Dutch sentence with the remedy. `{names}` are filled from the error's data."""

from nsp_console.domain.errors import NspError

SENTENCES: dict[str, str] = {
    # configuration, region and scenario files
    # text and commands
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
    "store_behind": "De schijf loopt te ver achter ({waiting} wachten). Dit is niet opgeslagen. Probeer het zo weer.",
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
