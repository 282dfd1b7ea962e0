"""The list of points on the board."""

from collections.abc import Sequence

from nsp_console.domain.views import SiteView
from nsp_console.tui.board.rows import Columns, row
from nsp_console.tui.roll import Roll
from nsp_console.tui.wording import Wording


class BoardTable(Roll):
    """Rows of points with a cursor."""

    views: Sequence[SiteView] = ()

    @property
    def view(self) -> SiteView | None:
        """The chosen point."""
        return self.views[self.index] if self.views else None

    def draw_views(self, views: Sequence[SiteView], cols: Columns, wording: Wording) -> None:
        """Show `views`; the cursor keeps its point."""
        self.views = views
        self.take([view.site.code for view in views])
        self.draw(lambda index, chosen: row(views[index], cols, wording, chosen), empty="niets gevonden")
