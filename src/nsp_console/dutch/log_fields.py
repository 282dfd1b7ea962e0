"""The fields of a journal entry as a person reads them, for the page that shows one whole."""

import dataclasses
from collections.abc import Mapping
from enum import Enum

from nsp_console.domain.safetext import clean
from nsp_console.dutch.fieldnames import Labels, field_label, value_text
from nsp_console.dutch.opening import readable

FIELD_WORD = {
    "by": "door",
    "text": "tekst",
    "site": "punt",
    "corrects": "verbetert #",
    "entry": "bij #",
    "answers": "antwoord op #",
    "repeat_of": "herhaling van #",
    "means": "via",
    "needs": "vraagt",
    "rest_ok": "rest in orde",
    "no_needs": "niets meer nodig",
    "estimated": "geschat",
    "sender": "radio",
    "packet": "pakket",
    "channel": "kanaal",
    "reason": "reden",
    "note": "opmerking",
    "to": "aan",
    "purpose": "waarom",
    "owner": "uitvoering",
    "target_wall": "klaar om",
    "what": "besluit",
    "alarm": "soort alarm",
    "alarm_kind": "soort alarm",
    "how": "hoe",
    "detail": "bijzonderheid",
    "attempt": "poging",
    "station": "console",
    "version": "versie",
    "number": "nummer",
    "valid_h": "geldig uren",
    "hops": "tussenstations",
    "age_s": "oud bij ontvangst, seconden",
    "understood": "begrepen als",
    "counts": "telt mee",
    "direct": "aan deze radio",
    "public_key": "sleutel van de radio",
    "states": "stand van de punten",
    "source": "bron",
    "outcome": "uitkomst",
    "keys": "waarden",
    "writer": "gemeld aan",
    "origin": "opdracht van",
    "name": "naam",
    "home": "hoort bij",
    "also": "ook",
    "for_s": "voor seconden",
    "tier": "zekerheid",
    "node": "radio",
    "snr": "SNR",
    "rssi": "RSSI",
    "content": "inhoud",
    "sequence": "volgnummer",
    "awaits": "wacht op",
}
RADIOS = frozenset({"sender", "node"})
RAW = frozenset({"body", "raw", "signed"})  # bytes in letters: their length says enough
DEEP_MAX = 3  # facts hold facts of facts no deeper


def fields_of(value: object, labels: Labels, deep: int = 0) -> list[tuple[str, str]]:
    """(label, text) of every field that says something, nested ones too; clean, each on one line."""
    rows: list[tuple[str, str]] = []
    if not dataclasses.is_dataclass(value) or deep > DEEP_MAX:
        return rows
    for one in dataclasses.fields(value):
        held = getattr(value, one.name)
        if held is None or held == "" or held == () or held == {} or held is False:
            continue
        label = FIELD_WORD.get(one.name, readable(one.name))
        if one.name == "values" and isinstance(held, Mapping):
            rows += [
                (field_label(str(key), labels).lower(), clean(value_text(str(key), item))) for key, item in held.items()
            ]
        elif dataclasses.is_dataclass(held):
            rows += [(f"{label}, {inner}", words) for inner, words in fields_of(held, labels, deep + 1)]
        elif one.name in RAW:
            rows.append((label, f"{len(str(held))} tekens, niet leesbaar"))
        else:
            rows.append((label, clean(_words(one.name, held))))
    return [(clean(label), words) for label, words in rows]


def _words(name: str, held: object) -> str:
    if name in RADIOS and isinstance(held, int):
        return f"!{held:08x}"
    if isinstance(held, Enum):
        return readable(str(held.value))
    if isinstance(held, bool):
        return "ja"
    if isinstance(held, Mapping):
        return ", ".join(f"{key} {_words('', item)}" for key, item in held.items())
    if isinstance(held, tuple):
        return ", ".join(_words("", item) for item in held)
    if dataclasses.is_dataclass(held):
        return " ".join(_words("", getattr(held, one.name)) for one in dataclasses.fields(held))
    return str(held)
