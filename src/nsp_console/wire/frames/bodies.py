"""What a message between consoles says, by its content. Bytes: `mail`; the meaning for the picture: the station."""

from dataclasses import dataclass

from nsp_console.domain.air_facts import Content
from nsp_console.domain.facts import (
    Decided,
    DeploymentEnded,
    DeploymentStarted,
    HomeMoved,
    StationRevoked,
    T0Corrected,
    WriterMoved,
)
from nsp_console.domain.understanding import Need


@dataclass(frozen=True, slots=True)
class TextBody:
    """Content TEXT and REPORT: one line. For REPORT the canonical line of `wire.text` with the site's code in front."""

    text: str
    content: Content = Content.TEXT


@dataclass(frozen=True, slots=True)
class RequestBody:
    """Goods or people asked for site `site`; `note` is free text, cut to what fits."""

    site: str
    needs: tuple[Need, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadBody:
    """A person read your message (line, sequence)."""

    line: int
    sequence: int


@dataclass(frozen=True, slots=True)
class HungBody:
    """Your bulletin `number` hangs here."""

    number: int


@dataclass(frozen=True, slots=True)
class BulletinBody:
    """A bulletin to hang up, valid for `valid_h` hours (1 … 255)."""

    number: int  # 1 … 999
    valid_h: int
    text: str


@dataclass(frozen=True, slots=True)
class RollCallBody:
    """Send your state now: all points of C `home`, or everybody when it is empty."""

    home: str = ""


Order = DeploymentStarted | DeploymentEnded | T0Corrected | Decided | HomeMoved | StationRevoked | WriterMoved


@dataclass(frozen=True, slots=True)
class OrderBody:
    """A signed decision. `origin` of the fact is not on the air: the reader sets it to the signer's code."""

    order: Order


Body = TextBody | RequestBody | ReadBody | HungBody | BulletinBody | RollCallBody | OrderBody
