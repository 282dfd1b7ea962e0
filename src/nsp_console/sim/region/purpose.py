"""What a packet of a console was for, and what it weighs: read from the frame itself, as it went out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from nsp_console.drill.world.packets import MeshPacket
from nsp_console.link.plane import Departure
from nsp_console.wire.frames.codec import seal_size, unpack
from nsp_console.wire.frames.kinds import Frame, GossipFrame, Kind, ReceiptFrame

STATUS, MAIL, HELLO, ALARM, PICTURE = "status", "post", "groet", "alarm", "beeld"
LINE = "regel"  # of a person with a phone
MAIL_RECEIPT, STATUS_RECEIPT, ALARM_RECEIPT = "postbewijs", "statusbewijs", "alarmbewijs"
ASKED_FOR_MAIL = "postgroet"
# An answer cannot be told from one to another question: each question for mail counts twice.
FOR_MESSAGES = (MAIL, MAIL_RECEIPT, ASKED_FOR_MAIL, ASKED_FOR_MAIL)
BULK_ENTRIES = 14  # of the 17 that fit: what a point costs in a full packet (design: protocol, "Frames")

FRAMES_KEPT = 256  # read frames; far more than are on the air at one time


Unpack = Callable[[bytes, tuple[str, ...]], Frame]


def reading_once() -> Unpack:
    """`unpack` for the consoles of one world: frames are frozen, so what many hear is read once."""
    return lru_cache(FRAMES_KEPT)(unpack)


@dataclass(slots=True)
class Purposes:
    """Kinds for the meter, and the sizes that targets are set for. `functions`: slots of the roster."""

    functions: tuple[str, ...]
    status_bytes: int | None = None  # of one status frame on air
    bulk_bytes: int = 0
    bulk_entries: int = 0
    unpack: Unpack = field(default_factory=reading_once)

    def kind_of(self, departure: Departure, packet: MeshPacket) -> str:
        """What `departure` is for; `packet` is how it goes on the air."""
        match departure.kind:
            case "ontvangst":
                return self._receipt(departure.payload)
            case "beeld":
                self._weigh(departure.payload, packet.air_bytes)
            case "status":
                self.status_bytes = packet.air_bytes
        return departure.kind

    def _receipt(self, payload: bytes) -> str:
        """A receipt carries everything that is owed; it is for the alarm, else for mail, else for the state."""
        frame = self.unpack(payload[: -seal_size(Kind.RECEIPT)], self.functions)
        assert isinstance(frame, ReceiptFrame)
        if frame.alarm is not None:
            return ALARM_RECEIPT
        return STATUS_RECEIPT if frame.own is None and frame.broadcast is None else MAIL_RECEIPT

    def _weigh(self, payload: bytes, air_bytes: int) -> None:
        frame = self.unpack(payload[: -seal_size(Kind.GOSSIP)], self.functions)
        assert isinstance(frame, GossipFrame)
        if len(frame.entries) >= BULK_ENTRIES:
            self.bulk_bytes += air_bytes
            self.bulk_entries += len(frame.entries)
