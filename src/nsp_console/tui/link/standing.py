"""What waits to leave, how complete the picture is, our keys, and what was refused with what to do about it."""

from nsp_console.domain.views import KeysState, Snapshot
from nsp_console.dutch.radio import REFUSED, picture_line
from nsp_console.dutch.times import age
from nsp_console.dutch.verbinding import ALARMING, REFUSED_DO
from nsp_console.tui.link.heard import site_words
from nsp_console.tui.link.state import labelled
from nsp_console.tui.paint import Line, fit, heading, right, text_line, wrap

KEYS = {
    KeysState.NONE: "Geen sleutel: alleen tekstregels. Niets dat wij sturen is te bewijzen.",
    KeysState.LOCKED: "Sleutel nog dicht: alleen luisteren. K (op een L: k) opent hem met het sleutelwoord.",
    KeysState.OPEN: "Sleutel open: wat wij sturen is echt, en wij herkennen wat echt is.",
}
EVERYBODY = "iedereen"
TO_MAX = 26
COUNT_W = 6
QUEUE_ROWS_MAX = 5


def queue_lines(snapshot: Snapshot, width: int) -> list[Line]:
    """Per addressee how many lines wait here and since when, longest wait first."""
    queued = snapshot.queued
    title = f"Wachtrij: {snapshot.queue} te versturen" if snapshot.queue else "Wachtrij: leeg"
    lines = [heading(title, width)]
    to_w = min(TO_MAX, max(10, width - 24))
    for row in queued[:QUEUE_ROWS_MAX]:
        name = site_words(row.to, snapshot) if row.to else EVERYBODY
        lines.append(
            ((f" {fit(name, to_w)}{right(str(row.count), 4)}  ", ""), (f"langst {age(row.oldest)}", "attention"))
        )
    if len(queued) > QUEUE_ROWS_MAX:
        more = queued[QUEUE_ROWS_MAX:]
        lines.append(text_line(f"   en {sum(row.count for row in more)} voor {len(more)} anderen", "dim"))
    return lines


def picture_lines(snapshot: Snapshot, width: int) -> list[Line]:
    """How complete the regional picture is, at a C."""
    picture = snapshot.picture
    if picture is None:
        return []
    return [
        text_line(f" {row}", "attention" if picture.stale else "") for row in wrap(picture_line(picture), width - 2)
    ]


def key_lines(snapshot: Snapshot, width: int) -> list[Line]:
    """State, fingerprint to compare by voice, epoch, and who is revoked."""
    keys = snapshot.keys
    role = "attention" if keys.state is KeysState.LOCKED else ""
    lines = [heading("Sleutels", width), *(text_line(f" {row}", role) for row in wrap(KEYS[keys.state], width - 2))]
    if keys.fingerprint:
        room = max(1, width - 18)
        lines.append(((" Vingerafdruk  ", "dim"), (fit(keys.fingerprint, room).rstrip(), "bold")))
        lines.append(text_line(" Lees hem elkaar voor: hij is overal gelijk.", "dim"))
    if keys.state is KeysState.OPEN:
        signs = "mag opdrachten en bulletins ondertekenen" if keys.signs else "mag geen opdrachten ondertekenen"
        lines += [text_line(f" {row}") for row in wrap(f"Tijdvak {keys.epoch}; {signs}", width - 2)]
    if keys.revoked:
        lines += [
            text_line(f" {row}", "attention") for row in wrap(f"Ingetrokken: {', '.join(keys.revoked)}", width - 2)
        ]
    return lines


def refused_lines(snapshot: Snapshot, width: int) -> list[Line]:
    """Counters since the start, most first; with what to do where something can be done."""
    lines = [heading("Geweigerd: kwam binnen, maar telt niet", width)]
    found = sorted(snapshot.radio.refused.items(), key=lambda pair: (pair[0] not in ALARMING, -pair[1], pair[0]))
    for code, count in found:
        role = "attention" if code in ALARMING else ""
        rows = wrap(REFUSED.get(code, code), max(8, width - COUNT_W - 3))
        lines.append(((right(str(count), COUNT_W), role), (f"  {rows[0] if rows else ''}", "")))
        lines += [text_line(" " * (COUNT_W + 2) + row) for row in rows[1:]]
        if code in REFUSED_DO:
            lines += [
                ((" " * COUNT_W, ""), *line) for line in labelled("doe", REFUSED_DO[code], width - COUNT_W - 1, "dim")
            ]
    return lines if found else [*lines, text_line(" niets", "dim")]
