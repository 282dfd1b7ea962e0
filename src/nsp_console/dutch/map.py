"""The words of the map: compass, levels of zoom, how a point is heard."""

COMPASS = ("N", "NO", "O", "ZO", "Z", "ZW", "W", "NW")
COMPASS_LONG = ("noord", "noordoost", "oost", "zuidoost", "zuid", "zuidwest", "west", "noordwest")
NOTHING_PLACED = "Van geen enkel punt is de plaats bekend. Zet breedtegraad en lengtegraad in het regiobestand."
NEAREST_IN = "Dichterbij dan dit kan niet."
NEAREST_OUT = "Dit is de hele regio al."
NO_POINT = "Kies eerst een punt met de pijlen."
NOBODY_THERE = "In die richting staat geen punt."
IN_LIST = "Eerst terug naar de kaart met l."
HEARD_HERE = "gehoord over LoRa"
NOT_HEARD = "nu niet over LoRa"


def zoom_words(level: str, shown: int, of: int) -> str:
    """`eigen punten, 12 van 12 in beeld`."""
    names = {"regio": "hele regio", "eigen": "eigen punten", "dichtbij": "rond het gekozen punt"}
    return f"{names[level]}, {shown} van {of} punten in beeld"


def unplaced_words(names: list[str]) -> str:
    """One line for the points without a place."""
    return f"Zonder plaats op de kaart ({len(names)}): {', '.join(names)}"


def via_words(code: str) -> str:
    """Told by another C."""
    return f"via {code}"
