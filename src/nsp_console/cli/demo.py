"""`nsp demo`: an invented night in IJsselland, played over a simulated mesh. Never opens a real radio."""

import argparse
import asyncio
import json

from nsp_console.cli import screen


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nsp demo`."""
    parser = commands.add_parser("demo", help="de demo: een verzonnen nacht, zonder radio")
    parser.add_argument("--scenario", default="kennismaking", help="naam van een scenario, of een bestand (.yaml)")
    parser.add_argument(
        "--zonder-scherm", action="store_true", help="speel zonder scherm en toon aan het eind het bord"
    )
    parser.add_argument(
        "--duur", type=_seconds, metavar="S", help="stop vanzelf na zoveel seconden (zonder scherm: 30)"
    )
    parser.add_argument("--json", action="store_true", help="toon het bord als JSON (met --zonder-scherm)")
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    seconds = float(text.replace(",", "."))
    if not 0 <= seconds <= 7 * 86_400:
        raise argparse.ArgumentTypeError("tussen 0 en 604800 seconden")
    return seconds


def run(arguments: argparse.Namespace) -> int:
    """Play the demo, on the screen or without one."""
    if arguments.zonder_scherm:
        seconds = 30.0 if arguments.duur is None else arguments.duur
        return asyncio.run(_headless(arguments.scenario, seconds, arguments.json))
    return screen.show_demo(arguments, arguments.scenario, arguments.duur)


async def _headless(scenario: str, seconds: float, as_json: bool) -> int:
    from nsp_console import logs
    from nsp_console.drill.demo_console import open_demo
    from nsp_console.paths import logs_folder

    logs.start(logs_folder())
    demo = await open_demo(scenario, alone=True)
    try:
        await asyncio.sleep(seconds)
        snapshot = demo.console.station.snapshot()
    finally:
        await demo.close()
    if as_json:
        from nsp_console.station.board_json import board

        print(json.dumps(board(snapshot), ensure_ascii=False))
    else:
        from nsp_console.cli.boardlines import board_lines

        print("\n".join(board_lines(snapshot)))
    return 0
