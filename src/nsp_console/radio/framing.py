"""The stream framing of a Meshtastic radio on serial and TCP: 0x94 0xC3, two length bytes, one protobuf.

Everything between frames is the radio's own log text, boot noise or line garbage, and is skipped.
"""

START = b"\x94\xc3"
HEADER_BYTES = 4
FRAME_BYTES_MAX = 512  # the radio's own limit; a longer length is not a frame
WAKE = b"\xc3" * 32  # wakes a sleeping radio and resynchronises a parser that stopped half-way a frame


def frame(body: bytes) -> bytes:
    """One protobuf (at most FRAME_BYTES_MAX bytes) as it goes on the stream."""
    if len(body) > FRAME_BYTES_MAX:
        raise ValueError(f"frame of {len(body)} bytes")
    return START + len(body).to_bytes(2, "big") + body


class Deframer:
    """Bytes in, whole frames out; holds at most one unfinished frame."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.skipped_bytes = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The bodies that became complete with `data`, in order."""
        held = self._held
        held += data
        bodies: list[bytes] = []
        while True:
            start = held.find(START)
            if start < 0:
                keep = 1 if held.endswith(START[:1]) else 0
                self._skip(len(held) - keep)
                return bodies
            self._skip(start)
            if len(held) < HEADER_BYTES:
                return bodies
            length = int.from_bytes(held[2:4], "big")
            if length > FRAME_BYTES_MAX:
                self._skip(1)  # not a header after all: look again from the next byte
                continue
            if len(held) < HEADER_BYTES + length:
                return bodies
            bodies.append(bytes(held[HEADER_BYTES : HEADER_BYTES + length]))
            del held[: HEADER_BYTES + length]

    def _skip(self, count: int) -> None:
        del self._held[:count]
        self.skipped_bytes += count
