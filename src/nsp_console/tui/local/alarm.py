"""Our own alarm: how far it is, who has it, and what to do meanwhile. It never claims more than is known."""

from dataclasses import dataclass

from nsp_console.domain.facts import AlarmStep, Purpose, Step
from nsp_console.domain.views import AlarmView, OutboxLine, Snapshot
from nsp_console.dutch.labels import ALARM_KIND
from nsp_console.tui.frame.top import GOOD_LINK, alarm_place
from nsp_console.tui.paint import Line, Piece, cut, fit, text_line
from nsp_console.tui.wording import Wording

ALSO = "BEL OOK 112 als dat kan. F2: nog een keer, of aanvullen.  s: het is opgelost."


@dataclass(frozen=True)
class Kind:
    """One kind of alarm: its letter, the words on the page, and the word every console understands."""

    letter: str
    words: str
    word: str


KINDS = (
    Kind("b", "brand", "brand"),
    Kind("m", "medisch: iemand is er slecht aan toe", "medisch"),
    Kind("a", "agressie of geweld", "agressie"),
    Kind("g", "gebouw onveilig", "gebouw onveilig"),
    Kind("d", "te druk, wij kunnen het niet aan", "te druk"),
    Kind("s", "stroom weg", "stroom weg"),
    Kind("v", "water of eten op", "voorraad op"),
    Kind("h", "hulp nodig, iets anders", "hulp"),
)


def own_alarm(snapshot: Snapshot) -> AlarmView | None:
    """The newest open alarm of this point, if there is one."""
    return next((alarm for alarm in snapshot.alarms if alarm.site == snapshot.station.code), None)


def other_alarms(snapshot: Snapshot) -> list[AlarmView]:
    """Alarms heard from elsewhere: C acts on them, we only see them."""
    return [alarm for alarm in snapshot.alarms if alarm.site != snapshot.station.code]


def sent_line(alarm: AlarmView, snapshot: Snapshot) -> OutboxLine | None:
    """The line on its way of this alarm."""
    lines = [line for line in snapshot.outbox if line.purpose is Purpose.ALARM]
    return next((line for line in lines if alarm.entry in (line.entry, line.answers)), None)


def ladder(alarm: AlarmView, snapshot: Snapshot, wording: Wording) -> list[tuple[str, bool]]:
    """Each step in words, and whether it was reached."""

    def at(seconds: float) -> str:
        return wording.ago(snapshot.wall, seconds)

    line = sent_line(alarm, snapshot)
    steps = line.steps if line else {}
    gone = alarm.sent or steps.get(Step.HEARD) or steps.get(Step.AT_RADIO)
    has = [code for code, step in alarm.steps.items() if step in (AlarmStep.RECEIVED, AlarmStep.TAKEN_ON)]
    sent = f"verstuurd om {at(gone.seconds)}" if gone else "verstuurd" if has else _waits(snapshot)
    out = [(sent, gone is not None or bool(has))]
    if has:
        when = alarm.stepped.get(has[0]) or (line.received_by.get(has[0]) if line else None)
        words = "C heeft het ontvangen" + (f" om {at(when.seconds)}" if when else "") + f" ({has[0]})"
        out.append((words, True))
    else:
        out.append(("C heeft het nog niet", False))
    taken = next((code for code, step in alarm.steps.items() if step is AlarmStep.TAKEN_ON), alarm.acknowledged_by)
    out.append((f"bevestigd door {taken}" if taken else "nog niet bevestigd door een mens", bool(taken)))
    return out


def _waits(snapshot: Snapshot) -> str:
    works = snapshot.radio.state == GOOD_LINK
    return "opgeslagen, gaat nu naar de radio" if works else "NIET VERSTUURD: LoRa werkt niet. Bel of stuur iemand!"


def alarm_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """The ladder of our own alarm, and one line for alarms of others."""
    lines: list[Line] = []
    alarm = own_alarm(snapshot)
    if alarm is not None:
        when = wording.ago(snapshot.wall, alarm.age.seconds)
        again = f", {alarm.repeats}x herhaald" if alarm.repeats else ""
        steps = ladder(alarm, snapshot, wording)
        role = "warning" if steps[-1][1] else "banner"
        lines.append(text_line(fit(f" ■ UW ALARM {when}: {alarm.text or ALARM_KIND[alarm.kind]}{again}", width), role))
        lines += _steps(steps, width)
        lines.append(text_line(fit(f"   {ALSO}", width), "bold"))
    others = other_alarms(snapshot)
    if others:
        more = f" en nog {len(others) - 1}" if len(others) > 1 else ""
        words = (
            f" Ander alarm gehoord: {alarm_place(others[0], snapshot)}, {ALARM_KIND[others[0].kind]}{more}. C handelt."
        )
        lines.append(text_line(fit(words, width), "attention"))
    return lines


def _steps(steps: list[tuple[str, bool]], width: int) -> list[Line]:
    pieces: list[Piece] = [("  ", "")]
    for index, (words, reached) in enumerate(steps):
        arrow = " → " if index else " "
        pieces += [(arrow, "dim"), ("● " if reached else "░ ", "good" if reached else "dim")]
        pieces.append((words, "bold" if reached else "attention" if steps[index - 1][1] or not index else "dim"))
    line = tuple(pieces)
    if sum(len(text) for text, _role in line) <= width:
        return [cut(line, width)]
    return [
        cut(
            (
                (f"   {'●' if reached else '░'} ", "good" if reached else "dim"),
                (words, "bold" if reached else "attention"),
            ),
            width,
        )
        for words, reached in steps
    ]
