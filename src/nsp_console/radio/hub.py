"""The RadioHub owns the one radio; stations attach to it by channel name.

`NSP` is the inzet and always receives; a running exercise attaches `NSP-OEF` beside it. What comes in on a channel goes
to the station of that channel only. What nobody can claim (a public channel, an unreadable packet) goes to every
station, marked `private=False`. A port is itself a `Radio`, so a station does not know whether it shares: what it sends
goes out on its own channel, and the link status it sees is about that channel. Outbox and airtime ledger are the
radio's, so there is one of each; at equal priority the inzet goes first there.
"""

import itertools
import threading
from collections import OrderedDict
from dataclasses import replace

from nsp_console.radio.base import (
    Deliver,
    LinkChanged,
    LinkState,
    LinkStatus,
    Outgoing,
    PacketReceived,
    Radio,
    RadioEvent,
    SendProgress,
)

TOKENS_MAX = 1024  # packets whose progress can still be told to the station that sent them


class RadioHub:
    """One radio, several stations. `channel` is the inzet's: the radio's own."""

    def __init__(self, radio: Radio, channel: str) -> None:
        self._radio = radio
        self._channel = channel
        self._lock = threading.Lock()
        self._ports: dict[str, HubPort] = {}
        self._tokens: OrderedDict[int, tuple[HubPort, int]] = OrderedDict()
        self._numbers = itertools.count(1)
        self._started = False
        self.unclaimed = 0  # packets of a private channel no station is attached to

    def attach(self, channel: str) -> "HubPort":
        """The radio as seen by the station of `channel`. Raises ValueError when that channel has a station already."""
        with self._lock:
            if channel in self._ports:
                raise ValueError(f"channel {channel} has a station already")
            port = self._ports[channel] = HubPort(self, channel)
        return port

    def close(self) -> None:
        """Detach everybody and close the radio."""
        with self._lock:
            self._ports.clear()
            self._tokens.clear()
        self._radio.close()

    def _detach(self, port: "HubPort") -> None:
        """The last station to leave closes the radio."""
        with self._lock:
            if self._ports.get(port.channel) is port:
                del self._ports[port.channel]
            last = not self._ports
        if last:
            self._radio.close()

    def _start(self, port: "HubPort") -> None:
        with self._lock:
            first, self._started = not self._started, True
        if first:
            self._radio.start(self._dispatch)
        else:
            port.give(LinkChanged(self._status(port)))

    def _send(self, port: "HubPort", packet: Outgoing) -> bool:
        with self._lock:
            number = next(self._numbers)
            self._tokens[number] = (port, packet.token)
            if len(self._tokens) > TOKENS_MAX:
                self._tokens.popitem(last=False)
        return self._radio.send(replace(packet, token=number, channel=port.channel))

    def _status(self, port: "HubPort") -> LinkStatus:
        return seen_from(self._radio.status(), port.channel)

    def _dispatch(self, event: RadioEvent) -> None:
        """Called by the radio, from its own thread."""
        with self._lock:
            ports = list(self._ports.values())
            match event:
                case SendProgress():
                    port, token = self._tokens.get(event.token, (None, 0))
                    ports = [each for each in ports if each is port]
                    event = replace(event, token=token)
                case PacketReceived(private=True):
                    ports = self._claimants(event, ports)
                    self.unclaimed += not ports
        for port in ports:
            port.give(LinkChanged(seen_from(event.status, port.channel)) if isinstance(event, LinkChanged) else event)

    def _claimants(self, packet: PacketReceived, ports: "list[HubPort]") -> "list[HubPort]":
        """A direct message under a public key bears no channel: it is for the station the radio sends for."""
        channel = packet.channel or self._channel
        return [port for port in ports if port.channel == channel]


def seen_from(status: LinkStatus, channel: str) -> LinkStatus:
    """The link as the station of `channel` sees it: only its own channel can be wrong."""
    if status.state not in (LinkState.UP, LinkState.DEAF, LinkState.WRONG_CHANNEL):
        return status
    missing = dict(status.missing)
    if channel in missing:
        return replace(status, state=LinkState.WRONG_CHANNEL, detail=missing[channel])
    if status.state is LinkState.WRONG_CHANNEL and missing:  # another station's channel
        return replace(status, state=LinkState.DEAF if status.quiet else LinkState.UP, detail="")
    return status


class HubPort:
    """The hub as one station's Radio."""

    def __init__(self, hub: RadioHub, channel: str) -> None:
        self.channel = channel
        self._hub = hub
        self._deliver: Deliver | None = None

    def start(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._hub._start(self)

    def send(self, packet: Outgoing) -> bool:
        return self._deliver is not None and self._hub._send(self, packet)

    def status(self) -> LinkStatus:
        return self._hub._status(self) if self._deliver is not None else LinkStatus(LinkState.NONE)

    def close(self) -> None:
        """Detach: nothing is delivered afterwards."""
        self._deliver = None
        self._hub._detach(self)

    def give(self, event: RadioEvent) -> None:
        deliver = self._deliver
        if deliver is not None:
            deliver(event)
