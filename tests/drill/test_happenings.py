"""Every word an exercise leader may write after `wat` does what it says."""

import re

import pytest

from nsp_console.domain.fields import Power, SiteState
from nsp_console.drill.demo import DemoWorld
from nsp_console.drill.happenings import HAPPENINGS
from nsp_console.drill.scenario.loader import parse_scenario
from nsp_console.drill.scenario.model import NEEDS, What
from nsp_console.radio.base import PacketReceived
from support.world import region

HEAD = """\
titel: Klein
versie: 1
doel: Kijken of het werkt.
fasen: [0-8]
regio: ijsselland.csv
station: C-DEV-01
inzet: Proef
t0: 2027-01-19 16:40
begin: T+2:00
voorloop_minuten: 0
tempo: 10
zaad: 1
punten:
  - {code: L-DEV-01, bezoekers: 10, water_liter: 300, brandstof_liter: 50, mens: nauwkeurig, eerste_melding: T+90:00}
gebeurtenissen:
"""


def played(*events: str, hours: float = 1.0) -> tuple[DemoWorld, list[str]]:
    """The world after `hours`, and the lines that the station heard."""
    text = HEAD + "".join(f"  - {{op: T+2:10, punt: L-DEV-01, {event}}}\n" for event in events)
    world = DemoWorld.from_scenario(parse_scenario(text, "klein.yaml"), region())
    heard: list[str] = []

    def deliver(event: object) -> None:
        if isinstance(event, PacketReceived):
            heard.append(event.payload.decode())

    world.station_radio.start(deliver)
    world.advance(3600 * hours)
    return world, heard


def test_every_word_has_its_needs_and_its_deed() -> None:
    """The two tables know exactly the words of the model."""
    assert set(HAPPENINGS) == set(NEEDS) == set(What)


@pytest.mark.parametrize("word", ["tekst", "alarm"])
def test_a_text_is_typed_to_the_letter(word: str) -> None:
    """What is written in the file is what the station hears."""
    assert played(f'wat: {word}, tekst: "Alarm! brand in de keuken"')[1] == ["Alarm! brand in de keuken"]


def test_power_delivery_state_and_visitors_change_the_point_and_are_told() -> None:
    """The truth at the point changes at once, and somebody there types it within minutes."""
    world, heard = played("wat: stroom, stroom: accu")
    assert world.points["L-DEV-01"].power is Power.BATTERY
    assert any("accu" in line for line in heard)
    world, heard = played("wat: levering, water_liter: 700")
    assert world.points["L-DEV-01"].water_l > 900
    assert any("levering" in line for line in heard)
    world, heard = played("wat: levering, brandstof_liter: 100")
    assert world.points["L-DEV-01"].fuel_l > 100
    assert any("diesel" in line for line in heard)
    world, heard = played("wat: toestand, toestand: ontruimd")
    assert (world.points["L-DEV-01"].state, world.points["L-DEV-01"].visitors) == (SiteState.EVACUATED, 0.0)
    assert any("ontruimd" in line for line in heard)
    world, _ = played("wat: bezoekers, bezoekers: 60")
    assert world.points["L-DEV-01"].visitors > 30


def test_broken_things_stay_in_the_reports_until_they_are_mended() -> None:
    """A broken function is told at once and again in later lines; after mending it is not."""
    broken = 'wat: kapot, functie: zorg_hygiene, tekst: "toiletten kapot"'
    _, heard = played(broken, "wat: melding")
    assert heard[0] == "toiletten kapot"
    assert "toiletten kapot" in heard[1]
    _, heard = played(broken, "wat: hersteld, functie: zorg_hygiene", "wat: melding")
    assert not any("toiletten kapot" in line for line in heard[1:])


def test_the_same_again_and_the_slip() -> None:
    """`nogmaals` sends the very same line; `verkeerde_komma` types ten times the water."""
    _, heard = played('wat: tekst, tekst: "water 300 l"', "wat: nogmaals")
    assert heard == ["water 300 l", "water 300 l"]
    _, heard = played("wat: verkeerde_komma")
    (line,) = heard
    assert re.search(r"\b(2[89]\d0|3000)\b", line)


def test_a_silent_radio_is_not_heard_until_it_is_back() -> None:
    """Between `radio_stil` and `radio_terug` nothing comes in; afterwards it does."""
    assert played("wat: radio_stil", 'wat: tekst, tekst: "hallo"')[1] == []
    assert "hallo" in played("wat: radio_stil", "wat: radio_terug", 'wat: tekst, tekst: "hallo"')[1]


def test_a_stranger_is_heard_on_the_public_channel_only() -> None:
    """`openbaar_kanaal` comes from a radio that is no point, on a channel that is not ours."""
    world, heard = played('wat: openbaar_kanaal, tekst: "nog stroom?"')
    assert heard == ["nog stroom?"]
    assert world.mesh.nodes["voorbijganger"].channels == {"MediumFast"}
