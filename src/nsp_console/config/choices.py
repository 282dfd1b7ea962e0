"""What may stand in the settings of a station, and why something may not. Each check returns the tidied value."""

import re

from nsp_console.domain.errors import ConfigError
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import SiteKind

NO_RADIO = "geen"
SERIAL_AUTO = "serial:auto"
CHANNEL_BYTES_MAX = 11  # a Meshtastic channel name
FUNCTION_CHARS_MAX = 40
PORT_MAX = 65535
GLYPHS = ("auto", "utf8", "ascii")
THEMES = ("nacht", "dag", "contrast")
YES_NO = {"ja": True, "nee": False, "true": True, "false": False}
STATION_KINDS = (SiteKind.C, SiteKind.L)

# Channels everybody has: what comes in there can never be trusted to be ours.
PUBLIC_CHANNELS = frozenset(
    name.casefold()
    for name in (
        "LongFast",
        "LongSlow",
        "LongMod",
        "LongTurbo",
        "VLongSlow",
        "MediumFast",
        "MediumSlow",
        "ShortFast",
        "ShortSlow",
        "ShortTurbo",
    )
)
CODE = re.compile(r"[CLX]-[A-Z]{3}-\d{2}")
SERIAL = re.compile(r"serial:(/\S+|COM[1-9]\d{0,2}|(?:tty|cu)[\w.\-]+)", re.ASCII | re.IGNORECASE)
HOST = r"\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[\w.\-]{0,251}[A-Za-z0-9])?"
TCP = re.compile(rf"tcp:({HOST})(?::(\d{{1,5}}))?", re.ASCII | re.IGNORECASE)
CHANNEL = re.compile(r"[A-Za-z0-9_\-]+")


def site_code(text: str) -> str:
    """A site code in capitals. Raises ConfigError."""
    code = text.strip().upper()
    if not CODE.fullmatch(code):
        raise ConfigError("settings.bad_code", value=clean(text, 40))
    return code


def station_kind(text: str) -> SiteKind:
    """C or L: an X has no console of its own."""
    kind = text.strip().upper().removesuffix("-NSP")
    if kind not in STATION_KINDS:
        raise ConfigError("settings.bad_kind", value=clean(text, 40))
    return SiteKind(kind)


def radio_address(text: str) -> str:
    """`geen`, `serial:auto`, `serial:<port>` or `tcp:<host>[:<port>]`. The form only: nothing is opened."""
    address = text.strip()
    if address.casefold() in (NO_RADIO, SERIAL_AUTO):
        return address.casefold()
    tcp = TCP.fullmatch(address)
    if tcp and (tcp[2] is None or 0 < int(tcp[2]) <= PORT_MAX):
        return address
    if SERIAL.fullmatch(address):
        return address
    raise ConfigError("settings.bad_radio", value=clean(text, 40))


def channel_name(text: str) -> str:
    """The private channel: letters, digits, - and _, at most CHANNEL_BYTES_MAX, and not one that everybody has."""
    name = text.strip()
    if name.casefold() in PUBLIC_CHANNELS:
        raise ConfigError("settings.public_channel", value=name)
    if not CHANNEL.fullmatch(name) or len(name) > CHANNEL_BYTES_MAX:
        raise ConfigError("settings.bad_channel", value=clean(text, 40), limit=CHANNEL_BYTES_MAX)
    return name


def function_name(text: str) -> str:
    """Who works here, as a function; it is written with every decision."""
    name = clean(text, FUNCTION_CHARS_MAX + 1)
    if not name or len(name) > FUNCTION_CHARS_MAX:
        raise ConfigError("settings.bad_function", value=clean(text, 40), limit=FUNCTION_CHARS_MAX)
    return name


def region_name(text: str) -> str:
    """The name of a region file, without folder or `.csv`."""
    name = text.strip()
    if not re.fullmatch(r"[\w\-. ]{1,60}", name) or name.startswith("."):
        raise ConfigError("settings.bad_region", value=clean(text, 40))
    return name.removesuffix(".csv")


def glyphs(text: str) -> str:
    """Which characters the screen may use."""
    return _one_of(text, GLYPHS)


def theme(text: str) -> str:
    """Colours of the screen."""
    return _one_of(text, THEMES)


def yes_no(text: str) -> bool:
    """`ja` or `nee`, in the words of a person or of TOML."""
    return YES_NO[_one_of(text, tuple(YES_NO))]


def _one_of(text: str, known: tuple[str, ...]) -> str:
    choice = text.strip().casefold()
    if choice not in known:
        raise ConfigError("settings.not_a_choice", value=clean(text, 40), known=", ".join(known))
    return choice
