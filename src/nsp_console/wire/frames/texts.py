"""Texts and points in bodies."""

from nsp_console.wire.roster import Roster
from nsp_console.wire.text.writer import cut


def utf8(text: str) -> bytes:
    """`text` in UTF-8; what is no Unicode becomes "?"."""
    return text.encode("utf-8", "replace")


def fitted(text: str, bytes_max: int) -> str:
    """`text` within `bytes_max` bytes, visibly cut when it is longer."""
    return cut(text, bytes_max)


def number_of(code: str, roster: Roster) -> int:
    """The number of a point. ValueError when it has none: it joined during the inzet, or is a guest."""
    number = roster.number(code)
    if number is None:
        raise ValueError(f"{code} has no number on the air")
    return number


def site_of(number: int, roster: Roster) -> str:
    """The code of a point. ValueError when nobody has that number."""
    code = roster.code(number)
    if code is None:
        raise ValueError(f"nobody is number {number}")
    return code
