"""What goes to others: a text, a request, a bulletin, a roll call, and the note that something was read or hangs."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Fact, MessageQueued, Purpose
from nsp_console.dutch.ordering import READ_LINE, bulletin_line, hung_line, request_line, roll_call_line
from nsp_console.radio.base import TEXT_BYTES_MAX
from nsp_console.station import commands
from nsp_console.station.orders.desk import Desk, must_fit, one_line
from nsp_console.wire import lines
from nsp_console.wire.frames.bodies import BulletinBody, HungBody, ReadBody, RequestBody, RollCallBody, TextBody
from nsp_console.wire.frames.limits import MAIL_BODY_BYTES_MAX, NEEDS_MAX, SIGNED_BODY_BYTES_MAX

BULLETIN_HEAD_BYTES = 3  # number and validity, before the text
BULLETIN_TEXT_BYTES_MAX = SIGNED_BODY_BYTES_MAX - BULLETIN_HEAD_BYTES
VALID_H_MAX = 255  # one byte on the air


def send_text(desk: Desk, order: commands.SendText) -> list[Fact]:
    """To a point with a console: a message between consoles. To people, or to everybody: one line of text."""
    text = one_line(order.text)
    to = desk.site(order.to) if order.to else ""
    if to and desk.mails_to(to):
        return [desk.letter(to, TextBody(must_fit(text, MAIL_BODY_BYTES_MAX)), text, answers=order.answers)]
    return [phone_line(desk, text, to, order.answers)]


def phone_line(desk: Desk, text: str, to: str, answers: int | None = None) -> MessageQueued:
    """A line on the text channel, for people with a phone."""
    return MessageQueued(must_fit(text, TEXT_BYTES_MAX), Purpose.MESSAGE, to=to, answers=answers, by=desk.by)


def send_request(desk: Desk, order: commands.SendRequest) -> list[Fact]:
    """Goods or people asked for, of a console; as a line of text when the other side has none."""
    needs = order.understood.needs
    if not needs:
        raise CommandError("niets_gevraagd", tekst=order.text)
    if len(needs) > NEEDS_MAX:
        raise CommandError("te_veel_gevraagd", aantal=len(needs), hoogstens=NEEDS_MAX)
    to = desk.site(order.to or desk.air.writers.home_of(desk.station))
    if to == desk.station:
        raise CommandError("aanvraag_aan_wie")
    site = desk.site(order.understood.site or desk.station)
    note = one_line(order.text)
    if desk.mails_to(to):
        on_air = site if desk.roster.number(site) is not None else desk.station
        body = RequestBody(on_air, needs, note if site == on_air else f"{site} {note}")
        if not desk.can_tell(body):
            raise CommandError("aanvraag_past_niet")
        return [desk.letter(to, body, request_line(site, needs, note))]
    return [phone_line(desk, one_line(request_line(site, needs, "")), to)]


def issue_bulletin(desk: Desk, order: commands.IssueBulletin) -> list[Fact]:
    """Signed to every console when we can sign; always one line for phones, with the number."""
    desk.as_coordinator()
    text = must_fit(one_line(order.text), BULLETIN_TEXT_BYTES_MAX)
    if not 1 <= order.valid_h <= VALID_H_MAX:
        raise CommandError("geldigheid_onmogelijk", uren=order.valid_h, hoogstens=VALID_H_MAX)
    number = desk.air.next_bulletin()
    made: list[Fact] = [facts.BulletinIssued(number, text, order.valid_h, desk.by)]
    for_phones = phone_line(desk, lines.bulletin(number, desk.station, text), "")
    if desk.signs:
        body = BulletinBody(number, order.valid_h, text)
        made.append(desk.broadcast(body, bulletin_line(number, text), Purpose.BULLETIN))
    return [*made, for_phones]


def hang_bulletin(desk: Desk, order: commands.HangBulletin) -> list[Fact]:
    """It hangs here; the C that issued it is told."""
    bulletin = desk.air.bulletin(order.entry)
    if bulletin is None:
        raise CommandError("geen_bulletin", nummer=order.entry)
    if desk.air.hangs(bulletin.station, bulletin.number, desk.station):
        raise CommandError("hangt_al", nummer=bulletin.number)
    hung = facts.BulletinHung(bulletin.station, bulletin.number, desk.station, desk.by)
    if not desk.mails_to(bulletin.station):
        return [hung]
    number = bulletin.number
    return [hung, desk.letter(bulletin.station, HungBody(number), hung_line(number), Purpose.NOTE, order.entry)]


def call_roll(desk: Desk, order: commands.CallRoll) -> list[Fact]:
    """Every point we answer for is asked for its state now."""
    desk.as_coordinator()
    if not desk.signs:
        raise CommandError("kan_niet_ondertekenen")
    return [desk.broadcast(RollCallBody(desk.station), roll_call_line(desk.station), Purpose.ORDER)]


def read_notes(desk: Desk, entries: Iterable[int]) -> list[Fact]:
    """To the senders of these inbox lines: a person read it. Once per message, and only to consoles.

    A note that cannot be queued is left out: nobody must be kept from handling a line by a full queue.
    """
    notes: list[Fact] = []
    for entry in entries:
        mark = desk.air.owes_read(entry)
        if mark is not None and desk.mails_to(mark.station):
            with suppress(CommandError):
                body = ReadBody(mark.line, mark.sequence)
                notes.append(desk.letter(mark.station, body, READ_LINE, Purpose.NOTE, entry))
    return notes


TABLE: dict[type, Callable[[Desk, Any], list[Fact]]] = {
    commands.SendText: send_text,
    commands.SendRequest: send_request,
    commands.IssueBulletin: issue_bulletin,
    commands.HangBulletin: hang_bulletin,
    commands.CallRoll: call_roll,
}
