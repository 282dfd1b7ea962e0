"""`nsp simulatie`: the console's own code in simulated regions and histories. Touches no database, no radio."""

import argparse
import importlib

# Subcommand → module in nsp_console.cli with `register(commands)`, in the order the help lists them.
SUBCOMMANDS = ("regio", "contract", "verslag")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nsp simulatie`."""
    parser = commands.add_parser("simulatie", help="proefdraaien: een hele regio op één LoRa-kanaal, op deze computer")
    parser.set_defaults(run=lambda _: _help(parser))
    kinds = parser.add_subparsers(title="proeven", metavar="PROEF", parser_class=type(parser))
    for name in SUBCOMMANDS:
        importlib.import_module(f"nsp_console.cli.simulatie_{name}").register(kinds)


def _help(parser: argparse.ArgumentParser) -> int:
    """Which simulations there are."""
    parser.print_help()
    return 0
