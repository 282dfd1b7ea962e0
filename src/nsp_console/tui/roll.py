"""A list with a cursor that belongs to an item, not to a row: it stays with it when the order changes."""

from collections.abc import Callable, Sequence
from functools import partial

from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line, guarded, text_line


def window(count: int, rows: int, cursor: int, top: int) -> int:
    """First row shown so that `cursor` is visible and nothing is scrolled further than needed."""
    top = min(top, cursor)
    top = max(top, cursor - rows + 1)
    return max(0, min(top, count - rows))


class Roll(Lines):
    """Items known by a key, scrolled by itself. `draw` gets the keys and a builder of one row."""

    DEFAULT_CSS = """
    Roll { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.keys: tuple[str, ...] = ()
        self.chosen: str | None = None
        self.first = 0

    @property
    def index(self) -> int:
        """Row of the chosen item among all rows; 0 when there is none."""
        return self.keys.index(self.chosen) if self.chosen in self.keys else 0

    def move(self, steps: int) -> None:
        """Put the cursor `steps` rows further, stopping at the ends."""
        if self.keys:
            self.chosen = self.keys[max(0, min(len(self.keys) - 1, self.index + steps))]

    def take(self, keys: Sequence[str]) -> None:
        """The items there are now; a cursor whose item is gone goes to what took its place."""
        at = self.index
        self.keys = tuple(keys)
        if self.chosen not in self.keys:
            self.chosen = self.keys[min(at, len(self.keys) - 1)] if self.keys else None

    def draw(
        self, build: Callable[[int, bool], Line], head: Sequence[Line] = (), empty: str = "", marked: bool = True
    ) -> None:
        """Show `head` and as many rows as fit; `build(index, chosen)` makes one row."""
        rows = max(1, self.size.height - len(head))
        self.first = window(len(self.keys), rows, self.index, self.first)
        at = self.index
        shown = range(self.first, min(self.first + rows, len(self.keys)))
        lines = [*head, *(guarded(index, partial(build, index, index == at)) for index in shown)]
        below = len(self.keys) - self.first - rows
        if below > 0 and at < self.first + rows - 1:
            lines[-1] = text_line(f"   ↓ nog {below + 1}", "dim")
        if not self.keys and empty:
            lines.append(text_line(f" {empty}", "dim"))
        self.mark(len(head) + at - self.first if marked and self.keys else None)
        self.show(lines)
