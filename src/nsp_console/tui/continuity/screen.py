"""Place 7, Continuïteit: our own house. Nu, Matrix, Uitwijk and Afspraken, reached with Tab."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from nsp_console.domain.continuity_plan import Plan
from nsp_console.domain.continuity_views import AgreementView, ContinuityView, DutyView, RungView, StepView
from nsp_console.station import commands
from nsp_console.tui.acts import HOUSE, Act, bindings_of
from nsp_console.tui.continuity import asks
from nsp_console.tui.continuity.lists import agreement_rows, fallback_lines, step_rows
from nsp_console.tui.continuity.matrix import LEGEND, matrix_rows
from nsp_console.tui.continuity.now import ladder_rows, power_lines, roster_rows
from nsp_console.tui.continuity.rows import Row, no_plan_lines, path_end
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line, Piece, cut, fit, heading, text_line, width_of
from nsp_console.tui.place import Place
from nsp_console.tui.roll import Roll

WIDE, ROOMY = 110, 160
PANE_W, ROOMY_PANE_W = 40, 44
UNDER_MIN, UNDER_MAX = 2, 9  # rows of the detail below the list on a narrow screen, its heading included
SHORT = 30  # with fewer rows on the screen every row counts
NOW, MATRIX, UITWIJK, AFSPRAKEN = "Nu", "Matrix", "Uitwijk", "Afspraken"
PARTS = (NOW, MATRIX, UITWIJK, AFSPRAKEN)
ONLY_IN = {  # where an act is looked for first
    "log_test": NOW,
    "own_power": NOW,
    "plan_shift": NOW,
    "clear_shift": NOW,
    "scenario_right": MATRIX,
    "next_plan": MATRIX,
    "tick": UITWIJK,
    "review": AFSPRAKEN,
}


class ContinuityScreen(Place):
    """Does our own house last, and what is to be tried?"""

    PLACE = "continuiteit"
    BINDINGS = bindings_of("continuiteit")
    DEFAULT_CSS = """
    ContinuityScreen #delen { height: 1; }
    ContinuityScreen #midden { height: 1fr; }
    ContinuityScreen #lijst { width: 1fr; height: 1fr; }
    ContinuityScreen #gekozen { width: 40; height: 1fr; }
    """
    part = NOW
    scenario = 0
    plan_at = 0  # 0 is our own, then the others in order
    rows: tuple[Row, ...] = ()

    def body(self) -> ComposeResult:
        yield Lines(id="delen")
        yield Lines(id="hoofd")
        with Horizontal(id="midden"):
            yield Roll(id="lijst")
            yield Lines(id="gekozen")
        yield Lines(id="gekozen-smal")

    @property
    def view(self) -> ContinuityView | None:
        """Our own house, if this picture has one."""
        return self.picture.continuity

    @property
    def roll(self) -> Roll:
        """The list of this part."""
        return self.query_one("#lijst", Roll)

    def plans(self) -> list[Plan]:
        """Our own plan and the others."""
        view = self.view
        return ([view.plan] if view and view.plan else []) + list(view.others if view else ())

    @property
    def plan(self) -> Plan | None:
        """The plan that the matrix shows."""
        plans = self.plans()
        return plans[min(self.plan_at, len(plans) - 1)] if plans else None

    @property
    def short(self) -> bool:
        """Whether every row counts."""
        return self.size.height < SHORT

    def site_code(self) -> str | None:
        return None

    def footer_acts(self) -> tuple[Act, ...]:
        """What belongs to this place first: on a narrow footer the rest falls off."""

        def rank(act: Act) -> int:
            return 1 if act.places != (HOUSE,) else 0 if ONLY_IN.get(act.name, self.part) == self.part else 2

        return tuple(sorted(super().footer_acts(), key=rank))

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────────────

    def pane_width(self) -> int:
        """Cells of the pane beside the list; 0 when there is no room."""
        width = self.size.width
        return ROOMY_PANE_W if width >= ROOMY else PANE_W if width >= WIDE else 0

    def draw_body(self) -> None:
        width, pane = self.size.width, self.pane_width()
        view, plan = self.view, self.plan
        self.query_one("#delen", Lines).show([self._parts(width)])
        if view is None or plan is None:
            self.query_one("#hoofd", Lines).show(no_plan_lines(view, width), fit_height=True)
            self.rows = ()
            self._take()
        else:
            self.query_one("#hoofd", Lines).show(self._head(view, plan, width), fit_height=True)
            self.rows = tuple(self._rows(view, plan, width - pane))
            if self._take():  # the matrix marks the cell of the chosen row
                self.rows = tuple(self._rows(view, plan, width - pane))
        self._draw_chosen(pane)
        self._draw_list()
        self.call_after_refresh(self._draw_list)  # the rows that are free are known once the rest has its height

    def _parts(self, width: int) -> Line:
        view = self.view
        marks = {
            NOW: view.tests_due if view else 0,
            UITWIJK: 0,
            AFSPRAKEN: view.agreements_due if view else 0,
        }
        pieces: list[Piece] = [(" ", "")]
        for part in PARTS:
            due = f" ▲{marks[part]}" if marks.get(part) else ""
            here = part == self.part
            pieces += [(f" {part}{due} ", "tab" if here else "attention" if due else "dim"), (" ", "")]
        plan = self.plan
        name = f"{'VOORBEELD: ' if plan.illustrative else ''}{plan.organisation} " if plan else ""
        room = width - width_of(tuple(pieces)) - 1
        words = fit(name, room) if len(name) > room else name.rjust(room)
        return cut((*pieces, (words, "attention" if plan and plan.illustrative else "bold")), width)

    def _head(self, view: ContinuityView, plan: Plan, width: int) -> list[Line]:
        lines: list[Line] = []
        if plan.illustrative and (self.part == MATRIX or not self.short):
            start = " Dit is een voorbeeld. Maak uw eigen plan: "
            lines.append(((start, "dim"), (path_end(view.place, max(10, width - len(start) - 1)), "dim")))
        if self.part == NOW:
            lines += power_lines(view, self.picture, self.wording, width, self.short)
        elif self.part == UITWIJK:
            lines += [*fallback_lines(view, width), heading("Bij uitwijk, in deze volgorde", width)]
        elif self.part == MATRIX:
            lines.append(text_line(" " + fit(LEGEND, width - 2), "dim"))
        return lines

    def _rows(self, view: ContinuityView, plan: Plan, width: int) -> list[Row]:
        picture, wording = self.picture, self.wording
        if self.part == MATRIX:
            self.scenario = max(0, min(self.scenario, len(plan.scenarios) - 1))
            return matrix_rows(view, plan, self.scenario, self.roll.chosen, width)
        if self.part == UITWIJK:
            return step_rows(view, picture, wording, width)
        if self.part == AFSPRAKEN:
            return agreement_rows(view, picture, wording, width)
        return [*ladder_rows(view, picture, wording, width, self.short), *roster_rows(view, picture, wording, width)]

    def _draw_list(self) -> None:
        roll, rows = self.roll, self.rows
        chosen = self.chosen_row()

        def build(index: int, here: bool) -> Line:
            mark = here and chosen is not None
            return ((">" if mark else " ", "accent"), *rows[index].line)

        roll.draw(build, marked=chosen is not None)

    def _take(self) -> bool:
        """Give the list its rows; tells whether the cursor went elsewhere."""
        before = self.roll.chosen
        self.roll.take([row.key for row in self.rows])
        self._off_headings(1)
        return self.roll.chosen != before

    def chosen_row(self) -> Row | None:
        """The row under the cursor; None when there are only headings."""
        return next((row for row in self.rows if row.key == self.roll.chosen and not row.heading), None)

    def _off_headings(self, step: int) -> None:
        """The cursor never stands on a heading: on to the next row that is one, else back."""
        roll, rows = self.roll, self.rows
        free = [index for index, row in enumerate(rows) if not row.heading]
        if not free or not rows[roll.index].heading:
            return
        at = roll.index
        ahead = [index for index in free if (index > at) == (step > 0)]
        near = min(ahead or free, key=lambda index: abs(index - at))
        roll.chosen = rows[near].key

    def _draw_chosen(self, pane: int) -> None:
        beside, below = self.query_one("#gekozen", Lines), self.query_one("#gekozen-smal", Lines)
        row = self.chosen_row()
        beside.display = pane > 0 and bool(self.rows)
        below.display = pane == 0 and row is not None
        if pane:
            detail = list(row.detail(pane - 3)) if row else []
            beside.styles.width = pane
            rows = max(1, self.query_one("#midden").size.height)
            shown = [*detail, *[()] * (rows - len(detail))][:rows]
            beside.show([(("│ ", "rule"), *line) for line in shown])
        elif row is not None:
            self._draw_below(below, [line for line in row.detail(self.size.width - 2) if line])

    def _draw_below(self, below: Lines, detail: list[Line]) -> None:
        """The name of what is chosen in the rule, and as much of the rest as the list leaves room for."""
        head = "".join(text for text, _role in detail[0]) if detail else ""
        used = len(self.top()) + 1 + len(self.query_one("#hoofd", Lines).lines) + len(self.rows) + 2
        rows = max(UNDER_MIN, min(UNDER_MAX, self.size.height - used, len(detail)))
        below.styles.height = rows
        below.show([heading(head, self.size.width), *[((" ", ""), *line) for line in detail[1:rows]]])

    # ── moving ───────────────────────────────────────────────────────────────────────────────────────────

    def move(self, steps: int) -> None:
        self.roll.move(steps)
        self._off_headings(1 if steps > 0 else -1)
        self.draw_body()
        self.draw_footer()

    def do_next_part(self) -> None:
        """Tab: the next part."""
        self._show(PARTS[(PARTS.index(self.part) + 1) % len(PARTS)])

    def _show(self, part: str) -> None:
        self.part = part
        self.roll.take(())
        self.draw_body()

    def step_back(self) -> None:
        """Esc: first our own plan, then Nu, then the board."""
        if self.plan_at:
            self.plan_at = 0
        elif self.part != NOW:
            self._show(NOW)
        else:
            self.console.go("bord")

    # ── the matrix ───────────────────────────────────────────────────────────────────────────────────────

    def _why_not_matrix(self) -> str:
        if self.part != MATRIX:
            return "Dit hoort bij de matrix (Tab)."
        return "" if self.plan and self.plan.scenarios else "Het plan noemt nog geen scenario's."

    why_not_scenario_left = why_not_scenario_right = _why_not_matrix

    def do_scenario_left(self) -> None:
        """←"""
        self._turn(-1)

    def do_scenario_right(self) -> None:
        """→"""
        self._turn(1)

    def _turn(self, steps: int) -> None:
        count = len(self.plan.scenarios) if self.plan else 0
        self.scenario = (self.scenario + steps) % count if count else 0
        self.draw_body()

    def why_not_next_plan(self) -> str:
        if len(self.plans()) < 2:
            return "Zet eerst een ander plan ernaast: continuiteit-NAAM.toml"
        return "" if self.part == MATRIX else "Andere plannen vergelijkt u bij Matrix (Tab)."

    def do_next_plan(self) -> None:
        """o: the next organisation."""
        self.plan_at = (self.plan_at + 1) % len(self.plans())
        self.draw_body()

    # ── what is chosen ───────────────────────────────────────────────────────────────────────────────────

    def _chosen(self, start: str) -> str | None:
        row = self.chosen_row()
        return row.key.removeprefix(start) if row and row.key.startswith(start) else None

    @property
    def rung(self) -> RungView | None:
        """The chosen means."""
        key, view = self._chosen("ladder "), self.view
        names = ((f"{one.rung.means} {one.rung.counterpart}", one) for one in (view.ladder if view else ()))
        return next((one for name, one in names if name == key), None)

    @property
    def duty(self) -> DutyView | None:
        """The chosen function of the roster."""
        key, view = self._chosen("dienst "), self.view
        return next((one for one in (view.roster if view else ()) if one.duty.key == key), None)

    @property
    def step(self) -> StepView | None:
        """The chosen line of the checklist."""
        key, view = self._chosen("stap "), self.view
        return next((one for one in (view.steps if view else ()) if one.step.key == key), None)

    @property
    def agreement(self) -> AgreementView | None:
        """The chosen agreement."""
        key, view = self._chosen("afspraak "), self.view
        return next((one for one in (view.agreements if view else ()) if one.agreement.key == key), None)

    # ── acts ─────────────────────────────────────────────────────────────────────────────────────────────

    def why_not_log_test(self) -> str:
        return "" if self.rung else "Kies eerst een middel bij Nu."

    def do_log_test(self) -> None:
        """t: how did the test go?"""
        if self.rung:
            asks.log_test(self, self.rung)

    def why_not_own_power(self) -> str:
        return "" if self.view and self.view.plan else "Maak eerst een continuïteitsplan."

    def do_own_power(self) -> None:
        """e: what feeds the house."""
        if self.view:
            asks.own_power(self, self.view)

    def why_not_plan_shift(self) -> str:
        return "" if self.view and self.view.roster else "Het plan noemt nog geen functies: vul [[dienst]] in."

    def do_plan_shift(self) -> None:
        """d: who is on duty when, by function."""
        if self.view:
            asks.plan_shift(self, self.view, self.duty.duty.key if self.duty else "")

    def why_not_clear_shift(self) -> str:
        if self.duty is None:
            return "Kies eerst een functie bij Dienst (Nu)."
        return "" if self.duty.shifts else "Voor deze functie staat geen dienst gepland."

    def do_clear_shift(self) -> None:
        """x: a shift that will not happen."""
        if self.duty:
            asks.clear_shift(self, self.duty)

    def why_not_tick(self) -> str:
        return "" if self.step else "Afvinken gaat bij Uitwijk (Tab)."

    def do_tick(self) -> None:
        """Enter or space: done, or after all not."""
        step = self.step
        if step:
            words = "Weer open" if step.done else "Afgevinkt"
            self.console.order([commands.TickStep(step.step.key, not step.done)], f"{words}: {step.step.label}")

    def why_not_review(self) -> str:
        return "" if self.agreement else "Kies eerst een afspraak bij Afspraken (Tab)."

    def do_review(self) -> None:
        """h: looked at, and it holds."""
        if self.agreement:
            asks.review(self, self.agreement)
