"""Hand-made Snapshots for screen tests: the night of the mock-ups and its variants."""

from dataclasses import replace

from nsp_console.domain.facts import AlarmKind, Content, Handling, Mode, Purpose, Step
from nsp_console.domain.moments import Age, Ageing
from nsp_console.domain.safetext import SafeText, clean
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Scalar, Source, Tier
from nsp_console.domain.views import (
    AlarmView,
    BulletinView,
    InboxLine,
    KeysState,
    KeysView,
    OutboxLine,
    PeerView,
    PictureView,
    RadioView,
    Readiness,
    RegionTotals,
    Severity,
    Snapshot,
)
from support.drawn import HOUR, LORA_A, LORA_C, MIN, STATION, WALL, point, why
from support.points import other_points, own_points


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


def acknowledged() -> Snapshot:
    """The night after somebody took the alarm on."""
    taken = replace(MEDICAL, acknowledged_by="C-NSP medewerker", acknowledged_age=Age(1 * MIN))
    views = tuple(replace(view, alarm_acknowledged=True) if view.alarm else view for view in night().sites)
    return night(alarms=(taken,), sites=views)


def demo() -> Snapshot:
    """The demo region: invented, accelerated."""
    return night(mode=Mode.DEMO, illustrative=True, demo_rate=20.0, alarms=())


def sealed_inbox() -> tuple[InboxLine, ...]:
    """A request, a report passed on, and a line of a pinned radio."""
    sealed = Source(Means.LORA, Tier.A, 0x7C3A0009)
    asked = replace(
        heard(54, "C-RAA-01", "40 dekens voor L-RAA-04, uiterlijk 23:00", 4, source=sealed),
        station="C-RAA-01",
        content=Content.REQUEST,
    )
    passed = replace(
        heard(53, "L-DEV-02", "L-DEV-02 open bezoekers 110 water 600 l", 6, source=sealed),
        station="C-DEV-02",
        content=Content.REPORT,
    )
    known = heard(49, "L-DEV-15", "schalkhaar 22 bezoekers", 17, source=Source(Means.LORA, Tier.B, 0x7C3A0015))
    return asked, passed, known


def sealed_outbox() -> tuple[OutboxLine, ...]:
    """A message that was read, and a bulletin that still waits for one console."""
    got, seen = Age(20 * MIN), Age(18 * MIN)
    mail = OutboxLine(
        50,
        "C-RAA-01",
        None,
        clean("Tanker hier klaar, rijdt door"),
        Purpose.MESSAGE,
        {Step.STORED: Age(22 * MIN), Step.AT_RADIO: Age(22 * MIN), Step.RECEIVED: got, Step.READ: seen},
        Step.READ,
        content=Content.TEXT,
        received_by={"C-RAA-01": got},
        read_by={"C-RAA-01": seen},
    )
    order = OutboxLine(
        46,
        "",
        None,
        clean("Bulletin 07: drinkwater bij De Pelikaan tot 22:00"),
        Purpose.BULLETIN,
        {Step.STORED: Age(50 * MIN), Step.AT_RADIO: Age(50 * MIN)},
        Step.AT_RADIO,
        content=Content.BULLETIN,
        awaits=("C-OLW-01",),
        received_by={"C-RAA-01": Age(49 * MIN), "C-DEV-02": Age(45 * MIN)},
    )
    return mail, order


def consoles() -> Snapshot:
    """The night among consoles: sealed mail, a signed bulletin, peers, refused frames, a neighbour without crew."""
    sites = tuple(
        replace(view, passed_to="C-RAA-01") if view.site.code == "L-DEV-05" else view for view in night().sites
    )
    guest = point("C-SAL-01", "Kazerne Rijssen", kind=SiteKind.C, minutes=9, own=False)
    guest = replace(guest, site=replace(guest.site, region=5))
    return night(
        sites=(*sites, guest),
        inbox=(*sealed_inbox(), *inbox()),
        outbox=(*sealed_outbox(), *outbox()[:2]),
        bulletins=(
            BulletinView(
                46,
                "C-DEV-01",
                7,
                clean("Drinkwater bij De Pelikaan tot 22:00. Neem flessen mee."),
                Age(50 * MIN),
                12,
                mine=True,
                hung={"L-DEV-05": Age(34 * MIN), "L-DEV-09": Age(12 * MIN)},
            ),
            BulletinView(20, "C-RAA-01", 6, clean("Stroom terug om 17:00"), Age(13 * HOUR), 12, mine=False),
        ),
        keys=KeysView(KeysState.OPEN, "KANO BERG 4711", 3, signs=True, revoked=("L-RAA-03",)),
        peers=(
            PeerView("C-RAA-01", True, Age(4 * MIN), skew_s=250.0),
            PeerView("C-DEV-02", True, Age(6 * MIN)),
            PeerView("L-DEV-05", True, Age(8 * MIN), same_names=False),
            PeerView("C-OLW-01", False, Age(55 * MIN), waiting=1),
            PeerView("L-RAA-03", False, None),
        ),
        radio=replace(night().radio, refused={"vals_zegel": 2, "dubbel": 41, "herhaling": 1}, channel_pct=12.0),
        unmanned={"C-RAA-02": "C-DEV-01"},
    )


def told() -> Snapshot:
    """The regional picture: a point told by another C, one confirmed there, and one that we write for."""
    sites = []
    for view in consoles().sites:
        by = {"L-DEV-02": "C-RAA-01", "L-DEV-05": ""}.get(view.site.code)
        if by is not None:
            tier = Tier.C if by else Tier.A
            source = Source(Means.LORA, tier, via="C-RAA-01")
            cells = {
                key: replace(cell, source=source, confirmed_by=by or None, pending=False, counted=None)
                for key, cell in view.cells.items()
            }
            view = replace(view, cells=cells, trust=tier, passed_to="")
        if view.site.code == "L-DEV-02":
            view = replace(view, writer=STATION.code, taken_from=True)
        sites.append(view)
    return replace(consoles(), sites=tuple(sites), picture=PictureView(118, 125, 3, 2))
