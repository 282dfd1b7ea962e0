"""Messages of an operator: between consoles when the other side has one, as a line for phones when not."""

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Content, Handling, Purpose, Step
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means
from nsp_console.radio.base import TEXT_BYTES_MAX
from nsp_console.station import commands
from nsp_console.station.commands import Command
from nsp_console.wire.frames.limits import MAIL_BODY_BYTES_MAX
from nsp_console.wire.text import parse
from support.consoles import (
    BOEG,
    DEV,
    RAA,
    RULES,
    ZANDWEERD,
    ZWO,
    PaperConsole,
    kinds,
    messages,
    phone_lines,
)

REPORT = "open, 64 bezoekers, water 420 l, aggregaat, brandstof 6 uur, 19 graden. nodig: 50 dekens"
PHONE_POINT = "L-ZWO-10"  # no console there


def refused(console: PaperConsole, command: Command) -> CommandError:
    """The complaint about `command`; nothing was recorded for it."""
    before = console.number
    with pytest.raises(CommandError) as caught:
        console.do(command)
    assert console.number == before
    return caught.value


def test_every_command_but_the_secret_ones_is_an_order() -> None:
    """All commands lead to facts here; opening keys and epochs never does."""
    table = PaperConsole(ZWO).orders._table
    assert set(table) == set(commands.Command.__args__) - {commands.OpenKeys, commands.OpenEpoch}


def test_a_text_goes_as_mail_to_a_console_and_as_a_line_to_people() -> None:
    """One text, one way: consoles get a message with a place in a stream, phones and everybody one line of text."""
    console = PaperConsole(ZWO)
    for to, by_mail in ((BOEG, True), (DEV, True), (PHONE_POINT, False), ("", False)):
        (entry,) = console.do(commands.SendText("  Koerier\nkomt  om 19:05 ", to))
        (sent,) = messages([entry]) if by_mail else phone_lines([entry])
        assert (sent.text, sent.to, sent.purpose) == ("Koerier komt om 19:05", to, Purpose.MESSAGE)
        assert sent.content is Content.TEXT


def test_an_l_shares_a_key_with_c_s_only() -> None:
    """From an L to another L goes a line of text, even if that one has a console; to a C goes mail."""
    console = PaperConsole(BOEG)
    assert phone_lines(console.do(commands.SendText("hallo", ZANDWEERD)))
    assert messages(console.do(commands.SendText("hallo", ZWO)))


@pytest.mark.parametrize(("to", "limit"), [(DEV, MAIL_BODY_BYTES_MAX), (PHONE_POINT, TEXT_BYTES_MAX)])
def test_what_is_too_long_for_the_way_it_goes_is_refused_before_anything_is_recorded(to: str, limit: int) -> None:
    """The complaint names the bytes of the text and the limit of that very way; a text of exactly the limit goes."""
    console = PaperConsole(ZWO)
    assert console.do(commands.SendText("x" * limit, to))
    error = refused(console, commands.SendText("é" * (limit // 2 + 1), to))
    assert (error.code, error.data) == ("tekst_te_lang", {"bytes": 2 * (limit // 2 + 1), "bytes_max": limit})
    assert refused(console, commands.SendText(" \n ", to)).code == "tekst_nodig"
    assert messages(console.do(commands.SendText("nog een", DEV)))[0].sequence == (2 if to == DEV else 1)  # no hole


def test_without_keys_everything_still_goes_as_lines_for_people() -> None:
    """A console that reaches no other console works as before: text lines, own reports, local decisions."""
    console = PaperConsole(ZWO, consoles=frozenset(), signs=False)
    assert phone_lines(console.do(commands.SendText("hallo", DEV)))
    (entry,) = console.do(commands.EnterReport(ZANDWEERD, parse("water 100 l", RULES.vocabulary), Means.TELEFOON))
    assert isinstance(entry.fact, facts.ReportEntered)
    assert entry.fact.writer == ""


def test_a_report_about_another_writer_s_point_is_passed_on_whole() -> None:
    """It is kept here as passed on, and the line that goes out reads back as exactly what was entered."""
    console = PaperConsole(ZWO)
    understood = parse(REPORT, RULES.vocabulary)
    entered, *sent = console.do(commands.EnterReport("L-DEV-05", understood, Means.TELEFOON, REPORT))
    assert isinstance(entered.fact, facts.ReportEntered)
    assert entered.fact.writer == DEV
    (letter,) = messages(sent)
    assert (letter.to, letter.content, letter.purpose) == (DEV, Content.REPORT, Purpose.NOTE)
    back = parse(letter.text, RULES.vocabulary)
    assert (back.values, back.needs, back.site) == (understood.values, understood.needs, "L-DEV-05")
    console.record(facts.PeerMet(ZANDWEERD, 1, 1, 1, 1))
    _, *sent = console.do(commands.EnterReport(ZANDWEERD, understood, Means.TELEFOON, REPORT))
    assert messages(sent)[0].to == ZANDWEERD  # its own console writes for it now


def test_an_l_passes_a_report_about_another_point_to_the_c_that_answers_for_it() -> None:
    """Its writer may be an L that we share no key with: then its C is told."""
    console = PaperConsole(BOEG)
    console.record(facts.PeerMet(ZANDWEERD, 1, 1, 1, 1))
    understood = parse("water 100 l", RULES.vocabulary)
    _, *sent = console.do(commands.EnterReport(ZANDWEERD, understood, Means.PORTOFOON))
    assert messages(sent)[0].to == DEV
    (own,) = console.do(commands.EnterReport(BOEG, understood, Means.EIGEN))
    assert isinstance(own.fact, facts.ReportEntered)
    assert own.fact.writer == ""


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(["open", "vol", "gesloten"]),
        "visitors": st.integers(0, 20_000),
        "water_l": st.integers(0, 100_000),
        "food_portions": st.integers(0, 50_000),
        "power": st.sampled_from(["net", "aggregaat", "accu", "geen"]),
        "fuel_hours": st.integers(0, 1000),
        "temperature_c": st.integers(-30, 50),
        "functions.water": st.sampled_from(["werkt", "beperkt", "niet"]),
        "functions.stroom": st.sampled_from(["werkt", "beperkt", "niet"]),
        "staff.ehbo": st.integers(0, 1000),
        "toilets_working": st.integers(0, 500),
        "blankets": st.integers(0, 20_000),
        "safety": st.sampled_from(["rustig", "onrustig", "dreigend"]),
        "note": st.text("abcdefg xyz", min_size=4, max_size=150).map(lambda text: f"k {' '.join(text.split())}"),
    },
).filter(bool)


@settings(deadline=None)
@given(VALUES)
def test_any_report_passed_on_fits_and_says_the_same(values: dict[str, str | int | float | bool]) -> None:
    """However much there is to tell, every message fits and all of them together give the same values."""
    console = PaperConsole(ZWO)
    understood = Understanding(Outcome.STATUS, values=values)
    _, *sent = console.do(commands.EnterReport("L-DEV-05", understood, Means.TELEFOON))
    told: dict[str, str | int | float | bool] = {}
    for letter in messages(sent):
        assert len(letter.text.encode()) <= MAIL_BODY_BYTES_MAX
        back = parse(letter.text, RULES.vocabulary)
        assert back.site == "L-DEV-05"
        told.update(back.values)
    note, told_note = str(values.pop("note", "")), str(told.pop("note", ""))
    assert told == values
    assert told_note == note or told_note.endswith("…")


def test_reading_is_told_once_to_the_console_that_asked() -> None:
    """Handling, confirming, rejecting or taking on a mailed line tells its sender once; it steps to READ there."""
    deventer, zwolle = PaperConsole(DEV), PaperConsole(ZWO)
    (letter,) = messages(deventer.do(commands.SendText("Hoeveel dekens hebben jullie?", ZWO)))
    _, (_, line) = zwolle.take(DEV, letter)
    done = zwolle.do(commands.Handle(line.number, Handling.READ))
    assert kinds(done) == ["bericht_behandeld", "bericht_uit"]
    (note,) = messages(done)
    assert (note.to, note.content, note.answers) == (DEV, Content.READ, line.number)
    deventer.take(ZWO, note)
    (record,) = deventer.situation.out.values()
    assert record.step is Step.READ
    assert kinds(zwolle.do(commands.Handle(line.number, Handling.DONE))) == ["bericht_behandeld"]


def test_a_mailed_call_for_help_that_is_taken_on_was_read() -> None:
    """*Bevestig* of an alarm that came as a message tells its sender too; one from a phone has nobody to tell."""
    deventer, zwolle = PaperConsole(DEV), PaperConsole(ZWO)
    (letter,) = messages(deventer.do(commands.SendText("HULP brand in de kazerne", ZWO)))
    _, (_, line) = zwolle.take(DEV, letter)
    assert kinds(zwolle.do(commands.Acknowledge(line.number))) == ["alarm_bevestigd", "bericht_uit"]
    (raised,) = zwolle.do(commands.RaiseAlarm("brand hier"))
    assert kinds(zwolle.do(commands.Acknowledge(raised.number))) == ["alarm_bevestigd"]


def test_a_full_queue_keeps_nobody_from_handling_a_line() -> None:
    """When no more messages can be queued the line is handled all the same; only the note is left out."""
    deventer, zwolle = PaperConsole(DEV), PaperConsole(ZWO)
    (letter,) = messages(deventer.do(commands.SendText("hallo", ZWO)))
    _, (_, line) = zwolle.take(DEV, letter)
    zwolle.mail.full = True
    assert kinds(zwolle.do(commands.Handle(line.number, Handling.READ))) == ["bericht_behandeld"]


def test_a_request_reaches_the_home_c_with_articles_and_amounts() -> None:
    """It goes to the C that answers for us when nobody is named; nothing asked, or nobody to ask, is refused."""
    console = PaperConsole(BOEG)
    asked = parse("nodig: 50 dekens, 200 l drinkwater", RULES.vocabulary)
    (letter,) = messages(console.do(commands.SendRequest(asked, "voor vannacht")))
    assert (letter.to, letter.content) == (ZWO, Content.REQUEST)
    assert letter.text == "Aanvraag L-ZWO-09: 50 stuks deken, 200 l drinkwater · voor vannacht"
    assert refused(console, commands.SendRequest(parse("hallo", RULES.vocabulary), "hallo")).code == "niets_gevraagd"
    assert refused(PaperConsole(ZWO), commands.SendRequest(asked, "x")).code == "aanvraag_aan_wie"
    many = Understanding(Outcome.STATUS, needs=asked.needs * 8)
    assert refused(console, commands.SendRequest(many, "x")).code == "te_veel_gevraagd"
    console.record(facts.HomeMoved(ZWO, RAA, "kazerne", origin=ZWO))
    assert messages(console.do(commands.SendRequest(asked, "x")))[0].to == RAA


def test_a_request_for_a_point_without_a_number_names_it_in_words() -> None:
    """A point that joined during the inzet has no number on the air: its code goes along in the note."""
    console = PaperConsole(ZWO)
    console.do(commands.AddSite("X-ZWO-01", "Buurthuis"))
    asked = parse("X-ZWO-01 nodig: 50 dekens", RULES.vocabulary)
    (letter,) = messages(console.do(commands.SendRequest(asked, "graag snel", DEV)))
    deventer = PaperConsole(DEV)
    _, (_, line) = deventer.take(ZWO, letter)
    assert isinstance(line.fact, facts.TextHeard)
    assert "X-ZWO-01 graag snel" in line.fact.text


def test_a_bulletin_is_signed_numbered_and_told_to_phones_in_one_line() -> None:
    """Numbers follow each other; phones get the number and as much as fits, cut visibly, and no console misreads it."""
    console = PaperConsole(ZWO)
    text = (
        "Water: 200 l bij de Boeg. Kom tussen 14 en 16 uur, neem een jerrycan mee. Hulp bij tillen is er. "
        + "Let op! " * 5
    )
    for number in (1, 2):
        issued, *rest = console.do(commands.IssueBulletin(text, 24))
        assert isinstance(issued.fact, facts.BulletinIssued)
        assert issued.fact.number == number
        (letter,), (line,) = messages(rest), phone_lines(rest)
        assert (letter.to, letter.content, letter.purpose) == ("", Content.BULLETIN, Purpose.BULLETIN)
        assert line.text.startswith(f"Bulletin {number} van C-ZWO-01: Water")
        assert line.text.endswith("…")
        assert len(line.text.encode()) <= TEXT_BYTES_MAX
        assert parse(line.text, RULES.vocabulary).outcome is Outcome.MESSAGE
    assert refused(console, commands.IssueBulletin("x" * 148)).code == "tekst_te_lang"
    assert refused(console, commands.IssueBulletin("x", 256)).code == "geldigheid_onmogelijk"
    assert refused(PaperConsole(BOEG), commands.IssueBulletin("x")).code == "alleen_c"


def test_a_bulletin_hangs_and_its_c_knows() -> None:
    """From issue to "hangt": the L hears it, hangs it, and the C sees where; hanging twice is refused."""
    zwolle, boeg = PaperConsole(ZWO), PaperConsole(BOEG)
    issued, *rest = zwolle.do(commands.IssueBulletin("Water bij de Boeg"))
    _, (_, heard) = boeg.take(ZWO, messages(rest)[0])
    hung, note = boeg.do(commands.HangBulletin(heard.number))
    assert hung.fact == facts.BulletinHung(ZWO, 1, BOEG, "proef")
    zwolle.take(BOEG, messages([note])[0])
    (bulletin,) = zwolle.air.bulletins(zwolle.now)
    assert set(bulletin.hung) == {BOEG}
    assert refused(boeg, commands.HangBulletin(heard.number)).code == "hangt_al"
    assert refused(boeg, commands.HangBulletin(1)).code == "geen_bulletin"
    assert kinds(zwolle.do(commands.HangBulletin(issued.number))) == ["bulletin_hangt"]  # our own, at our own door
