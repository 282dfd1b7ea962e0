"""The footer: keys that work now, in Dutch. A hint is (key, words, binding id)."""

from collections.abc import Iterable
from dataclasses import dataclass

from nsp_console.tui.paint import Line, Piece
from nsp_console.tui.places import CARDS


@dataclass(frozen=True)
class Hint:
    """One key of the footer."""

    key: str
    words: str


DIGITS = [card.key for card in CARDS if card.key.isdigit()]
LETTERS = " ".join(card.key for card in CARDS if not card.key.isdigit())
ENTRY_HINTS = (Hint("Enter", "opslaan"), Hint("Esc", "weg"))
FILTER_HINTS = (Hint("Enter", "gebruik filter"), Hint("Esc", "filter weg"))
PLACES_HINT = Hint(f"{min(DIGITS)}-{max(DIGITS)} {LETTERS}", "scherm")
BACK_HINT = Hint("Esc", "terug")
ALARM = Hint("F2 of !", "ALARM")
HELP = Hint("?", "hulp")
ALL = Hint("ctrl+p", "alles")
KEPT = (ALARM, HELP, ALL)


def footer_line(hints: Iterable[Hint], width: int) -> Line:
    """As many hints as fit; help is never pushed off."""
    hints = list(hints)
    pieces: list[Piece] = [(" ", "")]
    used = 1
    reserve = sum(len(hint.key) + len(hint.words) + 3 for hint in hints if hint in KEPT)
    for hint in hints:
        size = len(hint.key) + len(hint.words) + 3
        keep = hint in KEPT
        if not keep and used + size > width - reserve:
            continue
        if used + size > width + 2:
            break
        reserve -= size if keep else 0
        used += size
        pieces += [(hint.key, "key"), (f" {hint.words}  ", "")]
    return tuple(pieces)
