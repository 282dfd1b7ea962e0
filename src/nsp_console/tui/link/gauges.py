"""Airtime and channel use as bars with their limits drawn in, and how they went; each with the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from nsp_console.domain.views import Snapshot
from nsp_console.dutch.times import countdown, number
from nsp_console.tui.link.state import LABEL_W, labelled
from nsp_console.tui.paint import EMPTY, Line, Piece, right, text_line
from nsp_console.tui.wording import Wording

HOUR_S = 3600.0
SPEAKING = frozenset({"goed", "niets_gehoord", "verkeerd_kanaal"})
VALUE_W = 8
BAR_MIN, BAR_MAX = 10, 40
NEAR = 0.75  # of a limit: from here it is told
AXIS_W = 6  # of a chart
TRACED_MIN_PCT = 0.05  # less is drawn as nothing
FULL, EMPTY_CELL, SOFT, HARD, UNKNOWN = "█", "─", "│", "┼", "░"
Use = Sequence[float | None]


@dataclass(frozen=True)
class Scale:
    """A bar from 0 to `top` percent with two marks: `soft` (we hold back) and `hard`; from `bad` on it is critical."""

    top: float
    soft: float
    hard: float
    bad: float


def gauge(value: float | None, scale: Scale, cells: int) -> str:
    """`███───│──┼`; all `░` when it is not known. Marks stay visible where the bar covers them: they are words too."""
    if value is None:
        return UNKNOWN * cells
    filled = min(cells, round(cells * max(0.0, value) / scale.top))
    filled = max(filled, 1 if value >= TRACED_MIN_PCT else 0)
    bar = [FULL] * filled + [EMPTY_CELL] * (cells - filled)
    for limit, mark in ((scale.soft, SOFT), (scale.hard, HARD)):
        at = min(cells - 1, round(cells * limit / scale.top))
        bar[at] = mark if at >= filled else FULL
    return "".join(bar)


def known_use(snapshot: Snapshot) -> tuple[float | None, float | None]:
    """Own airtime and channel use now; None when no radio tells it."""
    radio = snapshot.radio
    return (radio.air_pct, radio.channel_pct) if radio.state in SPEAKING else (None, None)


def air_scale(snapshot: Snapshot) -> Scale:
    """Our stop and the law; the bar runs a little past the law so that its mark shows."""
    air = snapshot.radio.extras.air
    return Scale(air.legal_pct * 1.1, air.stop_pct, air.legal_pct, bad=air.stop_pct)


def channel_scale(snapshot: Snapshot) -> Scale:
    """The two gates of the channel."""
    air = snapshot.radio.extras.air
    return Scale(air.full_pct * 1.25, air.busy_pct, air.full_pct, bad=air.full_pct)


def gauge_lines(snapshot: Snapshot, width: int) -> list[Line]:
    """Both bars, each with its meaning under it."""
    own, channel = known_use(snapshot)
    if own is None and channel is None:
        return labelled("Zendtijd", f"? {own_words(snapshot, own)}", width, "dim")
    lines = _gauge("Zendtijd", own, air_scale(snapshot), width)
    lines += labelled("", own_words(snapshot, own), width)
    lines += _gauge("Kanaal", channel, channel_scale(snapshot), width)
    return [*lines, *labelled("", channel_words(snapshot, channel), width)]


def _gauge(name: str, value: float | None, scale: Scale, width: int) -> list[Line]:
    cells = max(BAR_MIN, min(BAR_MAX, width - LABEL_W - VALUE_W - 3))
    shown = "?" if value is None else f"{number(value)} %"
    return [
        (
            (f" {name:<{LABEL_W}}", "bold"),
            (gauge(value, scale, cells), role_of(value, scale)),
            (right(shown, VALUE_W), "bold"),
        )
    ]


def role_of(value: float | None, scale: Scale) -> str:
    """Calm, near a limit, or over it."""
    if value is None:
        return "unknown"
    if value >= scale.bad:
        return "critical_text"
    return "attention" if value >= NEAR * scale.soft else "good"


def own_words(snapshot: Snapshot, own: float | None) -> str:
    """Own airtime in words: how much is left until we stop, and why there is a limit."""
    air = snapshot.radio.extras.air
    stop, legal = number(air.stop_pct), number(air.legal_pct)
    if own is None:
        return f"Niet bekend zonder radio, kanaal ook niet. Wij stoppen bij {stop} % van een uur, de wet bij {legal} %."
    if own >= air.stop_pct:
        return f"OP: wij sturen bijna niets tot er weer ruimte is. {SOFT} onze stop {stop} %, {HARD} wet {legal} %"
    left_s = (air.stop_pct - own) / 100 * HOUR_S
    start = "LET OP: nog" if own >= NEAR * air.stop_pct else "Ruim: nog"
    return f"{start} {countdown(left_s)} dit uur. {SOFT} onze stop {stop} %, {HARD} wet {legal} %"


def channel_words(snapshot: Snapshot, channel: float | None) -> str:
    """How busy the channel is for everybody together, and what waits because of it."""
    air = snapshot.radio.extras.air
    busy, full = number(air.busy_pct), number(air.full_pct)
    if channel is None:
        return f"De radio zegt het nog niet. {SOFT} {busy} %: minder, {HARD} {full} %: alleen alarmen"
    if channel > air.full_pct:
        return f"VOL: alleen alarmen en ontvangstmeldingen gaan nog. Stuur zo min mogelijk; boven {full} % botst alles."
    if channel > air.busy_pct:
        return f"DRUK: vragen tussen consoles wachten. Boven {full} % ({HARD}) gaat alleen alarm."
    return f"Rustig. {SOFT} {busy} %: minder, {HARD} {full} %: alleen alarmen"


# ── how it went ──────────────────────────────────────────────────────────────────────────────────────────────────────


def highest(values: Use, slice_s: float, snapshot: Snapshot, wording: Wording) -> str:
    """`5,2 % (16:40)`; "" when nothing is known."""
    told = [(value, -at) for at, value in enumerate(reversed(values)) if value is not None]
    if not told:
        return ""
    top, back = max(told)
    return f"{number(top)} % ({wording.ago(snapshot.wall, -back * slice_s)})"


def history_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """Both as small charts over the last hours, newest at the right."""
    air = snapshot.radio.extras.air
    if not any(value is not None for value in (*air.own, *air.channel)):
        return [text_line(" Nog geen verloop: dat bouwt zich op sinds de console startte.", "dim")]
    own_rows = (air.legal_pct, air.stop_pct, air.stop_pct * 0.5, air.stop_pct * 0.25, 0.0)
    channel_rows = (air.full_pct, air.busy_pct, air.busy_pct * 0.4, 0.0)
    lines = _chart("Zendtijd", air.own, own_rows, snapshot, wording, width)
    return [*lines, EMPTY, *_chart("Kanaal", air.channel, channel_rows, snapshot, wording, width)]


def trend_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """The same in words, for a small screen: no chart, only the highest."""
    air = snapshot.radio.extras.air
    tops = [
        f"{name} {top}"
        for name, values in (("zendtijd", air.own), ("kanaal", air.channel))
        if (top := highest(values, air.slice_s, snapshot, wording))
    ]
    since = _start(air.own, snapshot, wording) if tops else ""
    return labelled("Verloop", f"hoogste sinds {since}: {', '.join(tops)}", width, "dim") if tops else []


def _start(values: Use, snapshot: Snapshot, wording: Wording) -> str:
    return wording.ago(snapshot.wall, len(values) * snapshot.radio.extras.air.slice_s)


def _chart(
    name: str, values: Use, floors: Sequence[float], snapshot: Snapshot, wording: Wording, width: int
) -> list[Line]:
    """Rows from high to low; a row is filled from its floor on. The rows of the two limits are ruled."""
    air = snapshot.radio.extras.air
    shown = tuple(values)[-max(1, width - AXIS_W - 1) :]
    lines = [text_line(f" {name}, per 5 min; hoogste {highest(shown, air.slice_s, snapshot, wording) or '?'}", "dim")]
    for index, floor in enumerate(floors):
        last = index == len(floors) - 1
        ruled = index < 2
        label = right(f"{number(floor)} %" if not last else "0", AXIS_W - 1) + ("├" if ruled else SOFT)
        cells = "".join(_cell(value, floor, last, ruled) for value in shown)
        lines.append(((label, "dim"), *_pieces(cells, floor, floors)))
    start, now = _start(shown, snapshot, wording), "nu"
    gap = len(shown) - len(start) - len(now)
    axis = start + " " * gap + now if gap > 0 else now.rjust(len(shown))
    return [*lines, text_line(" " * AXIS_W + axis, "dim")]


def _cell(value: float | None, floor: float, last: bool, ruled: bool) -> str:
    if value is None:
        return "·" if last else EMPTY_CELL if ruled else " "
    reached = value >= TRACED_MIN_PCT if last else value >= floor
    return FULL if reached else EMPTY_CELL if ruled else " "


def _pieces(cells: str, floor: float, floors: Sequence[float]) -> list[Piece]:
    role = "critical_text" if floor == floors[0] else "attention" if floor == floors[1] else "good"
    pieces: list[Piece] = []
    for cell in cells:
        here = role if cell == FULL else "rule"
        if pieces and pieces[-1][1] == here:
            pieces[-1] = (pieces[-1][0] + cell, here)
        else:
            pieces.append((cell, here))
    return pieces
