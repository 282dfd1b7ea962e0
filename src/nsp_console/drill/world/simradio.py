"""A radio as a console sees it (`radio.base.Radio`), played on the simulated mesh. Events come from `advance`."""

from random import Random

from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.node import MeshNode
from nsp_console.drill.world.packets import FIRMWARE_PRIORITY, HOP_LIMIT_DEFAULT, MeshPacket
from nsp_console.radio.base import (
    BROADCAST,
    Deliver,
    LinkChanged,
    LinkState,
    LinkStatus,
    Outgoing,
    PacketReceived,
    RadioEvent,
    SendProgress,
    SendStep,
)

HANDED_OVER_S = 0.05  # serial link and the radio's own queue
STATUS_EVERY_S = 60.0
DUPLICATE_AFTER_S = (0.5, 20.0)  # a late copy of the same packet, as a reconnecting radio replays it
FIRMWARE = "2.7.26"
TOKENS_MAX = 500  # own packets whose progress is still told


class SimRadio:
    """One console's radio. `duplicates` (0 … 1) is the chance of a late second copy.

    private  names of the channels with a key of their own; the first is the radio's own (the inzet)
    keys     node number to base64 public key: what the radio would prove of direct messages
    """

    def __init__(
        self,
        mesh: SimMesh,
        node: MeshNode,
        rng: Random,
        private: str | tuple[str, ...] = "NSP",
        hop_limit: int = HOP_LIMIT_DEFAULT,
        duplicates: float = 0.0,
    ) -> None:
        self.node = node
        self.keys: dict[int, str] = {}
        self.attached = True  # the cable between console and radio
        self._mesh = mesh
        self._rng = rng
        self._private = (private,) if isinstance(private, str) else private
        self._hop_limit = hop_limit
        self._duplicates = duplicates
        self._tokens: dict[int, tuple[int, int]] = {}  # packet number to (token, attempt)
        self._deliver: Deliver | None = None
        node.host = self

    # -- radio.base.Radio ---------------------------------------------------------------------------------------

    def start(self, deliver: Deliver) -> None:
        """Report the link at once and then every minute of world time."""
        first = self._deliver is None
        self._deliver = deliver
        if first:
            self._report()

    def send(self, packet: Outgoing) -> bool:
        """Hand a packet to the radio; False when its queue is full or it is not attached."""
        if not self.attached or self._deliver is None:
            return False
        channel = packet.channel or self._private[0]
        if channel not in self._private or channel not in self.node.channels:
            refused = SendProgress(packet.token, SendStep.GAVE_UP, "geen_kanaal")
            self._mesh.scheduler.after(HANDED_OVER_S, lambda: self._tell(refused))
            return True
        number = self._rng.getrandbits(32)
        hops = self._hop_limit if packet.hop_limit is None else packet.hop_limit
        if packet.want_ack and hops == 0:
            hops = self._hop_limit  # the firmware honours 0 only without want_ack
        on_mesh = MeshPacket(
            sender=self.node.number,
            packet=number,
            channel=channel,
            port=packet.port,
            payload=packet.payload,
            to=BROADCAST if packet.node is None else packet.node,
            hop_limit=hops,
            hop_start=hops,
            want_ack=packet.want_ack,
            # The radio proves itself with its public key on its first channel only (firmware, perhapsEncode).
            pkc=packet.node is not None and channel == self._private[0],
        )
        if not self.node.send(on_mesh, FIRMWARE_PRIORITY[packet.priority]):
            return False
        self._tokens[number] = (packet.token, 1)
        if len(self._tokens) > TOKENS_MAX:
            del self._tokens[next(iter(self._tokens))]
        handed = SendProgress(packet.token, SendStep.HANDED_OVER, airtime_s=self._mesh.medium.airtime_s(on_mesh))
        self._mesh.scheduler.after(HANDED_OVER_S, lambda: self._tell(handed))
        return True

    def status(self) -> LinkStatus:
        """The link as a console shows it."""
        if not self.attached:
            return LinkStatus(LinkState.NO_DEVICE, where="sim")
        missing = tuple((name, "kanaal_ontbreekt") for name in self._private if name not in self.node.channels)
        return LinkStatus(
            LinkState.WRONG_CHANNEL if self._private[0] in dict(missing) else LinkState.UP,
            where="sim",
            detail=dict(missing).get(self._private[0], ""),
            own_node=self.node.number,
            firmware=FIRMWARE,
            preset=self._mesh.medium.preset.name,
            region="EU_868",
            role="CLIENT",
            heard_nodes=self.node.neighbours(),
            channel_use_pct=round(100 * self.node.channel_use(), 1),
            air_use_pct=round(100 * self.node.air_use(), 2),
            missing=missing,
        )

    def close(self) -> None:
        self._deliver = None

    # -- node.Host ----------------------------------------------------------------------------------------------

    def on_packet(self, packet: MeshPacket, rssi_dbm: float, snr_db: float) -> None:
        direct = packet.to == self.node.number
        received = PacketReceived(
            sender=packet.sender,
            to=packet.to,
            packet=packet.packet,
            channel=packet.channel,
            port=packet.port,
            payload=packet.payload,
            private=packet.channel in self._private,
            direct=direct,
            public_key=self.keys.get(packet.sender, "") if packet.pkc else "",
            snr=round(snr_db, 1),
            rssi=round(rssi_dbm),
            hops=packet.hops,
        )
        self._tell(received)
        if self._duplicates and self._rng.random() < self._duplicates:
            self._mesh.scheduler.after(self._rng.uniform(*DUPLICATE_AFTER_S), lambda: self._tell(received))

    def on_sent(self, packet: int, attempt: int, airtime_s: float) -> None:
        token, _ = self._tokens.get(packet, (None, 0))
        if token is not None and attempt > 1:
            self._tokens[packet] = (token, attempt)
            self._tell(SendProgress(token, SendStep.RETRYING, attempt=attempt, airtime_s=airtime_s))

    def on_relayed(self, packet: int, by_addressee: bool) -> None:
        token, attempt = self._tokens.get(packet, (None, 1))
        if token is not None:
            self._tell(SendProgress(token, SendStep.RELAYED, attempt=attempt, by_addressee=by_addressee))

    def on_gave_up(self, packet: int) -> None:
        token, attempt = self._tokens.pop(packet, (None, 1))
        if token is not None:
            self._tell(SendProgress(token, SendStep.GAVE_UP, detail="MAX_RETRANSMIT", attempt=attempt))

    # -- the cable ----------------------------------------------------------------------------------------------

    def unplug(self) -> None:
        """The console loses its radio; the radio itself stays on the mesh."""
        self.attached = False
        self._tell(LinkChanged(self.status()), even_unplugged=True)

    def plug(self) -> None:
        self.attached = True
        self._tell(LinkChanged(self.status()))

    def _report(self) -> None:
        self._tell(LinkChanged(self.status()), even_unplugged=True)
        self._mesh.scheduler.after(STATUS_EVERY_S, self._report)

    def _tell(self, event: RadioEvent, even_unplugged: bool = False) -> None:
        if self._deliver is not None and (self.attached or even_unplugged):
            self._deliver(event)
