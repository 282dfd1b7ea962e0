"""Hand-made Snapshots for screen tests, and a door that records what was ordered. No radio, no store, no clock."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from nsp_console.domain.errors import NspError
from nsp_console.domain.facts import AlarmKind, Handling, Mode, Purpose, Step
from nsp_console.domain.moments import Age, Ageing
from nsp_console.domain.safetext import SafeText, clean
from nsp_console.domain.sites import NormOverride, Site, SiteKind
from nsp_console.domain.understanding import Article, Need, Outcome, Term, Understanding, Vocabulary
from nsp_console.domain.values import Means, Scalar, Source, Tier
from nsp_console.domain.views import (
    AlarmView,
    Cell,
    Forecast,
    InboxLine,
    LogLine,
    NormView,
    OutboxLine,
    RadioView,
    Readiness,
    Reason,
    RegionTotals,
    Severity,
    SiteView,
    Snapshot,
    Verdict,
)
from nsp_console.station.commands import Command
from nsp_console.station.door import LineBudget, Receipt
from nsp_console.tui.opening import Opened, Opener, Progress

ZONE = ZoneInfo("Europe/Amsterdam")
WALL = datetime(2027, 1, 20, 18, 54, tzinfo=ZONE).timestamp()  # a Wednesday evening
MIN = 60.0
HOUR = 3600.0
LORA_A = Source(Means.LORA, Tier.A, 0x7C3A0001)
LORA_C = Source(Means.LORA, Tier.C, 0x7C3A0002)
PORTO = Source(Means.PORTOFOON, Tier.A)
PAPER = Source(Means.PAPIER, Tier.A)

VOCABULARY = Vocabulary(
    functions=tuple(
        Term(key, label)
        for key, label in (
            ("water", "Water"),
            ("voedsel", "Voedsel"),
            ("opwarmen", "Opwarmen of afkoelen"),
            ("zorg_hygiene", "Zorg en hygiëne"),
            ("stroom", "Stroom"),
            ("informatie", "Informatie en doorverwijzing"),
            ("alarmering", "Alarmeren van het C-NSP"),
        )
    ),
    roles=(Term("ehbo", "EHBO'er of BHV'er"), Term("ambtenaar", "Ambtenaar"), Term("vrijwilliger", "Vrijwilligers")),
    articles=(
        Article("diesel", "Diesel", "l"),
        Article("dekens", "Dekens", "stuks"),
        Article("ehbo", "EHBO'er", "personen"),
    ),
)
STATION = Site(
    "C-DEV-01", "C-NSP Kazerne Deventer", "Deventer", SiteKind.C, 52.25, 6.175, location_type="brandweerkazerne"
)


def cell(
    key: str,
    value: Scalar,
    minutes: float = 8,
    source: Source = LORA_A,
    ageing: Ageing = Ageing.FRESH,
    *,
    pending: bool = False,
    counted: Scalar | None = None,
    rival: Scalar | None = None,
    estimated: bool = False,
    by: str | None = None,
) -> Cell:
    """One drawn field, `minutes` old."""
    return Cell(
        key,
        value,
        Age(minutes * MIN),
        ageing,
        source,
        entry=41,
        confirmed_by=by,
        estimated=estimated,
        pending=pending,
        counted=counted,
        rival=rival,
    )


def functions(states: str, minutes: float, ageing: Ageing = Ageing.FRESH) -> list[Cell]:
    """Seven functions from letters: `w` works, `b` limited, `n` fails, `.` unknown."""
    words = {"w": "werkt", "b": "beperkt", "n": "niet"}
    pairs = zip(VOCABULARY.functions, states, strict=True)
    return [
        cell(f"functions.{term.key}", words[state], minutes, ageing=ageing) for term, state in pairs if state in words
    ]


def point(
    code: str,
    name: str,
    severity: Severity = Severity.GOOD,
    *,
    minutes: float | None = 8,
    state: str | None = "open",
    strip: str = "wwwwwww",
    hours: tuple[tuple[float, float] | None, ...] = ((20, 22), (18, 26), (14, 20), (13, 13)),
    people: tuple[float | None, float] = (31, 60),
    reasons: tuple[Reason, ...] = (),
    extra: tuple[Cell, ...] = (),
    home: str = "C-DEV-01",
    kind: SiteKind = SiteKind.L,
    readiness: Readiness = Readiness.OPERATIONAL,
    norms: tuple[NormView, ...] = (),
    ageing: Ageing = Ageing.FRESH,
    trust: Tier | None = Tier.A,
    needs: tuple[Need, ...] = (),
    own: bool = True,
    alarm: int | None = None,
    pending: tuple[int, ...] = (),
    overrides: tuple[NormOverride, ...] = (),
) -> SiteView:
    """One judged point."""
    number = int(code[-2:])
    area = {"DEV": (52.26, 6.17), "RAA": (52.39, 6.27), "OLW": (52.34, 6.11)}.get(code[2:5], (52.5, 6.4))
    site = Site(
        code,
        name,
        "Deventer",
        kind,
        area[0] + number / 500,
        area[1] + number / 300,
        inhabitants=7160,
        home="" if kind is SiteKind.C else home,
        distance_km=3.4,
        location_type="sporthal",
        owner="gemeente Deventer",
        overrides=overrides,
    )
    cells: list[Cell] = []
    if minutes is not None:
        if state:
            cells.append(cell("state", state, minutes, ageing=ageing))
        cells += functions(strip, minutes, ageing)
        now, room = people
        if now is not None:
            cells.append(cell("visitors", now, minutes, ageing=ageing))
        cells.append(cell("capacity", room, 700, PAPER))
    keys = ("power", "water", "food", "staff")
    fields = ("fuel_hours", "water_l", "food_portions", "staff_hours")
    supplies: dict[str, Forecast | None] = {}
    for key, field_key, pair in zip(keys, fields, hours, strict=True):
        supplies[key] = Forecast(*pair) if pair else None
        if pair and minutes is not None:
            cells.append(
                cell(field_key, round(pair[0] * (25 if key in ("water", "food") else 1)), minutes, ageing=ageing)
            )
    drawn = {one.key: one for one in (*cells, *extra)}
    return SiteView(
        site=site,
        severity=severity,
        reasons=reasons,
        cells=drawn,
        needs=needs,
        needs_pending=False,
        supplies=supplies,
        heard=None if minutes is None else Age(minutes * MIN),
        heard_ageing=ageing,
        interval_s=3600,
        readiness=readiness,
        norms=norms,
        trust=trust,
        own=own,
        alarm=alarm,
        pending=pending,
    )


def why(code: str, **data: Scalar) -> Reason:
    """A reason with data."""
    return Reason(code, tuple(data.items()))


NORMS = (
    NormView("open", "Open", Verdict.MET, why("open"), True),
    NormView("functions", "Alle functies werken", Verdict.FAILED, why("function_limited", function="stroom"), True),
    NormView("power", "Stroom of noodstroom", Verdict.MET, why("power", value="aggregaat"), True),
    NormView("first_aid", "EHBO'er of BHV'er aanwezig", Verdict.MET, why("first_aid", value=1, norm=1), True),
    NormView("official", "Gemeenteambtenaar aanwezig", Verdict.MET, why("official", value=1, norm=1), True),
    NormView(
        "temperature",
        "Binnen warm genoeg (graden)",
        Verdict.FAILED,
        why("temperature", value=17, norm=18),
        False,
        override_reason="sporthal: 17 graden afgesproken met GHOR",
    ),
    NormView("stay_2h", "Niemand langer dan 2 uur binnen", Verdict.FAILED, why("stay_2h", value=7, norm=0), False),
    NormView("staffed_247", "Bezetting dag en nacht rond", Verdict.UNKNOWN, why("staffed_247"), True),
)


def borgele() -> SiteView:
    """The point of the mock-ups: critical, diesel nearly gone, one value waiting, one contradiction."""
    return point(
        "L-DEV-05",
        "Borgele",
        Severity.CRITICAL,
        strip="wwwwbww",
        hours=((3.9, 5), (9, 13), (16, 22), (13, 13)),
        people=(64, 120),
        reasons=(
            why("supply_critical", supply="power", low_h=3.9, high_h=5.0),
            why("function_limited", function="stroom"),
            why("over_2h", count=7),
        ),
        extra=(
            cell("over_2h", 7),
            cell("staff.ehbo", 1),
            cell("staff.ambtenaar", 1),
            cell("staff.vrijwilliger", 3, estimated=True),
            cell("water_l", 420, source=LORA_C, pending=True, counted=500),
            cell("food_portions", 210),
            cell("power", "aggregaat"),
            cell("fuel_l", 34),
            cell("temperature_c", 17.5),
            cell("treated", 4, 68, PORTO),
            cell("aed", "ja", 68, PORTO),
            cell("toilets_working", 2, 68, PORTO, rival=4),
            cell("blankets", 45, 380, PAPER, Ageing.LOST),
            cell("safety", "rustig"),
            cell("bulletin", 7, 34),
        ),
        norms=NORMS,
        readiness=Readiness.NOT,
        needs=(Need("diesel", 200, "l"),),
        trust=Tier.C,
        pending=(41,),
    )


def own_points() -> tuple[SiteView, ...]:
    """The eleven L-NSPs of the night of the mock-ups."""
    return (
        point(
            "L-DEV-09", "De Hoven", Severity.CRITICAL, minutes=2, alarm=52, reasons=(why("alarm_open", kind="medisch"),)
        ),
        borgele(),
        point(
            "L-DEV-04",
            "Zandweerd",
            Severity.SILENT,
            minutes=194,
            state=None,
            strip=".......",
            hours=(None, None, None, None),
            people=(None, 90),
            ageing=Ageing.LOST,
            reasons=(why("silent", age_s=194 * MIN),),
            readiness=Readiness.UNKNOWN,
        ),
        point(
            "L-DEV-02",
            "Voorstad",
            Severity.ATTENTION,
            minutes=21,
            state="vol",
            strip="bwwwwww",
            hours=((13, 16), (6, 9), (10, 14), (3.5, 3.5)),
            people=(110, 110),
            reasons=(why("full"), why("supply_low", supply="water", low_h=6.0, high_h=9.0)),
        ),
        point(
            "L-DEV-15",
            "Schalkhaar",
            Severity.ATTENTION,
            minutes=17,
            strip="wwwnwww",
            hours=((26, 30), (33, 48), (28, 40), (13, 13)),
            people=(22, 80),
            reasons=(why("function_fails", function="zorg_hygiene"),),
        ),
        point(
            "L-DEV-01",
            "Binnenstad",
            Severity.ATTENTION,
            minutes=72,
            ageing=Ageing.DIM,
            hours=((17, 20), (30, 41), (22, 30), (1.1, 1.1)),
            people=(71, 150),
            reasons=(why("staff_short", role="ehbo", count=0, norm=1),),
        ),
        point("L-DEV-16", "Diepenveen", minutes=34, hours=((38, 44), (40, 58), (24, 33), (13, 13)), people=(18, 90)),
        point(
            "L-DEV-06",
            "Keizerslanden",
            minutes=100,
            ageing=Ageing.HATCHED,
            hours=((21, 24), (26, 37), (19, 27), (13, 13)),
            people=(47, 100),
        ),
        point(
            "L-DEV-03",
            "Voorstad-Oost",
            Severity.OUT_OF_SERVICE,
            minutes=40,
            state="in_opbouw",
            strip=".......",
            hours=(None, None, None, None),
            people=(0, 100),
            reasons=(why("setting_up"),),
            readiness=Readiness.CONDITIONAL,
        ),
        point(
            "L-DEV-07",
            "Landsherenkwartier",
            Severity.OUT_OF_SERVICE,
            minutes=125,
            state="gesloten",
            strip=".......",
            hours=(None, None, None, None),
            people=(0, 90),
            reasons=(why("closed"),),
            readiness=Readiness.READY,
        ),
        point(
            "L-DEV-08",
            "Rivierenwijk",
            Severity.OUT_OF_SERVICE,
            minutes=80,
            state="gesloten",
            strip=".......",
            hours=(None, None, None, None),
            people=(0, 80),
            reasons=(why("closed"),),
            readiness=Readiness.NOT,
            norms=(
                NormView("power", "Stroom of noodstroom", Verdict.FAILED, why("power"), True),
                NormView("first_aid", "EHBO'er", Verdict.FAILED, why("first_aid", value=0, norm=1), True),
            ),
        ),
    )


def other_points() -> tuple[SiteView, ...]:
    """Six neighbours with two or three points each."""
    worst = (Severity.ATTENTION, Severity.GOOD, Severity.CRITICAL, Severity.SILENT, Severity.GOOD, Severity.UNKNOWN)
    places = (
        ("DEV", 2, "Colmschate"),
        ("DEV", 3, "Bathmen"),
        ("RAA", 1, "Raalte"),
        ("RAA", 2, "Heino"),
        ("OLW", 1, "Olst"),
        ("OLW", 2, "Wijhe"),
    )
    views: list[SiteView] = []
    for index, (area, number, name) in enumerate(places):
        code = f"C-{area}-{number:02d}"
        views.append(point(code, f"C-NSP Kazerne {name}", kind=SiteKind.C, own=False, minutes=6 + index))
        for at in range(3):
            severity = worst[index] if at == 0 else Severity.GOOD if at == 1 else Severity.OUT_OF_SERVICE
            reasons = (why("supply_critical", supply="water", low_h=2.0, high_h=3.0),) if at == 0 else ()
            minutes = None if severity is Severity.UNKNOWN else 5.0 + index + at
            views.append(
                point(
                    f"L-{area}-{20 + index * 3 + at}",
                    f"{name} {at + 1}",
                    severity,
                    home=code,
                    own=False,
                    minutes=minutes,
                    reasons=reasons,
                    state="gesloten" if severity is Severity.OUT_OF_SERVICE else "open",
                )
            )
    return tuple(views)


def heard(
    entry: int,
    site: str | None,
    text: str,
    minutes: float,
    outcome: Outcome = Outcome.MESSAGE,
    *,
    source: Source = LORA_C,
    handled: Handling | None = None,
    confirmable: bool = False,
    values: dict[str, Scalar] | None = None,
    unclear: tuple[tuple[str, str], ...] = (),
    counts: bool = True,
    repeats: int = 0,
) -> InboxLine:
    """One inbox line."""
    return InboxLine(
        entry,
        site,
        source.node or 0x7C3A0000 + entry,
        clean(text),
        Age(minutes * MIN),
        source,
        Understanding(outcome, site, values or {}, unclear=unclear),
        counts,
        confirmable,
        handled,
        handled_by="C-NSP" if handled else "",
        repeats=repeats,
        channel=SafeText("NSP"),
    )


def inbox() -> tuple[InboxLine, ...]:
    """The inbox of the mock-up."""
    return (
        heard(52, "L-DEV-09", "Alarm! man onwel bij ingang", 2, Outcome.ALARM),
        heard(51, None, "half vat diesel over", 3, Outcome.TRIAGE, unclear=(("vaag", "half vat"),)),
        heard(47, "L-DEV-02", "water bijna op", 7, Outcome.TRIAGE, unclear=(("vaag", "water bijna op"),)),
        heard(
            41,
            "L-DEV-05",
            "borgele water 420 liter, 210 porties, nog 34 l diesel",
            8,
            Outcome.STATUS,
            confirmable=True,
            values={"water_l": 420, "food_portions": 210, "fuel_l": 34},
        ),
        heard(38, "C-RAA-01", "Tanker rijdt 19:30, 400 l DEV", 13, source=LORA_A, handled=Handling.READ),
        heard(33, "L-DEV-16", "Wanneer komt het water?", 21, handled=Handling.DONE, repeats=2),
        heard(31, None, "iemand hier op LongFast?", 25, counts=False, handled=Handling.READ),
    )


def outbox() -> tuple[OutboxLine, ...]:
    """Five lines on their way, each a step further."""

    def line(
        entry: int, to: str, text: str, *steps: tuple[Step, float], attempt: int = 1, detail: str = ""
    ) -> OutboxLine:
        ages = {step: Age(minutes * MIN) for step, minutes in steps}
        return OutboxLine(entry, to, None, clean(text), Purpose.MESSAGE, ages, steps[-1][0], detail, attempt)

    return (
        line(60, "", "Meldronde 19:30, volgorde DEV-01 tot 16", (Step.STORED, 1)),
        line(
            58,
            "L-DEV-04",
            "Meld u: LoRa, portofoon kanaal 3",
            (Step.STORED, 9),
            (Step.AT_RADIO, 9),
            (Step.RETRYING, 2),
            attempt=4,
            detail="niemand_gehoord",
        ),
        line(
            55,
            "L-DEV-02",
            "Klopt 6.000 l water? Of 600 l? Graag j/n",
            (Step.STORED, 14),
            (Step.AT_RADIO, 14),
            (Step.HEARD, 13),
        ),
        line(
            50,
            "L-DEV-05",
            "Diesel 120 l komt 22:30",
            (Step.STORED, 22),
            (Step.AT_RADIO, 22),
            (Step.HEARD, 22),
            (Step.READ, 18),
        ),
        line(44, "L-DEV-07", "Houd u gereed", (Step.STORED, 60), (Step.FAILED, 30), attempt=7, detail="geen_route"),
    )


MEDICAL = AlarmView(
    52, AlarmKind.MEDICAL, "L-DEV-09", clean("Alarm! man onwel bij ingang"), Tier.C, Age(2 * MIN), repeats=1
)


def night(**changes: object) -> Snapshot:
    """The night of the mock-ups at C-DEV-01, with one unacknowledged alarm."""
    picture = Snapshot(
        revision=1,
        mode=Mode.DEPLOYED,
        station=STATION,
        region="IJsselland",
        provenance="illustratief",
        illustrative=False,
        wall=WALL,
        clock_sure=True,
        sites=(*own_points(), *other_points()),
        alarms=(MEDICAL,),
        inbox=inbox(),
        outbox=outbox(),
        radio=RadioView("goed", "serial:auto", heard_nodes=14, air_pct=3.1, preset="MEDIUM_FAST"),
        totals=RegionTotals(
            100, 34, 9, 57, {Severity.CRITICAL: 4, Severity.ATTENTION: 10, Severity.GOOD: 20, Severity.SILENT: 6}
        ),
        deployment="Stroomuitval Salland",
        t0_wall=WALL - 26 * HOUR - 14 * MIN,
        t_plus_s=26 * HOUR + 14 * MIN,
        queue=2,
        nodes={0x7C3A0001: "L-DEV-05"},
    )
    return replace(picture, **changes)  # type: ignore[arg-type]


def calm() -> Snapshot:
    """No alarm, nothing waits, everybody well."""
    views = tuple(
        replace(view, severity=Severity.GOOD, reasons=(), alarm=None, pending=()) if view.own else view
        for view in (point(f"L-DEV-{n:02d}", name) for n, name in ((1, "Binnenstad"), (2, "Voorstad"), (5, "Borgele")))
    )
    return night(alarms=(), inbox=(), outbox=(), queue=0, sites=views)


def first_start() -> Snapshot:
    """Nothing was ever heard, no radio, no inzet."""
    views = tuple(
        point(
            f"L-DEV-{n:02d}",
            name,
            Severity.UNKNOWN,
            minutes=None,
            hours=(None, None, None, None),
            ageing=Ageing.LOST,
            trust=None,
            reasons=(why("never_heard"),),
            readiness=Readiness.UNKNOWN,
        )
        for n, name in ((1, "Binnenstad"), (2, "Voorstad"), (5, "Borgele"))
    )
    return night(
        mode=Mode.READY,
        alarms=(),
        inbox=(),
        outbox=(),
        queue=0,
        sites=views,
        deployment="",
        t0_wall=None,
        t_plus_s=None,
        radio=RadioView("geen"),
        totals=RegionTotals(3, 0, 0, 0, {Severity.UNKNOWN: 3}),
        clock_sure=False,
    )


def radio_down(state: str = "geen_apparaat") -> Snapshot:
    """Our own radio is away since 14:02; six lines wait."""
    return night(
        radio=RadioView(state, since_s=4 * HOUR + 52 * MIN, retry_s=8, heard_nodes=14, air_pct=0.4), queue=6, alarms=()
    )


@dataclass
class FakeDoor:
    """A StationDoor that shows what it is given and records what it is ordered."""

    picture: Snapshot = field(default_factory=night)
    orders: list[Command] = field(default_factory=list)
    refuse: NspError | None = None
    on_order: Callable[[Command], None] | None = None
    understood: Callable[[str], Understanding] | None = None
    urgent: list[Callable[[AlarmView], None]] = field(default_factory=list)

    def snapshot(self) -> Snapshot:
        return self.picture

    def understand(self, text: str) -> Understanding:
        if self.understood is not None:
            return self.understood(text)
        return simple_understanding(text)

    async def submit(self, command: Command) -> Receipt:
        if self.refuse is not None:
            raise self.refuse
        self.orders.append(command)
        if self.on_order is not None:
            self.on_order(command)
        return Receipt((100 + len(self.orders),))

    def timeline(self, site: str, count_max: int = 50) -> tuple[LogLine, ...]:
        lines = (
            LogLine(
                60, "tekst_gehoord", site, Age(8 * MIN), clean("borgele water 420 liter, 210 porties"), "!7c3a0002"
            ),
            LogLine(
                55, "melding_ingevoerd", site, Age(68 * MIN), clean("4 behandeld, aed aanwezig"), "C-NSP medewerker"
            ),
            LogLine(50, "klopt", site, Age(70 * MIN), clean("water 500 l"), "C-NSP medewerker"),
            LogLine(44, "besluit", site, Age(9 * HOUR), clean("openen: stroomuitval"), "burgemeester"),
        )
        return lines[:count_max]

    def history(self, site: str, key: str) -> tuple[tuple[float, float], ...]:
        return ((9 * HOUR, 520.0), (7 * HOUR, 400.0), (4.4 * HOUR, 600.0), (2 * HOUR, 500.0), (8 * MIN, 420.0))

    def budget(self, text: str) -> LineBudget:
        size = len(text.encode())
        return LineBudget(size, 130, round(0.1 + size * 0.003, 2))

    def on_urgent(self, callback: Callable[[AlarmView], None]) -> None:
        self.urgent.append(callback)


def simple_understanding(text: str) -> Understanding:
    """Just enough of a grammar for the entry bar in tests."""
    words = text.casefold().replace(",", " ").split()
    if "alarm" in words or "brand" in words:
        return Understanding(Outcome.ALARM, "L-DEV-05" if "borgele" in words else None)
    values: dict[str, Scalar] = {}
    for key, name in (("water_l", "water"), ("visitors", "bezoekers"), ("fuel_l", "diesel")):
        if name in words[:-1] and words[words.index(name) + 1].isdigit():
            values[key] = int(words[words.index(name) + 1])
    site = "L-DEV-05" if {"borgele", "l-dev-05"} & set(words) else None
    outcome = Outcome.STATUS if values else Outcome.MESSAGE
    return Understanding(outcome, site, values, rest_ok="goed" in words, personal_data="mw" in words)


def opener_of(door: FakeDoor, closed: list[str] | None = None) -> Opener:
    """Opens at once with `door`; notes when it was closed."""

    async def close() -> None:
        if closed is not None:
            closed.append("dicht")

    async def opener(progress: Progress) -> Opened:
        progress("bord")
        return Opened(door, VOCABULARY, close)

    return opener


def acknowledged() -> Snapshot:
    """The night after somebody took the alarm on."""
    taken = replace(MEDICAL, acknowledged_by="C-NSP medewerker", acknowledged_age=Age(1 * MIN))
    views = tuple(replace(view, alarm_acknowledged=True) if view.alarm else view for view in night().sites)
    return night(alarms=(taken,), sites=views)


def demo() -> Snapshot:
    """The demo region: invented, accelerated."""
    return night(mode=Mode.DEMO, illustrative=True, demo_rate=20.0, alarms=())
