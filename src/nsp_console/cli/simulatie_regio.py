"""`nsp simulatie regio`: a whole region of consoles on one LoRa channel, and the same region with stock radios."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nsp_console.domain.errors import CommandError
from nsp_console.sim.region.plan import BASELINES, UPDATES_PER_H, RegionPlan

LOSS_PCT_MAX = 99.0
HOURS_MIN, HOURS_MAX = 0.1, 1000.0  # shorter than five minutes gives no sample
UPDATES_MAX = 20_000.0
DEMPING_MAX = 60.0
KM_MIN, KM_MAX = 5.0, 500.0
SEED_MAX = 2**31 - 1
CONSOLES = "console"
TITLES = {CONSOLES: "deze console", "flooded_text": "tekst, geflood", "stock_dm": "tekst, direct"}

# Key → what it is called in the table, and its unit.
ROWS: tuple[tuple[str, str, str], ...] = (
    ("update_p50_s", "melding bij alle C: de helft binnen", "s"),
    ("update_p95_s", "melding bij alle C: 95 % binnen", "s"),
    ("share_60s", "meldingen binnen 60 s", "%"),
    ("share_120s", "meldingen binnen 2 min", "%"),
    ("share_300s", "meldingen binnen 5 min", "%"),
    ("updates_per_h", "wijzigingen per uur", ""),
    ("channel_use", "kanaal bezet bij een C", "pct"),
    ("node_duty_max", "drukste radio zendt", "pct"),
    ("picture_airtime_s", "zendtijd tot het beeld er is (99 %)", "s"),
    ("cold_start_99_s", "beeld er na de laatste start (99 %)", "s"),
    ("alarm_p95_s", "alarm bij alle C: 95 % binnen", "s"),
    ("alarm_share_60s", "alarmen binnen 60 s", "%"),
    ("messages_sent", "berichten verstuurd", ""),
    ("messages_delivered", "berichten aangekomen binnen 30 min", ""),
    ("messages_duplicated", "berichten dubbel", ""),
    ("frames_per_message", "frames per bericht", ""),
    ("tx_per_message", "uitzendingen per bericht", ""),
    ("status_bytes_on_air", "bytes van een losse melding", "B"),
    ("bytes_per_station", "bytes per punt in het beeld", "B"),
    ("simulated_s", "nagebootste tijd", "s"),
    ("wall_s", "rekentijd", "s"),
)
UNITS = {"%": " %", "pct": " %", "s": " s", "B": " B", "": ""}


def register(commands: Any) -> None:
    """Add `nsp simulatie regio`."""
    parser = commands.add_parser(
        "regio", help="een regio van consoles op één kanaal: hoe snel, hoeveel zendtijd, hoeveel komt aan"
    )
    add = parser.add_argument
    add("--preset", default="MEDIUM_FAST", metavar="NAAM", help="instelling van de radio's (MEDIUM_FAST)")
    add("--verlies", default="0", metavar="PCT", help="extra verlies per ontvangst, in procenten (0)")
    add("--uren", default="1", metavar="UREN", help="zo lang na de start (1)")
    add("--zaad", default="1", metavar="N", help="begin van het toeval: zelfde zaad, zelfde uitkomst (1)")
    add("--meldingen-per-uur", default=f"{UPDATES_PER_H:g}", metavar="N", help="wijzigingen in de hele regio (240)")
    add("--demping", default="0", metavar="DB", help="elke verbinding zoveel slechter (0)")
    add("--brug", action="store_true", help="L-punten herhalen het beeld waar geen C dat deed")
    add("--buurregio", default=None, metavar="KM", help="een tweede regio op hetzelfde kanaal, zo ver naar het oosten")
    add("--telefoons", default="0", metavar="PCT", help="deel van de L-punten zonder console (0)")
    add("--regiobestand", default=None, metavar="BESTAND", help="regio uit dit CSV-bestand")
    add("--zonder-vergelijking", action="store_true", help="sla de regio met alleen telefoons over")
    add("--json", action="store_true", help="als JSON, voor andere programma's")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Simulate and print. Raises CommandError for a choice that cannot be, ConfigError for a broken region file."""
    plan = plan_of(arguments)
    from nsp_console.sim.region.baselines import simulate_baseline
    from nsp_console.sim.region.run import simulate

    found: dict[str, Any] = simulate(plan, _progress(CONSOLES))
    names = () if arguments.zonder_vergelijking else BASELINES
    found["baselines"] = {name: simulate_baseline(name, plan, _progress(name)) for name in names}
    sys.stdout.write(json.dumps(found, indent=2) + "\n" if arguments.json else table(found))
    return 0


def plan_of(arguments: argparse.Namespace) -> RegionPlan:
    """The plan behind the words of the command line. Raises CommandError."""
    from nsp_console.link.airtime import PRESETS

    preset = arguments.preset.upper()
    if preset not in PRESETS:
        raise CommandError("simulatie.preset", value=arguments.preset, known=", ".join(PRESETS))
    neighbour = arguments.buurregio
    region = None if arguments.regiobestand is None else Path(arguments.regiobestand).expanduser()
    return RegionPlan(
        preset=preset,
        loss=number("--verlies", arguments.verlies, 0, LOSS_PCT_MAX) / 100,
        hours=number("--uren", arguments.uren, HOURS_MIN, HOURS_MAX),
        seed=whole("--zaad", arguments.zaad, 0, SEED_MAX),
        updates_per_h=number("--meldingen-per-uur", arguments.meldingen_per_uur, 0, UPDATES_MAX),
        extra_db=number("--demping", arguments.demping, 0, DEMPING_MAX),
        bridge=arguments.brug,
        neighbour_km=None if neighbour is None else number("--buurregio", neighbour, KM_MIN, KM_MAX),
        phones=number("--telefoons", arguments.telefoons, 0, 100) / 100,
        region=region,
    )


def number(name: str, text: str, low: float, high: float) -> float:
    """The number behind option `name`, with a point or a comma. Raises CommandError."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise CommandError("simulatie.getal", name=name, value=text, low=f"{low:g}", high=f"{high:g}")
    return value


def whole(name: str, text: str, low: int, high: int) -> int:
    """The whole number behind option `name`. Raises CommandError."""
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1
    if not low <= value <= high:
        raise CommandError("simulatie.heel_getal", name=name, value=text, low=low, high=high)
    return value


def _progress(name: str) -> Callable[[float], None]:
    """Tells on stderr how far it is, a line per tenth."""
    told = -1

    def tell(part: float) -> None:
        nonlocal told
        tenth = int(part * 10)
        if tenth > told:
            told = tenth
            print(f"{TITLES[name]}: {10 * tenth} %", file=sys.stderr, flush=True)

    return tell


def table(found: dict[str, Any]) -> str:
    """The figures with their names, a column per way of sending."""
    columns: list[tuple[str, dict[str, Any]]] = [(CONSOLES, found), *found["baselines"].items()]
    lines = [f"{'':<40}" + "".join(f"{TITLES[name]:>16}" for name, _ in columns)]
    for key, words, unit in ROWS:
        lines.append(f"{words:<40}" + "".join(f"{_shown(values[key], unit):>16}" for _, values in columns))
    return "\n".join(lines) + "\n"


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return "nooit" if unit == "s" else "-"
    if unit == "%":
        value = 100 * value
    text = str(value) if isinstance(value, int) else f"{value:.1f}"
    return text.replace(".", ",") + UNITS[unit]
