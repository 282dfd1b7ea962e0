"""What the computer says back to a text, if anything. One answerer per text, and never a storm."""

from dataclasses import dataclass

from nsp_console.domain.facts import MessageQueued, Purpose, TextHeard
from nsp_console.domain.safetext import clean
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome
from nsp_console.link.airtime import PRESETS, packet_bytes, time_on_air_ms
from nsp_console.link.answering import AnswerBudget
from nsp_console.radio.base import TEXT_PORT
from nsp_console.wire import lines

DEFAULT_PRESET = "MEDIUM_FAST"


def line_airtime_s(text: str, preset: str) -> float:
    """Seconds on air of one text line on `preset` (the usual one when the radio did not tell)."""
    size = packet_bytes(TEXT_PORT, len(text.encode("utf-8")))
    return time_on_air_ms(PRESETS.get(preset, PRESETS[DEFAULT_PRESET]), size) / 1000.0


@dataclass(slots=True)
class Answerer:
    """Decides and words the answers of one station."""

    station: str
    situation: Situation
    budget: AnswerBudget

    def answer(self, entry: int, fact: TextHeard, now_s: float, preset: str) -> MessageQueued | None:
        """The line that answers `fact`, already booked in the budget; None when silence is right."""
        if not fact.counts or fact.repeat_of is not None or fact.station:
            return None  # a console gets a receipt of the link, never a line of text
        if fact.alarm_kind is not None:
            return self._line(entry, fact, lines.alarm_answer(), Purpose.ALARM_ANSWER) if self._ours(fact) else None
        outcome = fact.understood.outcome
        if outcome is Outcome.STATUS and fact.site and self._home(fact.site):
            name = clean(self.situation.sites[fact.site].short_name)
            text = lines.echo(name, fact.understood, self.situation.rules.vocabulary)
            if self.budget.may_echo(now_s, line_airtime_s(text, preset)):
                return self._line(entry, fact, text, Purpose.ECHO)
        elif outcome in (Outcome.STATUS, Outcome.TRIAGE) and self._ours(fact):
            known = fact.site is not None
            text = lines.hint(unknown_node=not known)
            if self.budget.may_hint(fact.sender, now_s, line_airtime_s(text, preset)):
                return self._line(entry, fact, text, Purpose.HINT)
        return None

    def rejection(self, entry: int, fact: TextHeard) -> MessageQueued | None:
        """The one line a sender gets when a person rejected what was understood."""
        return self._line(entry, fact, lines.rejection(), Purpose.HINT) if self._ours(fact) else None

    def acknowledged(self, entry: int, fact: TextHeard) -> MessageQueued | None:
        """The line after a person took an alarm on."""
        if not self._ours(fact):
            return None
        return self._line(entry, fact, lines.alarm_acknowledged(), Purpose.ALARM_ANSWER)

    def _home(self, site: str) -> bool:
        """Whether this station answers for `site`: it is its home C, or the point itself."""
        return site == self.station or self.situation.sites[site].home == self.station

    def _ours(self, fact: TextHeard) -> bool:
        """Ours to answer: one of our points, or an unknown radio that we heard directly."""
        if fact.station:
            return False
        if fact.site is not None:
            return self._home(fact.site)
        return not fact.hops  # heard without a relay, or the radio did not tell

    def _line(self, entry: int, fact: TextHeard, text: str, purpose: Purpose) -> MessageQueued:
        """Answer where the text came from: to the person when it was a direct message, else on the channel."""
        node = fact.sender if fact.direct else None
        return MessageQueued(text, purpose, to=fact.site or "", node=node, answers=entry, by="computer")
