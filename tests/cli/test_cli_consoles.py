"""Two C consoles and an L console as processes, on three protobuf peers that hear each other."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nsp_console.config.region import load_region
from nsp_console.keys import keyfile
from nsp_console.keys.work import Work
from nsp_console.paths import shipped
from support.fake_mesh import FakeMesh, OnAir, flipped
from support.processes import Running, nsp
from support.rings import region_keys

HOME, OTHER, POINT = "C-ZWO-01", "C-ZWO-02", "L-ZWO-09"
PHRASE = "vier gewone woorden samen"
STATES = {"water_l": 300, "visitors": 64}
FRAME = 256
WAIT_S = 30.0
LOOK_S = 0.5


class Trio:
    """Three consoles by code: their data folders, radios and running processes."""

    def __init__(self, top: Path, mesh: FakeMesh) -> None:
        self.mesh = mesh
        self.homes: dict[str, Path] = {}
        self.running: dict[str, Running] = {}
        region = load_region(shipped("config") / "ijsselland.csv")
        for code in (HOME, OTHER, POINT):
            home = self.homes[code] = top / code
            home.mkdir()
            radio = mesh.add(code)
            done = nsp(home, "instellen", "--station", code, "--regio", "ijsselland", "--radio", radio.address)
            assert done.returncode == 0, done.stderr
            site = region.sites[code]
            bundle = region_keys().bundle(site.number, site.kind)
            keyfile.save(home, bundle, PHRASE, work=Work(4, for_tests_only=True))

    def start(self, code: str) -> Running:
        """Start the console of `code`; it opens its keys from the environment."""
        running = self.running[code] = Running(self.homes[code])
        running.kind("gestart")
        self.mesh.radios[code].wait_ready()
        return running

    def met(self, code: str, *others: str) -> None:
        """Wait until `code` believes `others`."""
        running = self.running[code]
        for other in others:
            seen = any(
                event.get("soort") == "station_ontmoet" and event["station"] == other for event in running.events
            )
            if not seen:
                running.until(_met(other), f"{other} met by {code}")

    def refused(self, code: str) -> dict[str, int]:
        """What `code` did not take, by reason."""
        self.running[code].say(opdracht="stand")
        board = self.running[code].until(lambda event: "sites" in event, "the board")
        counted: dict[str, int] = board["radio"]["refused"]
        return counted

    def wait_refused(self, code: str, reason: str, more_than: int) -> int:
        """Wait until `code` refused more frames for `reason`."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            count = self.refused(code).get(reason, 0)
            if count > more_than:
                return count
            time.sleep(LOOK_S)  # the picture ages every few seconds; asking faster shows nothing new
        raise AssertionError(f"{code} did not refuse for {reason}: {self.refused(code)}")


def _met(other: str) -> Any:
    return lambda event: event.get("soort") == "station_ontmoet" and event["station"] == other


@pytest.fixture
def trio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trio]:
    """Three consoles that are set up, with keys; none of them runs yet."""
    monkeypatch.setenv("NSP_SLEUTELWOORD", PHRASE)
    with FakeMesh() as mesh:
        made = Trio(tmp_path, mesh)
        try:
            yield made
        finally:
            for running in made.running.values():
                if running.process.poll() is None:
                    with contextlib.suppress(OSError):
                        running.kill()


def kind(running: Running, name: str, **fields: Any) -> dict[str, Any]:
    """The next event of this kind with these fields."""
    return running.until(
        lambda event: event.get("soort") == name and all(event.get(key) == value for key, value in fields.items()),
        f"{name} {fields}",
    )


def everybody_met(trio: Trio) -> None:
    for code in (HOME, OTHER, POINT):
        trio.start(code)
    trio.running[POINT].say(opdracht="melding", tekst=f"{POINT} open, water 300 l, 64 bezoekers, aggregaat nog 6 uur")
    trio.met(HOME, OTHER, POINT)
    trio.met(OTHER, HOME)
    trio.met(POINT, HOME)


def test_state_message_alarm_and_bulletin_go_between_consoles(trio: Trio) -> None:
    """The whole exchange of the design, with every ladder to its end: ontvangen, gelezen, bevestigd, hangt."""
    everybody_met(trio)
    home, other, point = (trio.running[code] for code in (HOME, OTHER, POINT))
    for running in (home, other):
        state = next((event for event in running.events if event.get("soort") == "toestand_gehoord"), None)
        state = state or kind(running, "toestand_gehoord")
        assert state["site"] == POINT
        assert state["source"]["tier"] == "A"
        assert {key: state["values"][key] for key in STATES} == pytest.approx(STATES, rel=0.09)
    if not any(event.get("soort") == "toestand_ontvangen" for event in point.events):
        kind(point, "toestand_ontvangen", by=HOME)

    home.say(opdracht="stuur", aan=OTHER, tekst="Kunt u twintig dekens missen?")
    sent = kind(home, "bericht_uit", to=OTHER)
    heard = kind(other, "tekst_gehoord", station=HOME)
    assert heard["source"]["tier"] == "A"
    kind(home, "bericht_stap", entry=sent["nummer"], step="ontvangen")
    other.say(opdracht="gelezen", nummer=heard["nummer"])
    kind(home, "bericht_stap", entry=sent["nummer"], step="gelezen")

    home.say(opdracht="bulletin", tekst="Kook water drie minuten.")
    for running in (other, point):
        bulletin = kind(running, "bulletin_gehoord", station=HOME)
    point.say(opdracht="hangt", nummer=bulletin["nummer"])
    kind(home, "bulletin_hangt", site=POINT)

    point.say(opdracht="alarm", tekst="brand in de keuken")
    raised = kind(point, "alarm")
    rung = kind(home, "tekst_gehoord", alarm_kind="brand")
    assert (rung["source"]["tier"], rung["station"]) == ("A", POINT)
    kind(other, "tekst_gehoord", alarm_kind="brand", station=POINT)
    kind(point, "alarm_stap", entry=raised["nummer"], step="ontvangen")
    home.say(opdracht="bevestig", nummer=rung["nummer"])
    kind(point, "alarm_stap", entry=raised["nummer"], step="bevestigd")


def test_a_console_killed_at_once_repeats_nothing_and_loses_nothing(trio: Trio) -> None:
    """The receiver and then the sender die in mid-message: after their restart it is there once, and acknowledged."""
    everybody_met(trio)
    home, other = trio.running[HOME], trio.running[OTHER]
    other.kill()
    home.say(opdracht="stuur", aan=OTHER, tekst="Terwijl u weg was")
    sent = kind(home, "bericht_uit", to=OTHER)
    home.kill()
    home, other = trio.start(HOME), trio.start(OTHER)
    heard = kind(other, "tekst_gehoord", station=HOME)
    assert heard["text"] == "Terwijl u weg was"
    other.kill()
    other = trio.start(OTHER)
    kind(home, "bericht_stap", entry=sent["nummer"], step="ontvangen")
    other.say(opdracht="stuur", aan=HOME, tekst="Ik heb het")
    kind(home, "tekst_gehoord", station=OTHER, text="Ik heb het")
    texts = [event for event in other.events if event.get("soort") == "tekst_gehoord"]
    assert texts == []
    assert nsp(trio.homes[OTHER], "controle").returncode == 0 or other.stop() == 0


def test_what_is_false_old_or_strange_is_refused_and_counted(trio: Trio) -> None:
    """A flipped bit, a replay after a restart, a stranger's frame: refused, counted by reason, nothing changed."""
    everybody_met(trio)
    home = trio.running[HOME]
    home.say(opdracht="stuur", aan=OTHER, tekst="echt")
    sent = kind(home, "bericht_uit", to=OTHER)
    kind(trio.running[OTHER], "tekst_gehoord", station=HOME)
    kind(home, "bericht_stap", entry=sent["nummer"], step="ontvangen")
    mails = [packet for packet in trio.mesh.air if packet.port == FRAME and b"echt" in packet.payload]
    for bit in (40, 70, 8 * len(mails[0].payload) - 3):
        before = trio.refused(OTHER).get("vals_zegel", 0)
        inject(trio, flipped(mails[0].payload, bit), mails[0])
        trio.wait_refused(OTHER, "vals_zegel", before)
    trio.running[OTHER].kill()
    other = trio.start(OTHER)
    before = trio.refused(OTHER).get("herhaling", 0)
    for packet in mails:
        inject(trio, packet.payload, packet)
    trio.wait_refused(OTHER, "herhaling", before)
    inject(trio, b"\xff" * 21, mails[0])
    trio.wait_refused(OTHER, "onleesbaar", 0)
    assert [event for event in other.events if event.get("soort") == "tekst_gehoord"] == []


def inject(trio: Trio, payload: bytes, like: OnAir) -> None:
    """Put a payload on the air from a radio nobody knows."""
    trio.mesh.inject(payload, sender=0x7777, channel=like.channel, port=FRAME)


def test_a_console_without_its_word_starts_and_only_listens(trio: Trio, monkeypatch: pytest.MonkeyPatch) -> None:
    """No passphrase, or a wrong one, never means that a console does not start; `sleutel` opens it later."""
    trio.start(HOME)
    monkeypatch.setenv("NSP_SLEUTELWOORD", "niet het goede woord")
    locked = trio.start(POINT)
    locked.say(opdracht="stand")
    board = locked.until(lambda event: "sites" in event, "the board")
    assert board["keys"]["state"] == "dicht"
    locked.say(opdracht="melding", tekst=f"{POINT} open, water 300 l")
    plain = kind(trio.running[HOME], "tekst_gehoord", site=POINT)
    assert plain["source"]["tier"] == "C"
    locked.say(opdracht="sleutel", woord=PHRASE)
    trio.met(POINT, HOME)
    sealed = kind(trio.running[HOME], "toestand_gehoord", site=POINT)
    assert sealed["source"]["tier"] == "A"
    assert PHRASE not in str(locked.events)
