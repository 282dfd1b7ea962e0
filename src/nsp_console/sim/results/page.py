"""The page itself: what was done, the sections, the drawings; and writing them all."""

from pathlib import Path

from nsp_console.config.textfile import write_text
from nsp_console.sim.region.plan import BASELINES
from nsp_console.sim.results import sections
from nsp_console.sim.results.cases import LOADS, LOSSES, NSP
from nsp_console.sim.results.charts import Series, capacity_chart, latency_chart
from nsp_console.sim.results.figures import Point, reach
from nsp_console.sim.results.ledger import not_written
from nsp_console.sim.results.measured import Measured

PAGE, LATENCY, CAPACITY = "README.md", "latency.svg", "capacity.svg"
KIND_NAMES = {NSP: "console", BASELINES[0]: "flooded text", BASELINES[1]: "stock DM (home C only)"}

ABOUT = """\
## What this is

The console's own code, wire format and link planes and all, run in a simulated region: 100 L-NSP's and 25 C-NSP's of
the region file that comes with the program, on one LoRa channel. Only the radio, the air and the disk are replaced: by
a model of propagation and channel access, and by a journal in memory.

Two baselines run in the same region, with the same seed and the same moments:

- **flooded text**: every update is a line of text as people type it, flooded with hop limit 7 by everybody; alarms
  and messages likewise, one try, no acknowledgement.
- **stock DM**: every update and alarm is a direct message with acknowledgement to the home C, and counts for that C
  only; messages are direct messages.

How to read it:

- A sample is a version that was issued and a C that runs: the seconds from committing it at the writer to committing
  it, or a newer one, at that C. What never arrives counts as not in time. Heartbeats are versions too. What is issued
  during the cold start or in the last five minutes of a run is no sample.
- Cells are the mean over the seeds, with the lowest and highest seed in brackets. A target is met when the mean meets
  it. "Never" is a figure that was not reached at all in a seed.
- Loss is per reception, on top of collisions and weak links.

## What is not in it

- Propagation is a model of distances, heights and random shadowing. Nobody measured these links. A region that is
  8 dB worse needs another preset, which is why one is shown below.
- Loss is drawn apart for every reception. Real interference comes in bursts, and takes out neighbours together.
- No real radio, firmware or queue: half-duplex, capture, listening before talking and the duty limit are imitated.
  Other users of the band (the public mesh, other modems) exist only as the loss figure.
- Channel use is the airtime a C senses, overlaps counted twice; a real radio shows less.
- C-NSP's do not die or move during a run, and nobody attacks. Rare things (one alarm in a thousand too late) rest on
  few samples: see the counts under the table of targets.
"""


def write_page(folder: Path, measured: Measured) -> None:
    """Write the page and its drawings. CommandError when the folder cannot be written."""
    texts = {LATENCY: latency(measured), CAPACITY: capacity(measured), PAGE: page(measured)}
    try:
        for name, text in texts.items():
            write_text(folder / name, text)
    except OSError as error:
        raise not_written(folder, error) from None


def page(measured: Measured) -> str:
    """The Markdown."""
    lines = [
        "# The region, simulated",
        "",
        *_state(measured),
        *ABOUT.splitlines(),
        "",
        *sections.targets(measured),
        f"![How soon an update is at every C-NSP, at 0, 30 and 50 % loss]({LATENCY})",
        "",
        *_rough(measured),
        *sections.everything_at(measured),
        *sections.capacity(measured),
        f"![Channel use and updates in time against updates per hour]({CAPACITY})",
        "",
        *sections.others(measured),
        *sections.company(measured),
        *sections.speed(measured),
        *sections.contract(measured.contract),
    ]
    return "\n".join(lines).rstrip() + "\n"


def latency(measured: Measured) -> str:
    """The drawing of how soon updates arrive."""
    panels = []
    for loss, case in LOSSES.items():
        all_series = []
        for style, (kind, label) in enumerate(KIND_NAMES.items()):
            points, _ = reach(measured.runs(case, kind))
            all_series.append(Series(label, style, tuple(points)))
        panels.append((f"{loss} % loss", all_series))
    return latency_chart(panels, measured.quick)


def capacity(measured: Measured) -> str:
    """The drawing of what the channel carries."""
    use = [_against_load(measured, "channel_use", 0, KIND_NAMES[NSP], NSP)]
    for style, kind in enumerate(BASELINES, start=1):
        use.append(_against_load(measured, "channel_use", style, KIND_NAMES[kind].split(" (")[0], kind))
    shares = [
        _against_load(measured, key, style, words, NSP)
        for style, (key, words) in enumerate(zip(sections.SHARES, ("≤ 60 s", "≤ 2 min", "≤ 5 min"), strict=True))
    ]
    return capacity_chart(use, shares, list(LOADS), measured.quick)


def _against_load(measured: Measured, key: str, style: int, label: str, kind: str) -> Series:
    points: list[Point] = []
    spread: list[Point] = []
    for load, case in LOADS.items():
        found = measured.summary(case, key, kind)
        if found is not None:
            points.append((float(load), found.mean))
            spread.append((found.low, found.high))
    return Series(label, style, tuple(points), tuple(spread))


def _state(measured: Measured) -> list[str]:
    """Which command made it, from what, and whether it may be relied on."""
    done, asked = len(measured.ledger.runs(measured.tasks)), len(measured.tasks)
    command = "nsp simulatie verslag" + (" --snel" if measured.quick else "")
    lines = []
    if measured.quick:
        lines += ["> **Quick trial: one seed, a quarter of an hour each. Not for verdicts.**", ""]
    if done < asked:
        lines += [f"> **Unfinished: {done} of {asked} runs. `{command} --verder` goes on.**", ""]
    return [
        *lines,
        f"Made by `{command}`, from the top of the repository, out of {done} runs of code version "
        f"`{measured.ledger.code}`",
        "(a hash of the source files that a run executes). Every run is in [runs.json](runs.json), with its plan",
        "and all its figures; the same plan and code give the same figures. `--verder` runs only what is lacking or",
        "was run by other code; `--snel` tries the command out, in another folder. The command overwrites this page:",
        "what there is to say about a miss goes into `notes.md` beside it, and appears under the targets.",
        "",
    ]


def _rough(measured: Measured) -> list[str]:
    """A word under the drawing when its lines are known at five points only."""
    if any(reach(measured.runs(case, kind))[1] for case in LOSSES.values() for kind in KIND_NAMES):
        return ["Some lines are drawn through five known points (p50, p95, and the shares at 60, 120 and 300 s).", ""]
    return []
