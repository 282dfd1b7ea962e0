"""Builders for judging: rules with the defaults of the design, records with values at an age, and moments."""

from dataclasses import replace

from nsp_console.domain.facts import AlarmKind, Mode
from nsp_console.domain.judging import view_site
from nsp_console.domain.moments import HOUR_S, Moment
from nsp_console.domain.records import Deployment, FieldRecord, SiteRecord
from nsp_console.domain.rules import Norm, Planning, RegionNorms, Rules, Thresholds
from nsp_console.domain.sites import Site, SiteKind, SiteStatus
from nsp_console.domain.understanding import Article, Term, Vocabulary
from nsp_console.domain.values import Means, Observed, Scalar, Source, Tier
from nsp_console.domain.views import SiteView

MINUTE_S = 60.0
WALL = 1_768_900_000.0
UPTIME_S = 40 * 24 * HOUR_S
NOW = Moment(WALL, UPTIME_S, "boot")
INZET = Deployment("Stroomuitval Salland", WALL - 26 * HOUR_S, "ROT")
STATION = "C-DEV-01"
FUNCTIONS = ("water", "voedsel", "opwarmen", "zorg_hygiene", "stroom", "informatie", "alarmering")
ROLES = ("ehbo", "ambtenaar", "vrijwilliger")

VOCABULARY = Vocabulary(
    functions=tuple(Term(key, key.capitalize(), (key,)) for key in FUNCTIONS),
    roles=tuple(Term(key, key.capitalize(), (key,)) for key in ROLES),
    articles=(Article("drinkwater", "Drinkwater", "l", ("drinkwater", "water")),),
)
THRESHOLDS = Thresholds(
    critical_h=4,
    attention_h=12,
    temperature_low_c=18,
    temperature_high_c=28,
    interval_min=60,
    interval_attention_min=30,
    interval_ready_min=1440,
    silent_factor=2,
    jump_factor=10,
    contradiction_s=HOUR_S,
    repeat_window_s=900,
)
PLANNING = Planning(  # facts/domain.md §3
    water_l_ppd=3,
    food_portions_ppd=3,
    generator_l_per_h=(
        (10, (0.8, 1.3, 1.8, 2.4)),
        (20, (1.5, 2.5, 3.6, 4.8)),
        (30, (2.2, 3.7, 5.4, 7.2)),
        (50, (3.6, 6.2, 9, 12)),
        (75, (5.4, 9.4, 13.5, 18)),
        (100, (7.2, 12.5, 18, 24)),
        (150, (10.8, 18.8, 27, 36)),
    ),
    generator_kva=20,
    generator_load=0.5,
    fuel_reserve=0.1,
)
NORMS = (
    Norm("open", "Open", ("L", "C"), 1, True),
    Norm("functions", "Alle functies werken", ("L",), 1, True),
    Norm("power", "Stroom of noodstroom", ("L", "C"), 1, True),
    Norm("first_aid", "EHBO'er aanwezig", ("L",), 1, True),
    Norm("official", "Gemeenteambtenaar aanwezig", ("L",), 1, True),
    Norm("temperature", "Binnen warm genoeg", ("L",), 18, False),
    Norm("stay_2h", "Niemand langer dan 2 uur", ("L",), 0, False),
    Norm("staffed_247", "Bezetting rond", ("L", "C"), 24, True),
    Norm("crew_c", "Medewerkers veiligheidsregio", ("C",), 2, True),
    Norm("internet", "Internet", ("C",), 1, False),
)
RULES = Rules(VOCABULARY, FUNCTIONS, THRESHOLDS, PLANNING, NORMS, RegionNorms(5000, 4, 72))


def site(code: str = "L-DEV-05", home: str = STATION, kind: SiteKind = SiteKind.L, cluster: str = "") -> Site:
    """A point of the region, fitted out, for 5,000 inhabitants."""
    return Site(
        code=code,
        name=f"Punt {code}",
        municipality="Deventer",
        kind=kind,
        lat=52.2,
        lon=6.2,
        inhabitants=5000,
        home="" if kind is SiteKind.C else home,
        status=SiteStatus.FITTED_OUT,
        cluster=cluster,
    )


def ago(minutes: float, now: Moment = NOW) -> Moment:
    """The moment `minutes` before `now`, within the same boot."""
    return Moment(now.wall - minutes * MINUTE_S, now.elapsed - minutes * MINUTE_S, now.boot, now.sure)


def later(minutes: float, now: Moment = NOW) -> Moment:
    """The moment `minutes` after `now`, within the same boot."""
    return ago(-minutes, now)


def seen(
    value: Scalar, minutes: float = 5, tier: Tier = Tier.A, entry: int | None = None, estimated: bool = False
) -> Observed:
    """A value observed `minutes` ago over LoRa."""
    number = 1000 - int(minutes) if entry is None else entry
    return Observed(value, ago(minutes), Source(Means.LORA, tier), number, estimated=estimated)


def put(record: SiteRecord, key: str, value: Scalar, minutes: float = 5, estimated: bool = False) -> SiteRecord:
    """Let `value` count for `key`, behind what counted before."""
    known = record.fields.setdefault(key, FieldRecord())
    known.counted = seen(value, minutes, estimated=estimated)
    known.history = (*known.history, known.counted)
    return record


def record(
    values: dict[str, Scalar] | None = None, minutes: float = 5, heard: float | None = 5, at: Site | None = None
) -> SiteRecord:
    """A point with these values counting, observed `minutes` ago and heard `heard` minutes ago."""
    made = SiteRecord(at or site())
    for key, value in (values or {}).items():
        put(made, key, value, minutes)
    made.heard_at = None if heard is None else ago(heard)
    return made


def fine_values() -> dict[str, Scalar]:
    """Everything known and everything well, for an open L on the grid."""
    values: dict[str, Scalar] = {
        "state": "open",
        "visitors": 40,
        "water_l": 1000,
        "food_portions": 500,
        "power": "net",
        "staff_hours": 40,
        "staff.ehbo": 1,
        "staff.ambtenaar": 1,
        "temperature_c": 20,
        "over_2h": 0,
        "safety": "rustig",
        "bulletin": 7,
    }
    return values | {f"functions.{key}": "werkt" for key in FUNCTIONS}


def fine(minutes: float = 5, heard: float | None = 5, at: Site | None = None, **changes: Scalar) -> SiteRecord:
    """An open point where all is well, but for `changes`."""
    return record(fine_values() | changes, minutes, heard, at)


def open_alarm(known: SiteRecord, entry: int = 500, acknowledged: bool = False) -> SiteRecord:
    """Open alarm `entry` at this point."""
    known.open_alarms.append(entry)
    if acknowledged:
        known.acknowledged_alarms.add(entry)
    return known


def with_norm(rules: Rules, norm: Norm) -> Rules:
    """`rules` with `norm` in the place of the one with its key."""
    return replace(rules, norms=tuple(norm if each.key == norm.key else each for each in rules.norms))


def look(
    known: SiteRecord,
    now: Moment = NOW,
    deployment: Deployment | None = INZET,
    mode: Mode = Mode.DEPLOYED,
    alarms: dict[int, AlarmKind] | None = None,
    rules: Rules = RULES,
) -> SiteView:
    """The view of a point as C-DEV-01 sees it."""
    return view_site(known, now, rules, deployment, mode, STATION, alarms or {})
