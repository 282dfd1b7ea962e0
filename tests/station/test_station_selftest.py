"""The self-test of a living station: quick, off the loop, and true about the laptop and what was sent."""

import asyncio
import threading
import time
from pathlib import Path

from nsp_console.domain.facts import MessageQueued, Purpose, Step
from nsp_console.domain.moments import Moment
from nsp_console.domain.picture_records import OutRecord
from nsp_console.domain.safetext import SafeText
from nsp_console.domain.selftest import Light, MachineFacts
from nsp_console.platform import KeepAwake
from nsp_console.radio.base import LinkChanged, LinkState, LinkStatus
from nsp_console.station.machine import Laptop, free_bytes, writes
from nsp_console.station.selftest import last_relay
from support.station_rig import NODE, running

NOW = Moment(1_800_000_000.0, 5000.0, "proef")


def line(entry: int, *steps: Step) -> OutRecord:
    """A line of ours that took these steps a minute apart, the last one a minute ago."""
    times = {step: NOW.earlier(60.0 * (len(steps) - at)) for at, step in enumerate(steps)}
    record = OutRecord(entry, NOW.earlier(600.0), MessageQueued("x", Purpose.MESSAGE), SafeText("x"))
    record.steps.update(times)
    record.step = steps[-1]
    return record


def test_the_newest_line_with_a_fate_counts() -> None:
    """Lines still on their way are skipped; the newest that was passed on or given up is told."""
    heard, lost, underway = line(1, Step.AT_RADIO, Step.HEARD), line(2, Step.FAILED), line(3, Step.AT_RADIO)
    found = last_relay((heard, lost, underway), NOW)
    assert found is not None
    assert (found.passed, found.age_s) == (False, 60.0)
    found = last_relay((lost, heard, underway), NOW)
    assert found is not None
    assert found.passed
    assert last_relay((underway,), NOW) is None


def test_a_laptop_tells_what_is_there(tmp_path: Path) -> None:
    """Writing is proved and leaves nothing behind, room and age of the newest backup are told."""
    path = tmp_path / "inzet.db"
    laptop = Laptop.just_verified(path, 12, KeepAwake())
    facts = laptop.look()
    assert (facts.writable, facts.backups, facts.backup_age_s, facts.verified_rows) == (True, 0, None, 12)
    assert facts.awake is False
    assert (facts.free_bytes or 0) > 0
    assert list(tmp_path.iterdir()) == []
    backups = tmp_path / "backups"
    backups.mkdir()
    (backups / "inzet-20270120-120000Z.db").write_bytes(b"")
    facts = laptop.look()
    assert facts.backups == 1
    assert facts.backup_age_s is not None
    assert facts.backup_age_s < 60.0


def test_a_disk_that_is_gone_is_not_green(tmp_path: Path) -> None:
    """A folder that does not exist cannot be written and has no room to tell."""
    gone = tmp_path / "weg"
    assert not writes(gone)
    assert free_bytes(gone) is None


class SlowMachine:
    """A laptop that takes its time, and notes in which thread it was looked at."""

    def __init__(self) -> None:
        self.release = threading.Event()
        self.thread: int | None = None

    def look(self) -> MachineFacts:
        self.thread = threading.get_ident()
        self.release.wait(20.0)
        return MachineFacts(writable=True)


async def test_a_slow_disk_does_not_hold_the_loop() -> None:
    """While the laptop is being looked at the station goes on; the test ends when the look does."""
    async with running() as rig:
        machine = SlowMachine()
        rig.station.machine = machine
        test = asyncio.create_task(rig.station.selftest())
        rig.radio.hear("water 420 l")
        await rig.station.idle()
        assert not test.done()
        machine.release.set()
        found = await asyncio.wait_for(test, 20.0)
        assert machine.thread != threading.get_ident()
        assert {finding.check: finding.light for finding in found}["opslag"] is Light.GOOD


async def test_the_picture_holds_who_was_heard_and_how_busy_it_is() -> None:
    """A packet and a status of the radio are in the picture's histories, and the self-test reads them."""
    async with running() as rig:
        rig.radio.hear("water 420 l")
        await rig.station.idle()
        status = LinkStatus(
            LinkState.UP, "proef", preset="MEDIUM_FAST", region="EU_868", channel_use_pct=12.0, air_use_pct=3.0
        )
        assert rig.radio._deliver is not None
        rig.radio._deliver(LinkChanged(status))
        await rig.station.idle()
        started = time.perf_counter()
        found = {finding.check: finding for finding in await rig.station.selftest()}
        assert time.perf_counter() - started < 5.0
        radio = rig.station.snapshot().radio
        assert [view.node for view in radio.extras.nodes] == [NODE]
        assert radio.extras.air.own[-1] == 3.0
        assert radio.extras.air.channel[-1] == 12.0
        assert found["gehoord"].light is Light.GOOD
        assert found["instelling"].code == "goed"
        assert found["opslag"].light is Light.UNKNOWN
