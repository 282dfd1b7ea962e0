"""Where the configuration that comes with the program is: beside the source in a checkout, inside an installation."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def shipped_config() -> Path:
    """The folder `config` of the checkout, or the copy an installation carries."""
    installed = PACKAGE / "_shipped" / "config"
    return installed if installed.is_dir() else PACKAGE.parent.parent / "config"
