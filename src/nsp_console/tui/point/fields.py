"""The values of one point: each with its age, its source and whether it counts."""

from nsp_console.domain.fields import FIELDS, FUNCTION_PREFIX, STAFF_PREFIX
from nsp_console.domain.moments import Ageing
from nsp_console.domain.values import Tier
from nsp_console.domain.views import Cell, SiteView
from nsp_console.dutch.fieldnames import value_text
from nsp_console.dutch.labels import MEANS, MEANS_SHORT, TIER
from nsp_console.dutch.origins import told_by_long, told_short
from nsp_console.dutch.times import age
from nsp_console.tui.board.rows import FUNCTION_GLYPH
from nsp_console.tui.paint import Line, fit, right
from nsp_console.tui.wording import Wording

LABEL_W = 18
TAIL_W = 15
TAIL_VIA_W = 20  # `11u40 A via C-DEV-01`: such a value gives up room, the others keep theirs
TIER_SIGN = {Tier.A: "", Tier.B: " b", Tier.C: " ?"}
SUMMARY = "functions"


def ordered_keys(view: SiteView, wording: Wording) -> list[str]:
    """Keys of the drawn values in the order of the form; working functions share one row."""
    functions = [FUNCTION_PREFIX + term.key for term in wording.functions]
    functions += [key for key in view.cells if key.startswith(FUNCTION_PREFIX) and key not in functions]
    apart = [key for key in functions if key in view.cells and not _plain(view.cells[key])]
    staff = [STAFF_PREFIX + term.key for term in wording.vocabulary.roles]
    staff += [key for key in view.cells if key.startswith(STAFF_PREFIX) and key not in staff]
    keys = ["state", SUMMARY, *apart, "visitors", "visitors_in", "capacity", "over_2h", *staff]
    keys += [key for key in FIELDS if key not in keys]
    return [key for key in keys if key in view.cells or key == SUMMARY]


def _plain(cell: Cell) -> bool:
    usable = cell.ageing in (Ageing.FRESH, Ageing.DIM)
    return cell.value == "werkt" and not cell.pending and cell.rival is None and usable


def field_row(view: SiteView, key: str, wording: Wording, width: int, chosen: bool) -> Line:
    """One value as a row of `width` cells."""
    marker = (">" if chosen else " ", "accent")
    if key == SUMMARY:
        return (marker, *_functions(view, wording, width))
    cell = view.cells[key]
    value, role = shown_value(cell)
    tail_w = TAIL_VIA_W if cell.source.via else TAIL_W
    tail = right(source_short(cell), tail_w)
    value_w = width - LABEL_W - tail_w - 2
    fresh = cell.ageing is Ageing.FRESH
    return (
        marker,
        (fit(wording.field(key), LABEL_W - 1) + " ", "bold" if chosen else ""),
        (fit(value, value_w), role),
        (tail, "" if fresh else "dim"),
        (" ", ""),
    )


def _functions(view: SiteView, wording: Wording, width: int) -> Line:
    cells = [cell for key, cell in view.cells.items() if key.startswith(FUNCTION_PREFIX)]
    plain = sum(_plain(cell) for cell in cells)
    total = max(len(wording.functions), len(cells))
    unknown = total - len(cells)
    words = f"{plain} van {total} werken" + (f", {unknown} onbekend" if unknown else "")
    oldest = max((cell for cell in cells if _plain(cell)), key=lambda cell: cell.age.seconds, default=None)
    tail = source_short(oldest) if oldest is not None else ""
    tail_w = TAIL_VIA_W if oldest is not None and oldest.source.via else TAIL_W
    role = "unknown" if oldest is None else "" if oldest.ageing is Ageing.FRESH else "dim"
    value_w = width - LABEL_W - tail_w - 2
    return ((fit("Functies", LABEL_W), ""), (fit(words, value_w), role), (right(tail, tail_w), role), (" ", ""))


def shown_value(cell: Cell) -> tuple[str, str]:
    """The value in words with its marks, and its role."""
    text = value_text(cell.key, cell.value)
    if cell.estimated:
        text = f"ca {text}"
    if cell.ageing is Ageing.LOST:
        return f"░ ? (was {text})", "unknown"
    if cell.ageing is Ageing.HATCHED:
        text = f"░ ({text})"
    role = "" if cell.ageing is Ageing.FRESH else "dim"
    if cell.key.startswith(FUNCTION_PREFIX) and cell.value in FUNCTION_GLYPH:
        glyph, shade = FUNCTION_GLYPH[str(cell.value)]
        text, role = f"{glyph} {text}", shade if role == "" else role
    if cell.pending:
        if cell.counted is None:
            return f"{text}? (telt nog niet)", "pending"
        same = cell.counted == cell.value
        return f"{text}?" + ("" if same else f" (telt: {value_text(cell.key, cell.counted)})"), "pending"
    if cell.rival is not None:
        return f"▲ {text} of {value_text(cell.key, cell.rival)}: vraag na", "attention"
    return text, role


def source_short(cell: Cell) -> str:
    """`8m LoRa ?`, `1u08 porto`, `34m LoRa ok` when a person confirmed it, `8m A via C-DEV-01`."""
    if cell.source.via:
        return f"{age(cell.age)} {told_short(cell)}"
    sure = " ok" if cell.confirmed_by else TIER_SIGN[cell.source.tier]
    return f"{age(cell.age)} {MEANS_SHORT[cell.source.means]}{sure}"


def explain(cell: Cell | None, wording: Wording) -> str:
    """The chosen value in full words."""
    if cell is None:
        return ""
    parts = [f"{wording.field(cell.key)} {value_text(cell.key, cell.value)}", f"{age(cell.age)} oud"]
    told = told_by_long(cell.source, cell.confirmed_by) or TIER[cell.source.tier]
    parts.append(f"via {MEANS[cell.source.means]}, {told}")
    if cell.estimated:
        parts.append("een schatting")
    if cell.confirmed_by and not cell.source.via:
        parts.append(f"klopt volgens {cell.confirmed_by}")
    if cell.pending:
        parts.append("telt niet mee tot u klopt zegt")
    if cell.rival is not None:
        parts.append(f"een andere bron zei {value_text(cell.key, cell.rival)}, de slechtste telt")
    return ", ".join(parts)
