"""Matrix: what must go on against what may happen, how it goes now, and other organisations to compare with."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from nsp_console.domain.continuity_plan import Impact, Item, ItemKind, Plan, Scenario
from nsp_console.domain.continuity_views import ContinuityView, Live
from nsp_console.dutch.house import IMPACT, ITEM_KIND, LIVE, LIVE_SHAPE
from nsp_console.dutch.times import number
from nsp_console.tui.continuity.rows import Row, empty_row, labelled, wrapped
from nsp_console.tui.paint import Line, Piece, fit, heading, text_line

CELL_W, WIDE_CELL_W = 7, 17
LIVE_W = 4
LABEL_W = 26
UNKNOWN_CELL = "░ ?"
LEVEL = (("●", "good"), ("●", ""), ("▲", "attention"), ("▲", "attention"), ("■", "critical_text"))
LIVE_ROLE = {
    Live.WORKS: "good",
    Live.LIMITED: "attention",
    Live.FAILS: "critical_text",
    Live.UNKNOWN: "unknown",
}
LEGEND = "0 geen gevolg … 4 ligt stil   v uitgevoerd   h haalbaar getoetst   m bedacht   ! geen maatregel"


def cell_width(plan: Plan, width: int) -> int:
    """Cells per scenario: with words when there is room."""
    wide = 1 + LABEL_W + LIVE_W + WIDE_CELL_W * len(plan.scenarios) <= width
    return WIDE_CELL_W if wide else CELL_W


def shown(plan: Plan, at: int, width: int) -> list[Scenario]:
    """The scenarios that fit, so that number `at` is among them."""
    fits = max(1, (width - 1 - LABEL_W - LIVE_W) // cell_width(plan, width))
    first = max(0, min(at - fits + 1, len(plan.scenarios) - fits)) if at >= fits else 0
    return list(plan.scenarios[first : first + fits])


def stage(impact: Impact) -> str:
    """How far the measure is: v carried out, h found feasible, m thought of, ! there is none."""
    if impact.carried_out is not None:
        return "v"
    if impact.tested is not None:
        return "h"
    return "m" if impact.measure else "!"


def cell_piece(impact: Impact | None, size: int, chosen: bool) -> Piece:
    """`▲3 v`; in brackets when it is the chosen one."""
    if impact is None or impact.level is None:
        words, role = UNKNOWN_CELL, "unknown"
    else:
        shape, role = LEVEL[impact.level]
        level = IMPACT[impact.level] if size >= WIDE_CELL_W else ""
        words = f"{shape}{impact.level} {level} {stage(impact)}".replace("  ", " ")
    return fit(f"[{words}]" if chosen else f" {words}", size), role


def matrix_rows(view: ContinuityView, plan: Plan, at: int, chosen_key: str | None, width: int) -> list[Row]:
    """Heads, one row per item, and the organisations side by side when there are more. `at`: the chosen scenario."""
    if not plan.items:
        return [empty_row(plan, "Nog geen vitale processen.", "vitaal", width)]
    if not plan.scenarios:
        return [empty_row(plan, "Nog geen scenario's.", "scenario", width)]
    own = plan is view.plan
    columns, size = shown(plan, at, width), cell_width(plan, width)
    label_w = width - 1 - LIVE_W - size * len(columns)
    chosen = plan.scenarios[at]
    head: list[Piece] = [(fit("Wat moet doorgaan", label_w), "dim"), (fit("Nu", LIVE_W), "dim")]
    for one in columns:
        words = one.label if size >= WIDE_CELL_W else one.short
        head.append((" " + fit(words, size - 1), "accent" if one is chosen else "dim"))
    rows = [Row("kop matrix", tuple(head), heading=True)]
    rows += [_item_row(view, plan, item, columns, chosen, chosen_key, label_w, size, own) for item in plan.in_order()]
    return rows + _compare(view, plan, columns, label_w, size)


def _item_row(
    view: ContinuityView,
    plan: Plan,
    item: Item,
    columns: Sequence[Scenario],
    chosen: Scenario,
    chosen_key: str | None,
    label_w: int,
    size: int,
    own: bool,
) -> Row:
    key = f"vitaal {item.key}"
    live = view.goes(item) if own else Live.UNKNOWN
    top = not item.part_of
    label = item.label if top else f"  {item.label}"
    pieces: list[Piece] = [
        (fit(label, label_w - 1) + " ", "bold" if top else ""),
        (fit(LIVE_SHAPE[live], LIVE_W), LIVE_ROLE[live]),
    ]
    pieces += [cell_piece(item.impact(one.key), size, one is chosen and key == chosen_key) for one in columns]
    return Row(key, tuple(pieces), partial(item_detail, item, chosen, live if own else None))


def item_detail(item: Item, scenario: Scenario, live: Live | None, width: int) -> list[Line]:
    """The scenario first, then the item itself."""
    lines = wrapped(f"{item.label}: {scenario.label.lower()}", width, "bold", 2)
    impact = item.impact(scenario.key)
    if impact is None or impact.level is None:
        lines.append(text_line("░ nog niet beoordeeld", "unknown"))
    else:
        shape, role = LEVEL[impact.level]
        lines.append(text_line(f"{shape} {impact.level} {IMPACT[impact.level]}", role))
    if impact is not None:
        lines += labelled("Gevolg", impact.consequence, width)
        if impact.measure:
            lines += labelled("Maatregel", impact.measure, width)
        else:
            lines.append(text_line("▲ nog geen maatregel", "attention"))
        by = f" door {impact.tested_by}" if impact.tested_by else ""
        lines.append(text_line(f"haalbaar getoetst {day(impact.tested)}{by if impact.tested else ''}", "dim"))
        lines.append(text_line(f"uitgevoerd {day(impact.carried_out)}   eigenaar {impact.owner or '?'}", "dim"))
    lines.append(())
    owner = f", eigenaar {item.owner}" if item.owner else ""
    lines += wrapped(f"{ITEM_KIND[item.kind].capitalize()}{owner}", width, "dim")
    lines.append(text_line(f"MTPD {_hours(item.mtpd_h)}  RTO {_hours(item.rto_h)}"))
    lines += labelled("MBCO", item.mbco or "nog niet bepaald", width)
    if live is not None:
        lines.append((("Nu  ", "dim"), (f"{LIVE_SHAPE[live]} {LIVE[live]}", LIVE_ROLE[live])))
    if item.kind is ItemKind.PROCESS and item.covers:
        lines += labelled("Omvat", "; ".join(item.covers), width, 6)
    return lines


def day(at: date | None) -> str:
    """`15-01-2027`, or `nog niet`."""
    return f"{at:%d-%m-%Y}" if at else "nog niet"


def _hours(value: float) -> str:
    return f"{number(value, 2)} u" if value else "?"


def _compare(view: ContinuityView, plan: Plan, columns: Sequence[Scenario], label_w: int, size: int) -> list[Row]:
    """Per organisation and scenario the worst impact and how many items have no measure."""
    known = ([view.plan] if view.plan else []) + list(view.others)
    if len(known) < 2:
        return []
    width = label_w + LIVE_W + size * len(columns)
    rows = [Row("kop organisaties", heading("Organisaties naast elkaar: ergste gevolg", width), heading=True)]
    for index, one in enumerate(known):
        mark = "> " if one is plan else "  "
        pieces: list[Piece] = [
            (fit(mark + one.organisation, label_w + LIVE_W - 1) + " ", "bold" if one is plan else "")
        ]
        pieces += [_worst(one, scenario, size) for scenario in columns]
        rows.append(Row(f"organisatie {index}", tuple(pieces), partial(_summary, one)))
    return rows


def _impacts(plan: Plan, key: str) -> list[Impact]:
    found = [item.impact(key) for item in plan.items]
    return [one for one in found if one is not None]


def _worst(plan: Plan, scenario: Scenario, size: int) -> Piece:
    judged = [one for one in _impacts(plan, scenario.key) if one.level is not None]
    if not judged:
        return fit(f" {UNKNOWN_CELL}", size), "unknown"
    level = max(one.level or 0 for one in judged)
    without = sum(not one.measure for one in judged)
    shape, role = LEVEL[level]
    return fit(f" {shape}{level}" + (f" {without}!" if without else ""), size), role


def _summary(plan: Plan, width: int) -> list[Line]:
    impacts = [one for item in plan.items for one in item.impacts if one.level is not None]
    lines = wrapped(plan.organisation, width, "bold", 2)
    lines.append(text_line(f"{len(plan.items)} vitaal, {len(plan.scenarios)} scenario's, {len(impacts)} beoordeeld"))
    lines.append(text_line(f"{sum(not one.measure for one in impacts)} zonder maatregel"))
    lines.append(text_line(f"{sum(one.tested is not None for one in impacts)} haalbaar getoetst"))
    lines.append(text_line(f"{sum(one.carried_out is not None for one in impacts)} uitgevoerd"))
    return [*lines, text_line("o toont het plan van de volgende", "dim")]
