"""The words of the very first screen. Light: nothing of the domain is imported before it is painted."""

OPENING_STEP = {
    "regels": "Instellingen lezen",
    "opslag": "Opslag openen",
    "logboek": "Logboek controleren",
    "bord": "Bord vullen",
    "radio": "LoRa verbinden",
    "sleutel": "Sleutel openen",
    "demo": "Demo klaarzetten",
}


def readable(code: str) -> str:
    """A code nobody translated, still readable: `wrong_key` → `wrong key`."""
    return code.replace("_", " ").replace(".", " ").strip()
