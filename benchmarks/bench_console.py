"""How long until something is on the screen, and until the board is full; memory; the echo of a key under
load; and what the board costs while nobody touches it.

Every figure is taken from outside: the program runs in a pty of its own and only what a person would see counts.
Start-up is given as a ratio to an empty Textual app started the same way, in turn, because machines are noisy.

    python benchmarks/bench_console.py [--runs 7] [--frames-per-minute 10000] [--idle-seconds 60]

Linux only (pty, /proc). Reports medians and ranges; asserts nothing.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EMPTY_APP = """
from textual.app import App
from textual.widgets import Static


class Empty(App):
    def compose(self):
        yield Static("LEEG")


Empty().run()
"""
COLUMNS, ROWS = 120, 35
WAIT_S = 60.0
SETTLED_S = 4.0
# L-NSP's of each gemeente in the shipped region: all of them report while nobody touches the board.
L_COUNTS = {
    "DAL": 5,
    "DEV": 19,
    "HAR": 12,
    "KAM": 10,
    "OLW": 4,
    "OMM": 4,
    "RAA": 7,
    "STA": 3,
    "STW": 8,
    "ZWA": 4,
    "ZWO": 24,
}
REPORTING = [f"L-{area}-{number:02d}" for area, count in L_COUNTS.items() for number in range(1, count + 1)]
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07]*\x07|\x1b.")


class Terminal:
    """A program in a pty: what it painted, as text without escapes."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.started = time.perf_counter()
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True, cwd=ROOT
        )
        os.close(slave)
        self.painted = b""

    def read(self, timeout_s: float) -> bytes:
        """What was painted within `timeout_s`, at most one chunk."""
        ready, _, _ = select.select([self.master], [], [], timeout_s)
        if not ready:
            return b""
        try:
            chunk = os.read(self.master, 65536)
        except OSError:
            return b""
        self.painted += chunk
        return chunk

    def until(self, text: str) -> float:
        """Seconds from the start until `text` was painted."""
        wanted = text.encode()
        while time.perf_counter() - self.started < WAIT_S:
            self.read(0.2)
            if wanted in ESCAPES.sub(b"", self.painted):
                return time.perf_counter() - self.started
        raise SystemExit(f"not painted within {WAIT_S} s: {text}\n{ESCAPES.sub(b'', self.painted)[-2000:]!r}")

    def resident_mb(self) -> float:
        """Resident memory of the program in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def cpu_s(self) -> float:
        """CPU seconds that the program and its threads used since it began."""
        told = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)


def environment(home: str) -> dict[str, str]:
    """A colour terminal and a data folder of its own."""
    return {**os.environ, "NSP_HOME": home, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "src")}


def spread(values: list[float], unit: str = "") -> str:
    """Median with minimum and maximum."""
    return f"{statistics.median(values):.2f}{unit} ({min(values):.2f}-{max(values):.2f})"


def start_up(runs: int, home: str) -> None:
    """First frame and full board as ratios to an empty app, in turn."""
    nsp = [sys.executable, "-m", "nsp_console"]
    empty = [sys.executable, "-c", EMPTY_APP]
    first, ready, memory, base = [], [], [], []
    for run in range(runs + 1):
        terminal = Terminal(empty, environment(home))
        reference = terminal.until("LEEG")
        terminal.close()
        terminal = Terminal(nsp, environment(home))
        painted = terminal.until("NSP console")
        full = terminal.until("L-DEV-16")
        settle(terminal, SETTLED_S)  # until the writing side of the store is loaded too
        resident = terminal.resident_mb()
        terminal.close()
        if run:  # the first pair warms the disk cache and is not counted
            base.append(reference)
            first.append(painted / reference)
            ready.append(full / reference)
            memory.append(resident)
    print(f"empty Textual app, first frame      {spread(base, ' s')}")
    print(f"first frame, ratio to empty app     {spread(first)}   aim <= 1.5")
    print(f"board filled, ratio to empty app    {spread(ready)}   aim <= 4")
    print(f"resident memory with 125 sites, MB  {spread(memory)}   aim <= 120")


def keys_under_load(home: str, frames_per_minute: int, keys: int) -> None:
    """Milliseconds from a key press until the board answers, while texts keep coming in over TCP."""
    sys.path.insert(0, str(ROOT / "tests"))
    from support.fake_radio import FakeRadio

    with FakeRadio() as node:
        setup(home, node.address)
        terminal = Terminal([sys.executable, "-m", "nsp_console"], environment(home))
        terminal.until("L-DEV-16")
        node.wait_ready()
        stop = threading.Event()

        def flood() -> None:
            number = 0
            while not stop.wait(60 / frames_per_minute):
                number += 1
                node.hear(f"L-DEV-{number % 16 + 1:02d} water {number % 900 + 100} l, {number % 90} bezoekers", 0x1000)

        threading.Thread(target=flood, daemon=True).start()
        time.sleep(2)
        waits = [key_echo(terminal, index) for index in range(keys)]
        stop.set()
        terminal.close()
    waits.sort()
    p95 = waits[int(len(waits) * 0.95) - 1]
    print(
        f"key echo under {frames_per_minute} frames/min, ms   p50 {waits[len(waits) // 2]:.0f}  p95 {p95:.0f}"
        f"  max {waits[-1]:.0f}   aim p95 <= 50"
    )


def idle(home: str, updates_per_hour: int, seconds: float) -> None:
    """Share of one core that the board takes while nobody touches it and every point of the region keeps reporting."""
    sys.path.insert(0, str(ROOT / "tests"))
    from support.fake_radio import FakeRadio

    with FakeRadio() as node:
        setup(home, node.address)
        terminal = Terminal([sys.executable, "-m", "nsp_console"], environment(home))
        terminal.until("L-DEV-16")
        node.wait_ready()
        settle(terminal, SETTLED_S)
        before, end = terminal.cpu_s(), time.perf_counter() + seconds
        number = 0
        while time.perf_counter() < end:
            number += 1
            node.hear(
                f"{REPORTING[number % len(REPORTING)]} water {number % 900 + 100} l", 0x1000 + number % len(REPORTING)
            )
            settle(terminal, min(3600 / updates_per_hour, max(0.0, end - time.perf_counter())))
        share = 100 * (terminal.cpu_s() - before) / seconds
        terminal.close()
    print(f"idle on the board, {updates_per_hour} updates/h, % of a core   {share:.1f}   aim <= 3")


def key_echo(terminal: Terminal, index: int) -> float:
    """Type one letter in the entry bar and wait until it is painted. Milliseconds."""
    if index % 20 == 0:
        os.write(terminal.master, b"\x1b")
        settle(terminal)
        os.write(terminal.master, b"n")
        settle(terminal)
    letter = b"qzxj"[index % 4 : index % 4 + 1]
    settle(terminal, 0.02)
    terminal.painted = b""
    begin = time.perf_counter()
    os.write(terminal.master, letter)
    while letter not in ESCAPES.sub(b"", terminal.painted):
        if not terminal.read(1.0) and time.perf_counter() - begin > 5:
            raise SystemExit("a key was not answered within 5 s")
    return 1000 * (time.perf_counter() - begin)


def settle(terminal: Terminal, seconds: float = 0.3) -> None:
    """Read what is being painted for a while."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        terminal.read(0.01)


def setup(home: str, radio: str) -> None:
    """A station C-DEV-01 of the shipped region."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "nsp_console",
            "instellen",
            "--station",
            "C-DEV-01",
            "--regio",
            "ijsselland",
            "--radio",
            radio,
        ],
        env=environment(home),
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--frames-per-minute", type=int, default=10_000)
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--updates-per-hour", type=int, default=500)
    parser.add_argument("--idle-seconds", type=float, default=60.0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        setup(home, "geen")
        start_up(chosen.runs, home)
    with tempfile.TemporaryDirectory() as home:
        keys_under_load(home, chosen.frames_per_minute, chosen.keys)
    with tempfile.TemporaryDirectory() as home:
        idle(home, chosen.updates_per_hour, chosen.idle_seconds)


if __name__ == "__main__":
    main()
