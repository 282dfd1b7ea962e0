"""What a recorded fact asks of this console: an answer to a person, or a plain line where no seal is possible yet."""

from collections.abc import Callable
from dataclasses import dataclass

from nsp_console.domain.facts import (
    AlarmAcknowledged,
    AlarmRaised,
    Entry,
    Fact,
    MessageQueued,
    Purpose,
    ReportEntered,
    TextHeard,
    ValuesRejected,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.station.answers import Answerer
from nsp_console.station.consoles import Consoles
from nsp_console.wire import lines
from nsp_console.wire.text.writer import write_lines


@dataclass(frozen=True, slots=True)
class Follower:
    """Says what follows. It only returns facts: record them, then transmit."""

    station: str
    situation: Situation
    answerer: Answerer
    consoles: Consoles
    now: Callable[[], Moment]
    preset: Callable[[], str]

    def follow(self, entry: Entry) -> list[Fact]:
        """The facts that `entry`, just recorded, asks for."""
        match entry.fact:
            case TextHeard() as fact:
                self.answerer.overheard(fact)
                answer = self.answerer.answer(entry.number, fact, self.now().elapsed, self.preset())
                return [answer] if answer else []
            case ValuesRejected(entry=about) if text := self.situation.texts.get(about):
                answer = self.answerer.rejection(about, text.fact)
                return [answer] if answer else []
            case AlarmAcknowledged(entry=about):
                return self._taken_on(about)
            case AlarmRaised() as fact if self._in_plain_words(fact.site) and fact.number is None:
                line = lines.plain_alarm(self.station, fact.alarm, fact.text)
                return [MessageQueued(line, Purpose.ALARM, answers=entry.number, by=fact.by)]
            case ReportEntered() as fact if self._in_plain_words(fact.site):
                return self._told_in_plain_words(fact)
        return []

    def due(self) -> list[Fact]:
        """The answers another console did not give in time."""
        return [*self.answerer.due(self.now().elapsed)]

    def _taken_on(self, entry: int) -> list[Fact]:
        alarm = self.situation.alarm(entry)
        text = self.situation.texts.get(alarm.entry) if alarm else None
        answer = self.answerer.acknowledged(entry, text.fact) if text else None
        return [answer] if answer else []

    def _in_plain_words(self, site: str | None) -> bool:
        """Whether an L must say it as a telephone would: its keys are not open, and its C must know."""
        own = self.situation.sites[self.station]
        return own.kind is SiteKind.L and site in (self.station, None) and not self.consoles.open

    def _told_in_plain_words(self, fact: ReportEntered) -> list[Fact]:
        said = Understanding(Outcome.STATUS, self.station, dict(fact.values), fact.needs, fact.rest_ok, fact.estimated)
        said_in = write_lines(said, self.situation.rules.vocabulary)
        return [MessageQueued(line, Purpose.MESSAGE, by=fact.by) for line in said_in]
