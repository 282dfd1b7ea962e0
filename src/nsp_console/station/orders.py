"""An operator's command to the facts it makes. Everything is checked here first: a refused command changes nothing."""

import re
from collections.abc import Callable
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Fact, Purpose
from nsp_console.domain.fields import spec_of
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome
from nsp_console.radio.base import TEXT_BYTES_MAX
from nsp_console.station import commands
from nsp_console.station.commands import Command
from nsp_console.wire.text import alarm_kind

CODE = re.compile(r"[CLX]-[A-Z]{3}-\d{2}")
T0_AHEAD_S_MAX = 3600.0
T0_BACK_S_MAX = 60 * 86_400.0


class Orders:
    """Turns commands into facts for one station. `by` is the operator's function, never a name."""

    def __init__(self, situation: Situation, station: str, by: str, wall_now: Callable[[], float]) -> None:
        self._situation = situation
        self._station = station
        self._by = by
        self._wall_now = wall_now
        self._table: dict[type, Callable[[Any], list[Fact]]] = {
            commands.EnterReport: self._enter_report,
            commands.Confirm: self._confirm,
            commands.ConfirmSite: self._confirm_site,
            commands.Reject: self._reject,
            commands.Handle: self._handle,
            commands.Acknowledge: self._acknowledge,
            commands.Park: self._park,
            commands.CloseAlarm: self._close_alarm,
            commands.RaiseAlarm: self._raise_alarm,
            commands.SendText: self._send_text,
            commands.LinkNode: self._link_node,
            commands.StartDeployment: self._start_deployment,
            commands.CorrectT0: self._correct_t0,
            commands.EndDeployment: self._end_deployment,
            commands.AddSite: self._add_site,
            commands.Decide: self._decide,
        }

    def facts_for(self, command: Command) -> list[Fact]:
        """The facts `command` makes; raises CommandError with a code when it cannot be done now."""
        return self._table[type(command)](command)

    def _site(self, code: str) -> str:
        if code not in self._situation.sites:
            raise CommandError("punt_onbekend", punt=code)
        return code

    def _enter_report(self, order: commands.EnterReport) -> list[Fact]:
        understood = order.understood
        if understood.outcome is Outcome.ALARM:
            return [facts.AlarmRaised(alarm_kind(order.text), self._site(order.site), order.text, self._by)]
        if not (understood.values or understood.needs or understood.rest_ok):
            raise CommandError("niets_begrepen", tekst=order.text)
        for key, value in understood.values.items():
            spec = spec_of(key)
            if spec is None or not spec.accepts(value):
                raise CommandError("waarde_onmogelijk", veld=key, waarde=value)
        return [
            facts.ReportEntered(
                self._site(order.site),
                dict(understood.values),
                order.means,
                self._by,
                understood.needs,
                understood.rest_ok,
                understood.estimated,
                order.text,
                order.corrects,
            )
        ]

    def _confirm(self, order: commands.Confirm) -> list[Fact]:
        if not self._situation.reporting.is_waiting(order.entry):
            raise CommandError("niets_te_bevestigen", nummer=order.entry)
        return [facts.ValuesConfirmed(order.entry, self._by, order.keys)]

    def _confirm_site(self, order: commands.ConfirmSite) -> list[Fact]:
        waiting = self._situation.reporting.waiting_entries(self._site(order.site))
        if not waiting:
            raise CommandError("niets_te_bevestigen_punt", punt=order.site)
        return [facts.ValuesConfirmed(entry, self._by) for entry in waiting]

    def _reject(self, order: commands.Reject) -> list[Fact]:
        if order.entry not in self._situation.texts and order.entry not in self._situation.reporting.reports:
            raise CommandError("nummer_onbekend", nummer=order.entry)
        return [facts.ValuesRejected(order.entry, self._by, order.reason)]

    def _handle(self, order: commands.Handle) -> list[Fact]:
        if order.entry not in self._situation.texts:
            raise CommandError("nummer_onbekend", nummer=order.entry)
        return [facts.TextHandled(order.entry, order.how, self._by)]

    def _alarm(self, entry: int) -> int:
        alarm = self._situation.alarm(entry)
        if alarm is None or alarm.closed:
            raise CommandError("geen_open_alarm", nummer=entry)
        return alarm.entry

    def _acknowledge(self, order: commands.Acknowledge) -> list[Fact]:
        return [facts.AlarmAcknowledged(self._alarm(order.entry), self._by, order.note)]

    def _park(self, order: commands.Park) -> list[Fact]:
        if not order.reason.strip():
            raise CommandError("reden_nodig")
        return [facts.AlarmParked(self._alarm(order.entry), self._by, order.reason, order.for_s)]

    def _close_alarm(self, order: commands.CloseAlarm) -> list[Fact]:
        return [facts.AlarmClosed(self._alarm(order.entry), self._by, order.reason)]

    def _raise_alarm(self, order: commands.RaiseAlarm) -> list[Fact]:
        if not order.text.strip():
            raise CommandError("tekst_nodig")
        site = self._site(order.site) if order.site else None
        return [facts.AlarmRaised(alarm_kind(order.text), site, order.text, self._by)]

    def _send_text(self, order: commands.SendText) -> list[Fact]:
        text = " ".join(order.text.split())
        size = len(text.encode("utf-8", errors="replace"))
        if not text:
            raise CommandError("tekst_nodig")
        if size > TEXT_BYTES_MAX:
            raise CommandError("tekst_te_lang", bytes=size, bytes_max=TEXT_BYTES_MAX)
        to = self._site(order.to) if order.to else ""
        return [facts.MessageQueued(text, Purpose.MESSAGE, to=to, answers=order.answers, by=self._by)]

    def _link_node(self, order: commands.LinkNode) -> list[Fact]:
        site = self._site(order.site) if order.site else ""
        heard = [text.fact.public_key for text in self._situation.texts.values() if text.fact.sender == order.node]
        key = next((key for key in reversed(heard) if key), "")
        return [facts.NodeLinked(order.node, site, self._by, key)]

    def _t0(self, wall: float) -> float:
        ahead = wall - self._wall_now()
        if ahead > T0_AHEAD_S_MAX or -ahead > T0_BACK_S_MAX:
            raise CommandError("t0_onmogelijk")
        return wall

    def _start_deployment(self, order: commands.StartDeployment) -> list[Fact]:
        if self._situation.deployment is not None:
            raise CommandError("inzet_loopt_al", naam=self._situation.deployment.name)
        if not order.name.strip() or not order.source.strip():
            raise CommandError("naam_en_bron_nodig")
        return [facts.DeploymentStarted(order.name, self._t0(order.t0_wall), order.source, self._by)]

    def _correct_t0(self, order: commands.CorrectT0) -> list[Fact]:
        if self._situation.deployment is None:
            raise CommandError("geen_inzet")
        return [facts.T0Corrected(self._t0(order.t0_wall), order.source, self._by)]

    def _end_deployment(self, order: commands.EndDeployment) -> list[Fact]:
        if self._situation.deployment is None:
            raise CommandError("geen_inzet")
        return [facts.DeploymentEnded(self._by, order.reason)]

    def _add_site(self, order: commands.AddSite) -> list[Fact]:
        code = order.code.strip().upper()
        if not CODE.fullmatch(code):
            raise CommandError("code_onjuist", punt=order.code)
        if code in self._situation.sites:
            raise CommandError("code_bestaat_al", punt=code)
        if not order.name.strip():
            raise CommandError("naam_nodig")
        home = self._site(order.home or self._station)
        near = self._situation.sites[home]
        return [
            facts.SiteAdded(
                code,
                order.name.strip(),
                SiteKind(order.kind),
                home,
                self._by,
                near.municipality,
                order.owner,
                near.lat,
                near.lon,
            )
        ]

    def _decide(self, order: commands.Decide) -> list[Fact]:
        if not order.reason.strip() or not order.decided_by.strip():
            raise CommandError("reden_en_besluit_door_nodig")
        site = self._site(order.site)
        return [facts.Decided(site, order.what, order.decided_by, order.reason, order.target_wall, order.owner)]
