"""Silence is a visible state and an alarm with an owner. This looks for points that fell silent, and came back."""

from nsp_console.domain.facts import AlarmClosed, AlarmKind, AlarmRaised
from nsp_console.domain.situation import Situation
from nsp_console.domain.views import Severity, SiteView

BY_COMPUTER = "computer"
HEARD_AGAIN = "weer_gehoord"


def silence_facts(
    views: tuple[SiteView, ...], situation: Situation, station: str, radio_up: bool
) -> list[AlarmRaised | AlarmClosed]:
    """New silence alarms for own points, and the closing of those whose point was heard again.

    Points that fall silent together are one alarm: the cause is probably one. While our own radio is down no point is
    called silent for it (the radio is the alarm); silences noticed earlier stay.
    """
    silent = [view.site.code for view in views if view.own and view.severity is Severity.SILENT]
    known: dict[str, int] = {}
    closed: list[AlarmRaised | AlarmClosed] = []
    for alarm in situation.alarms.values():
        if alarm.kind is not AlarmKind.SILENCE or alarm.closed:
            continue
        points = [code for code in (alarm.site, *alarm.also) if code]
        known.update(dict.fromkeys(points, alarm.entry))
        if not set(points) & set(silent):
            closed.append(AlarmClosed(alarm.entry, BY_COMPUTER, HEARD_AGAIN))
    new = [code for code in silent if code not in known] if radio_up else []
    if new:
        closed.append(AlarmRaised(AlarmKind.SILENCE, new[0], "", BY_COMPUTER, also=tuple(new[1:])))
    return closed
