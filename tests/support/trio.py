"""Two C consoles and an L console as processes, on fake radios that hear each other, with keys."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support.crew import PHRASE as PHRASE, Crew
from support.fake_mesh import FakeMesh, OnAir
from support.processes import Running

HOME, OTHER, POINT = "C-ZWO-01", "C-ZWO-02", "L-ZWO-09"
FRAME = 256


class Trio(Crew):
    """Two C's and an L."""

    def __init__(self, top: Path, mesh: FakeMesh) -> None:
        super().__init__(top, mesh, (HOME, OTHER, POINT))


@contextlib.contextmanager
def trio_of(top: Path) -> Iterator[Trio]:
    """Three consoles that are set up, with keys; none of them runs yet. The word must be in NSP_SLEUTELWOORD."""
    with FakeMesh() as mesh:
        made = Trio(top, mesh)
        try:
            yield made
        finally:
            made.kill_all()


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
