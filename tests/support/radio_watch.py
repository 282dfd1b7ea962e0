"""What a radio told a station, with waits; and timings that make the adapter's seconds milliseconds."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any

from nsp_console.radio.base import LinkChanged, LinkState, PacketReceived, Radio, RadioEvent, SendProgress, SendStep
from nsp_console.radio.opening import open_radio
from nsp_console.radio.timings import Timings

WAIT_S = 10.0
FAST = replace(
    Timings(),
    open_s=1.0,
    ask_silence_s=0.25,
    ask_total_s=2.0,
    heartbeat_s=0.3,
    answer_s=0.4,
    stable_s=1.0,
    backoff_s=(0.02, 0.05, 0.1, 0.2),
    status_s=0.05,
    unconfirmed_s=0.2,
    room_probe_s=0.1,
    text_gap_s=0.05,
    alert_gap_s=0.1,
    refused_s=(0.02, 0.05, 0.1),
    duty_s=0.3,
    nak_grace_s=0.2,
    ack_wait_s=0.6,
)


class Watch:
    """Collects events; every wait fails loudly with what did come in."""

    def __init__(self) -> None:
        self.events: list[RadioEvent] = []
        self._changed = threading.Condition()

    def __call__(self, event: RadioEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    @property
    def packets(self) -> list[PacketReceived]:
        return [event for event in list(self.events) if isinstance(event, PacketReceived)]

    @property
    def states(self) -> list[LinkState]:
        return [event.status.state for event in list(self.events) if isinstance(event, LinkChanged)]

    def progress(self, token: int) -> list[SendProgress]:
        return [event for event in list(self.events) if isinstance(event, SendProgress) and event.token == token]

    def steps(self, token: int) -> list[SendStep]:
        return [event.step for event in self.progress(token)]

    def wait_for(self, condition: Callable[[], Any], timeout_s: float = WAIT_S) -> None:
        with self._changed:
            if not self._changed.wait_for(condition, timeout_s):
                raise AssertionError(f"waited {timeout_s} s; came in: {self.events[-12:]}")

    def wait_state(self, state: LinkState, after: int = 0) -> int:
        """Until `state` is told at or after event number `after`; returns the number of the event that follows it."""

        def found() -> int:
            for number, event in enumerate(self.events[after:], after):
                if isinstance(event, LinkChanged) and event.status.state is state:
                    return number + 1
            return 0

        self.wait_for(found)
        return found()

    def wait_packets(self, count: int) -> list[PacketReceived]:
        self.wait_for(lambda: len(self.packets) >= count)
        return self.packets

    def wait_step(self, token: int, step: SendStep, times: int = 1) -> SendProgress:
        self.wait_for(lambda: self.steps(token).count(step) >= times)
        return [progress for progress in self.progress(token) if progress.step is step][-1]


@contextmanager
def listening(
    address: str, timings: Timings = FAST, channel: str = "NSP", seed: int = 1
) -> Iterator[tuple[Radio, Watch]]:
    """A started radio on `address` and what it tells; closed afterwards."""
    watch = Watch()
    radio = open_radio(address, channel, timings=timings, rng=Random(seed))
    radio.start(watch)
    try:
        yield radio, watch
    finally:
        radio.close()
