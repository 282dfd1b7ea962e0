"""Acts between consoles, pressed on a C console against a door that records its orders."""

from dataclasses import replace

import pytest

from nsp_console.domain.facts import AlarmStep
from nsp_console.domain.moments import Age
from nsp_console.domain.understanding import Need
from nsp_console.domain.views import KeysState, KeysView, Snapshot
from nsp_console.station import commands
from support.drawn import MIN
from support.fakedoor import FakeDoor
from support.local_page import understand
from support.pictures import MEDICAL, consoles, night
from support.screens import SMALL, WIDE, after, press, running, text_of

REAL = consoles().keys


def row_with(screen: str, words: str) -> str:
    """The first row that holds `words`."""
    return next((line for line in screen.splitlines() if words in line), "")


# what is seen


async def test_the_source_is_named_wherever_a_line_is_shown() -> None:
    """Sealed lines show their console and read echt, a pinned radio bekende radio, a phone niet geverifieerd."""
    async with running(FakeDoor(consoles())) as (app, pilot):
        await press(pilot, "5")
        for words, wanted in (
            ("Alarm! man", "niet geverifieerd"),
            ("40 dekens", "console C-RAA-01, LoRa, echt"),
            ("L-DEV-02 open", "console C-DEV-02, LoRa, echt"),
            ("schalkhaar", "bekende radio"),
        ):
            assert words in text_of(app)
            assert wanted in text_of(app)
            await press(pilot, "down")
        assert "aanvraag:" in text_of(app)
        assert "doorgegeven melding:" in text_of(app)


async def test_the_ladder_names_who_has_it_and_who_read_it() -> None:
    """The chosen outgoing line tells by which console it was received and read, and on whom it still waits."""
    async with running(FakeDoor(consoles())) as (app, pilot):
        await press(pilot, "5", "tab", "tab")
        assert "ontvangen door C-RAA-01" in text_of(app)
        assert "gelezen door C-RAA-01" in text_of(app)
        await press(pilot, "down")
        assert "wacht nog op C-OLW-01" in text_of(app)
        assert "naar console, verzegeld" in text_of(app)


async def test_bulletins_tell_where_they_hang() -> None:
    """The list of bulletins counts the points, and the chosen one names them with their time."""
    async with running(FakeDoor(consoles())) as (app, pilot):
        await press(pilot, "5", "tab", "tab", "tab")
        assert "hangt bij 2 punten" in row_with(text_of(app), "Drinkwater bij De Pelikaan tot 22:00. Neem flessen")
        assert "hangt bij L-DEV-09" in text_of(app)
        await press(pilot, "down")
        assert "VERLOPEN" in text_of(app)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_verbinding_tells_peers_refusals_and_keys(size: tuple[int, int]) -> None:
    """8 shows the link, every console with its freshness and clock, what was refused in words, and the keys."""
    async with running(FakeDoor(consoles()), size) as (app, pilot):
        await press(pilot, "8")
        seen = text_of(app)
        await press(pilot, "pagedown", "pagedown")
        seen += text_of(app)
        for words in (
            "klok wijkt 4 min af, loopt voor",
            "nog niet herkend",
            "noemt de functies anders",
            "zegel klopt niet: vervalst",
            "KANO BERG 4711",
            "Tijdvak 3",
            "Ingetrokken: L-RAA-03",
        ):
            assert words in seen
        await press(pilot, "escape")
        assert "Oordeel" in text_of(app)


async def test_verbinding_follows_the_picture() -> None:
    """Counters on the open page change with the picture, without a key."""
    door = FakeDoor(consoles())
    async with running(door) as (app, pilot):
        await press(pilot, "8")
        radio = replace(door.picture.radio, refused={"ingetrokken": 7})
        door.picture = replace(door.picture, radio=radio)
        app.pull()
        for _ in range(150):
            if "sleutel is ingetrokken" in text_of(app):
                break
            await pilot.pause(0.02)
        assert "7  sleutel is ingetrokken" in text_of(app)


async def test_what_stays_true_is_a_banner() -> None:
    """A closed key, our own C without crew, and a neighbour we stand in for each have a full-width line."""
    for change, words in (
        ({"keys": KeysView(KeysState.LOCKED)}, "Sleutel nog dicht: alleen luisteren."),
        ({"unmanned": {"C-DEV-01": "C-RAA-01"}}, "onze punten doet C-RAA-01"),
        ({"unmanned": {"C-RAA-02": "C-DEV-01"}}, "De L's van C-RAA-02 doen wij"),
    ):
        async with running(FakeDoor(night(**change)), SMALL) as (app, _pilot):
            assert words in row_with(text_of(app), " ▲ ")


async def test_a_report_that_waits_for_its_writer_is_marked() -> None:
    """A point with a report of ours under way reads `gemeld aan C-…` on the board and on Punt."""
    async with running(FakeDoor(consoles())) as (app, pilot):
        await press(pilot, "down")
        assert "→" in row_with(text_of(app), ">L-DEV-05")
        assert "gemeld aan C-RAA-01" in text_of(app)
        await press(pilot, "2")
        assert "gemeld aan C-RAA-01" in text_of(app)


async def test_a_guest_of_another_region_is_read_only() -> None:
    """A bordering C shows its region, and acts that would change it say why they do not."""
    door = FakeDoor(consoles())
    async with running(door) as (app, pilot):
        await press(pilot, "g", "<c-sal>", "enter")
        assert "regio 5: alleen lezen" in text_of(app)
        for key in ("o", "x", "v", "j"):
            await press(pilot, key)
            assert "van een andere regio: alleen lezen" in text_of(app), key
    assert door.orders == []


async def test_our_own_alarm_shows_who_has_it() -> None:
    """The chosen alarm lists the consoles that have it and how far it got there."""
    steps = {"C-RAA-01": AlarmStep.RECEIVED, "C-DEV-02": AlarmStep.TAKEN_ON}
    alarm = replace(MEDICAL, steps=steps, stepped={"C-RAA-01": Age(MIN)})
    screen = await after(FakeDoor(night(alarms=(alarm,))), "5", "tab")
    assert "C-RAA-01: ontvangen om 18:53" in screen
    assert "C-DEV-02: bevestigd" in screen


# what is ordered


async def pressed(picture: Snapshot, *keys: str) -> tuple[FakeDoor, str]:
    """The door and the screen after these keys, read with the real grammar."""
    door = FakeDoor(picture, understood=understand)
    return door, await after(door, *keys)


async def test_a_round_asks_consoles_or_phones() -> None:
    """r asks the consoles sealed; without an open key only phones can be asked."""
    door, _ = await pressed(consoles(), "r", "c")
    assert door.orders == [commands.CallRoll()]
    _, screen = await pressed(night(), "r")
    assert "geen sleutel" in screen
    assert "telefoons" in screen


async def test_a_request_names_what_and_how_much() -> None:
    """A asks for goods of another C; without an amount it is refused with an example."""
    door, _ = await pressed(consoles(), "A", "<c-raa-01>", "enter", "<200 l diesel>", "enter")
    (order,) = door.orders
    assert isinstance(order, commands.SendRequest)
    assert (order.to, order.text, order.understood.needs) == (
        "C-RAA-01",
        "200 l diesel",
        (Need("diesel", 200, "l"),),
    )
    door, screen = await pressed(consoles(), "A", "enter", "<van alles>", "enter")
    assert "Noem wat en hoeveel" in screen
    assert door.orders == []


async def test_a_bulletin_counts_its_bytes() -> None:
    """B composes a bulletin with a live byte counter, refuses what does not fit, and issues it."""
    door, screen = await pressed(consoles(), "5", "B", "<Water bij De Pelikaan>")
    assert "21 van 150 bytes" in screen
    assert "Ondertekend naar alle consoles" in screen
    door, _ = await pressed(consoles(), "5", "B", "<Water bij De Pelikaan>", "enter", "right", "enter")
    assert door.orders == [commands.IssueBulletin("Water bij De Pelikaan", 24)]
    door, screen = await pressed(consoles(), "5", "B", f"<{'a' * 151}>", "enter", "enter")
    assert "Te lang" in screen
    assert door.orders == []


async def test_the_crew_goes_out_and_comes_back() -> None:
    """O hands our points to a named neighbour with a reason, and takes them back after one question."""
    door, _ = await pressed(consoles(), "O", "<c-raa-01>", "enter", "<uitruk>", "enter")
    assert door.orders == [commands.MoveHome("C-RAA-01", "uitruk")]
    away = replace(consoles(), unmanned={"C-DEV-01": "C-RAA-01"})
    door, _ = await pressed(away, "O", "j")
    assert door.orders == [commands.MoveHome("C-DEV-01", "weer bemand")]


async def test_a_point_of_another_c_is_taken_over() -> None:
    """From the palette the chosen point of another C becomes ours, with its home and a reason; ours is not offered."""
    keys = ("g", "<l-raa-26>", "enter", "ctrl+p", "<overnemen>", "enter")
    door, _ = await pressed(consoles(), *keys, "<c ligt plat>", "enter")
    assert door.orders == [commands.MoveHome("C-DEV-01", "c ligt plat", "C-RAA-01", ("L-RAA-26",))]
    door, screen = await pressed(consoles(), "2", "ctrl+p", "<overnemen>", "enter")
    assert "Dit punt is al van ons" in screen


async def test_a_revocation_is_typed_twice() -> None:
    """Revoking asks the code again; another code revokes nothing."""
    start = ("ctrl+p", "<gestolen>", "enter", "<l-dev-05>", "enter", "<laptop weg>", "enter")
    door, screen = await pressed(consoles(), *start, "<l-dev-06>", "enter")
    assert "Typ L-DEV-05" in screen
    assert door.orders == []
    door, _ = await pressed(consoles(), *start, "<l-dev-05>", "enter")
    assert door.orders == [commands.RevokeStation("L-DEV-05", "laptop weg")]


async def test_keys_are_opened_from_the_screen() -> None:
    """K asks the passphrase as dots; the palette takes the code of a new epoch; an open key says so."""
    locked = night(keys=KeysView(KeysState.LOCKED, "KANO"))
    door, screen = await pressed(locked, "K", "<geheim>")
    assert "geheim" not in screen
    door, _ = await pressed(locked, "K", "<geheim>", "enter")
    assert door.orders == [commands.OpenKeys("geheim")]
    epoch = ("ctrl+p", "<tijdvak>", "enter", "<4711 kano>", "enter")
    door, _ = await pressed(consoles(), *epoch, "enter")
    assert door.orders == [commands.OpenEpoch("4711 kano")]
    door, _ = await pressed(consoles(), *epoch, "right", "enter")
    assert door.orders == [commands.OpenEpoch("4711 kano", stolen=True)]
    _, screen = await pressed(consoles(), "K")
    assert "De sleutel is al open" in screen


async def test_what_needs_a_seal_says_why_it_cannot_be_done() -> None:
    """With a closed key, or one that may not sign, the acts say so and order nothing."""
    for keys, words in ((KeysView(KeysState.LOCKED), "nog dicht"), (replace(REAL, signs=False), "mag geen opdrachten")):
        door, screen = await pressed(replace(consoles(), keys=keys), "5", "B")
        assert words in screen
        assert door.orders == []


async def test_the_composer_says_which_way_a_line_goes() -> None:
    """To a console that was met the line is sealed; to a phone, or with a closed key, it is open text."""
    async with running(FakeDoor(consoles())) as (app, pilot):
        await press(pilot, "down", "m", "<hoe gaat het>")
        assert "verzegeld, komt precies één keer aan" in text_of(app)
        await press(pilot, "escape", "up", "m", "<hoe gaat het>")
        assert "Naar telefoons: open tekst" in text_of(app)
    locked = replace(consoles(), keys=KeysView(KeysState.LOCKED))
    _, screen = await pressed(locked, "down", "m", "<hoe gaat het>")
    assert "onze sleutel is niet open" in screen
