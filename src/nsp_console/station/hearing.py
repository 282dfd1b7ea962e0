"""One packet in, at most one fact out: what this console makes of a text it heard. Pure; nothing is recorded here."""

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

from nsp_console.domain.facts import Mode, TextHeard
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.radio.base import ALERT_PORT, TEXT_PORT, PacketReceived
from nsp_console.wire.text import alarm_kind, parse
from nsp_console.wire.text.machine import answer_opening

if TYPE_CHECKING:
    from nsp_console.link.heard_alarms import AlarmHeard

TEXT_PORTS = (TEXT_PORT, ALERT_PORT)
TEXT_BYTES_HEARD_MAX = 65_536  # far above any radio; a larger one is a fault of the driver


def hear(
    packet: PacketReceived, situation: Situation, now: Moment, mode: Mode, alarm: "AlarmHeard | None" = None
) -> TextHeard | None:
    """The fact for a text packet, or None for what is no text, a reaction without words, or heard before.

    alarm  what the link made of the line as an alarm of a console; with tier A it is real, whoever repeated it
    """
    if packet.port not in TEXT_PORTS or (packet.sender, packet.packet) in situation.seen:
        return None
    sealed = alarm if alarm is not None and alarm.tier is Tier.A else None
    if sealed is not None and not sealed.rings:
        return None
    text, raw = _decode(packet.payload[:TEXT_BYTES_HEARD_MAX])
    if sealed is not None:  # the tail says nothing to people; the line with it is kept as the evidence
        text, raw = text.rpartition("~")[0], base64.b64encode(packet.payload).decode("ascii")
    understood = parse(text, situation.rules.vocabulary)
    if packet.emoji:  # a tapback is a reaction, whatever its picture
        understood = Understanding(Outcome.RECEIPT)
    counts = packet.private and not packet.via_mqtt
    site = _site_of(packet, understood, situation) if counts else None
    repeat_of = _repeat_of(packet.sender, text, situation, now) if sealed is None else None
    if sealed is not None:
        about = understood.site if understood.site in situation.sites else sealed.station
        site, understood = about, replace(understood, outcome=Outcome.ALARM, site=about)
    drill_words = understood.exercise is True and mode is not Mode.DEMO
    if drill_words or (understood.site and understood.site not in situation.sites):
        # Exercise words outside an exercise, or a code nobody knows: a person must look, nothing counts.
        understood = _to_triage(understood, "oefenwoord" if drill_words else "onbekende_code")
        site = site if not drill_words else None
    rings = counts and understood.outcome is Outcome.ALARM
    return TextHeard(
        text=text,
        sender=packet.sender,
        packet=packet.packet,
        channel=packet.channel,
        source=Source(Means.LORA, Tier.A if sealed else _tier(packet, situation), packet.sender),
        understood=understood,
        site=site,
        counts=counts,
        alarm_kind=(sealed.kind if sealed else alarm_kind(text)) if rings else None,
        repeat_of=repeat_of,
        direct=packet.direct,
        snr=packet.snr,
        rssi=packet.rssi,
        hops=packet.hops,
        public_key=packet.public_key,
        raw=raw,
        age_s=max(0.0, packet.age_s or 0.0),
        station=sealed.station if sealed else "",
        alarm_number=sealed.number if sealed else None,
        alarm_counter=sealed.counter if sealed else -1,
        machine=understood.outcome is Outcome.MESSAGE and answer_opening(text) is not None,
    )


def _decode(payload: bytes) -> tuple[str, str]:
    """Text as received; when it is not valid UTF-8, a readable guess and the bytes themselves in base64."""
    try:
        return payload.decode("utf-8"), ""
    except UnicodeDecodeError:
        return payload.decode("utf-8", errors="replace"), base64.b64encode(payload).decode("ascii")


def _tier(packet: PacketReceived, situation: Situation) -> Tier:
    """B when the radio proved the very key an operator pinned to it, else C. Tier A needs our own tag."""
    link = situation.nodes.get(packet.sender)
    pinned = link is not None and bool(link.public_key) and link.public_key == packet.public_key
    return Tier.B if pinned else Tier.C


def _site_of(packet: PacketReceived, understood: Understanding, situation: Situation) -> str | None:
    """The point a text is about: the code in the text, else the point this radio is linked to."""
    if understood.site:
        return understood.site if understood.site in situation.sites else None
    link = situation.nodes.get(packet.sender)
    return link.site if link else None


def _repeat_of(sender: int, text: str, situation: Situation, now: Moment) -> int | None:
    """The entry this text literally repeats within the window, if any: people resend when no tick appears."""
    latest = situation.latest_text.get(sender)
    if latest is None:
        return None
    known, entry, at = latest
    if known.casefold().split() != text.casefold().split():
        return None
    age = age_between(at, now).seconds
    return entry if age <= situation.rules.thresholds.repeat_window_s else None


def _to_triage(understood: Understanding, code: str) -> Understanding:
    return replace(understood, outcome=Outcome.TRIAGE, unclear=(*understood.unclear, (code, understood.site or "")))
