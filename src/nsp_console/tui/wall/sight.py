"""What the wall says of one point: a letter, a code, a word and hours to read from afar, and three small lines.

Default deny: codes, configured names, numbers and kinds of alarm. No word of any message, no note, nobody's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nsp_console.domain.facts import AlarmKind
from nsp_console.domain.moments import HOUR_S, Ageing
from nsp_console.domain.values import Tier
from nsp_console.domain.views import AlarmView, Forecast, Reason, Severity, SiteView, Snapshot
from nsp_console.dutch.labels import ALARM_KIND, BOARD_STATE, SEVERITY, SHAPE, SUPPLY
from nsp_console.dutch.times import age, hours
from nsp_console.dutch.wall import REASON_BIG, SUPPLY_BIG, function_big, may_show, public_name
from nsp_console.tui.judged import WORD_INSTEAD, badge, hours_role, state_of, supply_cell
from nsp_console.tui.paint import Piece
from nsp_console.tui.wording import Wording

CALM = frozenset({Severity.GOOD, Severity.OUT_OF_SERVICE})
SOLID = "█"
SILENCE = AlarmKind.SILENCE
SUPPLY_REASONS = frozenset({"supply_critical", "supply_low"})


@dataclass(frozen=True, slots=True)
class Sight:
    """One point, or an alarm nobody can place, as the wall shows it.

    key      of what it is about: a site code, or `alarm N`
    letter   of the verdict; `side` its shape, `role` its colour
    code     `DEV 09`, drawn big; `word` and `hours` too when there is room
    lines    three small lines beside it, most telling first
    alarm    there is one here; `waiting`: nobody took it on, this page stays in front
    """

    key: str
    letter: str
    side: str
    role: str
    code: str
    word: str
    hours: Piece
    lines: tuple[Piece, Piece, Piece]
    alarm: bool = False
    waiting: bool = False

    @property
    def word_piece(self) -> Piece:
        """The big word, in the colour of the verdict unless that says all is well."""
        return self.word, "" if self.role == "good" else self.role

    @property
    def short(self) -> Piece:
        """Where only one of both fits: the hours of a supply, else the word. Hours of silence are not hours left."""
        return self.hours if self.hours[0] and self.word in SUPPLY_BIG.values() else self.word_piece


def sights(snapshot: Snapshot, wording: Wording, everybody: bool = False) -> list[Sight]:
    """What needs somebody, worst first; everybody when asked, or when nobody needs anything."""
    own = own_views(snapshot)
    lost = [alarm for alarm in snapshot.alarms if not any(view.site.code == alarm.site for view in own)]
    alarmed = {alarm.site for alarm in snapshot.alarms}
    troubled = [view for view in own if view.severity not in CALM or view.site.code in alarmed]
    shown = own if everybody or not (troubled or lost) else troubled
    found = [
        *(_of_alarm(alarm, snapshot) for alarm in lost),
        *(_of_view(view, snapshot, wording) for view in shown),
    ]
    return sorted(found, key=lambda sight: not sight.waiting)


def own_views(snapshot: Snapshot) -> list[SiteView]:
    """Our own points, without this station, in board order."""
    return [view for view in snapshot.sites if view.own and view.site.code != snapshot.station.code]


def counts(views: Sequence[SiteView]) -> tuple[tuple[str, int, str], ...]:
    """`K3 A7 G41 ?9 D2`: letter, number and role; silent and unknown are one, nothing is left out."""
    tally = {severity: sum(view.severity is severity for view in views) for severity in Severity}
    return (
        ("K", tally[Severity.CRITICAL], "critical_text"),
        ("A", tally[Severity.ATTENTION], "attention"),
        ("G", tally[Severity.GOOD], "good"),
        ("?", tally[Severity.SILENT] + tally[Severity.UNKNOWN], "bold"),
        ("D", tally[Severity.OUT_OF_SERVICE], "out"),
    )


def big_code(code: str) -> str:
    """`L-DEV-09` as `DEV 09`; the kind is told only when it is not an L."""
    return code.removeprefix("L-").replace("-", " ")


def is_waiting(alarm: AlarmView) -> bool:
    """Nobody took it on and nobody put it off."""
    return not alarm.acknowledged_by and alarm.parked_s is None


def _of_view(view: SiteView, snapshot: Snapshot, wording: Wording) -> Sight:
    alarm = next((one for one in snapshot.alarms if one.site == view.site.code), None)
    letter, shape, role = badge(view)
    side = SOLID if shape == SHAPE[Severity.CRITICAL] else shape  # a block from afar, with the letter beside it
    role = "critical_text" if role == "critical" else role
    word, left = _big_word(view, alarm, wording)
    return Sight(
        view.site.code,
        letter,
        side,
        role,
        big_code(view.site.code),
        word,
        left,
        _small(view, alarm, snapshot, wording),
        alarm is not None,
        alarm is not None and is_waiting(alarm),
    )


def _of_alarm(alarm: AlarmView, snapshot: Snapshot) -> Sight:
    """An alarm of a point that is not ours, or of nobody knows where: it may not be missing from the wall."""
    view = snapshot.site(alarm.site) if alarm.site else None
    where = public_name(view.site) if view else (alarm.site or "Punt onbekend")
    lines = ((where, "bold"), _alarm_kind(alarm), _alarm_status(alarm))
    code = big_code(alarm.site) if alarm.site else "?"
    key = f"alarm {alarm.entry}"
    return Sight(key, "K", SOLID, "critical_text", code, "ALARM", ("", ""), lines, True, is_waiting(alarm))


def _big_word(view: SiteView, alarm: AlarmView | None, wording: Wording) -> tuple[str, Piece]:
    """The one word and the hours that tell why this point is here; the first reason that has them."""
    if view.severity is Severity.SILENT and view.heard is not None and (alarm is None or alarm.kind is SILENCE):
        silent_h = int(view.heard.seconds // HOUR_S)
        return "STIL", (f"{silent_h}{'+' if view.heard.at_least else ''}", "unknown")
    if alarm is not None:
        return "ALARM", ("", "")
    if view.severity is Severity.UNKNOWN:
        return "", ("", "")
    for why in view.reasons:
        if why.code in SUPPLY_REASONS and (supply := _short_supply(view)):
            return SUPPLY_BIG[supply], hours_piece(view, supply)
        word = REASON_BIG.get(why.code) or _function_word(why, wording)
        if word:
            return word, ("", "")
    first = first_to_end(view)
    return (SUPPLY_BIG[first], hours_piece(view, first)) if first else ("", ("", ""))


def _short_supply(view: SiteView) -> str:
    """Of the supplies this point is here for, the one that ends first; empty when there is none."""
    named = {
        str(dict(why.data).get("supply")) for why in view.reasons if why.code in SUPPLY_REASONS
    } & SUPPLY_BIG.keys()
    known = {key: forecast.low_h for key in named if (forecast := view.supplies.get(key)) is not None}
    return min(known, key=known.__getitem__, default="")


def first_to_end(view: SiteView) -> str:
    """The supply of which the least hours are left; empty when nothing is known, or when nobody uses it."""
    known = {key: forecast for key, forecast in view.supplies.items() if forecast is not None and key in SUPPLY_BIG}
    if view.severity is Severity.OUT_OF_SERVICE or not known:
        return ""
    return min(known, key=lambda key: known[key].low_h)


def hours_piece(view: SiteView, supply: str) -> Piece:
    """Hours left as a range; unknown or too old is `?`, never a number to count on."""
    forecast: Forecast | None = view.supplies.get(supply)
    cell = supply_cell(view, supply)
    if forecast is None or (cell is not None and cell.ageing is Ageing.LOST):
        return "?", "unknown"
    return hours(forecast), hours_role(forecast, cell.ageing if cell else Ageing.FRESH) or "bold"


def _function_word(why: Reason, wording: Wording) -> str:
    function = dict(why.data).get("function")
    return function_big(wording.labels.get(str(function), "")) if function is not None else ""


def _small(view: SiteView, alarm: AlarmView | None, snapshot: Snapshot, wording: Wording) -> tuple[Piece, Piece, Piece]:
    state = state_of(view)
    instead = state is not None and state in WORD_INSTEAD.get(view.severity, frozenset())
    verdict = BOARD_STATE[state] if state is not None and instead else SEVERITY[view.severity]
    name: Piece = (f"{public_name(view.site)}, {verdict.lower()}", "bold")
    if alarm is not None:
        return name, _alarm_kind(alarm), _alarm_status(alarm)
    ends, supply = _ends(view, snapshot, wording)
    told: list[Piece] = [(ends, "")] if ends else _least(view)
    told += [
        (wording.reason(why), "")
        for why in view.reasons
        if may_show(why) and not (ends and dict(why.data).get("supply") == supply)
    ]
    if view.severity is not Severity.SILENT and view.heard is not None:
        told.append((f"gehoord {age(view.heard)} geleden", "dim"))
    first, second, *_ = [*dict.fromkeys(told), ("", ""), ("", "")]
    return name, first, second


def _least(view: SiteView) -> list[Piece]:
    """`bezetting nog 13 uur` of a point that is well: what ends first there."""
    supply = first_to_end(view)
    text, role = hours_piece(view, supply) if supply else ("?", "")
    if text == "?" or view.severity is not Severity.GOOD:
        return []
    return [(f"{SUPPLY[supply]} nog {text} uur", "" if role == "bold" else role)]


def _ends(view: SiteView, snapshot: Snapshot, wording: Wording) -> tuple[str, str]:
    """`stroom op 22:50-23:50` and its key, for what of this point ends first."""
    supply = _short_supply(view)
    forecast, cell = view.supplies.get(supply), supply_cell(view, supply) if supply else None
    if forecast is None or (cell is not None and cell.ageing is Ageing.LOST):
        return "", ""
    verb = "loopt af" if supply == "staff" else "op"
    return f"{SUPPLY[supply]} {verb} {wording.run_out(forecast, snapshot.wall)}", supply


def _alarm_kind(alarm: AlarmView) -> Piece:
    mark = {True: "OEFENING ", False: "GEEN OEFENING ", None: ""}[alarm.exercise]
    sure = "?" if alarm.tier is Tier.C else ""
    also = f", en {len(alarm.also)} andere punten" if alarm.also else ""
    return f"{mark}{ALARM_KIND[alarm.kind]}{sure}{also}", "critical_text"


def _alarm_status(alarm: AlarmView) -> Piece:
    if is_waiting(alarm):
        return f"NIET BEVESTIGD {age(alarm.age)}", "attention"
    if alarm.parked_s is not None:
        return f"geparkeerd, {age(alarm.age)} oud", "dim"
    return f"opgepakt {age(alarm.acknowledged_age)} geleden", ""
