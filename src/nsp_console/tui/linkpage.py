"""Verbinding: the LoRa link, the other consoles, what was refused and why, and the keys. Read only, always current."""

from collections.abc import Callable

from nsp_console.domain.views import KeysState, PeerView, Snapshot
from nsp_console.dutch.radio import REFUSED, link_sentence, picture_line, state_words, warning_sentence
from nsp_console.dutch.times import MINUTE_S, age, number, span
from nsp_console.tui.ask.page import Page
from nsp_console.tui.paint import EMPTY, Line, fit, right, text_line
from nsp_console.tui.wording import Wording

REDRAW_S = 1.0
SKEW_S_MIN = 60.0  # a smaller difference of clocks is nobody's business
KEYS = {
    KeysState.NONE: "Geen sleutel: alleen tekstregels. Niets dat wij sturen is te bewijzen.",
    KeysState.LOCKED: "Sleutel nog dicht: alleen luisteren. K (op een L: k) opent hem met het sleutelwoord.",
    KeysState.OPEN: "Sleutel open: wat wij sturen is echt, en wij herkennen wat echt is.",
}
PEER_W, HEARD_W, TRUST_W, WAIT_W = 26, 8, 20, 9


def link_lines(snapshot: Snapshot, wording: Wording) -> list[Line]:
    """The whole page."""
    lines = [text_line("Verbinding", "bold"), EMPTY, *_radio(snapshot, wording)]
    if snapshot.picture is not None:
        role = "attention" if snapshot.picture.stale else ""
        lines.append(text_line(picture_line(snapshot.picture), role))
    lines += [EMPTY, *_peers(snapshot)]
    return [*lines, EMPTY, *_refused(snapshot), EMPTY, *_keys(snapshot)]


def _radio(snapshot: Snapshot, wording: Wording) -> list[Line]:
    radio = snapshot.radio
    since = f" sinds {wording.ago(snapshot.wall, radio.since_s)}" if radio.since_s is not None else ""
    role = "" if radio.state == "goed" else "attention"
    lines = [text_line(f"LoRa: {state_words(radio.state)}{since}", role)]
    if radio.detail:
        lines.append(text_line(f"  {link_sentence(radio.detail)}", "attention"))
    heard = f", laatst {span(radio.last_heard_s)} geleden" if radio.last_heard_s is not None else ""
    busy = f", kanaal {number(radio.channel_pct)} % bezet" if radio.channel_pct is not None else ""
    lines.append(text_line(f"  {radio.heard_nodes} radio's gehoord{heard}; zendtijd {number(radio.air_pct)} %{busy}"))
    parts = [
        part for part in (radio.where, radio.preset, f"firmware {radio.firmware}" if radio.firmware else "") if part
    ]
    lines += [text_line(f"  {', '.join(parts)}", "dim")] if parts else []
    return [*lines, *(text_line(f"  ▲ {warning_sentence(code)}", "attention") for code in radio.warnings)]


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


def _peers(snapshot: Snapshot) -> list[Line]:
    lines = [text_line("Andere consoles", "bold")]
    if not snapshot.peers:
        return [*lines, text_line("  Nog geen andere console ontmoet.", "dim")]
    head = f"  {fit('Console', PEER_W)}{right('gehoord', HEARD_W)}   {fit('', TRUST_W)}{fit('wacht', WAIT_W)}"
    lines.append(text_line(head, "dim"))
    for peer in snapshot.peers:
        view = snapshot.site(peer.code)
        short = view.site.short_name.removeprefix("C-NSP ").removeprefix("Kazerne ") if view else ""
        name = f"{peer.code} {short}"
        words, role = peer_words(peer)
        remarks = [skew_words(peer), "" if peer.same_names else "noemt de functies anders: die lezen wij als ?"]
        gone = ["sleutel ingetrokken"] if peer.code in snapshot.keys.revoked else []
        lines.append(
            (
                (f"  {fit(name, PEER_W - 1)} ", ""),
                (right(age(peer.heard), HEARD_W) + "   ", ""),
                (fit(words, TRUST_W), role),
                (fit(str(peer.waiting) if peer.waiting else "-", WAIT_W), "attention" if peer.waiting else "dim"),
            )
        )
        lines += [text_line(f"    {part}", "attention") for part in (*gone, *remarks) if part]
    return lines


def _refused(snapshot: Snapshot) -> list[Line]:
    lines = [text_line("Geweigerd: kwam binnen, maar telt niet", "bold")]
    found = sorted(snapshot.radio.refused.items(), key=lambda pair: (-pair[1], pair[0]))
    for code, count in found:
        lines.append(
            ((right(str(count), 6), "attention" if code in ALARMING else ""), (f"  {REFUSED.get(code, code)}", ""))
        )
    return lines if found else [*lines, text_line("  niets", "dim")]


ALARMING = ("vals_zegel", "ingetrokken", "onbekend_station", "herhaling", "niet_bevoegd")


def _keys(snapshot: Snapshot) -> list[Line]:
    keys = snapshot.keys
    role = "attention" if keys.state is KeysState.LOCKED else ""
    lines = [text_line("Sleutels", "bold"), text_line(f"  {KEYS[keys.state]}", role)]
    if keys.fingerprint:
        lines.append((("  Vingerafdruk  ", "dim"), (keys.fingerprint, "bold"), ("  lees hem elkaar voor", "dim")))
    if keys.state is KeysState.OPEN:
        signs = "mag opdrachten en bulletins ondertekenen" if keys.signs else "mag geen opdrachten ondertekenen"
        lines.append(text_line(f"  Tijdvak {keys.epoch}; {signs}"))
    if keys.revoked:
        lines.append(text_line(f"  Ingetrokken: {', '.join(keys.revoked)}", "attention"))
    return lines


class LinkPage(Page):
    """The page, drawn anew every second: counters tell most while they run."""

    def __init__(self, snapshot: Callable[[], Snapshot], wording: Wording) -> None:
        super().__init__(link_lines(snapshot(), wording))
        self.snapshot = snapshot
        self.wording = wording

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(REDRAW_S, self.again)

    def again(self) -> None:
        """What is true now, without moving what is being read."""
        self.content = tuple(link_lines(self.snapshot(), self.wording))
        self.redraw()
