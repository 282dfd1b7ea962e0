"""The top of the wall: who and which world this is, then clock, T+ and the counting line, three rows high."""

from collections.abc import Mapping
from dataclasses import dataclass

from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import Mode
from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.views import Snapshot
from nsp_console.dutch.errors import sentence
from nsp_console.dutch.labels import MODE
from nsp_console.dutch.times import hours_minutes, number
from nsp_console.tui.frame.top import LINK_SHORT, NARROW, link_words, who_and_when
from nsp_console.tui.paint import Line, Piece, fit, text_line
from nsp_console.tui.wall.font import ROWS, Glyph, big, big_width
from nsp_console.tui.wall.sight import counts, own_views
from nsp_console.tui.wording import Wording

REAL = frozenset({Mode.READY, Mode.DEPLOYED})  # any other world is written over the whole width
GAP = 3
SMALL_W = 17


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces of the strip that stay together; `keep`: higher is dropped later."""

    text: str
    parts: tuple[Piece, ...]
    keep: int

    @property
    def width(self) -> int:
        """Cells it takes."""
        return big_width(self.text)


def top_of_wall(snapshot: Snapshot, wording: Wording, width: int, font: Mapping[str, Glyph]) -> list[Line]:
    """Every line above the points."""
    lines = [who_and_when(snapshot, wording, width), *world_band(snapshot, width, font)]
    lines += [text_line(fit(f" ▲ {words}", width), "warning") for words in trouble(snapshot)]
    return [*lines, *strip(snapshot, wording, width, font), text_line("━" * width, "rule")]


def world_band(snapshot: Snapshot, width: int, font: Mapping[str, Glyph]) -> list[Line]:
    """Not real: the word three rows high over the whole width, again and again. Nothing in a real inzet."""
    if snapshot.mode in REAL:
        return []
    word = MODE.get(snapshot.mode, snapshot.mode.value.upper())
    times = max(1, (width + GAP) // (big_width(word) + 2 * GAP))
    side = max(0, width - times * big_width(word)) // (times + 1)
    rows = []
    for row in big(word, font):
        words = (" " * side).join(["", *[row] * times])
        rows.append(text_line(fit(words, width), "mode"))
    return rows


def trouble(snapshot: Snapshot) -> list[str]:
    """What makes the whole board less true: our own radio, our own disk. In fixed words."""
    words = []
    state = snapshot.radio.state
    if link_words(state).long:
        words.append(f"{LINK_SHORT.get(state, 'LoRa ?')}; wat hier staat wordt ouder")
    if snapshot.store_error:
        words.append(f"OPSLAG: {sentence(StoreError(snapshot.store_error))}")
    return words


def strip(snapshot: Snapshot, wording: Wording, width: int, font: Mapping[str, Glyph]) -> list[Line]:
    """Clock, T+ and counts, three rows high; what does not fit is dropped, the counts of trouble never."""
    blocks = [Block(wording.clock(snapshot.wall), ((wording.clock(snapshot.wall), "bold"),), 5)]
    if snapshot.t_plus_s is not None and snapshot.t_plus_s >= 0:
        text = f"T+{int(snapshot.t_plus_s // HOUR_S)}"
        blocks.append(Block(text, ((text, ""),), 2))
    keep = {"K": 9, "A": 8, "?": 7, "G": 6, "D": 1}
    for letter, count, role in counts(own_views(snapshot)):
        shown = role if count else "dim"
        blocks.append(Block(f"{letter}{count}", ((f"{letter}{count}", shown),), keep[letter]))
    gap = GAP - 1 if compact(width) else GAP
    room = width - SMALL_W - 2
    while sum(block.width + gap for block in blocks) > room and len(blocks) > 1:
        blocks.remove(min(blocks, key=lambda block: block.keep))
    rows: list[list[Piece]] = [[(" ", "")] for _ in range(ROWS)]
    for block in blocks:
        for text, role in block.parts:
            for at, row in enumerate(big(text, font)):
                rows[at].append((row, role))
        for cells in rows:
            cells.append((" " * gap, ""))
    used = 1 + sum(block.width + gap for block in blocks)
    for cells, (text, role) in zip(rows, small_words(snapshot), strict=True):
        cells.append((fit(text, max(0, width - used)), role))
    return [tuple(cells) for cells in rows]


def small_words(snapshot: Snapshot) -> tuple[Piece, Piece, Piece]:
    """Beside the big numbers: what they count, and the time to T+72."""
    own = own_views(snapshot)
    out = counts(own)[-1][1]
    first: Piece = (f"{len(own)} eigen punten", "")
    second: Piece = (f"{out} dicht/opbouw", "dim")
    if snapshot.t_plus_s is None:
        return first, second, ("geen T0", "dim")
    left = snapshot.operational_h * HOUR_S - snapshot.t_plus_s
    goal = f"T+{number(snapshot.operational_h)}"
    return first, second, (f"{goal} over {hours_minutes(left)}" if left >= 0 else f"{goal} voorbij", "bold")


def compact(width: int) -> bool:
    """Whether this is the width of a small laptop screen."""
    return width < NARROW
