"""Bulletins, ours and those of other C's: how long they hold, and where they hang."""

from nsp_console.domain.sites import SiteKind
from nsp_console.domain.views import BulletinView, Snapshot
from nsp_console.dutch.times import age
from nsp_console.tui.paint import Line, fit, text_line, wrap
from nsp_console.tui.wording import Wording

FROM_W = 10
AGE_W = 6
HUNG_W = 22


def waits_for(bulletin: BulletinView, snapshot: Snapshot) -> list[str]:
    """Our own L's with a console that did not yet say that it hangs."""
    consoles = {peer.code for peer in snapshot.peers}
    ours = [view.site.code for view in snapshot.sites if view.own and view.site.kind is SiteKind.L]
    return [code for code in ours if code in consoles and code not in bulletin.hung]


def hung_words(bulletin: BulletinView) -> tuple[str, str]:
    """`hangt bij 7 punten`, or that it should come down."""
    if bulletin.expired:
        return "VERLOPEN", "attention"
    count = len(bulletin.hung)
    return (
        (f"hangt bij {count} {'punt' if count == 1 else 'punten'}", "good") if count else ("hangt nergens", "attention")
    )


def bulletin_row(bulletin: BulletinView, width: int, chosen: bool) -> Line:
    """One bulletin as a row."""
    words, role = hung_words(bulletin)
    writer = "wij" if bulletin.mine else bulletin.station
    start = f" {bulletin.number:>3}  {fit(writer, FROM_W)}{age(bulletin.age):>{AGE_W}}  "
    return (
        (">" if chosen else " ", "accent"),
        (start, ""),
        (fit(str(bulletin.text), width - len(start) - HUNG_W - 2) + " ", ""),
        (fit(words, HUNG_W), role),
    )


def bulletin_lines(bulletin: BulletinView, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """The chosen bulletin in full, with every point that said it hangs."""
    ends = wording.ago(snapshot.wall, bulletin.age.seconds - bulletin.valid_h * 3600)
    words, role = hung_words(bulletin)
    lines = [
        text_line(f"Bulletin {bulletin.number} van {'ons' if bulletin.mine else bulletin.station}", "bold"),
        text_line(f"{'gold' if bulletin.expired else 'geldig'} tot {ends}; {words}", role),
    ]
    lines += [text_line(row) for row in wrap(str(bulletin.text), width, 6)]
    for code, since in bulletin.hung.items():
        lines.append(((f"  {wording.ago(snapshot.wall, since.seconds):<9} ", "dim"), (f"hangt bij {code}", "good")))
    missing = waits_for(bulletin, snapshot)
    if missing and not bulletin.expired:
        lines += [text_line(row, "attention") for row in wrap(f"nog niet: {', '.join(missing)}", width, 3)]
    return lines
