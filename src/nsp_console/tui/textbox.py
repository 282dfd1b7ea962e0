"""A one-line text input that draws only what the terminal has, and whose cursor never blinks."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Input

from nsp_console.tui.glyphs import UNICODE, Glyphs


class TextBox(Input):
    """Textual's Input, quiet and translated."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        chars_max: int,
        id: str,  # noqa: A002
        secret: bool = False,
    ) -> None:
        super().__init__(
            value, placeholder=placeholder, max_length=chars_max, select_on_focus=False, id=id, password=secret
        )
        self.cursor_blink = False

    def render_line(self, y: int) -> Strip:
        """The stock line, character for character through the glyph table."""
        glyphs = getattr(self.app, "glyphs", UNICODE)
        strip = super().render_line(y)
        if not isinstance(glyphs, Glyphs) or glyphs is UNICODE:
            return strip
        return Strip([Segment(glyphs.show(part.text), part.style, part.control) for part in strip], strip.cell_length)
