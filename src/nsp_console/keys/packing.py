"""Parts: what an envelope, a stick and the key file are made of. All numbers big-endian (docs/sleutels.md).

Every part begins with the same nine bytes: kind(1) length(2, of the whole part) region(1) number(2) generation(1)
epoch(2). What follows is told where that kind is made: `roll` for the list, `parts` for the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct

from nsp_console.domain.errors import KeysError

HEAD = Struct(">BHBHBH")
PART_BYTES_MAX = 8000


class Kind(IntEnum):
    """What a part holds. Never renumber: these are on paper in envelopes."""

    L_NOW = 1
    C_NOW = 2
    LATER = 3
    LIST = 4
    KEEPER = 5
    OLD = 6


@dataclass(frozen=True, slots=True)
class Head:
    """The first nine bytes of a part. A list has its serial in the place of the epoch."""

    kind: Kind
    region: int
    number: int
    generation: int
    epoch: int


class Cursor:
    """Takes bytes from the front; KeysError when there are too few, or some are left over at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        end = self._at + count
        if count < 0 or end > len(self._data):
            raise KeysError("keys.part_damaged")
        taken, self._at = self._data[self._at : end], end
        return taken

    def number(self, size: int = 1) -> int:
        """The next `size` bytes as a number."""
        return int.from_bytes(self.take(size), "big")

    @property
    def left(self) -> int:
        """Bytes not taken yet."""
        return len(self._data) - self._at

    def end(self) -> None:
        """Nothing may be left."""
        if self.left:
            raise KeysError("keys.part_damaged")


def part(head: Head, body: bytes) -> bytes:
    """One part as bytes."""
    length = HEAD.size + len(body)
    assert length <= PART_BYTES_MAX
    return HEAD.pack(head.kind, length, head.region, head.number, head.generation, head.epoch) + body


def length_told(beginning: bytes) -> int:
    """How long the part is that begins with these (at least three) bytes. KeysError when it cannot be one."""
    kind, length = beginning[0], int.from_bytes(beginning[1:3], "big")
    if kind not in tuple(Kind) or not HEAD.size < length <= PART_BYTES_MAX:
        raise KeysError("keys.part_unknown")
    return length


def split(data: bytes) -> Iterator[tuple[Head, bytes]]:
    """The parts in `data`, each as its head and its body. KeysError when it is anything else."""
    cursor = Cursor(data)
    while cursor.left:
        raw = cursor.take(HEAD.size)
        length = length_told(raw)
        kind, _, region, number, generation, epoch = HEAD.unpack(raw)
        yield Head(Kind(kind), region, number, generation, epoch), cursor.take(length - HEAD.size)
