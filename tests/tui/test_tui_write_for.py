"""Writing for a point in the place of its own console: the key asks, orders once, and says why when it may not."""

from dataclasses import replace

import pytest

from nsp_console.domain.views import Snapshot
from nsp_console.station import commands
from nsp_console.tui.app import NspApp
from nsp_console.tui.local.words import state_words
from nsp_console.tui.wording import Wording
from support.drawn import ZONE
from support.fakedoor import FakeDoor, opener_of
from support.local_pictures import local_taken
from support.pictures import told

POINT = "L-DEV-02"


def picture(**changes: object) -> Snapshot:
    """The regional picture with `changes` to one point of ours."""
    return replace(
        told(),
        sites=tuple(replace(v, **changes) if v.site.code == POINT else v for v in told().sites),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("snapshot", "keys", "ordered"),
    [
        (picture(writer=POINT, taken_from=False), (*"laptop weg", "enter"), commands.MoveWriter(POINT, "laptop weg")),
        (picture(), ("j",), commands.MoveWriter(POINT, "teruggegeven", back=True)),
        (picture(), ("n",), None),
        (picture(writer="C-RAA-01"), (), None),
    ],
)
async def test_the_key_takes_over_or_gives_back(
    snapshot: Snapshot, keys: tuple[str, ...], ordered: commands.Command | None
) -> None:
    """W asks for a reason or for a yes; without one, or when another C writes, nothing is ordered."""
    door = FakeDoor(snapshot)
    app = NspApp(opener_of(door), zone=ZONE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        app.go("punt", POINT)
        await pilot.pause()
        for key in ("W", *(key.replace(" ", "space") for key in keys)):
            await pilot.press(key)
        await pilot.pause(0.2)
    assert door.orders == ([ordered] if ordered else [])


def test_the_page_of_an_l_says_who_writes() -> None:
    """While a C writes for it the L never reads that its own report is under way."""
    words, role = state_words(local_taken(), Wording(zone=ZONE))
    assert words == "C-ZWO-01 schrijft nu voor uw punt."
    assert role == "attention"
