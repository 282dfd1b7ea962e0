"""Numbers of things that can be asked for. A number is never used again for something else: others read it too."""

from nsp_console.domain.understanding import Need

# Number on the air (from 1) → (key, unit) as in config/woorden.toml. What is not here is spelled out in a request.
ARTICLES: tuple[tuple[str, str], ...] = (
    ("drinkwater", "l"),
    ("maaltijd", "porties"),
    ("babyvoeding", "stuks"),
    ("diesel", "l"),
    ("benzine", "l"),
    ("aggregaat", "kVA"),
    ("powerstation", "kWh"),
    ("deken", "stuks"),
    ("ehbo_set", "stuks"),
    ("mobiel_toilet", "stuks"),
    ("hygienepakket", "stuks"),
    ("kachel", "stuks"),
    ("ventilator", "stuks"),
    ("verlengsnoer", "stuks"),
    ("portofoon", "stuks"),
    ("batterij", "stuks"),
    ("papier", "stuks"),
    ("ehbo", "personen"),
    ("vrijwilliger", "personen"),
    ("beveiliging", "personen"),
    ("transport", "ritten"),
    ("dierenvoer", "kg"),
)
SPELLED_OUT = 0  # in the place of a number
NUMBER_OF = {article: number for number, article in enumerate(ARTICLES, start=1)}

OTHER = "overig"
# The need slots of the state, slot 1 in the highest bit. Only what a point cannot do without has a slot of its own.
SLOTS: tuple[tuple[str, str], ...] = (
    ("drinkwater", "l"),
    ("maaltijd", "porties"),
    ("diesel", "l"),
    ("aggregaat", "kVA"),
    ("deken", "stuks"),
    ("ehbo", "personen"),
    ("beveiliging", "personen"),
    (OTHER, ""),
)
AMOUNT_UNKNOWN = 0.0  # the bitmap tells that it is asked for, not how much
_SLOT_OF = {key: slot for slot, (key, _) in enumerate(SLOTS)}


def bitmap(needs: tuple[Need, ...]) -> int:
    """Eight bits: which slots are asked for. An article without a slot sets the last one, "overig"."""
    bits = 0
    for need in needs:
        bits |= 1 << len(SLOTS) - 1 - _SLOT_OF.get(need.article, len(SLOTS) - 1)
    return bits


def from_bitmap(bits: int) -> tuple[Need, ...]:
    """The needs of a bitmap in slot order, with AMOUNT_UNKNOWN: amounts travel in a request."""
    top = len(SLOTS) - 1
    return tuple(Need(key, AMOUNT_UNKNOWN, unit) for slot, (key, unit) in enumerate(SLOTS) if bits >> top - slot & 1)
