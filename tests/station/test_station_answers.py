"""One answerer per text: many consoles hear it, one answers, and when that one is away another does."""

from dataclasses import dataclass, field, replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.config.rules import load_rules
from nsp_console.domain.facts import (
    AlarmKind,
    Content,
    Entry,
    Handling,
    HomeMoved,
    MessageQueued,
    Purpose,
    TextHeard,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.link.answering import ALARM_OTHERS_S, PENDING_MAX, RANK_STEP_S, TAKE_OVER_S, AnswerBudget
from nsp_console.station.answers import Answerer
from nsp_console.wire import lines
from nsp_console.wire.text import parse
from support.station_rig import region, running

POINT, HOME = "L-ZWO-09", "C-ZWO-01"
PHONE = 0x1234
STEP_S = 0.5  # how often a station looks at its timers
LONG_S = 400.0


@cache
def situation() -> Situation:
    return Situation(region(), load_rules())


def consoles() -> list[str]:
    """The C's of the region by their number on the air."""
    sites = [site for site in situation().sites.values() if site.kind is SiteKind.C and not site.guest]
    return [site.code for site in sorted(sites, key=lambda site: site.number)]


def heard(text: str, site: str | None = POINT, **more: object) -> TextHeard:
    understood = parse(text, situation().rules.vocabulary)
    alarm = AlarmKind.HELP if understood.outcome is Outcome.ALARM else None
    source = Source(Means.LORA, Tier.C, PHONE)
    fact = TextHeard(text, PHONE, 1, "NSP", source, understood, site, alarm_kind=alarm, hops=0)
    return replace(fact, **more)  # type: ignore[arg-type]


def computer(text: str, **more: object) -> TextHeard:
    return heard(text, None, sender=9, machine=True, **more)


STATUS = "open, water 300 l, 64 bezoekers"
TRIAGE = "water bijna op"
ALARM = "HULP man onwel"


def answerer(code: str, seed: int = 1, *told: HomeMoved) -> Answerer:
    picture = Situation(region(), load_rules()) if told else situation()
    for number, fact in enumerate(told, picture.last_entry + 1):
        picture.apply(Entry(number, Moment(1.8e9, 1.0, "proef"), fact))
    return Answerer(code, picture, AnswerBudget(), Random(seed))


@dataclass
class Crowd:
    """Consoles that hear each other's lines after `late_s` (never, when `deaf`), looked at every half second."""

    codes: list[str]
    seed: int = 1
    deaf: bool = False
    late_s: float = 0.0
    spoken: list[tuple[float, str, MessageQueued]] = field(default_factory=list)
    heard: int = 0  # of `spoken`, by the others

    def __post_init__(self) -> None:
        self.each = {code: answerer(code, self.seed + place) for place, code in enumerate(self.codes)}

    def hear(self, fact: TextHeard, entry: int = 1, direct: set[str] | None = None) -> "Crowd":
        """All hear the text, those not in `direct` over a relay; only then the first answer is on the air."""
        said = []
        for code, one in self.each.items():
            mine = fact if direct is None or code in direct else replace(fact, hops=2)
            said.append((code, one.answer(entry, mine, 0.0, "MEDIUM_FAST")))
        for code, line in said:
            self._say(0.0, code, line)
        return self

    def wait(self, seconds: float = LONG_S) -> "Crowd":
        for step in range(int(seconds / STEP_S) + 1):
            self._arrive(step * STEP_S)
            for code, one in self.each.items():
                for line in one.due(step * STEP_S):
                    self._say(step * STEP_S, code, line)
        return self

    def _say(self, at: float, code: str, line: MessageQueued | None) -> None:
        if line is None:
            return
        self.spoken.append((at, code, line))
        self._arrive(at)

    def _arrive(self, now: float) -> None:
        """Lines that have been on their way long enough are heard by the others."""
        while self.heard < len(self.spoken) and self.spoken[self.heard][0] + self.late_s <= now:
            _, code, line = self.spoken[self.heard]
            self.heard += 1
            for other, one in self.each.items():
                if other != code and not self.deaf:
                    one.overheard(computer(line.text))


# ── exactly one ─────────────────────────────────────────────────────────────────────────────────────────────────────
SUBSET = st.lists(st.sampled_from(consoles()), min_size=1, unique=True)
SEED = st.integers(0, 2**32)


@settings(max_examples=60, deadline=None)
@given(SUBSET, SEED, st.sampled_from([STATUS, TRIAGE, ALARM]))
def test_exactly_one_of_those_that_heard_a_known_point_answers(codes: list[str], seed: int, text: str) -> None:
    """Whichever consoles heard it: one answer in all; the home C's at once, else another's in its time."""
    crowd = Crowd(codes, seed).hear(heard(text)).wait()
    ((at, code, line),) = crowd.spoken
    if HOME in codes:
        assert (at, code) == (0.0, HOME)
    else:
        early, late = ALARM_OTHERS_S if text == ALARM else TAKE_OVER_S
        assert early <= at <= late + STEP_S
    assert line.answers == 1
    assert line.to == POINT


@settings(max_examples=60, deadline=None)
@given(SUBSET, SEED, st.data())
def test_an_unknown_radio_is_answered_by_the_lowest_number_that_heard_it(
    codes: list[str], seed: int, data: st.DataObject
) -> None:
    """Only who heard it without a relay may answer; the lowest C number first, four seconds per place in the region."""
    direct = set(data.draw(st.lists(st.sampled_from(codes), unique=True)))
    crowd = Crowd(codes, seed).hear(heard(STATUS, None), direct=direct).wait()
    if not direct:
        assert crowd.spoken == []
        return
    ((at, code, line),) = crowd.spoken
    first = min(direct, key=consoles().index)
    assert code == first
    assert at == pytest.approx(RANK_STEP_S * consoles().index(first), abs=STEP_S)
    assert line.text == lines.hint(unknown_node=True)


@settings(max_examples=30, deadline=None)
@given(SUBSET, SEED)
def test_an_alarm_of_an_unknown_radio_is_answered_however_far_it_came(codes: list[str], seed: int) -> None:
    """An alarm nobody can place is answered once, also when nobody heard it directly."""
    crowd = Crowd(codes, seed).hear(heard(ALARM, None), direct=set()).wait()
    ((at, _, line),) = crowd.spoken
    assert ALARM_OTHERS_S[0] <= at <= ALARM_OTHERS_S[1] + STEP_S
    assert line.purpose is Purpose.ALARM_ANSWER


@settings(max_examples=30, deadline=None)
@given(SUBSET, SEED, st.sampled_from([STATUS, TRIAGE, ALARM]))
def test_consoles_that_cannot_hear_each_other_rather_answer_twice_than_never(
    codes: list[str], seed: int, text: str
) -> None:
    """Nobody counts on an answer it did not hear: each answers once."""
    crowd = Crowd(codes, seed, deaf=True).hear(heard(text)).wait()
    assert sorted(code for _, code, _ in crowd.spoken) == sorted(codes)


@pytest.mark.parametrize("text", [STATUS, ALARM])
def test_few_answer_even_when_an_answer_takes_two_seconds_to_be_heard(text: str) -> None:
    """All C's of the region but the home C, twenty seeds: on average fewer than two answers where two dozen could."""
    others = [code for code in consoles() if code != HOME]
    counts = [len(Crowd(others, 1000 * seed, late_s=2.0).hear(heard(text)).wait(250.0).spoken) for seed in range(20)]
    assert min(counts) >= 1
    assert sum(counts) / len(counts) < 2


def test_nobody_answers_what_nobody_heard_or_what_does_not_count() -> None:
    """No text, no answer: nor for strange channels, repeats, other computers' lines, or what a console sealed."""
    silent = [
        heard(STATUS, counts=False),
        heard(ALARM, counts=False),
        heard(STATUS, repeat_of=3),
        computer(lines.alarm_answer()),
        heard(ALARM, station=POINT, alarm_number=3),
        heard("bericht", station=HOME, content=Content.TEXT),
        heard("goedemorgen", understood=Understanding(Outcome.MESSAGE)),
    ]
    for fact in silent:
        assert Crowd(consoles()).hear(fact).wait().spoken == []
    assert Crowd(consoles()).wait().spoken == []


# ── what ends the waiting ───────────────────────────────────────────────────────────────────────────────────────────
def waiting(text: str, site: str | None = POINT) -> Answerer:
    """A C that is not the home C, having heard one text."""
    one = answerer(consoles()[3])
    assert one.answer(1, heard(text, site), 0.0, "MEDIUM_FAST") is None
    assert one.next_due_s() < LONG_S
    return one


def echo(site: str) -> str:
    fact = heard(STATUS, site)
    return lines.echo(situation().sites[site].short_name, fact.understood, situation().rules.vocabulary)


def test_an_echo_ends_the_waiting_for_the_point_it_names_only() -> None:
    """Every point's echo ends what waits for that point (or one of the very same name), and nothing else."""
    sites = situation().sites
    for code in sites:
        if code in consoles():
            continue
        one = waiting(STATUS)
        one.overheard(computer(echo(code)))
        same_name = lines.echo_name(sites[code].short_name) == lines.echo_name(sites[POINT].short_name)
        assert (one.due(LONG_S) == []) is same_name, code


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        (lines.alarm_answer(), True),
        (lines.alarm_acknowledged(), True),
        (lines.alarm_answer("OEFENING"), True),
        (lines.hint(), False),
        (echo(POINT), False),
    ],
)
def test_an_alarm_waits_for_an_answer_to_an_alarm(line: str, ends: bool) -> None:
    """Only a line that answers alarms keeps us from answering an alarm; each such line stands for one alarm."""
    one = waiting(ALARM)
    one.answer(2, heard(ALARM, "L-ZWO-10"), 0.0, "MEDIUM_FAST")
    one.overheard(computer(line))
    assert len(one.due(LONG_S)) == (1 if ends else 2)


def test_what_is_not_wholly_a_console_s_line_ends_nothing() -> None:
    """A person who quotes the computer, or a line of a strange channel, does not silence us."""
    quoted = heard(f"{lines.alarm_answer()} waar is iedereen", machine=False)
    for fact in (quoted, computer(lines.alarm_answer(), counts=False), replace(quoted, machine=True)):
        one = waiting(ALARM)
        one.overheard(fact)
        assert len(one.due(LONG_S)) == 1


def test_a_person_s_line_takes_the_place_of_the_computer_s() -> None:
    """When a person here acts on a text that still waits, the computer's own line does not come any more."""
    one = waiting(ALARM)
    assert one.acknowledged(1, heard(ALARM)) is None
    assert one.due(LONG_S) == []


# ── who is who ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_stands_in_answers_at_once() -> None:
    """A C that took the points of another over answers for them as that one did; who handed over waits."""
    handed_over = HomeMoved(HOME, consoles()[5], "proef", origin=HOME)
    neighbour = answerer(consoles()[5], 1, handed_over)
    assert neighbour.answer(1, heard(STATUS), 0.0, "MEDIUM_FAST") is not None
    assert answerer(HOME, 1, handed_over).answer(1, heard(STATUS), 0.0, "MEDIUM_FAST") is None


def test_in_a_demo_nobody_else_is_answered_for() -> None:
    """The other C's are not played there, so their silence means nothing."""
    alone = Answerer(consoles()[5], situation(), AnswerBudget(), Random(1), takes_over=False)
    alone.answer(1, heard(STATUS), 0.0, "MEDIUM_FAST")
    assert alone.due(LONG_S) == []


def test_an_l_console_answers_its_own_point_only_and_late() -> None:
    """Its home C is the answerer; an L console fills in for its own point and is silent about everybody else."""
    mine = answerer(POINT)
    assert mine.answer(1, heard(STATUS), 0.0, "MEDIUM_FAST") is None
    for entry, fact in enumerate((heard(STATUS, "L-ZWO-10"), heard(STATUS, None), heard(ALARM, None, hops=2)), 2):
        assert mine.answer(entry, fact, 0.0, "MEDIUM_FAST") is None
    ((line),) = mine.due(LONG_S)
    assert line.answers == 1


# ── bounds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_waiting_is_bounded_and_alarms_find_room() -> None:
    """However many texts come in, a bounded number waits, and ordinary ones make room for alarms."""
    one = answerer(consoles()[3])
    for entry in range(1, 4 * PENDING_MAX):
        one.answer(entry, heard(STATUS), 0.0, "MEDIUM_FAST")
    one.answer(999, heard(ALARM), 0.0, "MEDIUM_FAST")
    one.budget = AnswerBudget(airtime_s_per_hour=1e9)
    due = one.due(LONG_S)
    assert len(due) == PENDING_MAX
    assert due[0].answers == 999


def test_taken_over_echoes_cost_the_same_budget() -> None:
    """A console that took over many points does not spend more on the air than its budget for answers."""
    one = answerer(consoles()[3])
    for entry in range(1, PENDING_MAX):
        one.answer(entry, heard(STATUS), 0.0, "SHORT_FAST")
    one.budget = AnswerBudget(airtime_s_per_hour=1.0)
    assert 0 < len(one.due(LONG_S)) < PENDING_MAX // 4


# ── in a whole station ──────────────────────────────────────────────────────────────────────────────────────────────
async def test_another_console_s_answer_is_no_duty_and_a_quote_of_it_is() -> None:
    """What another computer answered is listed as dealt with; what a person added to it is to be read."""
    async with running() as rig:
        for text in (lines.alarm_answer(), lines.hint(), echo(POINT)):
            await rig.heard(text, sender=0x7777)
        assert [line.handled for line in rig.station.snapshot().inbox] == [Handling.DONE] * 3
        assert rig.texts() == []
        await rig.heard(f"{echo(POINT)} klopt niet, 30 l!", sender=0x7777)
        assert rig.station.snapshot().inbox[0].handled is None


async def test_a_strange_computer_cannot_hide_a_call_for_help() -> None:
    """HULP after the words of a computer is never dealt with by the computer."""
    async with running() as rig:
        await rig.heard(f"{lines.hint()} HULP", sender=0x7777)
        assert rig.station.snapshot().inbox[0].handled is None
