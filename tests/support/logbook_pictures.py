"""The journal of the night of the mock-ups, as facts: what the logbook of a made-up station reads back."""

from dataclasses import replace

from nsp_console.clock import PlayClock
from nsp_console.domain import facts as f
from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.log_views import LogFilter, LogPage, ShiftView
from nsp_console.domain.moments import Moment
from nsp_console.domain.safetext import clean
from nsp_console.domain.understanding import Need, Outcome, Understanding
from nsp_console.domain.values import Means, Scalar, Source
from nsp_console.domain.views import Snapshot
from nsp_console.dutch.logbook import Words
from nsp_console.station.logbook import Telling, look_back
from nsp_console.store.memory import MemoryStore
from support.drawn import HOUR, LORA_A, LORA_C, MIN, VOCABULARY, WALL, ZONE
from support.pictures import night

NOW = Moment(WALL, 1e6, "nacht")
BY = "C-NSP medewerker"
LABELS = {term.key: term.label for term in (*VOCABULARY.functions, *VOCABULARY.roles)}
Told = tuple[float, Fact]  # minutes ago, fact


def heard(
    text: str,
    site: str | None,
    values: dict[str, Scalar] | None = None,
    *,
    alarm: f.AlarmKind | None = None,
    source: Source = LORA_C,
    age_s: float = 0.0,
) -> f.TextHeard:
    """A text as it came in."""
    outcome = Outcome.ALARM if alarm else Outcome.STATUS if values else Outcome.MESSAGE
    understood = Understanding(outcome, site, values or {})
    node = source.node or 0x7C3A0002
    return f.TextHeard(text, node, 1, "NSP", source, understood, site, alarm_kind=alarm, age_s=age_s)


def told() -> list[Told]:
    """The night, oldest first; entry n is the n-th."""
    passed: list[Told] = [
        (27 * 60, f.StationStarted("C-DEV-01", f.Mode.READY, "0.1.0")),
        (27 * 60, f.CountersReserved(4096)),
        (26 * 60 + 14, f.DeploymentStarted("Stroomuitval Salland", WALL - 26 * HOUR - 14 * MIN, "meldkamer", BY)),
        (26 * 60, f.PeerMet("C-RAA-01", 3, 12, 1, 1)),
        (9 * 60 + 5, f.ShiftHandedOver("C-NSP nacht", "C-NSP dag", "L-DEV-05 bijna zonder diesel", states())),
        (9 * 60, f.ShiftTakenOver(5, "C-NSP dag")),
        (9 * 60, f.Decided("L-DEV-05", f.DecisionKind.OPEN, "burgemeester", "stroomuitval", None, "gemeente")),
        (8 * 60, heard("Schalkhaar 22 bezoekers", "L-DEV-15", {"visitors": 22}, source=LORA_A)),
        (7 * 60, f.ReportEntered("L-DEV-02", {"water_l": 6000}, Means.PORTOFOON, BY, text="voorstad water 6000")),
        (7 * 60 - 4, f.ReportEntered("L-DEV-02", {"water_l": 600}, Means.PORTOFOON, BY, corrects=9)),
        (6 * 60, f.NodeLinked(0x7C3A0001, "L-DEV-05", BY)),
        (5 * 60, f.NoteMade("Tanker rijdt pas na elven, chauffeur wacht in Raalte", BY)),
        (4 * 60, f.HomeMoved("C-RAA-02", "C-DEV-01", "C-NSP Raalte", "uitruk brand")),
        (3 * 60, f.BulletinIssued(7, "Drinkwater bij De Pelikaan tot 22:00", 12, BY)),
        (3 * 60 - 2, f.BulletinHung("C-DEV-01", 7, "L-DEV-05", "console")),
        (70, f.ValuesConfirmed(8, BY)),
        (68, f.ReportEntered("L-DEV-05", {"treated": 4, "aed": True}, Means.TELEFOON, BY, (Need("diesel", 120, "l"),))),
        (60, f.MessageQueued("Houd u gereed", f.Purpose.MESSAGE, "L-DEV-07", by=BY)),
        (60, f.MessageStepped(18, f.Step.AT_RADIO)),
        (40, f.AlarmRaised(f.AlarmKind.SILENCE, "L-DEV-04", "", "computer", also=("L-DEV-07",))),
        (38, f.AlarmAcknowledged(20, BY, "koerier gestuurd")),
        (30, f.AlarmParked(20, BY, "koerier is onderweg", 1800)),
        (22, f.MessageQueued("Diesel 120 l komt 22:30", f.Purpose.MESSAGE, "L-DEV-05", by=BY)),
        (21, heard("Wanneer komt het water?", "L-DEV-16")),
        (19, f.TextHandled(24, f.Handling.DONE, BY)),
        (13, heard("Tanker rijdt 19:30, 400 l DEV", "C-RAA-01", source=LORA_A)),
        (
            8,
            heard(
                "borgele water 420 liter, 210 porties, nog 34 l diesel",
                "L-DEV-05",
                {"water_l": 420, "food_portions": 210, "fuel_l": 34},
                age_s=17 * MIN,
            ),
        ),
        (8, f.MessageQueued("Begrepen: water 420 l", f.Purpose.ECHO, "L-DEV-05")),
        (2, heard("Alarm! man onwel bij ingang", "L-DEV-09", alarm=f.AlarmKind.MEDICAL)),
    ]
    return passed


def states() -> dict[str, str]:
    """How the own points stood nine hours ago: one was better, one was worse, one was still closed."""
    before = {view.site.code: view.severity.value for view in night().sites if view.own}
    changed = {"L-DEV-05": "goed", "L-DEV-02": "goed", "L-DEV-16": "kritiek", "L-DEV-09": "niet_in_bedrijf"}
    return {**before, **{code: state for code, state in changed.items() if code in before}}


def entries(passed: list[Told] | None = None) -> tuple[Entry, ...]:
    """These facts as journal entries, recorded so many minutes ago."""
    return tuple(
        Entry(number, NOW.earlier(minutes * MIN), fact)
        for number, (minutes, fact) in enumerate(told() if passed is None else passed, start=1)
    )


def timeline_of(site: str) -> tuple[Entry, ...]:
    """What any point of the night went through lately."""
    return entries(
        [
            (9 * 60, f.Decided(site, f.DecisionKind.OPEN, "burgemeester", "stroomuitval")),
            (70, heard("water 500 l", site, {"water_l": 500})),
            (70, f.ValuesConfirmed(2, BY)),
            (68, f.ReportEntered(site, {"treated": 4, "aed": True}, Means.PORTOFOON, BY)),
            (8, heard("borgele water 420 liter, 210 porties", site, {"water_l": 420, "food_portions": 210})),
        ]
    )


def journal_of(kept: tuple[Entry, ...], before: int | None, count: int, chosen: LogFilter) -> LogPage:
    """A page of a journal that is all at hand."""
    corrected = {entry.fact.corrects: entry.number for entry in kept if hasattr(entry.fact, "corrects")}
    known = {old: new for old, new in corrected.items() if old is not None}
    store = MemoryStore(PlayClock.manual(WALL), kept)
    return look_back(store, Telling(NOW, Words(LABELS, ZONE), {}, known), before, count, chosen)


def with_shift(taken: bool = True, **changes: object) -> Snapshot:
    """The night, with the handover of the morning."""
    shift = ShiftView(
        5,
        WALL - 545 * MIN,
        clean("C-NSP nacht"),
        clean("C-NSP dag"),
        clean("L-DEV-05 bijna zonder diesel"),
        states(),
        clean("C-NSP dag" if taken else ""),
        WALL - 540 * MIN if taken else 0.0,
    )
    return replace(night(**changes), shift=shift, last_entry=len(told()))
