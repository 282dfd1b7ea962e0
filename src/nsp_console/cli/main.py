"""`nsp`: the command line. Commands register themselves in `build_parser`; heavy imports wait until one runs."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _ = sys.argv[1:] if arguments is None else arguments
    return 0
