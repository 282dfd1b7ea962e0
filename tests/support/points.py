"""The points of the night of the mock-ups at C-DEV-01, by hand."""

from nsp_console.domain.moments import Ageing
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Tier
from nsp_console.domain.views import (
    NormView,
    Readiness,
    Severity,
    SiteView,
    Verdict,
)
from support.drawn import LORA_C, MIN, PAPER, PORTO, cell, point, why

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


def troubled_points() -> tuple[SiteView, ...]:
    """The six that ask for somebody."""
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
    )


def quiet_points() -> tuple[SiteView, ...]:
    """The two that are well and the three that are not open."""
    return (
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


def own_points() -> tuple[SiteView, ...]:
    """The eleven L-NSPs of the night of the mock-ups."""
    return (*troubled_points(), *quiet_points())


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
