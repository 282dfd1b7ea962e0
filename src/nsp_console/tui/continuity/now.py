"""Nu: what feeds the house and for how long, the ladder of means with its last tests, and 72 hours of roster."""

from functools import partial

from nsp_console.domain.continuity_look import ROSTER_S
from nsp_console.domain.continuity_views import ContinuityView, DutyView, Gap, PowerView, RungView
from nsp_console.domain.facts import Mode, PowerSource, Trial
from nsp_console.domain.moments import HOUR_S, Ageing
from nsp_console.domain.views import Forecast, Severity, Snapshot
from nsp_console.dutch.house import POWER_SOURCE, TRIAL, TRIAL_SHAPE
from nsp_console.dutch.times import age, clock, day_clock, hours, moment, number, span
from nsp_console.tui.continuity.rows import Row, empty_row, labelled, wrapped
from nsp_console.tui.paint import Line, Piece, fit, heading, text_line, wrap
from nsp_console.tui.wording import Wording

ROOMY_W = 110
MEANS_W, RESULT_W, AGE_W, NEXT_W = 16, 15, 8, 11
DUTY_W, TAIL_W = 18, 25
ROSTER_H = round(ROSTER_S / HOUR_S)
SOURCE_ROLE = {
    PowerSource.GRID: ("●", "good"),
    PowerSource.GENERATOR: ("▲", "attention"),
    PowerSource.BATTERY: ("▲", "attention"),
    PowerSource.NONE: ("■", "critical_text"),
}
TRIAL_ROLE = {Trial.WORKS: "good", Trial.LIMITED: "attention", Trial.FAILS: "critical_text"}
SEVERITY_ROLE = {Severity.CRITICAL: "critical_text", Severity.ATTENTION: "attention"}
MINUTES_UNDER_H = 3.0  # shorter than this is told in minutes


# ── power ────────────────────────────────────────────────────────────────────────────────────────────────────


def power_lines(view: ContinuityView, snapshot: Snapshot, wording: Wording, width: int, short: bool) -> list[Line]:
    """What feeds the house, how long fuel and UPS last, and what goes off first (not when `short` of rows)."""
    power, shedding = view.power, view.plan.power.shedding if view.plan else ()
    lines = [_source(power, width), _fuel(power, view, snapshot, wording)]
    if shedding and not short:
        words = "  ".join(f"{index} {what}" for index, what in enumerate(shedding, start=1))
        rows = wrap(words, width - 14, 2 if width >= ROOMY_W else 1)
        lines += [(((" Gaat uit  " if index == 0 else " " * 11), "dim"), (row, "")) for index, row in enumerate(rows)]
    if not short or (view.proof_due and snapshot.mode is Mode.READY):
        lines.append(_proof(view))
    return lines


def _proof(view: ContinuityView) -> Line:
    """The weekly proof: `nsp paraat`, run when this console is closed."""
    told: Piece = ("░ nog nooit gemaakt", "unknown")
    if view.proved is not None:
        words = f"{'in orde' if view.proved_sound else 'NIET in orde'}, {age(view.proved)} geleden"
        shape, role = ("●", "good") if view.proved_sound else ("■", "critical_text")
        told = (f"░ ({words})", "unknown") if view.proof_due and view.proved_sound else (f"{shape} {words}", role)
    how: Piece = ("  ▲ aan de beurt: sluit af en typ nsp paraat", "attention") if view.proof_due else ("", "")
    return ((" Bewijs    ", "dim"), told, how)


def _source(power: PowerView, width: int) -> Line:
    if power.source is None:
        return ((" Stroom    ", "dim"), ("░ ?", "unknown"), ("  nog nooit genoteerd: e vult het in", "accent"))
    shape, role = SOURCE_ROLE[power.source]
    by = f" door {power.by}" if power.by and width >= ROOMY_W else ""
    noted = f"  {age(power.age)} geleden genoteerd{by}"
    if power.ageing >= Ageing.HATCHED:
        old = f"░ ({POWER_SOURCE[power.source]})"
        return ((" Stroom    ", "dim"), (old, "unknown"), (noted, "dim"), ("  te oud: kijk en druk e", "attention"))
    role = "dim" if power.ageing is Ageing.DIM and role == "good" else role
    pieces: list[Piece] = [(" Stroom    ", "dim"), (f"{shape} {POWER_SOURCE[power.source]}", role)]
    if power.refuel_s is not None:
        late = power.refuel_s <= 0
        words = "  ▲ BIJTANKEN NU" if late else f"  bijtanken binnen {span(power.refuel_s)}"
        pieces.append((words, "attention" if late else ""))
    return (*pieces, (noted, "dim"))


def _fuel(power: PowerView, view: ContinuityView, snapshot: Snapshot, wording: Wording) -> Line:
    pieces: list[Piece] = [(" Goed voor ", "dim")]
    if power.litres_per_h is None:
        pieces = [(" NSA       ", "dim"), ("geen in het plan", "dim")]
    elif power.fuel_l is None:
        tank = f" (tank {number(view.plan.power.tank_l)} l)" if view.plan and view.plan.power.tank_l else ""
        pieces.append((f"NSA ? uur: diesel onbekend{tank}", "unknown"))
    else:
        role = SEVERITY_ROLE.get(power.fuel.severity, "") if power.fuel else "unknown"
        lasts = f"NSA {_lasts(power.fuel)}" if power.fuel else "NSA ?: te lang geleden gekeken"
        pieces.append((lasts, role))
        pieces.append((f"  {number(power.fuel_l)} l, {number(power.litres_per_h)} l/u", "dim"))
        if power.fuel and power.source is PowerSource.GENERATOR:
            pieces.append((f"  leeg {wording.run_out(power.fuel, snapshot.wall)}", role))
    ups = f"UPS {_lasts(power.ups)}" if power.ups else "UPS ?"
    on_ups = power.source is PowerSource.BATTERY and power.ups is not None
    pieces.append((f"   {ups}", SEVERITY_ROLE.get(power.ups.severity, "") if on_ups and power.ups else "dim"))
    return tuple(pieces)


def _lasts(forecast: Forecast | None) -> str:
    """`29-33 uur`, or `25-31 min` for something short."""
    if forecast is None:
        return "?"
    if forecast.high_h < MINUTES_UNDER_H:
        low, high = int(forecast.low_h * 60), int(forecast.high_h * 60)
        return f"{low}-{high} min" if low != high else f"{low} min"
    return f"{hours(forecast)} uur"


# ── the ladder ───────────────────────────────────────────────────────────────────────────────────────────────


def ladder_rows(view: ContinuityView, snapshot: Snapshot, wording: Wording, width: int, short: bool) -> list[Row]:
    """A heading and one row per means and counterpart. `short` of rows: the part's mark tells how many are due."""
    if view.plan is None:
        return []
    due = f"{view.tests_due} aan de beurt" if view.tests_due else "alles op tijd getest"
    words = f"Middelen: {due}" if view.ladder else "Middelen"
    rows = [Row("kop ladder", heading(words, width - 1), heading=True)]
    if not view.ladder:
        return [*rows, empty_row(view.plan, "Nog geen middelen.", "ladder", width)]
    met_w = _met_w(width)
    head = f"{fit('Middel', MEANS_W)}{fit('Met wie', met_w)}{fit('Uitslag', RESULT_W)}{fit('Getest', AGE_W)}Volgende"
    columns = Row("kop middelen", text_line(head, "dim"), heading=True)
    rows = [columns] if short else [*rows, columns]
    return rows + [_rung_row(rung, snapshot, wording, width) for rung in view.ladder]


def _met_w(width: int) -> int:
    return max(14, min(30, width - 1 - MEANS_W - RESULT_W - AGE_W - NEXT_W - 2))


def result_piece(rung: RungView) -> Piece:
    """How the last test went; a good result that is overdue is not green any more."""
    if rung.result is None:
        return "░ nooit getest", "unknown"
    words = TRIAL[rung.result]
    if rung.due and rung.result is Trial.WORKS:
        return f"░ ({words})", "unknown"
    return f"{TRIAL_SHAPE[rung.result]} {words}", TRIAL_ROLE[rung.result]


def next_piece(rung: RungView) -> Piece:
    """When it is to be tested again."""
    return ("▲ nu", "attention") if rung.due else (f"over {span(rung.due_s)}", "dim")


def _rung_row(rung: RungView, snapshot: Snapshot, wording: Wording, width: int) -> Row:
    words, role = result_piece(rung)
    after, after_role = next_piece(rung)
    line: Line = (
        (fit(rung.rung.label, MEANS_W - 1) + " ", ""),
        (fit(rung.rung.counterpart, _met_w(width) - 1) + " ", ""),
        (fit(words, RESULT_W), role),
        (fit(age(rung.age), AGE_W), "dim"),
        (fit(after, NEXT_W), after_role),
    )
    return Row(
        f"ladder {rung.rung.means} {rung.rung.counterpart}", line, partial(_rung_detail, rung, snapshot, wording)
    )


def _rung_detail(rung: RungView, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    lines = [text_line(f"{rung.rung.label} met {rung.rung.counterpart}", "bold"), (result_piece(rung),)]
    if rung.age is not None:
        when = wording.ago(snapshot.wall, rung.age.seconds)
        lines.append(text_line(f"getest {when}, {rung.by}", "dim"))
    if rung.note:
        lines += wrapped(f"opmerking: {rung.note}", width, rows_max=3)
    if rung.rung.how:
        lines += labelled("Hoe", rung.rung.how, width)
    lines.append(text_line(f"Elke {number(rung.rung.test_days)} dagen. t legt een test vast.", "dim"))
    return lines


# ── the roster ───────────────────────────────────────────────────────────────────────────────────────────────


def roster_rows(view: ContinuityView, snapshot: Snapshot, wording: Wording, width: int) -> list[Row]:
    """A heading, the hours, and one bar of 72 hours per function."""
    if view.plan is None:
        return []
    needed = snapshot.mode is not Mode.READY
    gaps = sum(len(duty.gaps) for duty in view.roster)
    words = f"{gaps} {'gat' if gaps == 1 else 'gaten'}" if gaps else "rond"
    told = words if needed else "niet nodig zonder inzet; plannen mag al"
    rows = [
        Row(
            "kop dienst", heading(f"Dienst 72 uur: {told}" if view.roster else "Dienst 72 uur", width - 1), heading=True
        )
    ]
    if not view.roster:
        return [*rows, empty_row(view.plan, "Nog geen functies.", "dienst", width)]
    cells = _cells(width)
    axis = " " * DUTY_W + _axis(snapshot.wall, cells, wording)
    rows.append(Row("kop uren", text_line(axis, "dim"), heading=True))
    return rows + [_duty_row(duty, snapshot, wording, width, needed) for duty in view.roster]


def _cells(width: int) -> int:
    """One cell per hour when there is room, else per two or three hours."""
    room = width - 1 - DUTY_W - TAIL_W
    return next((ROSTER_H // step for step in (1, 2, 3) if ROSTER_H // step <= room), ROSTER_H // 4)


def _axis(wall: float, cells: int, wording: Wording) -> str:
    """`nu    do 00  do 12 …`: midnight and noon above their cell."""
    step_s = ROSTER_S / cells
    out = "nu"
    for cell in range(cells):
        start, end = moment(wall + cell * step_s, wording.zone), moment(wall + (cell + 1) * step_s, wording.zone)
        if start.hour // 12 == end.hour // 12 and start.date() == end.date():
            continue
        label = day_clock(wall + (cell + 1) * step_s, wording.zone)[:3] + ("00" if end.hour < 12 else "12")
        if len(out) < cell and cell + len(label) <= cells:
            out = out.ljust(cell) + label
    return out


def bar(duty: DutyView, wall: float, cells: int, needed: bool) -> list[Piece]:
    """Per cell the worst moment in it: █ enough, ▒ too few, ░ nobody."""
    step_s = ROSTER_S / cells
    pieces: list[Piece] = []
    for cell in range(cells):
        low, high = wall + cell * step_s, wall + (cell + 1) * step_s
        missing = max((gap.missing for gap in duty.gaps if gap.start_wall < high and gap.end_wall > low), default=0)
        if not missing:
            pieces.append(("█", "good"))
        elif missing < duty.duty.minimum:
            pieces.append(("▒", "attention" if needed else "dim"))
        else:
            pieces.append(("░", "critical_text" if needed else "dim"))
    return pieces


def _gap_words(gap: Gap, wall: float, wording: Wording) -> str:
    start = "nu" if gap.start_wall <= wall else day_clock(gap.start_wall, wording.zone)
    if gap.end_wall >= wall + ROSTER_S - 1:
        return f"{start}, verder niets"
    same_day = moment(max(gap.start_wall, wall), wording.zone).date() == moment(gap.end_wall, wording.zone).date()
    return f"{start}-{(clock if same_day else day_clock)(gap.end_wall, wording.zone)}"


def _duty_row(duty: DutyView, snapshot: Snapshot, wording: Wording, width: int, needed: bool) -> Row:
    tail, role = "rond", "good"
    if not duty.shifts:
        tail, role = ("▲ niets gepland", "attention") if needed else ("niets gepland", "dim")
    elif duty.gaps:
        tail, role = f"▲ {_gap_words(duty.gaps[0], snapshot.wall, wording)}", "attention" if needed else "dim"
    elif duty.too_long:
        tail, role = "▲ dienst te lang", "attention"
    label = f"{duty.duty.minimum} {duty.duty.label}"
    line: Line = (
        (fit(label, DUTY_W - 1) + " ", ""),
        *bar(duty, snapshot.wall, _cells(width), needed),
        (" " + fit(tail, TAIL_W - 1), role),
    )
    return Row(f"dienst {duty.duty.key}", line, partial(_duty_detail, duty, snapshot, wording, needed))


def _duty_detail(duty: DutyView, snapshot: Snapshot, wording: Wording, needed: bool, _width: int) -> list[Line]:
    what = duty.duty
    lines = [
        text_line(what.label, "bold"),
        text_line(f"ten minste {what.minimum}, hoogstens {number(what.max_h)} uur", "dim"),
    ]
    for gap in duty.gaps[:4]:
        words = f"▲ {_gap_words(gap, snapshot.wall, wording)}: {gap.missing} te weinig"
        lines.append(text_line(words, "attention" if needed else "dim"))
    for shift in duty.shifts[:8]:
        start, end = day_clock(shift.start_wall, wording.zone), day_clock(shift.end_wall, wording.zone)
        long = f"  ▲ langer dan {number(what.max_h)} uur" if shift.too_long else ""
        lines.append(((f"{start} tot {end}  {shift.count}", ""), (long, "attention")))
    if len(duty.shifts) > 8:
        lines.append(text_line(f"en nog {len(duty.shifts) - 8} diensten", "dim"))
    return [*lines, text_line("d plant een dienst, x laat er een vervallen", "dim")]
