"""A place that only shows: no entry bar, nothing can be typed or changed. It says things in its footer."""

from abc import abstractmethod

from textual.app import ComposeResult

from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line
from nsp_console.tui.place import Place


class Looking(Place):
    """The frame of a Place without its entry bar; `foot` draws the last line, with what was said last."""

    said = ""

    def compose(self) -> ComposeResult:
        yield Lines(id="boven")
        yield from self.body()
        yield Lines(id="voet")

    @abstractmethod
    def foot(self, said: str) -> Line:
        """The last line of the screen."""

    def draw(self) -> None:
        if not self.is_mounted or self.size.width == 0:
            return
        self.query_one("#boven", Lines).show(self.top(), fit_height=True)
        self.draw_body()
        self.draw_footer()

    def draw_footer(self) -> None:
        self.query_one("#voet", Lines).show([self.foot(self.said)])

    def say(self, words: str, role: str = "accent") -> None:
        """One line to whoever stands here, until the next key."""
        self.said = words
        self.draw_footer()

    def action_back(self) -> None:
        """Esc: what was said goes, then one step back."""
        said, self.said = self.said, ""
        if not said:
            self.step_back()
        self.draw()

    def close_entry(self) -> None:
        """There is nothing open to close."""
