"""Error code to one Dutch sentence with the remedy. `{names}` are filled from the error's data."""

from nsp_console.domain.errors import NspError

SENTENCES: dict[str, str] = {
    # configuration, region and scenario files
    # text and commands
    # store
    # radio
    "radio.address": "Dit is geen radio: {address}. Kies serial:auto, serial:/dev/..., serial:COM5, tcp:adres of geen.",
    "radio.address_serial": "Dit is geen USB-poort: {address}. Kijk met: nsp radio lijst. Of kies serial:auto.",
    "radio.address_tcp": "Dit netwerkadres klopt niet: {address}. Schrijf het als tcp:192.168.1.20 of tcp:radio:4403.",
    "radio.test_seconds": "Het aantal seconden moet tussen 1 en {limit} liggen.",
    # scenario and demo
}


def sentence(error: NspError) -> str:
    """What to tell the operator: what is wrong, and what to do about it."""
    template = SENTENCES.get(error.code)
    if template is None:
        return f"Er ging iets mis ({error}). Noteer deze regel en meld hem aan de beheerder."
    return template.format_map({key: str(value) for key, value in error.data.items()})
