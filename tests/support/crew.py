"""Consoles as processes, on fake radios that hear each other, with keys."""

import contextlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nsp_console.config.region import load_region
from nsp_console.keys import keyfile
from nsp_console.keys.work import Work
from nsp_console.paths import shipped
from support.fake_mesh import FakeMesh
from support.processes import Running, nsp
from support.rings import region_keys

PHRASE = "vier gewone woorden samen"
WAIT_S = 30.0
LOOK_S = 0.5


class Crew:
    """Consoles by code: their data folders, radios and running processes. The word must be in NSP_SLEUTELWOORD."""

    def __init__(self, top: Path, mesh: FakeMesh, codes: Iterable[str]) -> None:
        self.mesh = mesh
        self.homes: dict[str, Path] = {}
        self.running: dict[str, Running] = {}
        region = load_region(shipped("config") / "ijsselland.csv")
        for code in codes:
            home = self.homes[code] = top / code
            home.mkdir()
            radio = mesh.add(code)
            done = nsp(home, "instellen", "--station", code, "--regio", "ijsselland", "--radio", radio.address)
            assert done.returncode == 0, done.stderr
            site = region.sites[code]
            bundle = region_keys().bundle(site.number, site.kind)
            keyfile.save(home, bundle, PHRASE, work=Work(4, for_tests_only=True))

    def start(self, code: str) -> Running:
        """Start the console of `code`; it opens its keys from the environment."""
        return self.start_all([code])[0]

    def start_all(self, codes: Iterable[str]) -> list[Running]:
        """Start several at once: the slow part of a start is the machine's, not the console's."""
        started = {code: Running(self.homes[code]) for code in codes}
        self.running |= started
        for code, running in started.items():
            running.kind("gestart")
            self.mesh.radios[code].wait_ready()
        return list(started.values())

    def met(self, code: str, *others: str) -> None:
        """Wait until `code` believes `others`."""
        for other in others:
            self.running[code].ever(_met(other), f"{other} met by {code}")

    def board(self, code: str) -> dict[str, Any]:
        """The board of `code` as it is now."""
        self.running[code].say(opdracht="stand")
        return self.running[code].until(lambda event: "sites" in event, "the board")

    def refused(self, code: str) -> dict[str, int]:
        """What `code` did not take, by reason."""
        counted: dict[str, int] = self.board(code)["radio"]["refused"]
        return counted

    def wait_refused(self, code: str, reason: str, more_than: int) -> int:
        """Wait until `code` refused more frames for `reason`."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            count = self.refused(code).get(reason, 0)
            if count > more_than:
                return count
            time.sleep(LOOK_S)  # the picture ages every few seconds; asking faster shows nothing new
        raise AssertionError(f"{code} did not refuse for {reason}: {self.refused(code)}")

    def kill_all(self) -> None:
        """End whatever still runs, without asking."""
        for running in self.running.values():
            if running.process.poll() is None:
                with contextlib.suppress(OSError):
                    running.kill()


def _met(other: str) -> Callable[[dict[str, Any]], bool]:
    return lambda event: event.get("soort") == "station_ontmoet" and event["station"] == other
