"""Hostile texts in every place that shows something of another console: they change nothing around them."""

from dataclasses import replace

from rich.cells import cell_len

from nsp_console.domain.facts import AlarmStep
from nsp_console.domain.safetext import SafeText, clean
from nsp_console.domain.views import KeysState, KeysView, PeerView, Snapshot
from nsp_console.tui.linkpage import link_lines
from nsp_console.tui.local.mail import bulletin_lines, message_lines
from nsp_console.tui.messages.bulletins import bulletin_lines as bulletin_pane, bulletin_row
from nsp_console.tui.paint import width_of
from nsp_console.tui.wording import Wording
from support.drawn import MIN, VOCABULARY, ZONE
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.local_page import page
from support.local_pictures import BULLETIN, HOME, INBOX, OPEN_KEYS, OUTBOX, local, local_alarm
from support.pictures import consoles
from support.screens import SMALL, WIDE, press, running, styles_of, text_of

WORDS = Wording(VOCABULARY, ZONE)
HARMLESS = "gewone tekst van een console"


def spoiled(text: str) -> Snapshot:
    """The page of an L with `text` in the bulletin, in both directions of the talk and in the alarm."""
    words = clean(text)
    base = local_alarm((HOME, AlarmStep.RECEIVED))
    return replace(
        base,
        alarms=(replace(base.alarms[0], text=words),),
        bulletins=(replace(BULLETIN, text=words),),
        inbox=tuple(replace(line, text=words) for line in INBOX),
        outbox=tuple(replace(line, text=words) for line in OUTBOX),
        keys=replace(OPEN_KEYS, fingerprint=words),
        deployment=words,
    )


async def test_hostile_text_restyles_nothing_on_the_page() -> None:
    """60 hostile texts leave the page in the styles it has with a harmless text, row by row within its width."""
    for size in (SMALL, WIDE):
        door = FakeDoor(spoiled(HARMLESS))
        async with page(door, size) as (app, pilot):
            calm = {style for row in styles_of(app) for style in row}
            for text in hostile_texts(60):
                door.picture = spoiled(text)
                app.pull()
                await pilot.pause()
                assert {style for row in styles_of(app) for style in row} <= calm
                for line in text_of(app).splitlines():
                    assert cell_len(line) <= size[0]
                    assert line.isprintable()


async def test_hostile_text_leaves_the_lists_of_a_c_alone() -> None:
    """Sealed messages and bulletins with hostile texts keep Berichten and Verbinding whole."""
    calm = consoles()
    door = FakeDoor(calm)
    async with running(door, SMALL) as (app, pilot):
        await press(pilot, "5")
        for text in hostile_texts(60):
            words = clean(text)
            door.picture = replace(
                calm,
                inbox=tuple(replace(line, text=words) for line in calm.inbox),
                outbox=tuple(replace(line, text=words) for line in calm.outbox),
                bulletins=tuple(replace(one, text=words) for one in calm.bulletins),
            )
            app.pull()
            await pilot.pause()
            for line in text_of(app).splitlines():
                assert cell_len(line) <= SMALL[0]
                assert line.isprintable()
        assert app.is_running


def test_rows_keep_their_width_whatever_they_say() -> None:
    """Bulletins and the talk are exactly within the width they get, for every hostile text."""
    picture = consoles()
    for text in hostile_texts():
        one = replace(BULLETIN, text=SafeText(text))
        assert width_of(bulletin_row(one, 80, chosen=True)) == 80
        assert all(width_of(line) <= 46 for line in bulletin_pane(one, picture, WORDS, 45))
        spoilt = spoiled(text)
        for line in (*bulletin_lines(spoilt, WORDS, 60, 5), *message_lines(spoilt, WORDS, 60, 9)):
            assert width_of(line) <= 60


def test_what_a_peer_calls_itself_stays_in_its_row() -> None:
    """Codes, counters and fingerprints that make no sense are shown as text, never as a fault."""
    for text in hostile_texts(60):
        peers = (PeerView(str(clean(text)), False, None, skew_s=-9e9, waiting=3),)
        keys = KeysView(KeysState.OPEN, str(clean(text)), revoked=(str(clean(text)),))
        radio = replace(local().radio, refused={str(clean(text)) or "?": 3}, detail=str(clean(text)), last_heard_s=MIN)
        lines = link_lines(local(peers=peers, keys=keys, radio=radio), WORDS)
        assert any("Sleutels" in piece for line in lines for piece, _role in line)
