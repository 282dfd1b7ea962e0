"""What the computer says back to a text, if anything. One answerer per text, and never a storm.

The home C of a point answers at once. A C that is not waits: for an alarm a little, for a report three minutes, for an
unknown radio it heard itself the longer the higher its number; the line of another console ends the waiting. An L
console answers nobody but its own point, and that as late as a stranger would.
"""

from dataclasses import dataclass, field

from nsp_console.domain.facts import MessageQueued, Purpose, TextHeard
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome
from nsp_console.link.airtime import PRESETS, packet_bytes, time_on_air_ms
from nsp_console.link.answering import RANK_STEP_S, AnswerBudget, Pending, PendingAnswers, take_over_s
from nsp_console.link.plane import Dice
from nsp_console.radio.base import TEXT_PORT
from nsp_console.wire import lines
from nsp_console.wire.text.machine import ALARM_ANSWER, ALARM_READ, ECHO, answer_opening, echoed

DEFAULT_PRESET = "MEDIUM_FAST"


def line_airtime_s(text: str, preset: str) -> float:
    """Seconds on air of one text line on `preset` (the usual one when the radio did not tell)."""
    size = packet_bytes(TEXT_PORT, len(text.encode("utf-8")))
    return time_on_air_ms(PRESETS.get(preset, PRESETS[DEFAULT_PRESET]), size) / 1000.0


@dataclass(slots=True)
class Answerer:
    """Decides and words the answers of one station. It only returns facts: record them, then transmit.

    takes_over   whether it answers for another C that stays silent; not in a demo, where the others are not played
    """

    station: str
    situation: Situation
    budget: AnswerBudget
    dice: Dice
    takes_over: bool = True
    _pending: PendingAnswers = field(default_factory=PendingAnswers)

    # ── now, later, or never ─────────────────────────────────────────────────────────────────────────────

    def answer(self, entry: int, fact: TextHeard, now_s: float, preset: str) -> MessageQueued | None:
        """The line that answers `fact` now, already booked in the budget; None when silence is right, or for now."""
        if not self._asks_answer(fact):
            return None
        delay_s = self._delay_s(fact)
        if delay_s is None:
            return None
        if delay_s <= 0:
            return self._worded(entry, fact, now_s, preset)
        self._pending.add(Pending(entry, fact, now_s + delay_s, preset))
        return None

    def overheard(self, fact: TextHeard) -> None:
        """Every recorded text passes here: another console's line takes over what it answers.

        An echo names the point it is for. The other lines do not say whom they answer: each ends one waiting.
        """
        opening = answer_opening(fact.text) if fact.machine and fact.counts else None
        if opening is None:
            return
        if opening in (ALARM_ANSWER, ALARM_READ):
            self._pending.drop(lambda pending: pending.alarm, count_max=1)
        elif opening == ECHO:
            named = self._named_in(echoed(fact.text))
            self._pending.drop(lambda pending: not pending.alarm and pending.fact.site in named)
        else:
            self._pending.drop(lambda pending: not pending.alarm, count_max=1)

    def due(self, now_s: float) -> list[MessageQueued]:
        """The answers nobody else gave in time."""
        lines_due = (
            self._worded(pending.entry, pending.fact, now_s, pending.preset)
            for pending in self._pending.due(now_s)
            if not self._answered(pending.entry)
        )
        return [line for line in lines_due if line is not None]

    def next_due_s(self) -> float:
        """Elapsed seconds at which `due` wants to be asked again; infinite when never."""
        return self._pending.next_due_s()

    # ── after a person ───────────────────────────────────────────────────────────────────────────────────

    def rejection(self, entry: int, fact: TextHeard) -> MessageQueued | None:
        """The one line a sender gets when a person rejected what was understood."""
        return self._after_a_person(entry, fact, lines.rejection(), Purpose.HINT)

    def acknowledged(self, entry: int, fact: TextHeard) -> MessageQueued | None:
        """The line after a person took an alarm on."""
        return self._after_a_person(entry, fact, lines.alarm_acknowledged(), Purpose.ALARM_ANSWER)

    def _after_a_person(self, entry: int, fact: TextHeard, text: str, purpose: Purpose) -> MessageQueued | None:
        """A person here acted: the computer's own line need not come any more. Who answered first goes on doing so."""
        self._pending.drop(lambda pending: pending.entry == entry)
        ours = not fact.station and (self._delay_s(fact) == 0.0 or self._answered(entry))
        return self._line(entry, fact, text, purpose) if ours else None

    # ── who ──────────────────────────────────────────────────────────────────────────────────────────────

    def _asks_answer(self, fact: TextHeard) -> bool:
        if not fact.counts or fact.repeat_of is not None or fact.machine or fact.station:
            return False  # what a console sealed gets its receipt from the link
        return fact.alarm_kind is not None or fact.understood.outcome in (Outcome.STATUS, Outcome.TRIAGE)

    def _delay_s(self, fact: TextHeard) -> float | None:
        """Seconds to wait for others; 0: ours to answer; None: never ours."""
        alarm = fact.alarm_kind is not None
        if fact.site is not None:
            if self._home(fact.site):
                return 0.0
            mine = self._coordinates or fact.site == self.station
            return take_over_s(alarm, self.dice) if mine and self.takes_over else None
        if not self._coordinates:
            return None
        if not fact.hops:  # heard without a relay, or the radio did not tell
            return self._rank() * RANK_STEP_S
        return take_over_s(alarm, self.dice) if alarm else None

    def _home(self, site: str) -> bool:
        """Whether this station answers for `site` at once: its home C, or who stands in for that."""
        return self.situation.air.writers.answers_for(self.station, site)

    @property
    def _coordinates(self) -> bool:
        return self.situation.sites[self.station].kind is SiteKind.C

    def _rank(self) -> int:
        """Place of our number among those of the C consoles of the region; without a number last."""
        coordinating = [site for site in self.situation.sites.values() if site.kind is SiteKind.C and not site.guest]
        mine = self.situation.sites[self.station].number
        return sum(0 < site.number < mine or not mine for site in coordinating if site.code != self.station)

    def _answered(self, entry: int) -> bool:
        return any(line.fact.answers == entry for line in self.situation.out.values())

    def _named_in(self, plain: str) -> set[str]:
        """The points whose name, as `lines.echo` cuts it, `plain` begins with: those with the longest such name."""
        found: dict[str, int] = {}
        for code, site in self.situation.sites.items():
            name = lines.echo_name(clean(site.short_name)).casefold()
            if plain.startswith(f"{name} "):
                found[code] = len(name)
        longest = max(found.values(), default=0)
        return {code for code, length in found.items() if length == longest}

    # ── what ─────────────────────────────────────────────────────────────────────────────────────────────

    def _worded(self, entry: int, fact: TextHeard, now_s: float, preset: str) -> MessageQueued | None:
        if fact.alarm_kind is not None:
            return self._line(entry, fact, lines.alarm_answer(), Purpose.ALARM_ANSWER)
        if fact.understood.outcome is Outcome.STATUS and fact.site is not None:
            name = clean(self.situation.sites[fact.site].short_name)
            text = lines.echo(name, fact.understood, self.situation.rules.vocabulary)
            fits = self.budget.may_echo(now_s, line_airtime_s(text, preset))
            return self._line(entry, fact, text, Purpose.ECHO) if fits else None
        text = lines.hint(unknown_node=fact.site is None)
        fits = self.budget.may_hint(fact.sender, now_s, line_airtime_s(text, preset))
        return self._line(entry, fact, text, Purpose.HINT) if fits else None

    def _line(self, entry: int, fact: TextHeard, text: str, purpose: Purpose) -> MessageQueued:
        """Answer where the text came from: to the person when it was a direct message, else on the channel."""
        node = fact.sender if fact.direct else None
        return MessageQueued(text, purpose, to=fact.site or "", node=node, answers=entry, by="computer")
