"""Running the real program as a process of its own, with a data folder of its own."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WAIT_S = 30.0


def environment(home: Path) -> dict[str, str]:
    """The environment of a user whose data folder is `home`."""
    source = str(Path(__file__).resolve().parents[2] / "src")
    return {**os.environ, "NSP_HOME": str(home), "PYTHONPATH": source, "PYTHONUNBUFFERED": "1"}


def nsp(home: Path, *arguments: str, timeout_s: float = 60.0) -> "subprocess.CompletedProcess[str]":
    """Run `nsp` to its end."""
    command = [sys.executable, "-m", "nsp_console", *arguments]
    return subprocess.run(
        command, env=environment(home), capture_output=True, text=True, timeout=timeout_s, stdin=subprocess.DEVNULL
    )


class Running:
    """A running `nsp volg --json`: its events as they come, and commands to it."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.began_s = time.monotonic()
        self.events: list[dict[str, Any]] = []
        self.came_s: list[float] = []  # monotonic seconds at which each of them was printed
        self._lines: queue.Queue[tuple[float, str] | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nsp_console", "volg", "--json", *arguments],
            env=environment(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put((time.monotonic(), line))
        self._lines.put(None)

    def say(self, **command: Any) -> None:
        """Give one command."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def until(self, wanted: Callable[[dict[str, Any]], bool], what: str, within_s: float = WAIT_S) -> dict[str, Any]:
        """The first event, from now on, that is wanted."""
        end = time.monotonic() + within_s
        while (left := end - time.monotonic()) > 0:
            try:
                printed = self._lines.get(timeout=left)
            except queue.Empty:
                break
            if printed is None:
                assert self.process.stderr is not None
                raise AssertionError(f"console ended while waiting for {what}: {self.process.stderr.read()[-2000:]}")
            event: dict[str, Any] = json.loads(printed[1])
            self.events.append(event)
            self.came_s.append(printed[0])
            if wanted(event):
                return event
        raise AssertionError(f"no {what} within {within_s} s; last events: {self.events[-5:]}")

    def ever(self, wanted: Callable[[dict[str, Any]], bool], what: str, within_s: float = WAIT_S) -> dict[str, Any]:
        """The first event that is wanted of all that came and will come."""
        known = next((event for event in self.events if wanted(event)), None)
        return known or self.until(wanted, what, within_s)

    def kind(self, name: str) -> dict[str, Any]:
        """The next event of this kind."""
        return self.until(lambda event: event.get("soort") == name, name)

    def kill(self) -> None:
        """As if the plug was pulled from the program."""
        if hasattr(signal, "SIGKILL"):
            self.process.send_signal(signal.SIGKILL)
        else:
            self.process.kill()
        self.process.wait(WAIT_S)

    def stop(self) -> int:
        """End it the ordinary way."""
        if self.process.poll() is None:
            self.say(opdracht="stop")
        return self.process.wait(WAIT_S)
