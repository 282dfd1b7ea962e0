"""Every entry reads as one plain Dutch line, whatever is in it, also kinds that did not exist when this was written."""

import dataclasses
import typing

from hypothesis import given, settings, strategies as st

from nsp_console.domain import facts as f
from nsp_console.domain.facts import KINDS, NAMES, Fact
from nsp_console.domain.log_reading import by_of, event_age_s, pointer_of, site_of, source_of
from nsp_console.domain.log_views import LogFilter, LogGroup, is_bookkeeping
from nsp_console.domain.safetext import clean
from nsp_console.domain.values import Means
from nsp_console.dutch.labels import LOG_KIND
from nsp_console.dutch.logbook import TELLERS, Words, sentence, with_by
from support.hostile import hostile_texts
from support.store_facts import any_fact, heard, queued

WORDS = Words({"water": "Water", "ehbo": "EHBO'er"})


@dataclasses.dataclass(frozen=True)
class Later:
    """A kind of fact as another part of the house may bring it."""

    site: str
    by: str
    what: str
    litres: float = 0.0
    corrects: int | None = None
    ready: bool = True


@settings(max_examples=250, deadline=None)
@given(any_fact(), st.none() | any_fact())
def test_every_fact_reads_as_one_clean_line(fact: Fact, about: Fact | None) -> None:
    """Whatever a fact holds, its line has words, is one line and holds no control character; nothing crashes."""
    line = sentence(fact, about, WORDS)
    told = with_by(line, NAMES[type(fact)], clean(by_of(fact)))
    for words in (line, told):
        assert words.strip()
        assert words.isprintable()
    assert line == clean(line)
    assert event_age_s(fact) >= 0
    assert pointer_of(fact) is None or isinstance(pointer_of(fact), int)
    site_of(fact, about)
    source_of(fact)


def test_every_kind_has_a_sentence_of_its_own_and_a_name() -> None:
    """A kind in the journal has its own sentence and its name in Dutch."""
    assert set(TELLERS) == set(KINDS.values())
    assert set(LOG_KIND) >= set(KINDS)


def test_a_kind_that_came_later_reads_too() -> None:
    """A fact without a sentence is told by its name and its fields, with who and where read from their usual names."""
    fact = typing.cast(Fact, Later("L-DEV-05", "coördinator", "toets \x1b[2Jgehaald", 12.5, 7))
    assert sentence(fact) == "Later: toets ·[2Jgehaald, litres 12,5"
    assert (site_of(fact), by_of(fact), pointer_of(fact)) == ("L-DEV-05", "coördinator", 7)
    assert not is_bookkeeping(fact)
    assert LogFilter().admits(fact)


def test_hostile_text_stays_text() -> None:
    """A hostile text in any fact comes out without one character that a terminal obeys."""
    for text in hostile_texts():
        for fact in (heard(text), queued(text), f.NoteMade(text, text), f.BulletinHung(text, 1, text, text)):
            assert all(char.isprintable() for char in with_by(sentence(fact), NAMES[type(fact)], clean(by_of(fact))))


def test_the_words_are_those_of_the_house() -> None:
    """The sentences a night reads most."""
    alarm = f.AlarmRaised(f.AlarmKind.MEDICAL, "L-DEV-09", "man onwel", "C-NSP")
    said = {
        sentence(f.AlarmAcknowledged(52, "C-NSP", ""), alarm): 'Alarm #52 bevestigd: "man onwel"',
        sentence(f.ReportEntered("L-DEV-05", {"water_l": 420}, Means.TELEFOON, "C-NSP", corrects=41)): (
            "Correctie op #41 via telefoon: water 420 l"
        ),
        sentence(
            f.Decided("L-DEV-05", f.DecisionKind.CLOSE, "burgemeester", "diesel op")
        ): "Besluit sluiten: diesel op",
        sentence(f.NoteMade("tanker pas om elf", "C-NSP")): "Aantekening: tanker pas om elf",
        sentence(queued("Diesel komt", "L-DEV-05")): "Bericht aan L-DEV-05: Diesel komt",
    }
    assert list(said) == list(said.values())
    line = sentence(f.AlarmAcknowledged(52, "C-NSP medewerker", "ik bel 112"))
    assert with_by(line, "alarm_bevestigd", "C-NSP medewerker") == (
        "Alarm #52 bevestigd door C-NSP medewerker: ik bel 112"
    )


@given(any_fact())
def test_groups_never_lose_a_fact(fact: Fact) -> None:
    """Everything is in ALL; what is in the logbook of people is in the kinds that are read back for it."""
    assert LogFilter(LogGroup.ALL).admits(fact)
    for group in LogGroup:
        kinds = LogFilter(group).kinds()
        assert kinds is None or kinds <= set(KINDS)
    if not is_bookkeeping(fact):
        assert NAMES[type(fact)] in (LogFilter().kinds() or ())
