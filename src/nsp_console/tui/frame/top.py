"""The lines above every place: who and when, LoRa in words, places, alarm, LoRa down, database trouble."""

from dataclasses import dataclass

from rich.cells import cell_len

from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import Mode
from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Tier
from nsp_console.domain.views import AlarmView, KeysState, RadioView, Snapshot
from nsp_console.dutch.errors import sentence
from nsp_console.dutch.labels import ALARM_KIND, MODE
from nsp_console.dutch.radio import link_sentence, warning_sentence
from nsp_console.dutch.reasons import reason
from nsp_console.dutch.times import (
    age,
    countdown,
    date_clock,
    day_clock,
    hours_minutes,
    near_clock,
    number,
    since_t0,
)
from nsp_console.tui.paint import Line, Piece, cut, fit, joined, text_line, width_of
from nsp_console.tui.triage import open_lines
from nsp_console.tui.wording import Wording

NARROW = 110  # below this many columns the compact header is drawn
GOOD_LINK = "goed"
NO_RADIO = "geen"


@dataclass(frozen=True)
class LinkWords:
    """How a link state reads: short in the header, long on the full-width line ("" when nothing is wrong)."""

    short: str
    long: str = ""


LINK_WORDS = {
    NO_RADIO: LinkWords("geen LoRa-radio ingesteld"),
    GOOD_LINK: LinkWords("LoRa goed"),
    "verbindt": LinkWords("LoRa verbindt…", "LoRa VERBINDT"),
    "geen_apparaat": LinkWords("LoRa WEG", "LoRa WEG: geen radio aangesloten"),
    "niets_gehoord": LinkWords("LoRa STIL", "LoRa STIL: radio werkt, maar hoort niets (antenne?)"),
    "verkeerd_kanaal": LinkWords("LoRa KANAAL", "LoRa VERKEERD KANAAL: hoort anderen, sleutel of kanaal klopt niet"),
    "reageert_niet": LinkWords("LoRa HANGT", "LoRa HANGT: radio aangesloten, geeft geen antwoord"),
}
LINK_SHORT = {  # the long words for 80 columns
    "verbindt": "LoRa VERBINDT",
    "geen_apparaat": "LoRa WEG: geen radio",
    "niets_gehoord": "LoRa STIL: antenne?",
    "verkeerd_kanaal": "LoRa VERKEERD KANAAL",
    "reageert_niet": "LoRa HANGT",
}


def link_words(state: str) -> LinkWords:
    """Words for a link state; an unknown state is shown as it is."""
    return LINK_WORDS.get(state, LinkWords(f"LoRa {state}", f"LoRa: {state}"))


def top_lines(snapshot: Snapshot, wording: Wording, width: int, tabs: Line) -> list[Line]:
    """All lines above the place, from the header to the banners that apply now."""
    lines = [who_and_when(snapshot, wording, width), _state(snapshot, width, tabs)]
    if width >= NARROW:
        lines.append(cut(tabs, width))
    lines.extend(text_line(cut(line, width)[0][0], line[0][1]) for line in _banners(snapshot, wording, width))
    return lines


def mode_piece(snapshot: Snapshot, pad: str = " ") -> Piece:
    """` INZET Stroomuitval ` reversed, so that nobody can miss which world this is."""
    rate = f" {number(snapshot.demo_rate)}x" if snapshot.demo_rate and snapshot.demo_rate != 1 else ""
    name = f" {snapshot.deployment}" if snapshot.deployment else ""
    return f"{pad}{MODE[snapshot.mode]}{rate}{name}{pad}", "mode" if snapshot.mode is not Mode.READY else "tab"


def who_and_when(snapshot: Snapshot, wording: Wording, width: int) -> Line:
    """` C-DEV-01 Kazerne Deventer │ INZET … │ T+26:14    wo 18:54 klok zeker`: the first line of every screen."""
    narrow = width < NARROW
    sure = ("klok zeker", "dim") if snapshot.clock_sure else ("KLOK ONZEKER", "attention")
    when = (day_clock if narrow else date_clock)(snapshot.wall, wording.zone)
    local = snapshot.station.kind is SiteKind.L
    name = snapshot.station.short_name if local else snapshot.station.name.removeprefix("C-NSP ").strip()
    name = name.removeprefix("Kazerne ") if narrow else name
    parts: list[Line] = [
        ((f" {snapshot.station.code} {name}", "bold"),),
        (mode_piece(snapshot, "" if narrow else " "),),
    ]
    if snapshot.t_plus_s is not None:
        left = snapshot.operational_h * HOUR_S - snapshot.t_plus_s
        parts.append(((since_t0(snapshot.t_plus_s), "bold"),))
        if not narrow:
            parts.append(((_to_deadline(snapshot.operational_h, left), ""),))
    tail: Line = ((when, "bold"), ("  ", ""), sure, (" ", ""))
    between = " │ " if narrow or width_of(joined(parts)) + width_of(tail) >= width else "  │  "
    line = joined(parts, between)
    room = width - width_of(tail) - width_of(line)
    if room < 1:  # the deployment's name gives way, never the clock
        over = 1 - room
        mode = parts[1][0]
        parts[1] = ((fit(mode[0].rstrip(), max(8, len(mode[0].rstrip()) - over)), mode[1]),)
        line = joined(parts, between)
        room = width - width_of(tail) - width_of(line)
    return cut((*line, (" " * max(1, room), ""), *tail), width)


def _to_deadline(hours: float, left_s: float) -> str:
    if left_s >= 0:
        return f"T+{number(hours)} over {hours_minutes(left_s)}"
    return f"T+{number(hours)} voorbij, {hours_minutes(-left_s)} geleden"


def _state(snapshot: Snapshot, width: int, tabs: Line) -> Line:
    narrow = width < NARROW
    radio = snapshot.radio
    parts: list[Line] = [_link(radio, narrow), *([] if narrow and not has_keys(snapshot) else [key_word(snapshot)])]
    parts.append(((f"wacht {snapshot.queue}" if narrow else f"wachtrij {snapshot.queue}", ""),))
    if radio.state != NO_RADIO:
        parts.append(((f"zendtijd {number(radio.air_pct)} %", ""),))
    todo = len(open_lines(snapshot.inbox))
    parts.append(((f"te doen {todo}" if narrow else f"te beoordelen {todo}", "attention" if todo else "dim"),))
    if snapshot.alarms and not narrow:
        parts.append(((f"alarmen {len(snapshot.alarms)}", "critical_text"),))
    if snapshot.illustrative:
        parts.append((("verzonnen regio", "dim"),))
    line = ((" ", ""), *joined(parts, " │ " if narrow else "  │  "))
    if not narrow:
        return cut(line, width)
    here = next((text for text, role in tabs if role == "tab"), "")
    room = width - width_of(line) - len(here)
    return cut((*line, (" " * max(0, room), ""), (here, "tab")), width)


def has_keys(snapshot: Snapshot) -> bool:
    """Whether there is a key file at all."""
    return snapshot.keys.state is not KeysState.NONE


KEY_WORDS = {
    KeysState.NONE: ("geen sleutel", "dim"),
    KeysState.LOCKED: ("SLEUTEL DICHT", "attention"),
    KeysState.OPEN: ("sleutel echt", ""),
}


def key_word(snapshot: Snapshot) -> Line:
    """Whether what we send is proved to be ours: echt, dicht or geen."""
    return (KEY_WORDS[snapshot.keys.state],)


def _link(radio: RadioView, narrow: bool) -> Line:
    words = link_words(radio.state)
    if radio.state == GOOD_LINK:
        heard = f" {radio.heard_nodes}" if narrow else f", {radio.heard_nodes} gehoord"
        return ((words.short + heard, ""),)
    role = "dim" if radio.state == NO_RADIO else "attention"
    return ((("geen LoRa" if radio.state == NO_RADIO else words.short) if narrow else words.short, role),)


def _banners(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    lines: list[Line] = []
    alarm = urgent_alarm(snapshot)
    if alarm is not None:
        lines.append(_alarm(alarm, snapshot, wording, width))
    if link_words(snapshot.radio.state).long:
        lines.append(_radio_down(snapshot, wording, width))
    elif snapshot.radio.warnings and snapshot.radio.state != NO_RADIO:
        lines.append(text_line(fit(f" ▲ LoRa: {warning_sentence(snapshot.radio.warnings[0])}", width), "warning"))
    lines += [text_line(fit(f" ▲ {words}", width), "warning") for words in standing_words(snapshot)]
    lines += store_lines(snapshot, wording, width)
    return lines


def standing_words(snapshot: Snapshot) -> list[str]:
    """What stays true until somebody does something: a closed key, a C without crew."""
    here = snapshot.station.code
    words = []
    if snapshot.keys.state is KeysState.LOCKED:
        words.append("Sleutel nog dicht: alleen luisteren. K opent hem met het sleutelwoord.")
    for away, other in snapshot.unmanned.items():
        if away == here:
            words.append(f"Wij staan op ONBEMAND: onze punten doet {other}. O neemt ze terug.")
        elif other == here:
            words.append(f"De L's van {away} doen wij: dat C-NSP is tijdelijk onbemand.")
    return words


def store_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """Trouble with saving, and what the station wants to tell."""
    lines: list[Line] = []
    if snapshot.store_error:
        lines.append(text_line(fit(f" ■ OPSLAG: {sentence(StoreError(snapshot.store_error))}", width), "banner"))
    notices = [fit(f" ▲ {reason(notice, wording.labels)}", width) for notice in snapshot.notices]
    return [*lines, *(text_line(words, "warning") for words in notices)]


def urgent_alarm(snapshot: Snapshot) -> AlarmView | None:
    """The alarm of the banner: the first nobody acknowledged, else the first that is not parked, else the first."""
    alarms = snapshot.alarms
    unacknowledged = [alarm for alarm in alarms if not alarm.acknowledged_by and alarm.parked_s is None]
    running = [alarm for alarm in alarms if alarm.parked_s is None]
    return next(iter(unacknowledged or running or alarms), None)


def alarm_place(alarm: AlarmView, snapshot: Snapshot) -> str:
    """`L-DEV-09 De Hoven`, or `punt onbekend` with the point this radio named before as a hint."""
    view = snapshot.site(alarm.site) if alarm.site else None
    if view is not None:
        return f"{view.site.code} {view.site.short_name}"
    hint = f" (radio noemde eerder {alarm.named})" if alarm.named else ""
    return alarm.site or f"punt onbekend{hint}"


def alarm_words(alarm: AlarmView) -> str:
    """Kind and the words as heard, with what must never be missed: exercise or not, and how sure the source is."""
    mark = {True: "OEFENING ", False: "GEEN OEFENING ", None: ""}[alarm.exercise]
    text = f' "{alarm.text}"' if alarm.text else ""
    tier = {Tier.A: "", Tier.B: "", Tier.C: "? "}[alarm.tier]
    also = f" en {len(alarm.also)} andere punten" if alarm.also else ""
    return f"{mark}{ALARM_KIND[alarm.kind]}{tier.rstrip()}{text}{also}"


def alarm_status(alarm: AlarmView) -> str:
    """Acknowledged or not, parked or not, repeated how often."""
    if alarm.parked_s is not None:
        return f"geparkeerd, nog {countdown(alarm.parked_s)}"
    if alarm.acknowledged_by:
        return f"bevestigd door {alarm.acknowledged_by}, {age(alarm.acknowledged_age)} geleden"
    again = f", {alarm.repeats}x herhaald" if alarm.repeats else ""
    return f"NOG NIET BEVESTIGD, {age(alarm.age)}{again}"


def _alarm(alarm: AlarmView, snapshot: Snapshot, wording: Wording, width: int) -> Line:
    at = near_clock(snapshot.wall - alarm.age.seconds, snapshot.wall, wording.zone)
    more = f" (1 van {len(snapshot.alarms)})" if len(snapshot.alarms) > 1 else ""
    narrow = width < NARROW
    start = f"{'━' if narrow else '━━'} ■ ALARM{more} {at} {alarm_place(alarm, snapshot)}: "
    waiting = not alarm.acknowledged_by and alarm.parked_s is None
    action = "b bevestigen" if waiting else "s sluiten"
    end = f" {action} " if narrow else f" │ {_short_status(alarm)} │ {action} "
    words = alarm_words(alarm)
    room = width - len(start) - len(end) - 2
    line = start + (fit(words, room) if cell_len(words) > room else words) + end
    return text_line(line + "━" * max(0, width - cell_len(line)), "banner" if waiting else "warning")


def _short_status(alarm: AlarmView) -> str:
    if alarm.acknowledged_by or alarm.parked_s is not None:
        return alarm_status(alarm)
    return f"NIET BEVESTIGD {age(alarm.age)}"


def _radio_down(snapshot: Snapshot, wording: Wording, width: int) -> Line:
    radio = snapshot.radio
    narrow = width < NARROW
    words = LINK_SHORT.get(radio.state, "LoRa ?") if narrow else link_words(radio.state).long
    parts = []
    told = link_sentence(radio.detail)
    if radio.since_s is not None:
        parts.append(f"sinds {wording.ago(snapshot.wall, radio.since_s)}")
    parts.append(f"{snapshot.queue} wachten")
    if radio.retry_s is not None:
        parts.append(f"volgende poging {countdown(radio.retry_s)}")
    if not narrow:
        parts.append(told or "gebruik portofoon, telefoon of koerier")
    return text_line(fit(f" ▲ {words} · " + " · ".join(parts), width), "warning")
