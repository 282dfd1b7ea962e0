"""The logbook of a running station: pages of lines read back from the journal, however long it is.

Reading and wording are done in a thread and look back a limited way at a time, so that no screen waits for a search
through a whole inzet: who gets an `older` asks again.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nsp_console.domain.facts import NAMES, Entry, Fact, TextHeard
from nsp_console.domain.log_reading import by_of, corrects_of, event_age_s, pointer_of, site_of, source_of
from nsp_console.domain.log_views import LogFilter, LogLine, LogPage
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.rules import Rules
from nsp_console.domain.safetext import clean
from nsp_console.domain.situation import Situation
from nsp_console.domain.writing import KEEPER
from nsp_console.dutch.logbook import Words, sentence
from nsp_console.dutch.ordering import who
from nsp_console.station.journal import LookBack

CHUNK_ENTRIES = 300  # read and worded together
LOOK_BACK_ENTRIES_MAX = 3000  # read for one question: about a tenth of a second of work in the thread


@dataclass(frozen=True, slots=True)
class Telling:
    """What wording a line needs beside its entry, taken from the picture when the question is asked."""

    now: Moment
    words: Words
    linked: Mapping[int, str]  # radio → point, for what was heard before it was coupled
    corrected: Mapping[int, int]

    @classmethod
    def of(cls, situation: Situation, now: Moment) -> "Telling":
        """As the picture is now."""
        vocabulary = situation.rules.vocabulary
        labels = {term.key: term.label for term in (*vocabulary.functions, *vocabulary.roles)}
        linked = {node: link.site for node, link in situation.nodes.items()}
        return cls(now, Words(labels, names=names_of(situation.rules)), linked, dict(situation.books.logbook.corrected))

    def line(self, entry: Entry, about: Fact | None) -> LogLine:
        """`entry` as a line; `about` is the fact it points at."""
        fact = entry.fact
        site = site_of(fact, about)
        if site is None and isinstance(fact, TextHeard):
            site = self.linked.get(fact.sender)
        before_s = event_age_s(fact)
        return LogLine(
            entry.number,
            NAMES[type(fact)],
            clean(site) if site else None,
            age_between(entry.at.earlier(before_s), self.now),
            sentence(fact, about, self.words),
            clean(by_of(fact).replace(KEEPER, who(KEEPER))),
            entry.at.wall - before_s,
            entry.at.wall,
            entry.at.sure,
            source_of(fact),
            pointer_of(fact),
            corrects_of(fact),
            self.corrected.get(entry.number),
            fact,
        )


def names_of(rules: Rules) -> dict[str, str]:
    """What the region calls the parts of its dossier and of its own plan, by `kind.key`."""
    named = {f"dossier.{item.key}": item.label for item in rules.dossier}
    plan = rules.continuity.own
    if plan is not None:
        named |= {f"middel.{rung.means}": rung.label for rung in plan.ladder}
        named |= {f"functie.{duty.key}": duty.label for duty in plan.duties}
        named |= {f"stap.{step.key}": step.label for step in plan.fallback.steps}
        named |= {f"afspraak.{one.key}": one.label for one in plan.agreements}
    return named


def worded(line: LogLine, chosen: LogFilter) -> bool:
    """Whether the words of `line` hold what `chosen` looks for."""
    if chosen.by and chosen.by.casefold() not in line.by.casefold():
        return False
    hay = f"#{line.entry} {line.site or ''} {line.by} {line.text}".casefold()
    return all(word in hay for word in chosen.text.casefold().split())


def look_back(journal: LookBack, telling: Telling, before: int | None, count: int, chosen: LogFilter) -> LogPage:
    """At most `count` lines below `before`, newest first, looking through at most LOOK_BACK_ENTRIES_MAX entries."""
    kinds = chosen.kinds()
    lines: list[LogLine] = []
    for _ in range(LOOK_BACK_ENTRIES_MAX // CHUNK_ENTRIES):
        size = CHUNK_ENTRIES if chosen.reads_words else min(CHUNK_ENTRIES, 2 * count)
        entries = journal.newest(before, size, kinds, chosen.site, chosen.since, chosen.ringing)
        admitted = [entry for entry in entries if chosen.admits(entry.fact)]
        for line in _lines(journal, telling, admitted):
            if worded(line, chosen):
                lines.append(line)
                if len(lines) == count:
                    return LogPage(tuple(lines), line.entry)
        if len(entries) < size:
            return LogPage(tuple(lines))
        before = entries[-1].number
    return LogPage(tuple(lines), before)


def _lines(journal: LookBack, telling: Telling, entries: Iterable[Entry]) -> list[LogLine]:
    entries = list(entries)
    pointed = {pointer for entry in entries if (pointer := pointer_of(entry.fact)) is not None}
    about = {entry.number: entry.fact for entry in journal.entries(pointed)} if pointed else {}
    return [telling.line(entry, about.get(pointer_of(entry.fact) or 0)) for entry in entries]


async def read_page(
    journal: LookBack, situation: Situation, now: Moment, before: int | None, count: int, chosen: LogFilter
) -> LogPage:
    """A page of the logbook; the loop goes on meanwhile. StoreError when the journal cannot be read."""
    telling = Telling.of(situation, now)
    return await asyncio.to_thread(look_back, journal, telling, before, max(1, count), chosen)


def timeline(situation: Situation, site: str, now: Moment, count_max: int) -> tuple[LogLine, ...]:
    """The newest lines about `site`, newest first, from what is at hand."""
    entries = list(situation.timelines.get(site, ()))
    telling = Telling.of(situation, now)
    known = {entry.number: entry.fact for entry in entries}
    return tuple(
        telling.line(entry, known.get(pointer_of(entry.fact) or 0)) for entry in reversed(entries[-count_max:])
    )
