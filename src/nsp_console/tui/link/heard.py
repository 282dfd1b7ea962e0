"""Who is heard: every radio with its signal over a day, and every console with trust, clock and what waits for it."""

from nsp_console.domain.link_views import NodeView
from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.views import KeysState, PeerView, Snapshot
from nsp_console.dutch.times import MINUTE_S, age, number, span
from nsp_console.dutch.verbinding import SIGNAL_WORDS, signal_class
from nsp_console.tui.paint import Line, fit, heading, right, text_line, wrap
from nsp_console.tui.wording import Wording

SKEW_S_MIN = 60.0  # a smaller difference of clocks is nobody's business
CELLS = ("░", "▒", "█")  # weak, fair, good
NOT_HEARD = "·"
SIGNAL_ROLES = ("attention", "", "good")
NODE_W, HEARD_W, WORD_W = 9, 5, 9
TRENDS = (24, 12, 8)  # cells of the day that may be drawn
WHO_MIN, WHO_MAX = 14, 30
TRUST_W, WAIT_W = 16, 6
STALE_S = 2 * HOUR_S  # a radio not heard for longer is drawn quiet: its last signal says little


def node_name(node: int) -> str:
    """`!7c3a0001`, as the radios' own apps write it."""
    return f"!{node:08x}"


def site_words(code: str, snapshot: Snapshot) -> str:
    """`L-DEV-05 Borgele`."""
    view = snapshot.site(code)
    short = view.site.short_name.removeprefix("C-NSP ").removeprefix("Kazerne ") if view else ""
    return f"{code} {short}".strip()


def who_is(node: int, snapshot: Snapshot) -> str:
    """The console that spoke through this radio, else the point it is linked to, else ""."""
    peer = next((peer.code for peer in snapshot.peers if peer.node == node), "")
    code = peer or snapshot.nodes.get(node, "")
    return site_words(code, snapshot) if code else ""


def trend(view: NodeView, floor: float | None, slices: int, cells: int) -> str:
    """The strongest signal per part of the day, oldest at the left; `·` where it was not heard directly."""
    per_cell = max(1, slices // cells)
    best: dict[int, float] = {}
    for ago, snr in view.history:
        at = cells - 1 - ago // per_cell
        if 0 <= at < cells:
            best[at] = max(snr, best.get(at, snr))
    classes = (signal_class(best.get(at), floor) for at in range(cells))
    return "".join(NOT_HEARD if found is None else CELLS[found] for found in classes)


def signal_words(view: NodeView, floor: float | None) -> tuple[str, str]:
    """`goed`, `via 2` when other radios passed it on, `?` when the radio told nothing; and the role."""
    if view.hops:
        return f"via {view.hops}", "dim"
    found = signal_class(view.snr, floor)
    if found is None:
        return "?", "unknown"
    return SIGNAL_WORDS[found], SIGNAL_ROLES[found] if view.heard_s <= STALE_S else "dim"


def node_lines(snapshot: Snapshot, width: int, rows_max: int) -> list[Line]:
    """Radios on our channel first, then strangers; newest heard first. The last row counts what does not fit."""
    nodes = sorted(snapshot.radio.extras.nodes, key=lambda view: (not _known(view, snapshot), view.heard_s))
    lines = [heading(_title(nodes), width)]
    if not nodes:
        words = "Nog geen radio gehoord sinds de console startte. Hier komt elke radio, met hoe sterk hij binnenkomt."
        return [*lines, *(text_line(f" {row}", "dim") for row in wrap(words, width - 2))]
    cells = next(
        (count for count in TRENDS if width >= 2 + WHO_MIN + NODE_W + HEARD_W + WORD_W + count + 4), TRENDS[-1]
    )
    who_w = max(WHO_MIN, min(WHO_MAX, width - 2 - NODE_W - HEARD_W - WORD_W - cells - 4))
    lines.append(
        text_line(
            f" {fit('Van', who_w)} {fit('Radio', NODE_W)}{right('Oud', HEARD_W)} "
            f"{fit('Sterkte', WORD_W)}{fit('24 uur', cells)}",
            "dim",
        )
    )
    shown = nodes if len(nodes) <= rows_max else nodes[: max(1, rows_max - 1)]
    lines += [_node(view, snapshot, who_w, cells) for view in shown]
    if len(shown) < len(nodes):
        lines.append(text_line(f"   en {len(nodes) - len(shown)} andere", "dim"))
    return [*lines, text_line(" █ goed  ▒ matig  ░ zwak  · niet rechtstreeks gehoord", "dim")]


def _title(nodes: list[NodeView]) -> str:
    lately = sum(view.heard_s <= HOUR_S for view in nodes)
    return f"Gehoorde radio's: {lately} dit uur, {len(nodes)} sinds de start" if nodes else "Gehoorde radio's"


def _known(view: NodeView, snapshot: Snapshot) -> bool:
    return view.ours or view.node in snapshot.nodes


def _node(view: NodeView, snapshot: Snapshot, who_w: int, cells: int) -> Line:
    air = snapshot.radio.extras.air
    who = who_is(view.node, snapshot)
    stranger = "niet gekoppeld" if view.ours else "vreemde radio"
    words, role = signal_words(view, air.snr_floor)
    signal = f"{words} {number(view.snr, 0)}" if view.snr is not None and not view.hops else words
    return (
        (f" {fit(who or stranger, who_w)} ", "" if who else "dim"),
        (fit(node_name(view.node), NODE_W), "dim"),
        (right(span(view.heard_s), HEARD_W) + " ", "" if view.heard_s <= STALE_S else "dim"),
        (fit(signal, WORD_W), role),
        (trend(view, air.snr_floor, air.node_slices, cells), role if role != "unknown" else "dim"),
    )


# ── consoles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def skew_words(peer: PeerView) -> str:
    """`klok wijkt 4 min af (loopt voor)`; empty when it hardly differs."""
    if peer.skew_s is None or abs(peer.skew_s) < SKEW_S_MIN:
        return ""
    ahead = "voor" if peer.skew_s > 0 else "achter"
    return f"klok wijkt {number(abs(peer.skew_s) / MINUTE_S, 0)} min af, loopt {ahead}"


def peer_words(peer: PeerView) -> tuple[str, str]:
    """How sure we are of this console, and the role."""
    if peer.heard is None:
        return "nooit gehoord", "unknown"
    return ("echt", "good") if peer.fresh else ("nog niet herkend", "attention")


def peer_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """Consoles by code, with under each what is odd about it."""
    lines = [heading("Andere consoles", width)]
    if not snapshot.peers:
        return [*lines, *(text_line(f" {row}", "dim") for row in wrap(_nobody(snapshot), width - 2))]
    name_w = max(WHO_MIN, min(WHO_MAX, width - 2 - HEARD_W - 2 - TRUST_W - WAIT_W))
    lines.append(
        text_line(
            f" {fit('Console', name_w)}{right('Oud', HEARD_W)}  {fit('', TRUST_W)}{right('wacht', WAIT_W)}", "dim"
        )
    )
    for peer in snapshot.peers:
        words, role = peer_words(peer)
        lines.append(
            (
                (f" {fit(site_words(peer.code, snapshot), name_w)}", ""),
                (right(age(peer.heard), HEARD_W) + "  ", ""),
                (fit(words, TRUST_W), role),
                (right(str(peer.waiting) if peer.waiting else "-", WAIT_W), "attention" if peer.waiting else "dim"),
            )
        )
        lines += [
            text_line(f"   {row}", "attention") for part in _remarks(peer, snapshot) for row in wrap(part, width - 4)
        ]
    return lines


def _nobody(snapshot: Snapshot) -> str:
    if snapshot.keys.state is KeysState.OPEN:
        return "Nog geen andere console ontmoet. Hier komt wie echt is, hoe zijn klok staat en wat er op hem wacht."
    return "Andere consoles zijn pas te herkennen als onze sleutel open is."


def _remarks(peer: PeerView, snapshot: Snapshot) -> list[str]:
    keys = snapshot.keys
    other = peer.epoch and keys.epoch and keys.state is KeysState.OPEN and peer.epoch != keys.epoch
    remarks = (
        "sleutel ingetrokken: geloof hem niet" if peer.code in keys.revoked else "",
        skew_words(peer),
        f"heeft tijdvak {peer.epoch}, wij {keys.epoch}: een van beide moet de code nog invoeren" if other else "",
        "" if peer.same_names else "noemt de functies anders: die lezen wij als ?",
    )
    return [remark for remark in remarks if remark]
