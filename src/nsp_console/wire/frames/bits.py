"""Whole numbers in fields of so many bits, the highest bit first, and texts on whole bytes."""

from collections.abc import Mapping

Layout = tuple[tuple[str, int], ...]
"""Names and widths (bits) of fields in the order in which they stand."""

LENGTH_BITS = 8  # of a text; counts bytes


def width_of(layout: Layout) -> int:
    """Bits in all fields of `layout` together."""
    return sum(width for _, width in layout)


class BitWriter:
    """Bits one after another; a last byte that is not full is filled with zero bits."""

    def __init__(self) -> None:
        self._value = 0
        self._bits = 0

    def put(self, value: int, width: int) -> None:
        """Append `value` in `width` bits. ValueError when it does not fit."""
        if not 0 <= value < 1 << width:
            raise ValueError(f"{value} does not fit in {width} bits")
        self._value = self._value << width | value
        self._bits += width

    def fields(self, layout: Layout, values: Mapping[str, int]) -> None:
        """Append the fields of `layout`. ValueError when one does not fit."""
        for name, width in layout:
            if not 0 <= values[name] < 1 << width:
                raise ValueError(f"{name} {values[name]} does not fit in {width} bits")
            self._value = self._value << width | values[name]
        self._bits += width_of(layout)

    def align(self) -> None:
        """Zero bits up to the next whole byte."""
        self.put(0, -self._bits % 8)

    def data(self, content: bytes) -> None:
        """Append bytes, from a whole byte on."""
        self.align()
        self._value = self._value << 8 * len(content) | int.from_bytes(content, "big")
        self._bits += 8 * len(content)

    def text(self, content: bytes) -> None:
        """Append the length of `content` in one byte, and `content`. ValueError above 255 bytes."""
        self.align()
        self.put(len(content), LENGTH_BITS)
        self.data(content)

    def to_bytes(self) -> bytes:
        """Everything so far, filled up to whole bytes."""
        spare = -self._bits % 8
        return (self._value << spare).to_bytes((self._bits + spare) // 8, "big")


class BitReader:
    """The reverse of `BitWriter`. Everything raises ValueError when there is too little, or a filling bit is set."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = 8 * len(data)

    def take(self, width: int) -> int:
        """The number in the next `width` bits."""
        if width > self._left:
            raise ValueError("too short")
        self._left -= width
        return self._value >> self._left & ((1 << width) - 1)

    def fields(self, layout: Layout) -> dict[str, int]:
        """The next fields by name."""
        return {name: self.take(width) for name, width in layout}

    def align(self) -> None:
        """Skip filling bits up to the next whole byte."""
        if self.take(self._left % 8):
            raise ValueError("filling bits are not zero")

    def data(self, length: int) -> bytes:
        """The next `length` bytes, from a whole byte on."""
        self.align()
        return self.take(8 * length).to_bytes(length, "big")

    def rest(self) -> bytes:
        """All bytes that are left, from a whole byte on."""
        self.align()
        return self.data(self._left // 8)

    def text(self) -> str:
        """A text with its length in front."""
        self.align()
        return self.data(self.take(LENGTH_BITS)).decode("utf-8")

    def end(self) -> None:
        """Nothing but the filling of the last byte may be left."""
        self.align()
        if self._left:
            raise ValueError("bytes after the end")
