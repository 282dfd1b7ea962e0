"""Reports and inbox lines: entering, *klopt*, *verwerp*, handling, and which radio belongs to which point."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Content, Fact, Purpose
from nsp_console.domain.fields import spec_of
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.station import commands
from nsp_console.station.orders.desk import Desk, one_line
from nsp_console.station.orders.mail import read_notes
from nsp_console.wire.frames.bodies import TextBody
from nsp_console.wire.frames.limits import MAIL_BODY_BYTES_MAX
from nsp_console.wire.text import alarm_kind, write_lines

CODE = re.compile(r"[CLX]-[A-Z]{3}-\d{2}")


def enter_report(desk: Desk, order: commands.EnterReport) -> list[Fact]:
    """A report by voice, phone or paper. When another console writes for the point, it is told as well."""
    understood, site = order.understood, desk.site(order.site)
    if understood.outcome is Outcome.ALARM:
        return [facts.AlarmRaised(alarm_kind(order.text), site, order.text, desk.by)]
    if not (understood.values or understood.needs or understood.rest_ok or understood.no_needs):
        raise CommandError("niets_begrepen", tekst=order.text)
    for key, value in understood.values.items():
        spec = spec_of(key)
        if spec is None or not spec.accepts(value):
            raise CommandError("waarde_onmogelijk", veld=key, waarde=value)
    writer = writer_to_tell(desk, site)
    entered = facts.ReportEntered(
        site,
        dict(understood.values),
        order.means,
        desk.by,
        understood.needs,
        understood.rest_ok,
        understood.estimated,
        order.text,
        order.corrects,
        understood.no_needs,
        writer,
    )
    return [entered, *(passed_on(desk, writer, replace(understood, site=site)) if writer else [])]


def writer_to_tell(desk: Desk, site: str) -> str:
    """The console that must be told of a report about `site`: its writer, or the C that answers for it.

    "" when that is us, or when nobody can be told: then the report is ours to keep.
    """
    writers = desk.air.writers
    writer = writers.writer_of(site)
    if writer == desk.station:
        return ""
    return next((code for code in (writer, writers.home_of(site)) if desk.mails_to(code)), "")


def passed_on(desk: Desk, writer: str, understood: Understanding) -> list[Fact]:
    """The report in canonical lines, as many messages as it takes."""
    lines = write_lines(understood, desk.situation.rules.vocabulary, MAIL_BODY_BYTES_MAX)
    return [
        desk.letter(writer, TextBody(one_line(line), Content.REPORT), one_line(line), Purpose.NOTE) for line in lines
    ]


def confirm(desk: Desk, order: commands.Confirm) -> list[Fact]:
    """*Klopt* for one line."""
    if not desk.situation.reporting.is_waiting(order.entry):
        raise CommandError("niets_te_bevestigen", nummer=order.entry)
    return [facts.ValuesConfirmed(order.entry, desk.by, order.keys), *read_notes(desk, [order.entry])]


def confirm_site(desk: Desk, order: commands.ConfirmSite) -> list[Fact]:
    """*Klopt* for all that waits at one point."""
    waiting = desk.situation.reporting.waiting_entries(desk.site(order.site))
    if not waiting:
        raise CommandError("niets_te_bevestigen_punt", punt=order.site)
    confirmed = [facts.ValuesConfirmed(entry, desk.by) for entry in waiting]
    return [*confirmed, *read_notes(desk, waiting)]


def reject(desk: Desk, order: commands.Reject) -> list[Fact]:
    """*Verwerp*."""
    if order.entry not in desk.situation.texts and order.entry not in desk.situation.reporting.reports:
        raise CommandError("nummer_onbekend", nummer=order.entry)
    return [facts.ValuesRejected(order.entry, desk.by, order.reason), *read_notes(desk, [order.entry])]


def handle(desk: Desk, order: commands.Handle) -> list[Fact]:
    """A person dealt with a line; the console that mailed it hears that it was read."""
    if order.entry not in desk.situation.texts:
        raise CommandError("nummer_onbekend", nummer=order.entry)
    return [facts.TextHandled(order.entry, order.how, desk.by), *read_notes(desk, [order.entry])]


def link_node(desk: Desk, order: commands.LinkNode) -> list[Fact]:
    """This radio belongs to that point; the key it proved last is pinned."""
    site = desk.site(order.site) if order.site else ""
    heard = [text.fact.public_key for text in desk.situation.texts.values() if text.fact.sender == order.node]
    key = next((key for key in reversed(heard) if key), "")
    return [facts.NodeLinked(order.node, site, desk.by, key)]


def add_site(desk: Desk, order: commands.AddSite) -> list[Fact]:
    """A point that joins during the inzet."""
    code = order.code.strip().upper()
    if not CODE.fullmatch(code):
        raise CommandError("code_onjuist", punt=order.code)
    if code in desk.situation.sites:
        raise CommandError("code_bestaat_al", punt=code)
    if not order.name.strip():
        raise CommandError("naam_nodig")
    home = desk.site(order.home or desk.station)
    near = desk.situation.sites[home]
    return [
        facts.SiteAdded(
            code,
            order.name.strip(),
            SiteKind(order.kind),
            home,
            desk.by,
            near.municipality,
            order.owner,
            near.lat,
            near.lon,
        )
    ]


TABLE: dict[type, Callable[[Desk, Any], list[Fact]]] = {
    commands.EnterReport: enter_report,
    commands.Confirm: confirm,
    commands.ConfirmSite: confirm_site,
    commands.Reject: reject,
    commands.Handle: handle,
    commands.LinkNode: link_node,
    commands.AddSite: add_site,
}
