"""The one widget that draws: a stack of `Line`s through Textual's Line API, repainting only rows that changed."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from nsp_console.tui.glyphs import UNICODE, Glyphs
from nsp_console.tui.paint import EMPTY, Line, Piece
from nsp_console.tui.themes import DEFAULT_THEME, STYLES

REVERSED = frozenset({"critical", "banner", "warning", "mode", "tab"})  # these keep their own background


UNDERLINED = "pending"


def unpadded(line: Line) -> list[Piece]:
    """`line` with the blanks around underlined words apart: a rule under nothing looks like a field to fill in."""
    out: list[Piece] = []
    for text, role in line:
        words = text.strip()
        if role != UNDERLINED or words == text:
            out.append((text, role))
            continue
        start = len(text) - len(text.lstrip())
        out += [(text[:start], ""), (words, role), (text[start + len(words) :], "")]
    return out


class Lines(ScrollView):
    """Rows of text. `show` compares with what stands there; `render_line` turns one row into a Strip."""

    DEFAULT_CSS: ClassVar[str] = """
    Lines { overflow: hidden hidden; height: 1; scrollbar-size: 0 0; }
    """
    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()
        self.marked: int | None = None

    def mark(self, row: int | None) -> None:
        """Give row `row` the background of the cursor."""
        for changed in {row, self.marked} - {None} if row != self.marked else ():
            self.refresh_line(changed or 0)
        self.marked = row

    @property
    def glyphs(self) -> Glyphs:
        """What this terminal can draw; a bare test app may not say, then everything."""
        glyphs = getattr(self.app, "glyphs", UNICODE)
        return glyphs if isinstance(glyphs, Glyphs) else UNICODE

    def show(self, lines: Sequence[Line], fit_height: bool = False) -> None:
        """Draw `lines`; with `fit_height` the widget becomes as high as they are."""
        old, self.lines = self.lines, tuple(lines)
        if fit_height and self.styles.height is not None and len(old) != len(self.lines):
            self.styles.height = len(self.lines)
            self.display = bool(self.lines)
        for row in range(max(len(old), len(self.lines))):
            if self.row(row, old) != self.row(row, self.lines):
                self.refresh_line(row)

    @staticmethod
    def row(row: int, lines: Sequence[Line]) -> Line:
        """Row `row` of `lines`, empty beyond the end."""
        return lines[row] if 0 <= row < len(lines) else EMPTY

    @property
    def palette(self) -> Mapping[str, Style]:
        """Role → style under the current theme."""
        return STYLES.get(self.app.theme, STYLES[DEFAULT_THEME])

    def render_line(self, y: int) -> Strip:
        """Row `y` as a strip of exactly the widget's width."""
        styles = self.palette
        plain = styles[""]
        if y == self.marked:
            return self._marked_strip(y, styles)
        segments = [
            Segment(self.glyphs.show(text), styles.get(role, plain))
            for text, role in unpadded(self.row(y, self.lines))
            if text
        ]
        filler = segments[-1].style if segments and self.row(y, self.lines)[-1][1] in ("banner", "warning") else plain
        return Strip(segments).adjust_cell_length(self.size.width, filler)

    def _marked_strip(self, y: int, styles: Mapping[str, Style]) -> Strip:
        ground = styles["chosen"]
        segments = []
        for text, role in unpadded(self.row(y, self.lines)):
            style = styles.get(role, styles[""])
            segments.append(Segment(self.glyphs.show(text), style if role in REVERSED else style + ground))
        return Strip(segments).adjust_cell_length(self.size.width, ground)
