"""`nsp simulatie`: the console's own code in simulated regions and histories. Touches no database, no radio."""

import argparse
import importlib

# Subcommand → module in nsp_console.cli with `register(commands)`, in the order the help lists them.
SUBCOMMANDS = ("regio", "contract", "verslag")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nsp simulatie`."""
    parser = commands.add_parser("simulatie", help="proefdraaien: een hele regio op één LoRa-kanaal, op deze computer")
    kinds = parser.add_subparsers(title="proeven", metavar="PROEF", required=True, parser_class=type(parser))
    for name in SUBCOMMANDS:
        importlib.import_module(f"nsp_console.cli.simulatie_{name}").register(kinds)
