"""Opening the screen, on the own station or on the demo. Textual is imported here and nowhere else in `cli`."""

import argparse
import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsp_console.config.settings import Settings
    from nsp_console.tui.app import NspApp
    from nsp_console.tui.opening import Opened, Progress


TOURED = "rondleiding-gezien"  # an empty file in the data folder


def show_own(arguments: argparse.Namespace, settings: "Settings") -> int:
    """The screen of this laptop's own station."""
    return _show(arguments, settings, _own, f"NSP console, {settings.station}", None)


def show_demo(arguments: argparse.Namespace, scenario: str, seconds: float | None = None) -> int:
    """The screen of the demo; `seconds` ends it by itself."""

    async def opener(progress: "Progress") -> "Opened":
        return await _demo(scenario, progress)

    return _show(arguments, None, opener, "NSP console, demo", seconds)


def _show(
    arguments: argparse.Namespace,
    settings: "Settings | None",
    opener: "Callable[[Progress], Awaitable[Opened]]",
    title: str,
    seconds: float | None,
) -> int:
    from nsp_console.tui import glyphs, themes
    from nsp_console.tui.app import NspApp

    asked = arguments.glyphs or (settings.glyphs if settings else "auto")
    theme = arguments.theme or (settings.theme if settings else themes.DEFAULT_THEME)
    app = NspApp(
        opener,
        title=title,
        glyphs=glyphs.choose(asked, os.environ.get("TERM", ""), sys.stdout.encoding or ""),
        theme=theme,
    )
    if seconds is not None:
        return asyncio.run(_for_a_while(app, seconds)) or 0
    return app.run() or 0


async def _for_a_while(app: "NspApp", seconds: float) -> int | None:
    asyncio.get_running_loop().call_later(seconds, app.leave)
    return await app.run_async()


async def _own(progress: "Progress") -> "Opened":
    from nsp_console.cli.own_station import open_own
    from nsp_console.tui.opening import Opened

    console = await open_own(progress)
    console.start()
    return Opened(console.station, console.station.situation.rules.vocabulary, console.close, _tour_to_come())


async def _demo(scenario: str, progress: "Progress") -> "Opened":
    from nsp_console import logs
    from nsp_console.paths import logs_folder
    from nsp_console.tui.opening import Opened

    open_demo = await asyncio.to_thread(_load_demo)
    logs.start(logs_folder())
    demo = await open_demo(scenario, progress=progress)
    station = demo.console.station
    return Opened(station, station.situation.rules.vocabulary, demo.close, _tour_to_come())


def _tour_to_come() -> Callable[[], None] | None:
    """What notes that the tour was taken on this laptop; None when it was."""
    from nsp_console.paths import data_folder

    marker = data_folder() / TOURED

    def toured() -> None:
        with contextlib.suppress(OSError):  # then the invitation comes again, no more
            marker.touch()

    return None if marker.exists() else toured


def _load_demo():  # type: ignore[no-untyped-def]  # its type would import what must not be imported yet
    from nsp_console.drill.demo_console import open_demo

    return open_demo
