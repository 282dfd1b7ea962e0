"""Judged points and their values by hand: the bricks of the pictures that screen tests look at."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from nsp_console.domain.moments import Age, Ageing
from nsp_console.domain.sites import NormOverride, Site, SiteKind
from nsp_console.domain.understanding import Article, Need, Term, Vocabulary
from nsp_console.domain.values import Means, Scalar, Source, Tier
from nsp_console.domain.views import (
    Cell,
    Forecast,
    NormView,
    Readiness,
    Reason,
    Severity,
    SiteView,
)

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
    site = replace(site_of(code, name, kind, home), overrides=overrides)
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
        supplies[key] = Forecast(*pair, severity=_worry(pair[0])) if pair else None
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


def site_of(code: str, name: str, kind: SiteKind, home: str) -> Site:
    """A place near its municipality, spread by its number."""
    number = int(code[-2:])
    area = {"DEV": (52.26, 6.17), "RAA": (52.39, 6.27), "OLW": (52.34, 6.11)}.get(code[2:5], (52.5, 6.4))
    return Site(
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
    )


def why(code: str, **data: Scalar) -> Reason:
    """A reason with data."""
    return Reason(code, tuple(data.items()))


def _worry(low_h: float) -> Severity:
    """What hours left mean by the shipped limits."""
    return Severity.CRITICAL if low_h < 4 else Severity.ATTENTION if low_h < 12 else Severity.GOOD
