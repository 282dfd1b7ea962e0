"""A bare `nsp`: the own station once there is one, the demo before that."""

import argparse

from nsp_console.cli import screen


def run(arguments: argparse.Namespace) -> int:
    """Open the screen."""
    from nsp_console.cli.own_station import own_settings

    settings, _ = own_settings()
    if settings is None:
        return screen.show_demo(arguments, "kennismaking")
    return screen.show_own(arguments, settings)
