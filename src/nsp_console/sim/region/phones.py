"""Points with a phone and no console: a line of text to everybody, which an operator at the home C reads and confirms.

Left out: the airtime of the echo, and other C's that hear the line and pass it on. A line that the home C misses is
typed again, and is no version until it is heard there.
"""

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING

from nsp_console.domain.understanding import Outcome, Understanding, Vocabulary
from nsp_console.domain.values import Scalar
from nsp_console.drill.world.node import MeshNode
from nsp_console.drill.world.packets import FIRMWARE_PRIORITY, HOP_LIMIT_DEFAULT, MeshPacket
from nsp_console.link.sending_rule import HEARTBEAT_S, HEARTBEAT_SPREAD
from nsp_console.radio.base import BROADCAST, TEXT_PORT, Priority
from nsp_console.sim.region.chance import dice_for
from nsp_console.sim.region.layout import Place
from nsp_console.sim.region.purpose import LINE
from nsp_console.wire.text import write

if TYPE_CHECKING:
    from nsp_console.sim.region.console import Console
    from nsp_console.sim.region.world import Side, World

NO_ECHO_S = 180.0  # after which people see that nobody answered
LINE_BYTES = 113  # of a status as people write it (facts: airtime §4)
SMALL_TALK = " goedemorgen allemaal, hier gaat het verder prima, groeten van ons hele team en tot straks, sterkte daar"


def status_line(code: str, values: Mapping[str, Scalar], vocabulary: Vocabulary) -> str:
    """A status in the words of the canonical line, as long as people make it."""
    told = {key: value for key, value in values.items() if not key.startswith("functions.")}
    line = write(Understanding(Outcome.STATUS, code, told, rest_ok=True), vocabulary)
    return (line + SMALL_TALK).encode()[:LINE_BYTES].decode(errors="ignore")


class PhoneOnly:
    """A person with a phone; what the home C heard of it is entered there after it was confirmed."""

    def __init__(self, world: "World", side: "Side", place: Place, consoles: "Mapping[str, Console]") -> None:
        self.world, self.side, self.place = world, side, place
        self.node: MeshNode = side.nodes[place.site.code]
        self.sent: dict[int, dict[str, Scalar]] = {}
        self._next_s = inf
        self._last = 0
        self._hearts = dice_for(world.plan.seed, side.name, place.site.code, "hearts")
        self.home = consoles.get(place.site.home)
        if self.home is not None:
            self.home.phones[self.node.number] = self

    def tell(self, values: dict[str, Scalar]) -> None:
        """Type and send; the same again after half an hour without news."""
        packet = MeshPacket(
            sender=self.node.number,
            packet=self.world.packet_number(),
            channel=self.side.channel,
            port=TEXT_PORT,
            payload=status_line(self.place.site.code, values, self.world.vocabulary).encode(),
            to=BROADCAST,
            hop_limit=HOP_LIMIT_DEFAULT,
            hop_start=HOP_LIMIT_DEFAULT,
            want_ack=True,
        )
        self.sent[packet.packet], self._last = values, packet.packet
        self.world.scheduler.after(NO_ECHO_S, lambda: self._unheard(packet.packet))
        self.world.send(self.side, self.node, packet, FIRMWARE_PRIORITY[Priority.NORMAL], LINE)
        due_s = self._next_s = self.world.now_s + HEARTBEAT_S * self._hearts.uniform(*HEARTBEAT_SPREAD)
        self.world.scheduler.at(due_s, lambda: self._again(values, due_s))

    def heard(self, packet: int) -> dict[str, Scalar] | None:
        """What the line in `packet` said, the first time that the home C asks."""
        return self.sent.pop(packet, None)

    def _unheard(self, packet: int) -> None:
        """No echo came: the same line again, unless something newer was told."""
        values = self.sent.pop(packet, None)
        if values is not None and packet == self._last:
            self.tell(values)

    def _again(self, values: dict[str, Scalar], due_s: float) -> None:
        if self._next_s == due_s:  # else something was told since
            self.tell(values)
