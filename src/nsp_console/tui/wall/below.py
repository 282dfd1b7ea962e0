"""Below the points: what ends next, the whole region, the bulletin, and which page this is."""

from nsp_console.domain.views import Severity, Snapshot
from nsp_console.dutch.labels import SUPPLY
from nsp_console.dutch.wall import NO_BULLETIN, NO_PERSONS, bulletin_words, page_words, public_name, short_page
from nsp_console.tui.board.region import runs_out, totals_line
from nsp_console.tui.frame.footer import Hint, footer_line
from nsp_console.tui.judged import hours_mark
from nsp_console.tui.paint import Line, Piece, cut, fit, text_line, width_of
from nsp_console.tui.wall.pager import PAGE_S, Pager
from nsp_console.tui.wall.sight import own_views
from nsp_console.tui.wall.strip import compact
from nsp_console.tui.wording import Wording

LABEL_W = 10
KEYS = (Hint("← →", "blad"), Hint("spatie", "stil"), Hint("1", "bord"), Hint("?", "hulp"))


def soon_line(snapshot: Snapshot, wording: Wording, width: int) -> Line:
    """`Straks   22:50-23:50 stroom Borgele    …`, soonest first, as many as fit, and how many more."""
    items = []
    for one in runs_out(snapshot.sites):
        forecast = one.view.supplies[one.supply]
        if forecast is None:
            continue
        when = wording.run_out(forecast, snapshot.wall)
        items.append(f"{hours_mark(forecast)} {when} {SUPPLY[one.supply]} {public_name(one.view.site)}".strip())
    if not items:
        return _labelled("Straks", "voorlopig raakt niets op, voor zover bekend", "dim", width)
    room = width - LABEL_W - len(" en nog 99")
    words = items[0]
    taken = 1
    for item in items[1:]:
        if len(words) + 4 + len(item) > room:
            break
        words, taken = f"{words}    {item}", taken + 1
    more = f"  en nog {len(items) - taken}" if taken < len(items) else ""
    return _labelled("Straks", words + more, "", width)


def bulletin_line(snapshot: Snapshot, width: int) -> Line:
    """Number and how many have hung it; the text itself hangs on the wall already."""
    newest = next((bulletin for bulletin in snapshot.bulletins if bulletin.mine), None)
    if newest is None:
        return _labelled("Bulletin", NO_BULLETIN, "dim", width)
    own = own_views(snapshot)
    open_points = {view.site.code for view in own if view.severity is not Severity.OUT_OF_SERVICE}
    hung = len({view.site.code for view in own} & set(newest.hung))
    words = bulletin_words(newest.number, hung, max(hung, len(open_points)), newest.expired)
    return _labelled("Bulletin", words, "attention" if newest.expired else "", width)


def region_line(snapshot: Snapshot, width: int) -> Line:
    """The totals of the region behind their label."""
    return cut(((fit(" Regio", LABEL_W - 1), "bold"), *totals_line(snapshot, min(79, width - LABEL_W + 1))), width)


def below_lines(snapshot: Snapshot, wording: Wording, width: int, pager: Pager, pages: int, held: bool) -> list[Line]:
    """Everything between the points and the footer."""
    lines = [soon_line(snapshot, wording, width), region_line(snapshot, width), bulletin_line(snapshot, width)]
    if compact(width):
        return lines
    words = page_words(pager.page, pages, PAGE_S, held, pager.paused)
    page = split_line((f" {words}", "attention" if held else "dim"), width)
    return [text_line("━" * width, "rule"), *lines, page]


def foot_line(width: int, pager: Pager, pages: int, held: bool, hints: list[Hint], said: str) -> Line:
    """Keys that work; on a small screen the page and the promise about persons too. `said` goes before keys."""
    if said:
        return cut(((f" {said}", "attention"),), width)
    if not compact(width):
        return footer_line(hints, width)
    page: Piece = (f" {short_page(pager.page, pages, held, pager.paused)} ", "attention" if held else "bold")
    keys = footer_line(KEYS if pages > 1 else KEYS[2:], width - len(page[0]) - len(NO_PERSONS) - 2)
    return split_line(page, width, keys)


def split_line(left: Piece, width: int, middle: Line = ()) -> Line:
    """`left`, `middle`, and the promise about persons against the right edge."""
    used = width_of((left, *middle))
    return cut((left, *middle, (" " * max(1, width - used - len(NO_PERSONS) - 1), ""), (NO_PERSONS, "dim")), width)


def _labelled(label: str, words: str, role: str, width: int) -> Line:
    return cut(((fit(f" {label}", LABEL_W), "bold"), (fit(words, max(0, width - LABEL_W)), role)), width)
