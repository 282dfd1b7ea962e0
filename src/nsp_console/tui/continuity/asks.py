"""The questions of this place, and the command their answers make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nsp_console.domain.continuity_views import AgreementView, DutyView, RungView
from nsp_console.domain.facts import PowerSource, Trial
from nsp_console.domain.moments import HOUR_S
from nsp_console.dutch.house import POWER_SOURCE, TRIAL
from nsp_console.dutch.times import day_clock, number, parse_clock
from nsp_console.station import commands
from nsp_console.tui.ask.form import Form, FormField, Values
from nsp_console.tui.ask.pick import Option, Pick
from nsp_console.tui.forms import NOT_A_TIME

if TYPE_CHECKING:
    from nsp_console.domain.continuity_views import ContinuityView
    from nsp_console.tui.place import Place

DAY_S = 24 * HOUR_S
BEGUN_S = 6 * HOUR_S  # a start without a date this long ago is today's, an older one tomorrow's
TRIAL_KEYS = (("w", Trial.WORKS), ("b", Trial.LIMITED), ("n", Trial.FAILS))
SOURCES = tuple((source.value, words) for source, words in POWER_SOURCE.items())
FUEL_L_MAX, UPS_MIN_MAX, PEOPLE_MAX = 100_000, 20_160, 99
SHIFTS_ASKED_MAX = 9  # one key each


# ── the ladder ───────────────────────────────────────────────────────────────────────────────────────────────


def log_test(place: Place, rung: RungView) -> None:
    """One key for how it went; what did not go well is asked in one line."""
    what = rung.rung
    name = f"{what.label} met {what.counterpart}"

    def record(result: Trial, note: str) -> None:
        command = commands.LogTest(what.means, what.counterpart, result, note)
        place.console.order([command], f"{name}: {TRIAL[result]} vastgelegd")

    def answered(result: Trial | None) -> None:
        if result is Trial.WORKS:
            record(result, "")
        elif result is not None:
            fields = (FormField("wat", "Wat ging mis", hint="kort, zonder namen; Enter slaat over"),)

            def told(values: dict[str, str] | None) -> None:
                if values is not None:
                    record(result, values["wat"])

            place.app.push_screen(Form(f"{name}: {TRIAL[result]}", fields), told)

    options = [Option(key, TRIAL[result], result) for key, result in TRIAL_KEYS]
    place.app.push_screen(Pick(f"Getest: {name}. Hoe ging het?", options, what.how), answered)


# ── power ────────────────────────────────────────────────────────────────────────────────────────────────────


def amount_of(text: str, limit: float) -> float | None:
    """`1.250,5`, `340` or `340 l` as a number; None when it is none or more than `limit`."""
    digits = text.casefold().removesuffix("min").removesuffix("liter").removesuffix("l").strip()
    plain = digits.replace(".", "") if digits.count(",") or _thousands(digits) else digits
    plain = plain.replace(",", ".")
    if not plain or not plain.isascii() or not plain.replace(".", "", 1).isdigit():
        return None
    value = float(plain)
    return value if 0 <= value <= limit else None


def _thousands(digits: str) -> bool:
    head, dot, tail = digits.rpartition(".")
    return bool(dot) and len(tail) == 3 and bool(head)


def own_power(place: Place, view: ContinuityView) -> None:
    """What feeds the house, and what the gauges say."""

    def check(limit: float, unit: str) -> FormField:
        key = "diesel" if unit == "liter" else "ups"
        label = "Diesel (liter)" if unit == "liter" else "UPS (min)"
        complaint = f"Schrijf alleen het aantal {unit}, of laat het leeg."
        hint = "in de tank; leeg als niemand keek" if unit == "liter" else "nog zoveel minuten; mag leeg"
        return FormField(
            key, label, hint=hint, check=lambda text: complaint if text and amount_of(text, limit) is None else ""
        )

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        source = PowerSource(values["bron"])
        fuel, ups = amount_of(values["diesel"], FUEL_L_MAX), amount_of(values["ups"], UPS_MIN_MAX)
        words = f"Eigen stroom: {POWER_SOURCE[source]}"
        words += f", diesel {number(fuel)} l" if fuel is not None else ""
        place.console.order([commands.NoteOwnPower(source, fuel, ups)], words)

    now = view.power.source.value if view.power.source else PowerSource.GRID.value
    fields = (
        FormField("bron", "Draait op", now, choices=SOURCES),
        check(FUEL_L_MAX, "liter"),
        check(UPS_MIN_MAX, "minuten"),
    )
    place.app.push_screen(Form("Eigen stroom", fields, note="Kijk zelf op de meter. Leeg laten mag."), answered)


# ── the roster ───────────────────────────────────────────────────────────────────────────────────────────────


def shift_times(start: str, end: str, place: Place) -> tuple[float, float] | None:
    """Both wall times of a shift; a time without a date lies ahead, and the end comes after the start."""
    now, zone = place.picture.wall, place.wording.zone
    first, last = parse_clock(start, now, zone), parse_clock(end, now, zone)
    if first is None or last is None:
        return None
    if len(start.split()) == 1 and first < now - BEGUN_S:
        first += DAY_S
    if len(end.split()) == 1:
        while last <= first:
            last += DAY_S
        while last - DAY_S > first:
            last -= DAY_S
    return first, last


def plan_shift(place: Place, view: ContinuityView, chosen: str) -> None:
    """Function, from, to, how many."""
    choices = tuple((duty.duty.key, duty.duty.label) for duty in view.roster)
    by_key = {duty.duty.key: duty.duty for duty in view.roster}
    duty = by_key.get(chosen) or next(iter(by_key.values()))

    def check_start(text: str) -> str:
        return "" if parse_clock(text, place.picture.wall, place.wording.zone) is not None else NOT_A_TIME

    def check_count(text: str) -> str:
        return "" if text.isascii() and text.isdigit() and 0 < int(text) <= PEOPLE_MAX else "Schrijf een aantal mensen."

    def live(values: Values) -> list[tuple[str, str]]:
        times = shift_times(values["van"], values["tot"], place)
        if times is None:
            return []
        start, end = times
        length = (end - start) / HOUR_S
        zone = place.wording.zone
        words = f"{day_clock(start, zone)} tot {day_clock(end, zone)}: {number(length)} uur"
        limit = by_key[values["functie"]].max_h
        if length <= 0:
            return [("Het einde ligt voor het begin.", "attention")]
        return [(f"{words}, langer dan {number(limit)} uur", "attention") if length > limit else (words, "accent")]

    def answered(values: dict[str, str] | None) -> None:
        times = shift_times(values["van"], values["tot"], place) if values else None
        if values is None or times is None:
            return
        command = commands.PlanShift(values["functie"], times[0], times[1], int(values["aantal"]))
        place.console.order([command], f"Dienst gepland: {by_key[values['functie']].label} {live(values)[0][0]}")

    fields = (
        FormField("functie", "Functie", duty.key, choices=choices),
        FormField("van", "Van", hint="18:00, of 20-01 18:00", check=check_start),
        FormField("tot", "Tot", hint="06:00", check=check_start),
        FormField("aantal", "Hoeveel", str(duty.minimum), check=check_count),
    )
    note = "Alleen functies en aantallen, geen namen."
    place.app.push_screen(Form("Dienst plannen", fields, note, live), answered)


def clear_shift(place: Place, duty: DutyView) -> None:
    """Which shift of this function will not happen."""
    zone = place.wording.zone

    def answered(entry: int | None) -> None:
        if entry is not None:
            place.console.order([commands.ClearShift(entry)], f"Dienst van {duty.duty.label} vervalt")

    options = [
        Option(
            str(index),
            f"{day_clock(shift.start_wall, zone)} tot {day_clock(shift.end_wall, zone)}, {shift.count}",
            shift.entry,
        )
        for index, shift in enumerate(duty.shifts[:SHIFTS_ASKED_MAX], start=1)
    ]
    place.app.push_screen(Pick(f"Welke dienst van {duty.duty.label} vervalt?", options), answered)


# ── agreements ───────────────────────────────────────────────────────────────────────────────────────────────


def review(place: Place, one: AgreementView) -> None:
    """It was looked at; perhaps it was also tried."""

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        command = commands.ReviewAgreement(one.agreement.key, values["opmerking"], values["geoefend"] == "ja")
        place.console.order([command], f"Afspraak met {one.agreement.partner} is herzien")

    fields = (
        FormField("geoefend", "Ook geoefend", "nee", choices=(("nee", "nee"), ("ja", "ja"))),
        FormField("opmerking", "Opmerking", hint="mag leeg; geen namen of nummers"),
    )
    title = f"Afspraak met {one.agreement.partner}: {one.agreement.label}"
    place.app.push_screen(Form(title, fields, one.agreement.about), answered)
