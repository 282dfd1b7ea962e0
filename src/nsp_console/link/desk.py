"""What every plane of the link shares: who we are, the keys, chance, the pace of the preset, memory and counters."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nsp_console.domain.sites import Site, SiteKind
from nsp_console.link.counters import CounterStock
from nsp_console.link.memory import Memory
from nsp_console.link.plane import Dice
from nsp_console.wire.frames.codec import seal_frame, unpack
from nsp_console.wire.frames.kinds import Frame
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import Domain, Keyring


@dataclass(slots=True)
class Desk:
    """One console in one domain.

    scale   follows the radio's preset: every wait of a plane is multiplied by it
    unpack  reads a frame without its seal; consoles that share one process may share what was read
    """

    me: Site
    roster: Roster
    keyring: Keyring
    dice: Dice
    scale: float = 1.0
    unpack: Callable[[bytes, tuple[str, ...]], Frame] = unpack
    counters: CounterStock = field(default_factory=CounterStock)
    memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        assert self.roster.number(self.me.code) == self.me.number, "our own point is not on the roster"
        self.memory = Memory(self.roster)

    @property
    def number(self) -> int:
        """Our own station number on the air."""
        return self.me.number

    @property
    def is_coordinator(self) -> bool:
        """Whether this is a C: it holds all keys of the region and may sign."""
        return self.me.kind is SiteKind.C

    @property
    def exercise(self) -> bool:
        """What the header shows; never what anything is decided on."""
        return self.keyring.domain is Domain.EXERCISE

    def epoch_for(self, to: int) -> int:
        """The epoch to seal under for `to`: a console that missed the new one is answered under the one it speaks."""
        peer = self.memory.peers.get(to)
        return peer.speaks if peer is not None and peer.speaks in self.keyring.epochs else self.keyring.epoch

    def sealed(self, frame: Frame, to: int) -> bytes | None:
        """`frame` sealed for console `to` (or EVERYBODY); None when that key is not ours to use."""
        functions = self.roster.functions
        return seal_frame(frame, self.keyring, functions, self.seals_down(to), self.epoch_for(to))

    def seals_down(self, to: int) -> bool:
        """Whether a frame of ours to `to` goes under its key: a C to one that is no C."""
        return self.is_coordinator and to in self.roster.sites and not self.roster.is_coordinator(to)

    def comes_down(self, sender: int, to: int) -> bool:
        """Whether a frame from `sender` to `to` was sealed under the key of `to`."""
        return self.roster.is_coordinator(sender) and to in self.roster.sites and not self.roster.is_coordinator(to)
