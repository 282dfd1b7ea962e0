"""The LoRa link in words: how it is, since when, and when something is wrong what it means and what to do."""

from nsp_console.domain.views import RadioView, Snapshot
from nsp_console.dutch.radio import warning_sentence
from nsp_console.dutch.times import ago, countdown, number
from nsp_console.dutch.verbinding import CAUSES, IMPACTS, OTHER_MEANS, STEPS, headline, remedy
from nsp_console.tui.paint import Line, Piece, width_of, wrap
from nsp_console.tui.wording import Wording

GOOD, NO_RADIO = "goed", "geen"
BROKEN = frozenset({"geen_apparaat", "reageert_niet", "verkeerd_kanaal"})
MAINS_PCT = 101.0
LABEL_W = 9
TEST_HINT: Line = (("z", "key"), (" zelftest ", ""))
YES, NO, WAITS, UNKNOWN = ("●", "good"), ("■", "critical_text"), ("▲", "attention"), ("░", "unknown")


def step_signs(radio: RadioView) -> tuple[Piece, Piece, Piece]:
    """Of each step whether it works: what comes after a broken one cannot be seen, and is never green."""
    heard = YES if radio.heard_nodes or radio.last_heard_s is not None else UNKNOWN
    table: dict[str, tuple[Piece, Piece, Piece]] = {
        "goed": (YES, heard, YES),
        "niets_gehoord": (YES, NO, YES),
        "verkeerd_kanaal": (YES, NO if radio.extras.quiet else heard, NO),
        "verbindt": (WAITS, UNKNOWN, UNKNOWN),
        "geen_apparaat": (NO, UNKNOWN, UNKNOWN),
        "reageert_niet": (NO, UNKNOWN, UNKNOWN),
    }
    return table.get(radio.state, (UNKNOWN, UNKNOWN, UNKNOWN))


def state_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """Headline, the three steps, and what is wrong with its remedy."""
    radio = snapshot.radio
    lines = [with_hint(_headline(snapshot, wording), width), _steps(radio)]
    lines += _trouble(snapshot, width)
    for code in radio.warnings:
        lines += labelled("Let op", warning_sentence(code), width, "attention")
    for name, _detail in radio.extras.channels_missing[1:]:
        lines += labelled("Let op", f"Het kanaal {name} staat niet op de radio.", width, "attention")
    return [*lines, *_about(radio, width)]


def labelled(label: str, words: str, width: int, role: str = "") -> list[Line]:
    """` Doe     words`, wrapped under the words."""
    rows = wrap(words, max(8, width - LABEL_W - 1))
    return [((f" {label if not at else '':<{LABEL_W}}", "bold"), (row, role)) for at, row in enumerate(rows)]


def _headline(snapshot: Snapshot, wording: Wording) -> Line:
    radio = snapshot.radio
    good = radio.state == GOOD
    shape = "●" if good else "■" if radio.state in BROKEN else "░" if radio.state == NO_RADIO else "▲"
    role = "good" if good else "critical_text" if radio.state in BROKEN else "attention"
    role = "unknown" if radio.state in (NO_RADIO, "onbekend") else role
    since = f" sinds {wording.ago(snapshot.wall, radio.since_s)}" if radio.since_s is not None else ""
    return ((f" {shape} {headline(radio.state)}", role), (since, ""))


def _steps(radio: RadioView) -> Line:
    pieces: list[Piece] = [("  ", "")]
    for words, (shape, role) in zip(STEPS, step_signs(radio), strict=True):
        pieces += [(f" {shape} ", role), (f"{words} ", "" if role == "good" else role)]
    return tuple(pieces)


def with_hint(line: Line, width: int) -> Line:
    """`line` with the key of the self-test at the right edge, when there is room: it is what this place is for."""
    room = width - width_of(line) - width_of(TEST_HINT)
    return (*line, (" " * room, ""), *TEST_HINT) if room > 1 else line


def _trouble(snapshot: Snapshot, width: int) -> list[Line]:
    radio = snapshot.radio
    impact = IMPACTS.get(radio.state)
    if impact is None:
        return []
    waiting = f" {snapshot.queue} berichten wachten." if snapshot.queue > 1 else ""
    todo = remedy(radio.state, radio.detail)
    other = f" {OTHER_MEANS}" if radio.state not in (NO_RADIO, "verbindt") else ""
    again = f" Volgende poging over {countdown(radio.retry_s)}." if radio.retry_s is not None else ""
    lines = labelled("Oorzaak", CAUSES.get(radio.state, ""), width)
    lines += labelled("Gevolg", impact + waiting, width)
    return [*lines, *labelled("Doe", todo + other + again, width, "attention" if radio.state != NO_RADIO else "")]


def _about(radio: RadioView, width: int) -> list[Line]:
    if radio.state in (NO_RADIO, "onbekend"):
        return []
    heard = ""
    if radio.last_heard_s is not None:
        many = f"{radio.heard_nodes} radio" + ("" if radio.heard_nodes == 1 else "'s")
        heard = f"{many} in het laatste uur, laatst {ago(radio.last_heard_s)}"
    extras = radio.extras
    battery = extras.battery_pct
    power = "" if battery is None else "op stroom" if battery >= MAINS_PCT else f"accu {number(battery, 0)} %"
    firmware = f"firmware {radio.firmware}" if radio.firmware else ""
    parts = [radio.where, radio.preset, extras.region, firmware, power]
    lines = labelled("Gehoord", heard, width) if heard else []
    told = ", ".join(part for part in parts if part)
    return [*lines, *(labelled("Radio", told, width, "dim") if told else [])]
