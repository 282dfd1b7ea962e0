"""The thresholds, norms and planning numbers everything is judged by. Configuration fills it; no defaults here."""

from dataclasses import dataclass, field

from nsp_console.domain.continuity_plan import NO_PLANS, Plans
from nsp_console.domain.limits import Sharing, SupplyLimits
from nsp_console.domain.understanding import Vocabulary


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of severity and ageing. Hours, minutes and degrees as the names say."""

    critical_h: float
    attention_h: float
    temperature_low_c: float
    temperature_high_c: float
    interval_min: float
    interval_attention_min: float
    interval_ready_min: float
    silent_factor: float  # silent after this many intervals
    jump_factor: float  # a known radio's value that jumps this much waits for *klopt*
    contradiction_s: float
    repeat_window_s: float


@dataclass(frozen=True, slots=True)
class Planning:
    """Planning numbers per person and machine, each with its source in the configuration file."""

    water_l_ppd: float
    food_portions_ppd: float
    generator_l_per_h: tuple[tuple[float, tuple[float, float, float, float]], ...]  # (kVA, l/h at 25/50/75/100 %)
    generator_kva: float
    generator_load: float
    fuel_reserve: float
    busier: float = 0.0  # how much faster people may use things up than they did so far, as a share
    sharing: Sharing = field(default_factory=Sharing)


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm of readiness. `key` names the check, `value` its number, `kinds` the sites it applies to."""

    key: str
    label: str
    kinds: tuple[str, ...]
    value: float
    vital: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class RegionNorms:
    """Ratios for the region as a whole, and the deadline in hours after T0."""

    inhabitants_per_l: float
    l_per_c: float
    operational_h: float


@dataclass(frozen=True, slots=True)
class DossierQuestion:
    """What must be told about an item: one of `choices`."""

    key: str
    label: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DossierItem:
    """One item of the paraatheidsdossier, of points of `kinds`. It holds `valid_days`; None: it never expires."""

    key: str
    label: str
    kinds: tuple[str, ...]
    vital: bool
    valid_days: float | None = None
    questions: tuple[DossierQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything configurable about judging and understanding."""

    vocabulary: Vocabulary
    vital_functions: tuple[str, ...]
    thresholds: Thresholds
    planning: Planning
    norms: tuple[Norm, ...]
    region: RegionNorms
    dossier: tuple[DossierItem, ...] = ()
    dossier_soon_days: float = 30.0
    continuity: Plans = NO_PLANS

    @property
    def supply_limits(self) -> SupplyLimits:
        """What a screen needs of them to look ahead."""
        return SupplyLimits(self.thresholds.critical_h, self.thresholds.attention_h, self.planning.sharing)
