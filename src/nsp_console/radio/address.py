"""Where the radio is, in the words of an operator.

`serial:auto`, `serial:/dev/…`, `serial:COM5`, `tcp:host[:port]` or `geen`.
"""

import re
from dataclasses import dataclass

from nsp_console.domain.errors import RadioError
from nsp_console.domain.safetext import clean

TCP_PORT = 4403  # Meshtastic's stream port
SHOWN_CHARS = 60  # of a wrong address in the error
_TTY = re.compile(r"(tty|cu)[A-Za-z0-9._-]+")
_COM = re.compile(r"COM[1-9]\d{0,2}", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class NoAddress:
    """`geen`: no radio on this console."""

    def __str__(self) -> str:
        return "geen"


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A serial port; `path` None means: find the one that is attached."""

    path: str | None

    def __str__(self) -> str:
        return f"serial:{self.path or 'auto'}"


@dataclass(frozen=True, slots=True)
class TcpAddress:
    host: str
    port: int = TCP_PORT

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"tcp:{host}:{self.port}"


Address = NoAddress | SerialAddress | TcpAddress


def parse_address(text: str) -> Address:
    """Read what the operator or the settings file says. Raises RadioError with what was wrong."""
    scheme, _, rest = text.strip().partition(":")
    match scheme.lower():
        case "geen" if not rest:
            return NoAddress()
        case "serial":
            return _serial(text, rest)
        case "tcp":
            return _tcp(text, rest)
    raise RadioError("radio.address", address=clean(text, SHOWN_CHARS))


def _serial(text: str, rest: str) -> SerialAddress:
    if rest.lower() == "auto":
        return SerialAddress(None)
    if _COM.fullmatch(rest):
        return SerialAddress(rest.upper())
    if rest.startswith("/") and len(rest) > 1 and "\0" not in rest:
        return SerialAddress(rest)
    if _TTY.fullmatch(rest):
        return SerialAddress(f"/dev/{rest}")
    raise RadioError("radio.address_serial", address=clean(text, SHOWN_CHARS))


def _tcp(text: str, rest: str) -> TcpAddress:
    if rest.startswith("["):  # [IPv6]:port
        host, closed, tail = rest[1:].partition("]")
        ok = bool(closed) and re.fullmatch(r"[0-9A-Fa-f:.]+(%[\w.-]+)?", host) is not None
        colon, port = tail[:1], tail[1:]
        ok = ok and (not tail or colon == ":")
    else:
        host, colon, port = rest.partition(":")
        ok = _HOST.fullmatch(host) is not None
    if not ok or (colon and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536)):
        raise RadioError("radio.address_tcp", address=clean(text, SHOWN_CHARS))
    return TcpAddress(host, int(port) if colon else TCP_PORT)
