"""Place 2, Punt: values and timeline at the left (scrolled by the cursor), outlook, norms and raw text at the right."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from nsp_console.domain.views import SiteView
from nsp_console.dutch.fieldnames import value_text
from nsp_console.station import commands
from nsp_console.tui import orders
from nsp_console.tui.acts import POINT, bindings_of
from nsp_console.tui.frame import entry
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line, fit, heading, text_line
from nsp_console.tui.place import Place
from nsp_console.tui.point.fields import SUMMARY, explain, field_row, ordered_keys
from nsp_console.tui.point.outlook import chart_lines, norm_lines, outlook_words, readiness_words, supply_lines
from nsp_console.tui.point.story import about_lines, raw_lines, timeline_lines
from nsp_console.tui.roll import Roll

WIDE = 110
LEFT_W = 58


class PointScreen(Place):
    """Everything about one point."""

    PLACE = POINT
    BINDINGS = bindings_of(POINT)
    DEFAULT_CSS = """
    PointScreen #over { height: 3; }
    PointScreen #midden { height: 1fr; }
    PointScreen #waarden { width: 58; height: 1fr; }
    PointScreen #rechts { width: 1fr; height: 1fr; }
    """

    def body(self) -> ComposeResult:
        yield Lines(id="over")
        with Horizontal(id="midden"):
            yield Roll(id="waarden")
            yield Lines(id="rechts")

    @property
    def roll(self) -> Roll:
        """The list at the left."""
        return self.query_one(Roll)

    @property
    def view(self) -> SiteView | None:
        """The point that is shown."""
        return self.picture.site(self.console.chosen_site or "")

    def site_code(self) -> str | None:
        return self.view.site.code if self.view else None

    def draw_body(self) -> None:
        view = self.view
        width = self.size.width
        if view is None:
            self.query_one("#over", Lines).show([text_line(" Kies een punt met g.", "dim")])
            return
        left_w = LEFT_W if width >= WIDE else width
        lines: dict[str, Line] = {"kop-waarden": heading("Laatst gemeld", left_w)}
        keys = ordered_keys(view, self.wording)
        for key in keys:
            lines[key] = ()
        for index, need in enumerate(view.needs):
            lines[f"vraag-{index}"] = text_line(f"  vraagt {self.wording.need(need)}", "attention")
        story = timeline_lines(self.console.door.timeline(view.site.code), self.picture, self.wording, left_w)
        right_w = width - left_w - 2 if width >= WIDE else width
        right = self._right(view, right_w)
        if width < WIDE:
            lines |= {f"rechts-{index}": line for index, line in enumerate(right)}
        lines["kop-tijd"] = heading("Tijdlijn", left_w)
        lines |= {f"tijd-{index}": line for index, line in enumerate(story)}
        self._draw_left(view, lines, set(keys), left_w)
        pane = self.query_one("#rechts", Lines)
        pane.display = width >= WIDE
        if width >= WIDE:
            rows = max(1, self.query_one("#midden").size.height)
            shown = [*right, *[()] * (rows - len(right))][:rows]
            pane.show([(("│", "rule"), *line) for line in shown])

    def _draw_left(self, view: SiteView, lines: dict[str, Line], keys: set[str], width: int) -> None:
        roll = self.roll
        roll.styles.width = width
        names = list(lines)

        def build(index: int, chosen: bool) -> Line:
            name = names[index]
            return field_row(view, name, self.wording, width, chosen) if name in keys else lines[name]

        roll.take(names)
        if roll.chosen == "kop-waarden":
            roll.move(1)
        roll.draw(build)
        self._draw_about(view)

    def _draw_about(self, view: SiteView) -> None:
        width = self.size.width
        about = about_lines(view, self.wording, width)
        words = explain(view.cells.get(self.roll.chosen or ""), self.wording)
        self.query_one("#over", Lines).show([*about, text_line(fit(f" > {words}" if words else "", width), "dim")])

    def _right(self, view: SiteView, width: int) -> list[Line]:
        history = self.console.door.history(view.site.code, "water_l")
        words = outlook_words(view, self.picture.operational_h)
        lines = [heading(words, width), *supply_lines(view, self.picture, self.wording, width)]
        lines.append(heading("Water in liters   █ zeker  ░ tussen laag en hoog", width))
        lines += chart_lines(history, view.supplies.get("water"), self.picture, self.wording, width)
        lines += [heading(readiness_words(view), width), *norm_lines(view, self.wording, width)]
        return [*lines, heading("Zoals ontvangen", width), *raw_lines(view, self.picture, self.wording, width)]

    def move(self, steps: int) -> None:
        self.roll.move(steps)
        self.draw_body()
        self.draw_footer()

    def step_back(self) -> None:
        """Esc: back to the board."""
        self.console.go("bord")

    def report_start(self) -> str:
        code = self.site_code()
        return f"{code} " if code else ""

    def chosen_key(self) -> str:
        """The field under the cursor."""
        view = self.view
        key = self.roll.chosen or ""
        return key if view and key in view.cells and key != SUMMARY else ""

    def why_not_confirm_value(self) -> str:
        view = self.view
        cell = view.cells.get(self.chosen_key()) if view else None
        return "" if cell is not None and cell.pending else "Deze waarde wacht niet op klopt."

    def do_confirm_value(self) -> None:
        """J: only the chosen value."""
        view = self.view
        if view is not None:
            cell = view.cells[self.chosen_key()]
            words = f"Klopt: {self.wording.field(cell.key).lower()} {value_text(cell.key, cell.value)} telt mee"
            self.console.order([commands.Confirm(cell.entry, (cell.key,))], words)

    def why_not_decide(self) -> str:
        return "" if self.view else "Kies eerst een punt."

    def do_decide(self) -> None:
        """o: a besluit."""
        code = self.site_code()
        if code:
            orders.decide(self, code)

    def unlinked_node(self) -> int | None:
        """The radio that last wrote in the name of this point and is not linked to it."""
        code = self.site_code()
        nodes = (line.sender for line in self.picture.inbox if line.site == code)
        return next((node for node in nodes if self.picture.nodes.get(node) != code), None)

    def why_not_link(self) -> str:
        return "" if self.unlinked_node() is not None else "Er is geen losse radio die namens dit punt schreef."

    def do_link(self) -> None:
        """k: the radio that wrote belongs to this point."""
        node, code = self.unlinked_node(), self.site_code()
        if node is not None and code:
            self.console.order([commands.LinkNode(node, code)], f"Radio !{node:08x} hoort nu bij {code}")

    # a correction is a report that points back

    def why_not_correct(self) -> str:
        return "" if self.view and self.view.cells else "Er is nog niets gemeld."

    def do_correct(self) -> None:
        """x: the chosen value in the entry bar, to be typed over."""
        view = self.view
        if view is None:
            return
        cell = view.cells.get(self.chosen_key())
        words = f" {self.wording.field(cell.key).lower()} {value_text(cell.key, cell.value)}" if cell else " "
        self.corrected = cell.entry if cell else None
        self.entry.open(entry.CORRECTION, f"{view.site.code}{words}")

    corrected: int | None = None

    def entry_submitted(self, text: str) -> None:
        corrects = self.corrected if self.entry.kind is entry.CORRECTION else None
        orders.save_report(self, text, corrects)
