"""The lines at the top of the page, for somebody who never saw it: who, where, LoRa, and how far the report is."""

from nsp_console.domain.views import KeysState, Snapshot
from nsp_console.dutch.radio import link_sentence
from nsp_console.dutch.times import countdown
from nsp_console.tui.frame.top import GOOD_LINK, NO_RADIO, link_words, store_lines, who_and_when
from nsp_console.tui.paint import Line, cut, fit, joined, text_line
from nsp_console.tui.wording import Wording

ALARM_KEY = " ALARM: F2 of ! "
OTHER_MEANS = "Dringend? Bel, portofoon of loop."
RADIO_DOWN = {
    "verbindt": "LoRa verbindt nog. Wat u invult gaat straks vanzelf weg.",
    "geen_apparaat": f"LoRa WEG: zit de USB-kabel vast? {OTHER_MEANS}",
    "niets_gehoord": f"LoRa STIL: zet de antenne bij een raam. {OTHER_MEANS}",
    "verkeerd_kanaal": f"LoRa VERKEERD KANAAL: meld het uw C-NSP. {OTHER_MEANS}",
    "reageert_niet": f"LoRa HANGT: zet de radio uit en aan. {OTHER_MEANS}",
    NO_RADIO: "Geen LoRa-radio: geef alles door met portofoon of telefoon.",
}
KEY_WORDS = {
    KeysState.NONE: ("geen sleutel", "dim"),
    KeysState.LOCKED: ("SLEUTEL DICHT", "attention"),
    KeysState.OPEN: ("sleutel open", ""),
}
LOCKED = "Sleutel nog dicht: alleen luisteren. Druk op k en typ het sleutelwoord."


def contact(snapshot: Snapshot) -> str:
    """The C-NSP we report to: our home, or who stands in for it."""
    home = snapshot.station.home
    return snapshot.unmanned.get(home, home)


def contact_words(snapshot: Snapshot) -> str:
    """`C-ZWO-01 Kazerne Zwolle`."""
    code = contact(snapshot)
    view = snapshot.site(code)
    name = view.site.name.removeprefix("C-NSP ").strip() if view else ""
    return f"{code} {name}".strip() or "uw C-NSP"


def top_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """Who and when, LoRa and key, and a full-width line for everything that is wrong, with what to do."""
    radio = snapshot.radio
    heard = f", {radio.heard_nodes} gehoord" if radio.state == GOOD_LINK else ""
    role = "" if radio.state == GOOD_LINK else "attention"
    waits = f"{snapshot.queue} in de wachtrij" if snapshot.queue else "niets wacht"
    parts: list[Line] = [
        ((link_words(radio.state).short + heard, role),),
        (KEY_WORDS[snapshot.keys.state],),
        ((waits, ""),),
        ((f"meldt aan {contact_words(snapshot)}", ""),),
    ]
    lines = [who_and_when(snapshot, wording, width), cut(((" ", ""), *joined(parts, " │ ")), width)]
    return [*lines, *banners(snapshot, wording, width)]


def banners(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """Full-width lines: radio down, key closed, another C stands in, the disk."""
    words = []
    if snapshot.radio.state != GOOD_LINK:
        told = link_sentence(snapshot.radio.detail)
        default = f"LoRa: {snapshot.radio.state}. {told} {OTHER_MEANS}"
        words.append(RADIO_DOWN.get(snapshot.radio.state, default))
    if snapshot.keys.state is KeysState.LOCKED:
        words.append(LOCKED)
    home = snapshot.station.home
    if home in snapshot.unmanned:
        words.append(f"{home} is tijdelijk onbemand; {snapshot.unmanned[home]} neemt waar. U hoeft niets te doen.")
    lines = [text_line(fit(f" ▲ {one}", width), "warning") for one in words]
    return [*lines, *store_lines(snapshot, wording, width)]


def taken_by(snapshot: Snapshot) -> str:
    """The C that writes for our point in our place; empty when we do."""
    view = snapshot.site(snapshot.station.code)
    return view.writer if view is not None and view.taken_from else ""


def state_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """How far our report is, with the alarm key at the right, in view at all times."""
    words, role = state_words(snapshot, wording)
    mark = {"good": "●", "attention": "▲"}.get(role, "░")
    room = width - len(ALARM_KEY) - 1
    first: Line = ((fit(f" {mark} {words}", room), role), (" ", ""), (ALARM_KEY, "critical"))
    after = next_words(snapshot)
    return [first, text_line(fit(f"   {after}", width), "dim")] if after else [first]


def state_words(snapshot: Snapshot, wording: Wording) -> tuple[str, str]:
    """`C heeft uw melding ontvangen om 14:32 (C-ZWO-01)`, or that it has not, and the role."""
    own, taker = snapshot.own, taken_by(snapshot)
    if taker:
        return f"{taker} schrijft nu voor uw punt.", "attention"
    if own.issued is None and _told_before(snapshot):
        return "Uw melding is opgeslagen, maar nog NIET verstuurd.", "attention"
    if own.issued is None:
        return "Nog niets verstuurd. Druk op Enter en vul de zes regels in.", "attention"
    sent = wording.ago(snapshot.wall, own.issued.seconds)
    if not own.received:
        return f"Uw melding: NOG NIET ontvangen door C (verstuurd om {sent}).", "attention"
    home = contact(snapshot)
    by = home if home in own.received else next(iter(own.received))
    at = wording.ago(snapshot.wall, own.received[by].seconds)
    return f"Uw melding: C heeft het ontvangen om {at} ({by}).", "good"


def _told_before(snapshot: Snapshot) -> bool:
    """Whether our point has values at all, sent or not."""
    view = snapshot.site(snapshot.station.code)
    return view is not None and view.heard is not None


def next_words(snapshot: Snapshot) -> str:
    """What happens by itself and what a person can do."""
    own = snapshot.own
    if taken_by(snapshot):
        return f"Uw stand gaat niet vanzelf weg; wat u invult, gaat als melding naar {taken_by(snapshot)}."
    if own.changed:
        soon = f"binnen {countdown(own.next_s)}" if own.next_s is not None else "zo"
        return f"Uw laatste wijziging gaat {soon} vanzelf mee." + ("" if own.received else f" {OTHER_MEANS}")
    if own.issued is None and not _told_before(snapshot):
        return ""
    if not own.received:
        return f"{_next_try(snapshot)} {OTHER_MEANS}"
    return ""


def _next_try(snapshot: Snapshot) -> str:
    if snapshot.keys.state is KeysState.LOCKED:
        return "Het gaat weg zodra de sleutel open is."
    if snapshot.radio.state == NO_RADIO:
        return "Zonder LoRa-radio gaat niets vanzelf."
    if snapshot.radio.state != GOOD_LINK:
        return "Het gaat weg zodra LoRa weer werkt."
    return "Wij proberen het vanzelf opnieuw."
