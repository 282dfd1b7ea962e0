"""The grammar of one chunk: patterns of word classes, and what each pattern says.

A chunk must be covered by patterns completely and in one way only; otherwise nothing in it is believed. That is what
makes "water 300 pallets", "50 60" and "3 mensen gewond" go to a person instead of onto the board.
"""

from collections.abc import Callable
from dataclasses import dataclass

from nsp_console.domain.values import Scalar
from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.patterns import CLASSES, STARTING
from nsp_console.wire.text.said import Said
from nsp_console.wire.text.topics import fields_of


@dataclass(frozen=True, slots=True)
class Piece:
    """One pattern found at items[start:end]."""

    start: int
    end: int
    pattern: str
    said: Said


def classes_of(item: Element) -> frozenset[str]:
    """The pattern letters an element may stand for."""
    return frozenset(letter for letter, test in CLASSES.items() if test(item))


def cover(items: list[Element], loose: Callable[[Element], bool]) -> tuple[Piece, ...] | None:
    """The one way to read `items`, or None. `loose` items are words we do not know; they are stepped over.

    Works from the end: `tails[i]` holds at most two ways to cover items[i:], so the work grows with the length only.
    """
    letters = [classes_of(item) for item in items]
    tails: list[list[_Way]] = [[] for _ in range(len(items) + 1)]
    tails[-1] = [_Way(None, None, frozenset())]
    for at in range(len(items) - 1, -1, -1):
        ways: list[_Way] = []
        if loose(items[at]):
            ways.extend(_Way(None, tail, tail.meaning) for tail in tails[at + 1])
        for pattern, build in (found for letter in letters[at] for found in STARTING[letter]):
            end = at + len(pattern)
            if end <= len(items) and tails[end] and _fits(pattern, letters, at):
                said = build(items[at:end])
                if said is not None:
                    piece = Piece(at, end, pattern, said)
                    ways.extend(_Way(piece, tail, _extended(tail, said)) for tail in tails[end])
        tails[at] = _two_different(ways)
    return tails[0][0].pieces() if len(tails[0]) == 1 else None


@dataclass(frozen=True, slots=True)
class _Way:
    piece: Piece | None
    tail: "_Way | None"
    meaning: frozenset[tuple[str, Scalar]]

    def pieces(self) -> tuple[Piece, ...]:
        out: list[Piece] = []
        way: _Way | None = self
        while way is not None:
            if way.piece is not None:
                out.append(way.piece)
            way = way.tail
        return tuple(out)


def _fits(pattern: str, letters: list[frozenset[str]], at: int) -> bool:
    return all(letter in letters[at + k] for k, letter in enumerate(pattern))


def _extended(tail: _Way, said: Said) -> frozenset[tuple[str, Scalar]]:
    extra: set[tuple[str, Scalar]] = set(said.values)
    extra |= {(f"-{key}", value) for key, value in said.denied}
    extra |= {(f"!{key}", True) for key in said.implausible}
    if said.rest_ok:
        extra.add(("+", True))
    return tail.meaning | extra


def _two_different(ways: list[_Way]) -> list[_Way]:
    """At most two ways, of different meaning: with two left the chunk is ambiguous anyway."""
    out: list[_Way] = []
    for way in ways:
        if all(way.meaning != kept.meaning for kept in out):
            out.append(way)
        if len(out) == 2:
            break
    return out


def fields_near(items: list[Element]) -> frozenset[str]:
    """Every field the words of a chunk might be about: what is unclear when the chunk cannot be read."""
    out: set[str] = set()
    for item in items:
        if item.word is None:
            continue
        if item.word.topic == "safety":
            out.add("safety")
        elif item.word.topic:
            out |= fields_of(item.word.topic)
        if item.word.field:
            out.add(item.word.field)
        if item.has(Mark.STATE):
            out.add("state")
        if item.has(Mark.POWER, Mark.MAINS):
            out.add("power")
        out |= {key for key, _ in item.word.claims}
    return frozenset(out)
