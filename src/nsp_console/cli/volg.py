"""`nsp volg`: the console without a screen. One event per line out, one command per line in; `--json` both ways."""

import argparse
import asyncio
import contextlib
import json
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from nsp_console.cli.volg_help import HELP
from nsp_console.domain.errors import NspError
from nsp_console.domain.facts import Entry
from nsp_console.platform import on_terminate

if TYPE_CHECKING:
    from nsp_console.domain.views import Reason
    from nsp_console.station.opening import Console

LINES_WAITING_MAX = 1000
STOP = "\x00stop"  # put in the queue by a signal; no line from stdin reads like this
DRAIN_S = 0.2  # after `stop`, the time in which what was already heard is still recorded


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nsp volg`."""
    parser = commands.add_parser(
        "volg",
        help="console zonder scherm: één regel per gebeurtenis",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="gebeurtenissen en opdrachten als JSON, één per regel")
    parser.add_argument("--duur", type=float, metavar="S", help="stop vanzelf na zoveel seconden")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the line mode until `stop`, end of time, or an interrupt."""
    return asyncio.run(_run(arguments.json, arguments.duur))


async def _run(as_json: bool, seconds: float | None) -> int:
    from nsp_console.cli.own_station import open_own

    console = await open_own(progress=lambda step: None)
    return await follow(console, as_json, seconds)


async def follow(console: "Console", as_json: bool, seconds: float | None) -> int:
    """Drive `console` from stdin to stdout; closes it at the end."""
    say = _printer(console, as_json)
    console.station.on_entry(say)
    console.start()
    assert console.task is not None
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue(LINES_WAITING_MAX)
    _read_stdin(loop, lines)
    talk = asyncio.create_task(_talk(console, lines, as_json))
    on_terminate(loop, lambda: lines.put_nowait(STOP))
    try:
        done, _ = await asyncio.wait({console.task, talk}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        await asyncio.sleep(DRAIN_S)
    finally:
        talk.cancel()
        await asyncio.gather(talk, return_exceptions=True)
        await console.close()
    return 0


def _printer(console: "Console", as_json: bool) -> Callable[[Entry], None]:
    from nsp_console.cli.eventlines import EventLines
    from nsp_console.station.entry_json import event

    words = EventLines(console.station.situation)

    def say(entry: Entry) -> None:
        print(json.dumps(event(entry), ensure_ascii=False) if as_json else words.line(entry), flush=True)

    return say


def _read_stdin(loop: asyncio.AbstractEventLoop, lines: "asyncio.Queue[str | None]") -> None:
    """Read lines in a thread of its own: reading stdin blocks, and on Windows it cannot be polled."""

    def read() -> None:
        with contextlib.suppress(RuntimeError, ValueError):  # the loop or stdin is gone: we are stopping
            for line in sys.stdin:
                asyncio.run_coroutine_threadsafe(lines.put(line), loop).result()
            asyncio.run_coroutine_threadsafe(lines.put(None), loop).result()

    threading.Thread(target=read, name="stdin", daemon=True).start()


async def _talk(console: "Console", lines: "asyncio.Queue[str | None]", as_json: bool) -> None:
    """Carry out commands until `stop`. The end of input is no stop: a console without a keyboard keeps listening."""
    from nsp_console.station.lines_in import ShowBoard, Stop, read_json, read_line

    reader = read_json if as_json else read_line
    told: set[Reason] = set()
    while True:
        _notices(console, as_json, told)
        line = await lines.get()
        if line is None:
            continue
        try:
            command = (
                Stop() if line == STOP else reader(line, console.station.understand, console.station.clock.now().wall)
            )
            if isinstance(command, Stop):
                return
            if isinstance(command, ShowBoard):
                _show(console, as_json)
            elif command is not None:
                await console.station.submit(command)
        except NspError as error:
            _complain(error, as_json)


def _notices(console: "Console", as_json: bool, told: "set[Reason]") -> None:
    """What a screen would show in a banner, once each: that the key is locked, that an order stayed here."""
    from nsp_console.dutch.reasons import reason

    for notice in console.station.notices:
        if notice not in told:
            told.add(notice)
            words = reason(notice)
            said = (
                json.dumps({"melding": notice.code, "uitleg": words}, ensure_ascii=False) if as_json else f"! {words}"
            )
            print(said, flush=True)


def _show(console: "Console", as_json: bool) -> None:
    snapshot = console.station.snapshot()
    if as_json:
        from nsp_console.station.board_json import board

        print(json.dumps(board(snapshot), ensure_ascii=False), flush=True)
    else:
        from nsp_console.cli.boardlines import board_lines

        print("\n".join(board_lines(snapshot)), flush=True)


def _complain(error: NspError, as_json: bool) -> None:
    from nsp_console.dutch.errors import sentence

    words = sentence(error)
    print(
        json.dumps({"fout": error.code, "uitleg": words}, ensure_ascii=False) if as_json else f"! {words}", flush=True
    )
