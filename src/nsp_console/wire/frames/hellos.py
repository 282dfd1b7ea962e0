"""Hellos without their seal."""

from nsp_console.wire.frames import layouts
from nsp_console.wire.frames.bits import BitReader, BitWriter
from nsp_console.wire.frames.heads import Head, check_addressee, from_one
from nsp_console.wire.frames.kinds import ECHOES_MAX, Echo, Frame, HelloFrame


def pack_hello(out: BitWriter, frame: HelloFrame) -> None:
    """Append what follows the head of a hello. ValueError when it does not fit."""
    check_addressee(frame.to, many=True)
    line, sequence = frame.broadcast
    fields = {
        "to": frame.to,
        "counter": frame.counter,
        "nonce": frame.nonce,
        "naming": frame.naming,
        "version": frame.version,
        "broadcast line": line,
        "broadcast sequence": from_one("sequence", sequence),
        "wants echo": int(frame.wants_echo),
        "echoes": _echo_count(len(frame.echoes)),
        "has wall clock": int(frame.wall_s is not None),
    }
    out.fields(layouts.HELLO, fields)
    if frame.wall_s is not None:
        out.fields(layouts.WALL, {"wall clock": frame.wall_s})
    for echo in frame.echoes:
        check_addressee(echo.station)
        echoed = {
            "station": echo.station,
            "nonce": echo.nonce,
            "counter": echo.counter,
            "version": echo.version,
            "line": echo.line,
            "following": from_one("following", echo.following),
        }
        out.fields(layouts.ECHO, echoed)


def read_hello(read: BitReader, head: Head, _functions: tuple[str, ...]) -> Frame:
    """The hello behind `head`."""
    f = read.fields(layouts.HELLO)
    check_addressee(f["to"], many=True)
    wall = read.fields(layouts.WALL)["wall clock"] if f["has wall clock"] else None
    echoes = tuple(_read_echo(read) for _ in range(_echo_count(f["echoes"])))
    return HelloFrame(
        head.station,
        f["to"],
        f["counter"],
        f["nonce"],
        f["naming"],
        wall,
        f["version"],
        (f["broadcast line"], from_one("sequence", f["broadcast sequence"])),
        bool(f["wants echo"]),
        echoes,
        head.exercise,
    )


def _read_echo(read: BitReader) -> Echo:
    f = read.fields(layouts.ECHO)
    check_addressee(f["station"])
    return Echo(f["station"], f["nonce"], f["counter"], f["version"], f["line"], from_one("following", f["following"]))


def _echo_count(count: int) -> int:
    if count > ECHOES_MAX:
        raise ValueError(f"{count} echoes")
    return count
