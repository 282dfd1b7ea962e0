"""Look at the screens: `PYTHONPATH=src:tests python -m support.show_board [nacht|rustig|leeg|radio] [--tekens ascii]`.

With `--svg FILE --size 120x35 --keys 5,down` it draws once without a terminal and writes an SVG.
"""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

from nsp_console.domain.facts import AlarmStep
from nsp_console.domain.views import Snapshot
from nsp_console.tui.app import NspApp
from nsp_console.tui.glyphs import choose
from support.continuity_pictures import (
    house_compared,
    house_empty_plan,
    house_fresh,
    house_night,
    house_without_plan,
)
from support.drawn import ZONE
from support.fakedoor import FakeDoor, opener_of
from support.link_pictures import LINK_PICTURES
from support.local_pictures import (
    HOME,
    local,
    local_alarm,
    local_fresh,
    local_locked,
    local_radio_down,
    local_taken,
    local_unreceived,
)
from support.logbook_pictures import with_shift
from support.map_pictures import region
from support.paraat_pictures import in_deployment, in_peace, late
from support.pictures import calm, consoles, first_start, night, radio_down, told
from support.supply_pictures import supply_night

PICTURES: dict[str, Callable[[], Snapshot]] = {
    "nacht": night,
    "rustig": calm,
    "leeg": first_start,
    "radio": radio_down,
    "consoles": consoles,
    "regio": told,
    "dienst": with_shift,
    "dienst-wacht": lambda: with_shift(taken=False),
    **LINK_PICTURES,
    "voorraad": supply_night,
    "paraatheid": in_deployment,
    "paraatheid-vrede": in_peace,
    "paraatheid-te-laat": late,
    "huis": house_night,
    "huis-paraat": house_fresh,
    "huis-naast": house_compared,
    "huis-leeg": house_empty_plan,
    "huis-geen": house_without_plan,
    "kaart": region,
    "l": local,
    "l-leeg": local_fresh,
    "l-dicht": local_locked,
    "l-radio": local_radio_down,
    "l-overgenomen": local_taken,
    "l-wacht": local_unreceived,
    "l-alarm": lambda: local_alarm((HOME, AlarmStep.RECEIVED)),
}


async def draw(app: NspApp, size: tuple[int, int], keys: list[str], file: Path) -> None:
    """Press `keys` and write what stands on the screen."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.1)
        await pilot.pause(0.2)
        file.write_text(app.export_screenshot(), encoding="utf-8")
        strips = app.screen._compositor.render_strips()
        print("\n".join("".join(part.text for part in strip) for strip in strips))


def main() -> None:
    """Run on the terminal, or draw once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("beeld", nargs="?", default="nacht", choices=sorted(PICTURES))
    parser.add_argument("--tekens", default="auto")
    parser.add_argument("--thema", default="nacht")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--size", default="120x35")
    parser.add_argument("--keys", default="")
    asked = parser.parse_args()
    app = NspApp(
        opener_of(FakeDoor(PICTURES[asked.beeld]())),
        zone=ZONE,
        glyphs=choose(asked.tekens, "", "utf-8"),
        theme=asked.thema,
    )
    if asked.svg is None:
        app.run()
        return
    width, _, height = asked.size.partition("x")
    asyncio.run(draw(app, (int(width), int(height)), [key for key in asked.keys.split(",") if key], asked.svg))


if __name__ == "__main__":
    main()
