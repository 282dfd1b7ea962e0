"""Two C consoles and an L console as processes, on three protobuf peers that hear each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.fake_mesh import flipped
from support.processes import nsp
from support.trio import FRAME, HOME, OTHER, PHRASE, POINT, Trio, everybody_met, inject, kind, trio_of

STATES = {"water_l": 300, "visitors": 64}


@pytest.fixture
def trio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trio]:
    """Three consoles that are set up, with keys; none of them runs yet."""
    monkeypatch.setenv("NSP_SLEUTELWOORD", PHRASE)
    with trio_of(tmp_path) as made:
        yield made


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
    assert nsp(trio.homes[OTHER], "controle").returncode == 0


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


def test_a_console_without_its_word_starts_and_only_listens(trio: Trio, monkeypatch: pytest.MonkeyPatch) -> None:
    """No passphrase, or a wrong one, never means that a console does not start; `sleutel` opens it later."""
    trio.start(HOME)
    monkeypatch.setenv("NSP_SLEUTELWOORD", "niet het goede woord")
    locked = trio.start(POINT)
    locked.say(opdracht="stand")
    board = locked.until(lambda event: "sites" in event, "the board")
    told = [event["uitleg"] for event in locked.events if "melding" in event]
    assert "sleutelwoord" in told[0].casefold()
    assert board["keys"]["state"] == "dicht"
    locked.say(opdracht="melding", tekst=f"{POINT} open, water 300 l")
    plain = kind(trio.running[HOME], "tekst_gehoord", site=POINT)
    assert plain["source"]["tier"] == "C"
    locked.say(opdracht="sleutel", woord=PHRASE)
    trio.met(POINT, HOME)
    sealed = kind(trio.running[HOME], "toestand_gehoord", site=POINT)
    assert sealed["source"]["tier"] == "A"
    assert PHRASE not in str(locked.events)
