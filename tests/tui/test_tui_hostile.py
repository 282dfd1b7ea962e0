"""Text from outside may say anything; it may not change the screen around it, and it may not stop the screen."""

import pytest
from rich.cells import cell_len

from nsp_console.domain.safetext import SafeText
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.views import InboxLine, Snapshot
from nsp_console.tui.glyphs import ASCII, CONSOLE, UNICODE, Glyphs
from nsp_console.tui.messages.inbox import chosen_lines, inbox_row
from nsp_console.tui.paint import Line, guarded, width_of
from nsp_console.tui.wording import Wording
from support.drawn import VOCABULARY, ZONE
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.pictures import MEDICAL, heard, night
from support.screens import SMALL, WIDE, press, running, styles_of, text_of

WORDS = Wording(VOCABULARY, ZONE)
HARMLESS = ["gewone tekst", "een veel langere gewone tekst die niet op een regel past " * 3] * 10


def night_with(texts: list[str]) -> Snapshot:
    """The night, with these texts as the newest of Borgele and in the alarm."""
    lines = tuple(heard(500 - index, "L-DEV-05", text, 1) for index, text in enumerate(texts))
    return night(inbox=lines)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_hostile_text_restyles_no_place(size: tuple[int, int]) -> None:
    """200 hostile texts leave every cell outside their own in the style it has with a harmless text, in all places."""
    texts = hostile_texts()
    door = FakeDoor(night_with(HARMLESS))
    async with running(door, size) as (app, pilot):
        for key in ("1", "2", "5"):
            await press(pilot, key, *(["down"] if key == "1" else []))
            door.picture = night_with(HARMLESS)
            app.pull()
            await pilot.pause()
            calm_styles = {style for row in styles_of(app) for style in row}
            for start in range(0, len(texts), 20):
                door.picture = night_with(texts[start : start + 20])
                app.pull()
                await pilot.pause()
                assert {style for row in styles_of(app) for style in row} <= calm_styles
                for line in text_of(app).splitlines():
                    assert cell_len(line) <= size[0]
                    assert line.isprintable()
        assert app.is_running


@pytest.mark.parametrize("glyphs", [UNICODE, CONSOLE, ASCII], ids=lambda glyphs: glyphs.name)
def test_rows_keep_their_width_whatever_they_say(glyphs: Glyphs) -> None:
    """Every inbox row of a hostile text is exactly as wide as asked, before and after translation."""
    picture = night()
    for index, text in enumerate(hostile_texts()):
        line = heard(index, "L-DEV-05", text, 3, Outcome.TRIAGE)
        row = inbox_row(line, picture, WORDS, 72, chosen=False)
        assert width_of(row) == 72
        assert sum(cell_len(glyphs.show(piece)) for piece, _role in row) == 72
        assert all(
            role in ("", "dim", "bold", "accent", "attention", "pending", "critical_text") for _text, role in row
        )


def test_text_that_was_never_cleaned_still_cannot_reach_the_terminal() -> None:
    """Even without the cleaner no control character or surrogate leaves the glyph table."""
    for text in hostile_texts():
        for glyphs in (UNICODE, CONSOLE, ASCII):
            shown = glyphs.show(text)
            assert all(char.isprintable() for char in shown)
            shown.encode("utf-8")


def test_a_row_that_cannot_be_drawn_becomes_a_notice() -> None:
    """A painter that stumbles costs one row, not the screen."""

    def stumble() -> Line:
        raise ValueError("nee")

    assert guarded(17, stumble) == ((" [onleesbaar bericht #17]", "dim"),)


def test_the_chosen_line_is_wrapped_inside_its_pane() -> None:
    """The pane of a hostile text never gets wider than the pane."""
    picture = night()
    for index, text in enumerate(hostile_texts()):
        line: InboxLine = heard(index, None, text, 3, unclear=(("vaag", text[:30].replace("\ud83d", "")),))
        for row in chosen_lines(line, picture, WORDS, 45):
            assert width_of(row) <= 46


async def test_hostile_alarm_text_stays_in_its_banner() -> None:
    """An alarm text with markup and escapes is shown as letters inside the banner line."""
    alarm = type(MEDICAL)(1, MEDICAL.kind, "L-DEV-09", SafeText("[/][bold]\\x"), MEDICAL.tier, MEDICAL.age)
    async with running(FakeDoor(night(alarms=(alarm,)))) as (app, _pilot):
        assert '"[/][bold]\\x"' in text_of(app).splitlines()[3]
