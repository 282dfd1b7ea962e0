"""Gathering what the self-test judges, from the picture, our own lines and the laptop."""

import asyncio
from collections.abc import Iterable, Sequence

from nsp_console.domain.facts import Step
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.picture_records import OutRecord
from nsp_console.domain.selftest import Finding, Looked, MachineFacts, Relay, judge
from nsp_console.domain.views import PeerView, Snapshot
from nsp_console.station.machine import Machine

PASSED = (Step.HEARD, Step.RECEIVED, Step.READ)
LINES_MAX = 200  # of ours looked back at for one with a fate


def last_relay(lines: Sequence[OutRecord], now: Moment) -> Relay | None:
    """The newest line of ours of which it is known whether another radio passed it on; None: no such line."""
    for line in reversed(lines[-LINES_MAX:]):
        reached = [line.steps[step] for step in PASSED if step in line.steps]
        if reached:
            return Relay(True, min(age_between(at, now).seconds for at in reached))
        if line.step is Step.FAILED:
            return Relay(False, age_between(line.steps.get(Step.FAILED, line.at), now).seconds, line.detail)
    return None


def looked(snapshot: Snapshot, lines: Iterable[OutRecord], now: Moment, machine: MachineFacts) -> Looked:
    """Everything there is to judge at this moment."""
    return Looked(
        mode=snapshot.mode,
        radio=snapshot.radio,
        keys=snapshot.keys.state,
        epoch=snapshot.keys.epoch,
        clock_sure=snapshot.clock_sure,
        peers=believed(snapshot.peers),
        relay=last_relay(tuple(lines), now),
        store_error=snapshot.store_error,
        machine=machine,
    )


def believed(peers: Iterable[PeerView]) -> tuple[PeerView, ...]:
    """Consoles that proved to be there now: an old word about a clock or an epoch accuses nobody."""
    return tuple(peer for peer in peers if peer.fresh)


async def examine(snapshot: Snapshot, lines: Iterable[OutRecord], now: Moment, machine: Machine) -> tuple[Finding, ...]:
    """The self-test. The picture is read here and now; the laptop is looked at in a thread, so the loop goes on."""
    held = tuple(lines)
    return judge(looked(snapshot, held, now, await asyncio.to_thread(machine.look)))
