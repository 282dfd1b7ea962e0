"""The tables of the results page, each a section of Markdown lines."""

from collections.abc import Mapping, Sequence

from nsp_console.sim.region.plan import BASELINES
from nsp_console.sim.results.cases import LOADS, LOSSES, OTHER_LOSSES, OTHERS, PHONES, other_key
from nsp_console.sim.results.figures import crossing, summarise, total
from nsp_console.sim.results.measured import Measured, shown_summary
from nsp_console.sim.results.shown import NOTHING, Unit, shown, table
from nsp_console.sim.results.targets import COLLAPSE_SHARE, REQUIRED, TARGETS, verdict

GATE_PERCENT = 25.0
SPEED_LIMIT_S = 60.0  # wall seconds per simulated region-hour, at loads up to SPEED_UPDATES_PER_H
SPEED_UPDATES_PER_H = 500
HOUR_S = 3600.0
COUNTS = (
    ("update_samples", "(update, C) pairs"),
    ("alarm_samples", "(alarm, C) pairs"),
    ("messages_sent", "messages"),
)
BASELINE_HEADS = ("flooded text", "stock DM, home C only")  # in the order of BASELINES
SHARES = ("share_60s", "share_120s", "share_300s")
PICTURE = (
    ("update_p50_s", "updates p50", Unit.SECONDS),
    ("update_p95_s", "p95", Unit.SECONDS),
    ("share_60s", "≤ 60 s", Unit.SHARE),
    ("share_300s", "≤ 5 min", Unit.SHARE),
    ("alarm_p95_s", "alarms p95", Unit.SECONDS),
    ("alarm_share_60s", "alarms ≤ 60 s", Unit.SHARE),
    ("channel_use", "channel use", Unit.PERCENT),
)


def targets(measured: Measured) -> list[str]:
    """The target table with both baselines, and what the figures rest on."""
    heads = ("what", "target", "console", "verdict", *BASELINE_HEADS)
    rows = []
    for target in TARGETS:
        compared = target.compared or target.condition
        note = " at 240/h" if target.compared else ""
        others = [measured.cell(compared, target.key, target.unit, kind) for kind in BASELINES]
        rows.append(
            (
                target.text,
                target.limit,
                measured.cell(target.condition, target.key, target.unit),
                verdict(target, measured.summary(target.condition, target.key)),
                *(cell if cell == NOTHING else cell + note for cell in others),
            )
        )
    return ["## The targets", "", *table(heads, rows), *_rests_on(measured), *_misses(measured)]


def everything_at(measured: Measured) -> list[str]:
    """The other figures of the same runs: what it costs, and the whole distribution in a few numbers."""
    keys = (
        *PICTURE,
        ("share_120s", "≤ 2 min", Unit.SHARE),
        ("node_duty_max", "busiest radio", Unit.PERCENT),
        ("cold_start_99_s", "restart, 99 %", Unit.SECONDS),
        ("picture_airtime_s", "airtime of the first picture", Unit.SECONDS),
        ("messages_share", "messages delivered", Unit.SHARE),
        ("frames_per_message", "frames per message", Unit.COUNT),
        ("tx_per_message", "transmissions per message", Unit.COUNT),
        ("updates_per_h", "updates issued per hour", Unit.COUNT),
    )
    heads = ("what", *(f"{loss} % loss" for loss in LOSSES), *(f"{head}, 30 % loss" for head in BASELINE_HEADS))
    rows = [
        (
            text,
            *(measured.cell(case, key, unit) for case in LOSSES.values()),
            *(measured.cell("loss_30", key, unit, kind) for kind in BASELINES),
        )
        for key, text, unit in keys
    ]
    return ["### All figures of these runs", "", *table(heads, rows)]


def capacity(measured: Measured) -> list[str]:
    """Channel use and what arrives in time, against the load."""
    heads = ("updates/h asked", "issued", "channel use", "busiest radio", "≤ 60 s", "≤ 2 min", "≤ 5 min", "p95")
    keys = (
        ("updates_per_h", Unit.COUNT),
        ("channel_use", Unit.PERCENT),
        ("node_duty_max", Unit.PERCENT),
        *((key, Unit.SHARE) for key in SHARES),
        ("update_p95_s", Unit.SECONDS),
    )
    rows = [(f"{load}", *(measured.cell(case, key, unit) for key, unit in keys)) for load, case in LOADS.items()]
    found = [(float(load), measured.summary(case, "channel_use")) for load, case in LOADS.items()]
    at = crossing([(load, use.mean) for load, use in found if use], GATE_PERCENT)
    told = f"about {at:.0f} updates/h (a straight line between the rows)" if at else "not crossed in these runs"
    return ["## Capacity", "", *table(heads, rows), f"{GATE_PERCENT:.0f} % channel use: {told}.", ""]


def others(measured: Measured) -> list[str]:
    """Other presets against what is required there, with and without the bridge."""
    lines = ["## Other presets", ""]
    for preset, worse_db in OTHERS:
        lines += [f"### {preset}" + (f", every link {worse_db:g} dB worse" if worse_db else ""), ""]
        keys = {other_key(preset, loss, bridge): (loss, bridge) for loss in OTHER_LOSSES for bridge in (True, False)}
        heads = ("loss, bridge", *(text for _, text, _ in PICTURE), "required")
        rows = []
        for case, (loss, bridge) in keys.items():
            words = [f"{row.text}: {verdict(row, measured.summary(case, row.key))}" for row in REQUIRED[case]]
            good = all(word.endswith(": met") for word in words)
            told = "met" if good else "; ".join(word for word in words if not word.endswith(": met"))
            cells = (measured.cell(case, key, unit) for key, _, unit in PICTURE)
            rows.append((f"{loss} %, {'on' if bridge else 'off'}", *cells, told))
        lines += table(heads, rows)
    limits = "; ".join(f"{row.text} {row.limit}" for row in next(iter(REQUIRED.values())))
    told = f'"No collapse" has no number in the design; {shown(COLLAPSE_SHARE, Unit.SHARE)} is our reading of it.'
    return [*lines, f"Required: {limits}.", told, ""]


def company(measured: Measured) -> list[str]:
    """A second region on the same frequency, and points without a console; the same seeds in every column."""
    names = {"alone": "alone", "neighbour": "second region at 25 km", "phones": f"{shown(PHONES, Unit.SHARE)} by phone"}
    keys = (*PICTURE, ("messages_share", "messages delivered", Unit.SHARE))
    rows = [(text, *(measured.cell(case, key, unit) for case in names)) for key, text, unit in keys]
    return [
        "## The neighbour's view, and points by phone",
        "",
        "The second region is as large and as busy as the first, has keys of its own and shares nothing but the",
        "frequency; it is the same region shifted 25 km to the east. By phone: that part of the L-NSP's has no",
        "console; their home C writes down what it is told and issues it for them.",
        "",
        *table(("what", *names.values()), rows),
    ]


def speed(measured: Measured) -> list[str]:
    """Wall seconds per simulated region-hour against the limit, and how that was measured."""
    rows = []
    for load, key in LOADS.items():
        per_hour = measured.walls(key)
        cells = [
            shown_summary(summarise(per_hour, word), Unit.SECONDS, measured.seeds(key))
            for word in ("wall_per_h_s", "cpu_per_h_s")
        ]
        best = summarise(per_hour, "wall_per_h_s")
        ratio = NOTHING if best is None else f"{best.mean / SPEED_LIMIT_S:.2f} ({best.low / SPEED_LIMIT_S:.2f} at best)"
        rows.append((f"{load}", *cells, ratio if load <= SPEED_UPDATES_PER_H else f"{ratio}, no limit set"))
    walls = measured.ledger.walls(measured.tasks)
    sides = sorted({int(at) for run in walls if isinstance(at := run.figures.get("at_once"), int)})
    cores = sorted({int(at) for run in walls if isinstance(at := run.figures.get("cores"), int)})
    return [
        "## Speed of the simulation",
        "",
        *table(("updates/h", "wall s per region-hour", "processor s", "wall, as a ratio to the limit"), rows),
        f"Limit: {SPEED_LIMIT_S:.0f} s wall per simulated region-hour at up to {SPEED_UPDATES_PER_H} updates/h. "
        f"Measured around each whole run, building the region and its cold start included, with "
        f"{_listed(sides)} runs side by side on {_listed(cores)} cores.",
        "Other work on the machine is in the wall figures; the processor seconds and the best of the seeds say how",
        "much of it was noise. These figures come from `walls.json` and differ from machine to machine.",
        "",
    ]


def contract(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Random histories against the delivery contract, when their outcome was kept beside the page."""
    lines = ["## The delivery contract", ""]
    if not rows:
        return [
            *lines,
            "Not in this folder. `nsp simulatie contract --historie 1000 --json > docs/simulation/contract.json`,",
            "and then `nsp simulatie verslag --verder`, puts it here.",
            "",
        ]
    keys = ("histories", "violations", "messages", "frames_per_message", "wall_s")
    cells = [tuple(_contract_cell(row, key) for key in (*keys, "")) for row in rows]
    return [*lines, *table((*(key.replace("_", " ") for key in keys), "histories per second"), cells)]


def _contract_cell(row: Mapping[str, object], key: str) -> str:
    histories, wall = row.get("histories"), row.get("wall_s")
    if not key:
        known = isinstance(histories, int) and isinstance(wall, (int, float)) and wall > 0
        return f"{histories / wall:.2f}" if known else NOTHING  # type: ignore[operator]
    value = row.get(key)
    if isinstance(value, list):
        value = len(value)
    return f"{value:.2f}".removesuffix(".00") if isinstance(value, (int, float)) else NOTHING


def _misses(measured: Measured) -> list[str]:
    """What a person wrote down about the misses, under a heading of its own."""
    if not measured.notes:
        return []
    return ["### Where a target is missed: why, and what was tried", "", *measured.notes.splitlines(), ""]


def _rests_on(measured: Measured) -> list[str]:
    """How many samples the verdicts rest on."""
    lines = []
    for loss, key in LOSSES.items():
        runs = measured.runs(key)
        hours = (total(runs, "simulated_s") or 0.0) / HOUR_S
        counts = [f"{round(number)} {words}" for name, words in COUNTS if (number := total(runs, name))]
        told = ", ".join(counts) or "no counts told"
        lines.append(f"- {loss} % loss: {len(runs)} of {measured.seeds(key)} seeds, {hours:.1f} h, {told}")
    return ["The console's columns rest on:", "", *lines, ""]


def _listed(numbers: Sequence[int]) -> str:
    return " or ".join(str(number) for number in numbers) or "an unknown number of"
