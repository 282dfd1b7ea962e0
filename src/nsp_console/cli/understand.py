"""The command `nsp begrijp`: its words on the command line, and the rules it reads the line with."""

import argparse
from typing import Any


def register(commands: Any) -> None:
    """Add the command to the `commands` of argparse."""
    parser = commands.add_parser("begrijp", help="toon wat de console van een regel begrijpt")
    parser.add_argument("--json", action="store_true", help="als JSON, voor andere programma's")
    parser.add_argument("text", metavar="TEKST", nargs="+", help="de regel, zoals iemand hem op een telefoon typt")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the line means to this console, own words included. Raises ConfigError."""
    from nsp_console.cli import begrijp
    from nsp_console.config.regionfiles import USER_FOLDER
    from nsp_console.config.rules import load_rules
    from nsp_console.paths import data_folder

    rules = load_rules(user_folder=data_folder() / USER_FOLDER)
    return begrijp.run(" ".join(arguments.text), arguments.json, rules.vocabulary)
