"""What messages of other consoles mean: authority is checked, values wait for a person, and nothing ever fails."""

import base64
import random

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain import facts
from nsp_console.domain.facts import AlarmKind, Content, DecisionKind, Handling, MailTaken, MessageQueued, Mode, Purpose
from nsp_console.domain.understanding import Need, Outcome
from nsp_console.domain.values import Tier
from nsp_console.domain.writing import KEEPER
from nsp_console.link.answering import AnswerBudget
from nsp_console.link.plane import Delivered, Heard
from nsp_console.station import commands
from nsp_console.station.answers import Answerer
from nsp_console.wire.frames.bodies import (
    Body,
    BulletinBody,
    HungBody,
    Order,
    OrderBody,
    ReadBody,
    RequestBody,
    RollCallBody,
    TextBody,
)
from support.consoles import (
    BOEG,
    DEV,
    GUEST,
    HAR,
    RAA,
    RAALTE,
    START_WALL,
    ZANDWEERD,
    ZWO,
    PaperConsole,
    kinds,
    letter,
    messages,
    signed,
)

HEARD = Heard(b"", 0x0A0B0C0D, 1)
T0 = facts.DeploymentStarted("Storm", START_WALL - 3600, "ROT", "proef")


def test_a_text_is_a_person_s_words_in_tier_a() -> None:
    """It comes in once, as a message of that console, to be read by a person; it is never taken for a status."""
    zwolle = PaperConsole(ZWO)
    meaning, (taken, line) = zwolle.take(DEV, letter(TextBody("L-ZWO-09 heeft water 300 l, klopt dat?"), ZWO))
    assert isinstance(taken.fact, MailTaken)
    assert isinstance(line.fact, facts.TextHeard)
    assert (line.fact.station, line.fact.site, line.fact.source.tier) == (DEV, DEV, Tier.A)
    assert line.fact.understood.outcome is Outcome.MESSAGE
    assert zwolle.situation.texts[line.number].handled is None
    assert not any(record.fields for record in zwolle.situation.records.values())
    assert meaning.refused is None


def test_a_call_for_help_in_a_message_rings_at_the_point_it_names() -> None:
    """HULP in a mail is an alarm in tier A; exercise words in reality ring nothing."""
    zwolle = PaperConsole(ZWO)
    _, (_, line) = zwolle.take(DEV, letter(TextBody("HULP brand bij L-ZWO-09!"), ZWO))
    (alarm,) = zwolle.situation.alarms.values()
    assert (alarm.entry, alarm.site, alarm.kind, alarm.tier) == (line.number, BOEG, AlarmKind.FIRE, Tier.A)
    zwolle.take(DEV, letter(TextBody("OEFENING HULP brand OEFENING"), ZWO, 2))
    assert len(zwolle.situation.alarms) == 1
    demo = zwolle.reader.read(_delivered(TextBody("OEFENING HULP brand OEFENING")), HEARD, Mode.DEMO)
    assert isinstance(demo.facts[1], facts.TextHeard)
    assert demo.facts[1].alarm_kind is AlarmKind.FIRE


def _delivered(body: Body, sender: str = DEV, to: str = ZWO) -> Delivered:
    message = letter(body, to)
    taken = MailTaken(sender, to, 1, 1, 1, 1, message.content)
    return Delivered(taken, base64.b64decode(message.body))


def test_a_report_passed_on_waits_for_klopt_although_its_sender_is_known() -> None:
    """The values show at once, count for nothing until a person here says klopt, and then its sender hears of it."""
    zwolle = PaperConsole(ZWO)
    text = TextBody("L-ZWO-10 open, 64 bezoekers, water 420 l. nodig: 50 dekens", Content.REPORT)
    _, (_, line) = zwolle.take(DEV, letter(text, ZWO))
    assert isinstance(line.fact, facts.TextHeard)
    assert (line.fact.source.tier, line.fact.site, line.fact.content) == (Tier.A, "L-ZWO-10", Content.REPORT)
    record = zwolle.situation.records["L-ZWO-10"]
    assert record.value("water_l") is None
    assert record.needs_pending
    assert zwolle.situation.reporting.waiting_entries("L-ZWO-10") == (line.number,)
    confirmed = zwolle.do(commands.Confirm(line.number))
    assert kinds(confirmed) == ["klopt", "bericht_uit"]
    water = record.value("water_l")
    assert water is not None
    assert (water.value, water.confirmed_by, record.needs_pending) == (420, "proef", False)


@pytest.mark.parametrize(
    "text", ["L-XXX-99 water 300 l", "water 300 l", "hallo daar", "ok", "OEFENING L-ZWO-09 vol OEFENING"]
)
def test_a_report_that_says_nothing_certain_is_for_a_person(text: str) -> None:
    """Unknown points, no point, no values or exercise words: a person judges the line, no value is touched."""
    zwolle = PaperConsole(ZWO)
    _, (_, line) = zwolle.take(DEV, letter(TextBody(text, Content.REPORT), ZWO))
    assert isinstance(line.fact, facts.TextHeard)
    assert line.fact.understood.outcome is Outcome.TRIAGE
    assert zwolle.situation.texts[line.number].handled is None
    assert not any(record.fields for record in zwolle.situation.records.values())


def test_a_request_is_something_to_act_on() -> None:
    """Known articles show as needs that wait for a person; a word nobody here knows stays in the text, not in needs."""
    zwolle = PaperConsole(ZWO)
    body = RequestBody(BOEG, (Need("deken", 50, "stuks"), Need("[red]kanon", 2, "ton")), "vannacht")
    _, (_, line) = zwolle.take(BOEG, letter(body, ZWO))
    record = zwolle.situation.records[BOEG]
    assert (record.needs, record.needs_pending) == ((Need("deken", 50, "stuks"),), True)
    assert zwolle.situation.texts[line.number].handled is None
    assert isinstance(line.fact, facts.TextHeard)
    assert "kanon" in line.fact.text
    assert "vannacht" in line.fact.text
    _, (_, strange) = zwolle.take(BOEG, letter(RequestBody(BOEG, (Need("kanon", 2, "ton"),)), ZWO, 2))
    assert isinstance(strange.fact, facts.TextHeard)
    assert strange.fact.understood.outcome is Outcome.MESSAGE


def test_read_and_hung_find_what_they_are_about_or_nothing() -> None:
    """A note steps the message it names, of that addressee only; a bulletin hangs once; strange numbers do nothing."""
    zwolle = PaperConsole(ZWO)
    (sent,) = zwolle.do(commands.SendText("hallo", BOEG))
    for sender, sequence, expected in ((DEV, 1, 1), (BOEG, 7, 1), (BOEG, 1, 2)):
        _, told = zwolle.take(sender, letter(ReadBody(1, sequence), ZWO, sequence))
        assert len(told) == expected
    step = told[1].fact
    assert isinstance(step, facts.MessageStepped)
    assert (step.entry, step.step, step.by) == (sent.number, facts.Step.READ, BOEG)
    zwolle.do(commands.IssueBulletin("water"))
    assert kinds(zwolle.take(BOEG, letter(HungBody(1), ZWO, 8))[1]) == ["post_aangenomen", "bulletin_hangt"]
    assert kinds(zwolle.take(BOEG, letter(HungBody(1), ZWO, 9))[1]) == ["post_aangenomen"]


BINDING: tuple[Body, ...] = (
    BulletinBody(4, 12, "Water bij de Boeg"),
    RollCallBody(),
    OrderBody(T0),
    OrderBody(facts.DeploymentEnded("proef")),
    OrderBody(facts.T0Corrected(START_WALL, "ROT", "proef")),
    OrderBody(facts.Decided(ZANDWEERD, DecisionKind.OPEN, "burgemeester", "stroom weg")),
    OrderBody(facts.HomeMoved(DEV, RAA, "proef")),
    OrderBody(facts.StationRevoked(BOEG, 1, "proef")),
)


@pytest.mark.parametrize("body", BINDING, ids=lambda body: type(getattr(body, "order", body)).__name__)
@pytest.mark.parametrize(
    ("sender", "is_signed"), [(DEV, False), (BOEG, True), (BOEG, False), (GUEST, True), ("", True)]
)
def test_what_binds_everybody_must_be_signed_by_a_c_or_the_keeper(body: Body, sender: str, is_signed: bool) -> None:
    """From an L, a guest or without a signature it is taken in, counted as refused, and changes nothing."""
    zwolle = PaperConsole(ZWO)
    before = zwolle.air.writers.unmanned(), dict(zwolle.air.revoked), zwolle.situation.deployment
    meaning, told = zwolle.take(sender, signed(body), is_signed)
    assert kinds(told) == ["post_aangenomen"]
    assert meaning.refused is not None
    assert meaning.refused.reason == "niet_bevoegd"
    assert not meaning.roll_call
    assert (zwolle.air.writers.unmanned(), dict(zwolle.air.revoked), zwolle.situation.deployment) == before


CODES = st.sampled_from([ZWO, DEV, RAA, HAR, BOEG, ZANDWEERD, RAALTE])
ORDERS: st.SearchStrategy[Order] = st.one_of(
    st.builds(facts.Decided, CODES, st.sampled_from(DecisionKind), st.just("rot"), st.just("reden")),
    st.builds(facts.HomeMoved, CODES, CODES, st.just("rot"), sites=st.lists(CODES, max_size=2).map(tuple)),
    st.builds(facts.StationRevoked, CODES, st.integers(0, 9), st.just("rot")),
    st.builds(facts.T0Corrected, st.integers(0, 2**32 - 1).map(float), st.just("rot"), st.just("rot")),
)


@settings(deadline=None)
@given(st.lists(st.tuples(ORDERS, st.sampled_from([DEV, RAA, HAR, KEEPER])), max_size=12))
def test_no_order_goes_beyond_its_signer(story: list[tuple[Order, str]]) -> None:
    """Whatever is signed in whatever order, only what the signer may decide becomes a fact, always with its name."""
    zwolle = PaperConsole(ZWO)
    for number, (order, signer) in enumerate(story, start=1):
        homes = {code: zwolle.air.writers.home_of(code) for code in zwolle.situation.sites}
        meaning, told = zwolle.take(signer, signed(OrderBody(order), number))
        assert kinds(told)[0] == "post_aangenomen"
        assert (meaning.refused is not None) == (len(told) == 1)
        for entry in told[1:]:
            assert getattr(entry.fact, "origin", None) == signer
        if isinstance(order, facts.Decided) and signer != KEEPER:
            assert (len(told) > 1) == (homes[order.site] == signer)
        if isinstance(order, facts.HomeMoved) and signer not in (order.home, order.to, KEEPER):
            assert len(told) == 1
        if meaning.refused:
            assert homes == {code: zwolle.air.writers.home_of(code) for code in zwolle.situation.sites}


def test_a_c_never_revokes_the_keeper_and_the_keeper_anybody() -> None:
    """A stolen C cannot lock the region keeper out; the keeper's word on a station holds."""
    zwolle = PaperConsole(ZWO)
    order = facts.StationRevoked(KEEPER, 1, "dief")
    taken = MailTaken(DEV, "", 1, 1, 1, 0, Content.ORDER, 0, "x")
    meaning = zwolle.reader.meaning(Delivered(taken, b""), OrderBody(order), HEARD, Mode.READY)
    assert meaning.refused is not None
    assert meaning.facts == (taken,)
    zwolle.take(KEEPER, signed(OrderBody(facts.StationRevoked(DEV, 2, "keeper"))))
    assert zwolle.air.revoked == {DEV: 2}


@given(st.permutations(range(3)))
def test_orders_that_overtake_each_other_end_as_they_were_said(arrival: list[int]) -> None:
    """Began, corrected, handed over and taken back: in whatever order the frames come, the last word is what counts."""
    said = (T0, facts.T0Corrected(START_WALL - 600, "ROT", "proef"), facts.T0Corrected(START_WALL, "ROT", "proef"))
    moves = (
        facts.HomeMoved(DEV, RAA, "proef"),
        facts.HomeMoved(DEV, DEV, "proef"),
        facts.HomeMoved(DEV, HAR, "proef"),
    )
    zwolle = PaperConsole(ZWO)
    for place in arrival:
        zwolle.take(DEV, signed(OrderBody(said[place]), place + 1))
        zwolle.take(DEV, signed(OrderBody(moves[place]), place + 11))
    assert zwolle.situation.deployment is not None
    assert zwolle.situation.deployment.t0_wall == START_WALL
    assert zwolle.air.writers.unmanned() == {DEV: HAR}


def test_two_c_s_that_tell_another_t0_are_both_told_to_the_operator() -> None:
    """The later one counts here and the operator reads both times with who said them."""
    zwolle = PaperConsole(ZWO)
    zwolle.do(commands.StartDeployment("Storm", START_WALL - 7200, "ROT"))
    zwolle.take(DEV, signed(OrderBody(T0)))
    assert zwolle.situation.deployment is not None
    assert zwolle.situation.deployment.t0_wall == T0.t0_wall
    (notice,) = zwolle.air.notices(zwolle.now)
    assert dict(notice.data)["volgens"] == DEV


@settings(deadline=None)
@given(st.sampled_from(Content), st.binary(max_size=150), st.booleans(), st.sampled_from([DEV, BOEG, KEEPER]))
def test_authentic_nonsense_is_kept_and_never_fails(
    content: Content, data: bytes, broadcast: bool, sender: str
) -> None:
    """Any body under a good seal is taken in with its number; what cannot be read is shown as such, its bytes kept."""
    zwolle = PaperConsole(ZWO)
    body = base64.b64encode(data).decode()
    message = MessageQueued(
        "", Purpose.MESSAGE, "" if broadcast else ZWO, content=content, line=1, sequence=3, body=body
    )
    meaning, told = zwolle.take(sender, message)
    assert isinstance(told[0].fact, MailTaken)
    unreadable = [
        entry for entry in told if isinstance(entry.fact, facts.TextHeard) and entry.fact.text == "[onleesbaar bericht]"
    ]
    for entry in unreadable:
        assert isinstance(entry.fact, facts.TextHeard)
        assert base64.b64decode(entry.fact.raw) == data
        assert zwolle.situation.texts[entry.number].handled is None
        assert kinds(zwolle.do(commands.Handle(entry.number, Handling.DONE)))[0] == "bericht_behandeld"
    assert zwolle.air.writers.home_of(BOEG)
    assert not (unreadable and meaning.refused)


def test_a_console_is_never_answered_with_a_line_for_phones() -> None:
    """Whatever a console mails, the computer does not echo it, hint at it, or answer its alarm on the text channel."""
    zwolle = PaperConsole(ZWO)
    answerer = Answerer(ZWO, zwolle.situation, AnswerBudget(), random.Random(1))
    for number, body in enumerate(
        (TextBody("HULP brand"), TextBody("water"), TextBody("L-ZWO-09 vol", Content.REPORT)), start=1
    ):
        _, (_, line) = zwolle.take(BOEG, letter(body, ZWO, number))
        assert isinstance(line.fact, facts.TextHeard)
        assert answerer.answer(line.number, line.fact, 0.0, "MEDIUM_FAST") is None
        assert answerer.rejection(line.number, line.fact) is None
        assert answerer.acknowledged(line.number, line.fact) is None


def test_an_unreadable_message_is_a_line_for_a_person() -> None:
    """A body of a newer version, say, is not lost: the operator sees that there was a message and from whom."""
    zwolle = PaperConsole(ZWO)
    taken = MailTaken(BOEG, ZWO, 1, 1, 1, 1, Content.REQUEST)
    meaning = zwolle.reader.read(Delivered(taken, b"\xff\xff\xff\xff"), HEARD, Mode.READY)
    assert meaning.facts[0] == taken
    line = meaning.facts[1]
    assert isinstance(line, facts.TextHeard)
    assert (line.text, line.station, line.site) == ("[onleesbaar bericht]", BOEG, BOEG)
    zwolle.record(*meaning.facts)
    assert messages(zwolle.do(commands.Handle(zwolle.number, Handling.READ)))[0].to == BOEG
