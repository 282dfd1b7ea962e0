"""Uitwijk with its checklist, and the agreements with others."""

from functools import partial

from nsp_console.domain.continuity_views import AgreementView, ContinuityView, StepView
from nsp_console.domain.views import Snapshot
from nsp_console.dutch.house import FILL_NUMBER
from nsp_console.dutch.times import age, number
from nsp_console.tui.continuity.matrix import day
from nsp_console.tui.continuity.rows import Row, empty_row, labelled, wrapped
from nsp_console.tui.paint import Line, fit, text_line, wrap
from nsp_console.tui.wording import Wording

NUMBER_W, DONE_W = 17, 8
PARTNER_W, DAY_W, DUE_W = 14, 12, 12
FILL = "invullen"  # in the place of what the plan does not say


# ── uitwijk ──────────────────────────────────────────────────────────────────────────────────────────────────


def fallback_lines(view: ContinuityView, width: int) -> list[Line]:
    """Where to, how in, how there, what to take, who takes over."""
    if view.plan is None:
        return []
    fallback = view.plan.fallback
    rows_max = 2 if width >= 110 else 1
    lines: list[Line] = []
    for label, words in (
        ("Plaats", fallback.place),
        ("Sleutel", fallback.access),
        ("Route", fallback.route),
        ("Meenemen", fallback.kit),
        ("Overname", fallback.takes_over),
    ):
        for index, row in enumerate(wrap(words, width - 13, rows_max) or [f"▲ {FILL} in het plan"]):
            lines.append(((f" {label if index == 0 else '':<10} ", "dim"), (row, "" if words else "attention")))
    return lines


def step_rows(view: ContinuityView, snapshot: Snapshot, wording: Wording, width: int) -> list[Row]:
    """The checklist."""
    if view.plan is None:
        return []
    if not view.steps:
        return [empty_row(view.plan, "Nog geen lijst.", "uitwijk.stap", width)]
    return [_step_row(step, snapshot, wording, width) for step in view.steps]


def call_words(number_: str, needed: bool) -> tuple[str, str]:
    """The number to call; a number that is missing is asked for."""
    if number_:
        return f"bel {number_}", "bold"
    return (f"▲ {FILL_NUMBER}", "attention") if needed else ("", "")


def _step_row(step: StepView, snapshot: Snapshot, wording: Wording, width: int) -> Row:
    box, role = ("[x] ", "good") if step.done else ("[ ] ", "")
    call, call_role = call_words(step.step.number, step.step.needs_number)
    label_w = max(10, width - 1 - 4 - NUMBER_W - DONE_W - 1)
    when = age(step.age) if step.done else ""
    line: Line = (
        (box, role),
        (fit(step.step.label, label_w) + " ", "dim" if step.done else ""),
        (fit(call, NUMBER_W), call_role),
        (fit(when, DONE_W), "dim"),
    )
    return Row(f"stap {step.step.key}", line, partial(_step_detail, step, snapshot, wording))


def _step_detail(step: StepView, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    call, role = call_words(step.step.number, step.step.needs_number)
    lines = wrapped(step.step.label, width, "bold", 3)
    if step.age is not None:
        state = "gedaan" if step.done else "weer open"
        lines.append(text_line(f"{state} {wording.ago(snapshot.wall, step.age.seconds)}, {step.by}", "dim"))
    if call:
        lines.append(text_line(call, role))
    return [*lines, text_line("Enter vinkt af; nog eens zet weer open", "dim")]


# ── agreements ───────────────────────────────────────────────────────────────────────────────────────────────


def agreement_rows(view: ContinuityView, snapshot: Snapshot, wording: Wording, width: int) -> list[Row]:
    """What was agreed with whom, and when it is to be looked at again."""
    if view.plan is None:
        return []
    if not view.agreements:
        return [empty_row(view.plan, "Nog geen afspraken.", "afspraak", width)]
    label_w = _label_w(width)
    head = f"{fit('Met', PARTNER_W)}{fit('Waarover', label_w)}{fit('Herzien', DAY_W)}{fit('', DUE_W)}Oproepnummer"
    rows = [Row("kop afspraken", text_line(fit(head, width - 1), "dim"), heading=True)]
    return rows + [_agreement_row(one, snapshot, wording, width) for one in view.agreements]


def _label_w(width: int) -> int:
    return max(14, width - 1 - PARTNER_W - DAY_W - DUE_W - NUMBER_W - 1)


def due_words(one: AgreementView) -> tuple[str, str]:
    """`over 52 d`, `▲ nu`, `▲ 12 d te laat`."""
    if one.due_days is None:
        return "▲ geen datum", "attention"
    if one.due_days < 0:
        return f"▲ {-one.due_days} d laat", "attention"
    return ("▲ vandaag", "attention") if one.due_days == 0 else (f"over {one.due_days} d", "dim")


def _agreement_row(one: AgreementView, snapshot: Snapshot, wording: Wording, width: int) -> Row:
    due, role = due_words(one)
    call, call_role = call_words(one.agreement.number, needed=True)
    line: Line = (
        (fit(one.agreement.partner, PARTNER_W - 1) + " ", "bold"),
        (fit(one.agreement.label, _label_w(width) - 1) + " ", ""),
        (fit(day(one.review) if one.review else "?", DAY_W), ""),
        (fit(due, DUE_W), role),
        (fit(call, NUMBER_W), call_role),
    )
    return Row(f"afspraak {one.agreement.key}", line, partial(_agreement_detail, one, snapshot, wording))


def _agreement_detail(one: AgreementView, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    what, (due, role) = one.agreement, due_words(one)
    lines = wrapped(f"{what.partner}: {what.label}", width, "bold", 2)
    lines.append(text_line(f"herzien voor {day(one.review) if one.review else '?'}  {due}", role))
    lines += labelled("Inhoud", what.about, width)
    lines.append(text_line(f"laatst geoefend {day(one.exercised)}", "" if one.exercised else "attention"))
    lines.append((call_words(what.number, needed=True),))
    if one.reviewed is not None:
        lines.append(text_line(f"laatst herzien {wording.ago(snapshot.wall, one.reviewed.seconds)}", "dim"))
    if one.note:
        lines += wrapped(f"opmerking: {one.note}", width, rows_max=3)
    every = f"Elke {number(what.review_days)} dagen. h legt vast dat hij is herzien."
    return [*lines, *wrapped(every, width, "dim")]
