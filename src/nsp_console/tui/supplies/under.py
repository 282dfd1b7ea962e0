"""Below the matrix: what ends first, what all points have together, what is asked for, and what could be brought."""

from collections.abc import Sequence
from math import inf

from nsp_console.domain.ahead import breaks, in_service, unforeseen
from nsp_console.domain.asks import Ask, open_asks
from nsp_console.domain.deliveries import Proposal, proposals
from nsp_console.domain.fields import STAFF_PREFIX
from nsp_console.domain.moments import Ageing
from nsp_console.domain.totals import counted_value
from nsp_console.domain.views import Forecast, SiteView, Snapshot
from nsp_console.dutch.ahead import UNDECIDED, asked_ago, deed, effect, first_words, listed, standing
from nsp_console.dutch.labels import SUPPLY
from nsp_console.dutch.times import number
from nsp_console.tui.judged import hours_mark, hours_role, state_of
from nsp_console.tui.paint import Line, fit, heading, text_line, wrap
from nsp_console.tui.point.outlook import supply_lines
from nsp_console.tui.wording import Wording

FIRST_MAX = 4  # breaks in the sentence
SUMMED = (("water_l", "water", "l"), ("food_portions", "eten", "porties"), ("fuel_l", "diesel", "l"))
ASKS_MAX = 12
WIDE = 110


def name_of(snapshot: Snapshot, code: str) -> str:
    """The short name of a point, or its code when it is not in the picture."""
    view = snapshot.site(code)
    return view.site.short_name if view else code


def first_lines(snapshot: Snapshot, views: Sequence[SiteView], wording: Wording, width: int) -> list[Line]:
    """One sentence: what ends first, and what after that."""

    def when(left: Forecast) -> str:
        return wording.run_out(left, snapshot.wall)

    words = first_words(breaks(views), lambda code: name_of(snapshot, code), when, FIRST_MAX if width >= WIDE else 3)
    return [text_line(f" {row}", "bold") for row in wrap(words, width - 2, 2)]


def left_out_lines(snapshot: Snapshot, views: Sequence[SiteView], width: int) -> list[Line]:
    """Who is not open, and of whom nothing can be foretold: one line each, so that nobody thinks they are well."""
    open_codes = {view.site.code for view in views}
    shut = [view for view in snapshot.sites if view.own and view.site.code not in open_codes]
    lines: list[Line] = []
    if shut:
        lines.append(text_line(fit(" Niet open: " + ", ".join(_shut_words(view) for view in shut), width), "dim"))
    blind = _blind(views)
    if blind:
        lines.append(text_line(fit(" Geen prognose, telt niet mee: " + ", ".join(blind), width), "unknown"))
    return lines


def _blind(views: Sequence[SiteView]) -> list[str]:
    """`Zandweerd (alles)`, `De Hoven (eten)`, and last `overal bezetting` for what no point at all tells."""
    missing = {view.site.short_name: unforeseen(view) for view in views}
    told = [set(keys) for keys in missing.values() if len(keys) < len(SUPPLY)]
    nowhere = set.intersection(*told) if len(told) > 1 else set()
    words: list[str] = []
    for name, keys in missing.items():
        own = [SUPPLY[key] for key in keys if key not in nowhere]
        if len(keys) == len(SUPPLY):
            words.append(f"{name} (alles)")
        elif own:
            words.append(f"{name} ({listed(own)})")
    return [*words, *(f"overal {SUPPLY[key]}" for key in SUPPLY if key in nowhere)]


def _shut_words(view: SiteView) -> str:
    state = state_of(view)
    return f"{view.site.short_name} (in opbouw)" if state == "in_opbouw" else view.site.short_name


def sums_line(views: Sequence[SiteView], wording: Wording, width: int) -> Line:
    """` Samen (7 van 8 punten)  water 3.930 l  …`: what was reported last; who was not heard does not count."""
    known = [view for view in views if view.heard is not None and view.heard_ageing is not Ageing.LOST]
    pieces = [("Samen" if len(known) == len(views) else f"Samen ({len(known)} van {len(views)} punten)", "bold")]
    amounts = [*SUMMED, ("visitors", "", "bezoekers")]
    amounts += [(STAFF_PREFIX + term.key, "", _role(term.label)) for term in wording.vocabulary.roles]
    for key, word, unit in amounts:
        values = [value for view in known if (value := _amount(view, key)) is not None]
        if values:
            few = f" ({len(values)}x gemeld)" if len(values) < len(known) and word else ""
            words = f"{word} {number(sum(values), 0)} {unit}".strip()
            pieces += [("  ", ""), (words, ""), (few, "dim")]
    if len(pieces) == 1:
        pieces.append(("  nog niets gemeld", "dim"))
    out: list[tuple[str, str]] = [(" ", "")]
    room = width - 1
    for text, role in pieces:
        if len(text) > room:
            break
        out.append((text, role))
        room -= len(text)
    return tuple(out)


def _role(label: str) -> str:
    """`EHBO'er`, `ambtenaar`: the first word, in small letters unless it is an abbreviation."""
    word = label.split(" ")[0]
    return word if word[1:2].isupper() else word.lower()


def _amount(view: SiteView, key: str) -> float | None:
    cell = view.cells.get(key)
    value = counted_value(view, key)
    if cell is None or cell.ageing is Ageing.LOST or isinstance(value, bool | str) or value is None:
        return None
    return float(value)


def ask_lines(snapshot: Snapshot, asks: Sequence[Ask], wording: Wording, width: int, rows: int) -> list[Line]:
    """A heading and the open requests, most urgent first, in at most `rows` lines."""
    if rows < 2:
        return (
            [text_line(fit(f" Gevraagd: {len(asks)} open; Tab toont ze", width), "attention")] if rows and asks else []
        )
    count = f"Gevraagd, {len(asks)} open; nodig voor het uur links" if asks else "Gevraagd"
    lines = [heading(count, width)]
    if not asks:
        return [*lines, text_line(" Geen punt vraagt iets. A vraagt zelf iets aan een andere C.", "dim")]
    shown = asks if len(asks) < rows else asks[: max(1, rows - 2)]
    lines += [_ask(snapshot, ask, wording, width) for ask in shown]
    if len(asks) > len(shown) and len(lines) < rows:
        lines.append(text_line(f"   nog {len(asks) - len(shown)}", "dim"))
    return lines


def _ask(snapshot: Snapshot, ask: Ask, wording: Wording, width: int) -> Line:
    left = ask.left
    mark, role = (hours_mark(left), hours_role(left, Ageing.FRESH)) if left else (" ", "dim")
    first = Forecast(left.low_h, left.low_h) if left else None
    when = "-" if first is None else wording.run_out(first, snapshot.wall) if first.low_h > 0 else "nu"
    what = ", ".join(wording.need(need) for need in ask.needs) or str(ask.text)
    where = f"{ask.site} {name_of(snapshot, ask.site)}" if ask.site else ask.sender or "wij zelf"
    stand_w = 26 if width >= WIDE else 21
    where_w = 24 if width >= WIDE else 17
    what_w = max(8, width - 3 - 9 - where_w - stand_w - 7 - 2)
    pending = ask.doubled or ask.standing.value == "wacht_op_klopt"
    return (
        (f" {mark} ", role),
        (fit(when, 9), role),
        (fit(where, where_w - 1) + " ", ""),
        (fit(what, what_w), "bold"),
        (" ", ""),
        (fit(standing(ask), stand_w), "pending" if pending else "dim"),
        (fit(f" {asked_ago(ask)}", 8), "dim"),
    )


def proposal_lines(
    snapshot: Snapshot, found: Sequence[Proposal], wording: Wording, width: int, rows: int, told: bool = True
) -> list[Line]:
    """A heading and what could be brought, what helps most first, in at most `rows` lines.

    told  whether any supply has a forecast: without one silence is no good news
    """
    if rows < 2:
        return []
    lines = [heading(f"Voorstel ({UNDECIDED})", width)]
    if not found:
        words = (
            " Niets nodig: wat bekend is, duurt lang genoeg." if told else " Nog niets te zeggen: er is geen prognose."
        )
        return [*lines, text_line(words, "dim")]
    spare = rows - 1 - len(found)
    for number_, one in enumerate(found, start=1):
        others = one.alternatives[: max(0, spare)]
        spare -= len(others)
        lines.append(_proposal(snapshot, one, str(number_), wording, width))
        lines += [_proposal(snapshot, other, "of", wording, width) for other in others]
    return lines[:rows]


def _proposal(snapshot: Snapshot, one: Proposal, sign: str, wording: Wording, width: int) -> Line:
    """What to do and what it does, dim for another way to do the same."""

    def name(code: str) -> str:
        return name_of(snapshot, code)

    other = sign == "of"
    what, why = deed(one, name), effect(one, name)
    room = width - 4 - (width - 4) * 2 // 5 - 1 if width >= WIDE else width - 4 - len(what) - 2
    delay = f"; eerst op wordt {wording.run_out(Forecast(one.then_h, one.then_h), snapshot.wall)}"
    if 0 < one.delay_h < inf and len(why + delay) <= room:
        why += delay
    role = "dim" if other else ""
    start = (f" {sign:<2} ", "dim" if other else hours_role(one.before, Ageing.FRESH))
    if width < WIDE:
        return start, (fit(f"{what}: {why}", width - 4), role)
    left = (width - 4) * 2 // 5
    return start, (fit(what, left), role or "bold"), (fit(" " + why, width - 4 - left), role)


def chosen_lines(snapshot: Snapshot, view: SiteView | None, wording: Wording, width: int, rows: int) -> list[Line]:
    """The supplies of the chosen point as bars of 72 hours, where a large screen has the rows for all of them."""
    if view is None or rows < len(SUPPLY) + 2:
        return []
    return [heading(f"{view.site.code} {view.site.short_name}", width), *supply_lines(view, snapshot, wording, width)]


def under_lines(snapshot: Snapshot, wording: Wording, width: int, rows: int) -> list[Line]:
    """Everything below the matrix in at most `rows` lines: the sentence first, the rest as far as there is room."""
    views = in_service(snapshot.sites)
    if not views:
        return left_out_lines(snapshot, views, width)[:rows]
    lines = first_lines(snapshot, views, wording, width)
    lines += [sums_line(views, wording, width), *left_out_lines(snapshot, views, width)]
    room = rows - len(lines)
    asks, found = open_asks(snapshot), proposals(views, snapshot.supply_limits)
    for_deeds, for_asks = _shared_out(room, len(asks), len(found) + sum(len(one.alternatives) for one in found))
    lines += ask_lines(snapshot, asks, wording, width, for_asks)
    return [*lines, *proposal_lines(snapshot, found, wording, width, for_deeds, told=bool(breaks(views)))][:rows]


def _shared_out(room: int, asks: int, deeds: int) -> tuple[int, int]:
    """Rows for the proposals and for what is asked, headings included: half and half unless one needs less."""
    for_deeds = min(1 + max(1, deeds), max(2, room // 2))
    for_asks = min(1 + max(1, asks), room - for_deeds)
    if for_asks < 2:  # no room for both: asks in one line, if there are any
        for_asks = min(1, room) if asks else 0
    return room - for_asks, for_asks
