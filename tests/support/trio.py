"""Two C consoles and an L console as processes, on fake radios that hear each other, with keys."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nsp_console.config.region import load_region
from nsp_console.keys import keyfile
from nsp_console.keys.work import Work
from nsp_console.paths import shipped
from support.fake_mesh import FakeMesh, OnAir
from support.processes import Running, nsp
from support.rings import region_keys

HOME, OTHER, POINT = "C-ZWO-01", "C-ZWO-02", "L-ZWO-09"
PHRASE = "vier gewone woorden samen"
FRAME = 256
WAIT_S = 30.0
LOOK_S = 0.5


class Trio:
    """Three consoles by code: their data folders, radios and running processes."""

    def __init__(self, top: Path, mesh: FakeMesh) -> None:
        self.mesh = mesh
        self.homes: dict[str, Path] = {}
        self.running: dict[str, Running] = {}
        region = load_region(shipped("config") / "ijsselland.csv")
        for code in (HOME, OTHER, POINT):
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
        running = self.running[code] = Running(self.homes[code])
        running.kind("gestart")
        self.mesh.radios[code].wait_ready()
        return running

    def met(self, code: str, *others: str) -> None:
        """Wait until `code` believes `others`."""
        running = self.running[code]
        for other in others:
            seen = any(
                event.get("soort") == "station_ontmoet" and event["station"] == other for event in running.events
            )
            if not seen:
                running.until(_met(other), f"{other} met by {code}")

    def refused(self, code: str) -> dict[str, int]:
        """What `code` did not take, by reason."""
        self.running[code].say(opdracht="stand")
        board = self.running[code].until(lambda event: "sites" in event, "the board")
        counted: dict[str, int] = board["radio"]["refused"]
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


def _met(other: str) -> Any:
    return lambda event: event.get("soort") == "station_ontmoet" and event["station"] == other


@contextlib.contextmanager
def trio_of(top: Path) -> Iterator[Trio]:
    """Three consoles that are set up, with keys; none of them runs yet. The word must be in NSP_SLEUTELWOORD."""
    with FakeMesh() as mesh:
        made = Trio(top, mesh)
        try:
            yield made
        finally:
            for running in made.running.values():
                if running.process.poll() is None:
                    with contextlib.suppress(OSError):
                        running.kill()


def kind(running: Running, name: str, **fields: Any) -> dict[str, Any]:
    """The next event of this kind with these fields."""
    return running.until(
        lambda event: event.get("soort") == name and all(event.get(key) == value for key, value in fields.items()),
        f"{name} {fields}",
    )


def everybody_met(trio: Trio) -> None:
    for code in (HOME, OTHER, POINT):
        trio.start(code)
    trio.running[POINT].say(opdracht="melding", tekst=f"{POINT} open, water 300 l, 64 bezoekers, aggregaat nog 6 uur")
    trio.met(HOME, OTHER, POINT)
    trio.met(OTHER, HOME)
    trio.met(POINT, HOME)


def inject(trio: Trio, payload: bytes, like: OnAir) -> None:
    """Put a payload on the air from a radio nobody knows."""
    trio.mesh.inject(payload, sender=0x7777, channel=like.channel, port=FRAME)
