"""One point as one row of the board. Columns are a table of (heading, width); every row is exactly that wide."""

from dataclasses import dataclass

from nsp_console.domain.fields import FUNCTION_PREFIX
from nsp_console.domain.moments import Ageing
from nsp_console.domain.values import Tier
from nsp_console.domain.views import Cell, Readiness, Severity, SiteView, Verdict
from nsp_console.dutch.fieldnames import short_amount, value_text
from nsp_console.dutch.labels import READINESS
from nsp_console.dutch.times import age, hours, number
from nsp_console.tui.judged import hours_mark, hours_role, supply_cell, verdict
from nsp_console.tui.paint import Line, Piece, fit, right, text_line
from nsp_console.tui.wording import Wording

VERDICT_W = 10
SUPPLY_W = 6
VISITORS_W = 8
AGE_W = 5
NEEDS_W = 2
EXTRA_W = 8
NAME_W = 22  # code and name; a column that would take more away is left out
SUPPLIES = (("power", "Stroom"), ("water", "Water"), ("food", "Eten"), ("staff", "Bezet"))
EXTRAS = (("water_l", "Water l"), ("food_portions", "Porties"), ("fuel_l", "Diesel l"), ("temperature_c", "Graden"))
FUNCTION_GLYPH = {"werkt": ("●", "good"), "beperkt": ("▲", "attention"), "niet": ("■", "critical_text")}
TIER_MARK = {Tier.A: " ", Tier.B: "b", Tier.C: "?", None: " "}


@dataclass(frozen=True)
class Columns:
    """What fits in `width` cells: the name takes what is left."""

    width: int
    name: int
    functions: int
    needs: bool
    extras: tuple[tuple[str, str], ...] = ()

    @property
    def middle(self) -> int:
        """Cells from the functions up to the staffing column: a closed point writes its plan there."""
        functions = self.functions + 1 if self.functions else 0
        return functions + len(SUPPLIES) * (SUPPLY_W + 1) - 1


def columns(width: int, function_count: int) -> Columns:
    """The columns for a table of `width` cells."""
    fixed = 1 + 1 + VERDICT_W + 1 + len(SUPPLIES) * (SUPPLY_W + 1) + VISITORS_W + 1 + AGE_W + 1
    functions = function_count if width >= fixed + NAME_W + function_count + 1 else 0
    fixed += functions + 1 if functions else 0
    needs = width >= fixed + NAME_W + NEEDS_W + 1
    fixed += NEEDS_W + 1 if needs else 0
    extras = EXTRAS if width >= fixed + 26 + len(EXTRAS) * (EXTRA_W + 1) else ()
    fixed += len(extras) * (EXTRA_W + 1)
    return Columns(width, max(10, width - fixed), functions, needs, extras)


def header(cols: Columns, wording: Wording, count: str) -> list[Line]:
    """Two heading lines: names, and units with the letters of the functions (the narrow board shows the first)."""
    letters = "".join(term.label[:1].upper() for term in wording.functions)
    first = [fit(" Punt", cols.name + 1), fit("Oordeel", VERDICT_W)]
    second = [fit(f" {count}", cols.name + 1), " " * VERDICT_W]
    if cols.functions:
        first.append(fit("Functie", cols.functions))
        second.append(letters)
    first += [right(label, SUPPLY_W) for _key, label in SUPPLIES]
    second += [right("uur", SUPPLY_W)] * len(SUPPLIES)
    for _key, label in cols.extras:
        first.append(right(label, EXTRA_W))
        second.append(" " * EXTRA_W)
    first.append(right("Bezoek", VISITORS_W))
    second.append(right("nu/max", VISITORS_W))
    if cols.needs:
        first.append("Vr")
        second.append("  ")
    first.append(right("Oud", AGE_W))
    second.append(" " * AGE_W)
    return [text_line(" ".join(first), "bold"), text_line(" ".join(second), "dim")]


def row(view: SiteView, cols: Columns, wording: Wording, chosen: bool) -> Line:
    """The point as a line; `chosen` puts the cursor in front."""
    waiting = view.alarm is not None and not view.alarm_acknowledged
    mark: Piece = ("!", "critical") if waiting else (" ", "")
    marker: Piece = (">", "accent") if chosen else mark  # the alarm mark steps aside for the cursor
    aside: Piece = mark if chosen else (" ", "")
    name = ("bold" if chosen else "", fit(name_words(view), cols.name))
    word, role = verdict(view)
    pieces: list[Piece] = [marker, (name[1], name[0]), aside, (word, role), (" " * (VERDICT_W - len(word)), "")]
    pieces.append((" ", ""))
    if view.severity is Severity.OUT_OF_SERVICE:
        pieces += [(fit(plan_text(view, wording), cols.middle), "dim"), (" ", "")]
    else:
        if cols.functions:
            pieces += [function_glyph(view.cells.get(FUNCTION_PREFIX + term.key)) for term in wording.functions]
            pieces.append((" ", ""))
        for supply, _label in SUPPLIES:
            pieces += [*supply_pieces(view, supply), (" ", "")]
    for key, _label in cols.extras:
        pieces += [amount_piece(view.cells.get(key), EXTRA_W), (" ", "")]
    pieces += [*visitors(view), (" ", "")]
    if cols.needs:
        pieces += [needs_piece(view), (" ", "")]
    pieces.append((right(age(view.heard), AGE_W), "" if view.heard_ageing is Ageing.FRESH else "dim"))
    pieces.append((TIER_MARK[view.trust], "pending" if view.trust is Tier.C else "dim"))
    return tuple(pieces)


def name_words(view: SiteView) -> str:
    """Code and name, with the region of a guest and a mark when a report of ours waits for its writer."""
    region = f"(regio {view.site.region}) " if view.site.guest else ""
    return f"{view.site.code} {'→ ' if view.passed_to else ''}{region}{view.site.short_name}"


def plan_text(view: SiteView, wording: Wording) -> str:
    """What a point that is not in service could do: `gereed`, `niet gereed: stroom, EHBO'er`."""
    words = READINESS[view.readiness]
    if view.readiness is Readiness.READY:
        return words
    failed = [norm.label.lower() for norm in view.norms if norm.verdict is Verdict.FAILED and norm.key != "open"]
    return f"{words}: {', '.join(failed)}" if failed else words


def function_glyph(cell: Cell | None) -> Piece:
    """One function as one character; unknown and too old are hatched, unconfirmed is a question mark."""
    if cell is None or cell.ageing in (Ageing.HATCHED, Ageing.LOST):
        return "░", "unknown"
    if cell.pending:
        return "?", "pending"
    glyph, role = FUNCTION_GLYPH.get(str(cell.value), ("░", "unknown"))
    return glyph, "dim" if cell.ageing is Ageing.DIM and role == "good" else role


def supply_pieces(view: SiteView, supply: str) -> list[Piece]:
    """Mark and hours left in six cells: `■  4-5`, `  9-13`, `░    ?`; an unconfirmed amount reads `420l?`."""
    cell = supply_cell(view, supply)
    forecast = view.supplies.get(supply)
    if cell is not None and cell.pending:
        return [(right(short_amount(cell.key, cell.value) + "?", SUPPLY_W), "pending")]
    if cell is not None and cell.ageing is Ageing.LOST:
        return [("░" + right("?", SUPPLY_W - 1), "unknown")]
    if forecast is None:
        mark = "░" if cell is None else " "
        shown = "net" if cell is not None and cell.value == "net" else "?"
        return [(mark + right(shown, SUPPLY_W - 1), "unknown" if shown == "?" else "")]
    ageing = cell.ageing if cell is not None else Ageing.FRESH
    if ageing is Ageing.HATCHED:
        return [("░" + right(hours(forecast), SUPPLY_W - 1), "unknown")]
    role = hours_role(forecast, ageing)
    return [(hours_mark(forecast) + right(hours(forecast), SUPPLY_W - 1), role)]


def amount_piece(cell: Cell | None, width: int) -> Piece:
    """A reported amount or word, with its question mark, against the right edge."""
    if cell is None:
        return right("?", width), "unknown"
    if cell.ageing is Ageing.LOST:
        return right("?", width), "unknown"
    text = number(cell.value) if isinstance(cell.value, int | float) else value_text(cell.key, cell.value)
    mark = "?" if cell.pending else ""
    role = "pending" if cell.pending else "" if cell.ageing is Ageing.FRESH else "dim"
    return right(text + mark, width), role


def visitors(view: SiteView) -> list[Piece]:
    """`64/120`, `~61/120` when it is about, with a mark when full."""
    now, room = view.cells.get("visitors"), view.cells.get("capacity")
    top = number(room.value) if room is not None and isinstance(room.value, int | float) else "?"
    if now is None or now.ageing is Ageing.LOST:
        text = "?" if room is None else f"?/{top}"
        return [(right(text, VISITORS_W), "unknown")]
    count = now.value if isinstance(now.value, int | float) else 0
    about = "~" if now.estimated and not now.pending else ""  # rounded on the air, or told as about
    text = f"{about}{number(count)}{'?' if now.pending else ''}" + (f"/{top}" if room is not None else "")
    if now.pending:
        return [(right(text, VISITORS_W), "pending")]
    full = room is not None and isinstance(room.value, int | float) and count >= room.value > 0
    role = "attention" if full else "" if now.ageing is Ageing.FRESH else "dim"
    return [(right(("▲" if full else "") + text, VISITORS_W), role)]


def needs_piece(view: SiteView) -> Piece:
    """How many things this point asks for."""
    if not view.needs:
        return " " * NEEDS_W, ""
    return right(f"{len(view.needs)}{'?' if view.needs_pending else ''}", NEEDS_W), (
        "pending" if view.needs_pending else "attention"
    )
