"""What the line mode prints: one readable line per event, whatever the fact, with nothing of keys or seals in it."""

import json

import pytest
from hypothesis import given, settings

from nsp_console.cli.eventlines import EventLines
from nsp_console.domain import facts
from nsp_console.domain.facts import AlarmStep, Content, DecisionKind, Entry, Fact, Mode, Purpose, Step, Why
from nsp_console.domain.moments import Moment
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.writing import KEEPER
from nsp_console.dutch.logbook import TELLERS
from nsp_console.station import commands
from nsp_console.station.entry_json import event
from nsp_console.wire.frames.bodies import TextBody
from support.consoles import BOEG, DEV, RAA, START_WALL, ZWO, PaperConsole, letter, messages
from support.store_facts import any_fact

AT = Moment(START_WALL, 60.0, "proef")
SEALED = Source(Means.LORA, Tier.A, 7)

LINES: list[tuple[Fact, str]] = [
    (facts.CountersReserved(512), "Tellers gereserveerd tot 512"),
    (facts.LineStarted(2, 2**21, 1024, "teruggezet"), "Nieuwe berichtenlijn 2 teruggezet"),
    (facts.PeerMet(DEV, 1, 1, 1, 1, skew_s=-4.0), "Console C-DEV-01 ontmoet"),
    (facts.PeerMet(DEV, 1, 1, 1, 1, skew_s=-600.0), "Console C-DEV-01 ontmoet; de klok daar loopt 10m achter"),
    (
        facts.MailTaken(DEV, ZWO, 1, 4, 1, 4, Content.REQUEST, gap=2),
        "Post van C-DEV-01: aanvraag, 2 eerdere nog niet binnen",
    ),
    (facts.MailTaken(KEEPER, "", 1, 4, 1, 4, Content.ORDER), "Post van de regiobeheerder: opdracht"),
    (facts.MailRelined(12, 2, 1), "Uit 12: nieuw nummer 1 in lijn 2"),
    (facts.StatusIssued(ZWO, 8, 1, {}, Why.CHANGE), "Toestand C-ZWO-01 versie 8 uit (gewijzigd)"),
    (
        facts.StatusHeard(BOEG, 3, 1, {"water_l": 300}, SEALED, (Need("deken", 50, "stuks"),)),
        "L-ZWO-09 water 300 l, nodig 50 stuks deken (echt, versie 3)",
    ),
    (
        facts.StatusHeard(BOEG, 12, 1, {"water_l": 300}, Source(Means.LORA, Tier.A, 7, DEV)),
        "L-ZWO-09 water 300 l (A via C-DEV-01, versie 12)",
    ),
    (
        facts.StatusHeard(BOEG, 12, 1, {"water_l": 300}, Source(Means.LORA, Tier.C, 7, DEV), kept=True),
        "L-ZWO-09 water 300 l (C via C-DEV-01, bevestigd door C-ZWO-01, versie 12)",
    ),
    (
        facts.StatusKept(BOEG, 13, 1, {}, Why.CHANGE, Tier.C),
        "Toestand L-ZWO-09 versie 13 bijgehouden (gewijzigd, C bevestigd)",
    ),
    (facts.StatusReceived(8, DEV), "Toestand versie 8 ontvangen door C-DEV-01"),
    (facts.AlarmStepped(12, AlarmStep.TAKEN_ON, DEV), "Alarm 12: bevestigd door C-DEV-01"),
    (
        facts.BulletinHeard(DEV, 4, "Water bij de Boeg", 12, SEALED),
        "BULLETIN 4 van C-DEV-01: “Water bij de Boeg” echt, 12 uur geldig hangt 9",
    ),
    (facts.BulletinIssued(4, "Water", 12, "proef"), "Bulletin 4 uitgegeven: Water"),
    (facts.BulletinHung(ZWO, 4, BOEG, BOEG), "Bulletin 4 van C-ZWO-01 hangt bij L-ZWO-09"),
    (facts.HomeMoved(ZWO, DEV, "x", "brand"), "C-DEV-01 neemt waar voor C-ZWO-01 (alle punten van C-ZWO-01): brand"),
    (
        facts.HomeMoved(ZWO, ZWO, "x", sites=(BOEG,), origin=ZWO),
        "C-ZWO-01 neemt weer zelf waar (L-ZWO-09) (opdracht van C-ZWO-01)",
    ),
    (
        facts.WriterMoved(BOEG, ZWO, 12, "x", "console kapot", ZWO),
        "C-ZWO-01 meldt voor L-ZWO-09 in plaats van de console daar: console kapot (opdracht van C-ZWO-01)",
    ),
    (facts.WriterMoved(BOEG, BOEG, 300, "x"), "Console van L-ZWO-09 meldt weer zelf"),
    (
        facts.StationRevoked(BOEG, 1, "x", "gestolen", KEEPER),
        "Sleutel van L-ZWO-09 ingetrokken: gestolen (opdracht van de regiobeheerder)",
    ),
    (
        facts.Decided(BOEG, DecisionKind.OPEN, "rot", "stroom weg", origin=RAA),
        "Besluit L-ZWO-09 openen door rot: stroom weg (opdracht van C-RAA-01)",
    ),
    (facts.DeploymentEnded("x", "voorbij", DEV), "Inzet beëindigd: voorbij (opdracht van C-DEV-01)"),
    (facts.MessageStepped(5, Step.RECEIVED, by=DEV), "Uit 5: ontvangen door console C-DEV-01"),
    (
        facts.MessageQueued("Gelezen", Purpose.NOTE, DEV, content=Content.READ),
        "Uit C-DEV-01 gelezen (opgeslagen): Gelezen",
    ),
    (
        facts.ReportEntered(BOEG, {"water_l": 300}, Means.TELEFOON, "x", writer=DEV),
        "Melding L-ZWO-09 (telefoon): water 300 l, gemeld aan C-DEV-01",
    ),
    (facts.NoteMade("tanker om elf", "dag", BOEG, 7), "L-ZWO-09 Verbetering bij #7 door dag: tanker om elf"),
    (facts.ShiftHandedOver("dag", "nacht", "let op diesel"), "Dienst overgedragen aan nacht door dag: let op diesel"),
    (facts.ShiftTakenOver(12, "nacht"), "Dienst overgenomen (#12) door nacht"),
]


def test_every_kind_of_fact_has_its_line() -> None:
    """No event of the journal is left without words: its own here, or else its sentence in the logbook."""
    told = set(EventLines(PaperConsole(ZWO).situation)._table) | set(TELLERS)
    assert told == set(facts.KINDS.values())


@pytest.mark.parametrize(("fact", "words"), LINES, ids=[words for _, words in LINES])
def test_each_event_of_the_exchange_reads_like_this(fact: Fact, words: str) -> None:
    """One plain line per event, in the words of the screen."""
    line = EventLines(PaperConsole(ZWO).situation).line(Entry(9, AT, fact))
    assert line.split(" ", 2)[2] == words


@settings(deadline=None, max_examples=400)
@given(any_fact())
def test_any_fact_prints_on_one_line_and_as_json(fact: Fact) -> None:
    """Whatever strangers put into a fact: one printable line, and one JSON object without the bytes for machines."""
    entry = Entry(9, AT, fact)
    line = EventLines(PaperConsole(ZWO).situation).line(entry)
    assert line.isprintable()
    told = json.dumps(event(entry), ensure_ascii=False)
    assert "\n" not in told
    assert not {"body", "signed", "raw", "public_key"} & set(json.loads(told))


def test_a_message_of_a_console_is_told_apart_from_a_phone_s() -> None:
    """The line says which console it came from and how sure that is; a report passed on asks for klopt."""
    zwolle = PaperConsole(ZWO)
    words = EventLines(zwolle.situation)
    cases = (
        (TextBody("Hoeveel dekens?"), "console C-DEV-01 bericht: “Hoeveel dekens?”"),
        (TextBody("HULP brand"), "ALARM brand console C-DEV-01 (echt): “HULP brand” bevestig"),
        (TextBody("L-ZWO-10 water 300 l", Content.REPORT), "L-ZWO-10 (console C-DEV-01) ? water 300 l (echt) klopt"),
        (TextBody("ook zoiets", Content.REPORT), "console C-DEV-01 doorgegeven melding (te beoordelen)"),
    )
    for number, (body, expected) in enumerate(cases, start=1):
        _, (_, line) = zwolle.take(DEV, letter(body, ZWO, number))
        assert expected in words.line(line)


def test_an_order_of_ours_and_its_message_read_the_same() -> None:
    """What goes out is told in the words of what was decided."""
    zwolle = PaperConsole(ZWO)
    decided = zwolle.do(commands.Decide(BOEG, DecisionKind.OPEN, "stroom weg", "burgemeester"))
    words = EventLines(zwolle.situation)
    first, second = (words.line(entry).split(" ", 2)[2] for entry in decided)
    assert first == "Besluit L-ZWO-09 openen door burgemeester: stroom weg"
    assert second == f"Uit allen opdracht (opgeslagen): {first}"
    assert messages(decided)


def test_started_says_the_mode_nowhere_wrong() -> None:
    """The first line of a console names it."""
    line = EventLines(PaperConsole(ZWO).situation).line(Entry(1, AT, facts.StationStarted(ZWO, Mode.READY, "0")))
    assert line.endswith("Console C-ZWO-01 gestart")
