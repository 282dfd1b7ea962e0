"""The line mode's language: every order in words and in JSON, and no secret is ever repeated."""

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.cli.volg_help import HELP
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import DecisionKind, Handling
from nsp_console.domain.understanding import Understanding
from nsp_console.dutch.errors import sentence
from nsp_console.dutch.times import parse_clock
from nsp_console.station import commands
from nsp_console.station.commands import Command
from nsp_console.station.lines_in import Line, read_json, read_line
from nsp_console.wire.text import parse
from support.consoles import RULES
from support.hostile import hostile_texts

NOW = 1_800_000_000.0
T0 = parse_clock("18:30", NOW, None)
DATED = parse_clock("10-01 06:15", NOW, None)


def understand(text: str) -> Understanding:
    """What the entry bar makes of it."""
    return parse(text, RULES.vocabulary)


def plain(line: str) -> Line | None:
    """One plain line read."""
    return read_line(line, understand, NOW)


def in_json(**asked: object) -> Line | None:
    """One JSON object read."""
    return read_json(json.dumps(asked), understand, NOW)


assert T0 is not None
assert DATED is not None
PLAIN: dict[str, Command] = {
    "bulletin Water bij de Boeg": commands.IssueBulletin("Water bij de Boeg", 12),
    "hangt 12": commands.HangBulletin(12),
    "Meldronde": commands.CallRoll(),
    "inzet Storm Salland | 18:30 | meldkamer": commands.StartDeployment("Storm Salland", T0, "meldkamer"),
    "t0 10-01 06:15 | ROT": commands.CorrectT0(DATED, "ROT"),
    "einde alles werkt weer": commands.EndDeployment("alles werkt weer"),
    "besluit l-zwo-09 openen | burgemeester | stroom weg | 18:30": commands.Decide(
        "L-ZWO-09", DecisionKind.OPEN, "stroom weg", "burgemeester", T0
    ),
    "besluit L-ZWO-09 sluiten|rot|leeg": commands.Decide("L-ZWO-09", DecisionKind.CLOSE, "leeg", "rot"),
    "onbemand c-dev-01 kazerne leeg": commands.MoveHome("C-DEV-01", "kazerne leeg"),
    "neem C-DEV-01 niemand daar": commands.MoveHome("", "niemand daar", "C-DEV-01"),
    "terug": commands.MoveHome(""),
    "intrekken L-ZWO-09 laptop gestolen": commands.RevokeStation("L-ZWO-09", "laptop gestolen"),
    "sleutel  vier woorden  met blanco ": commands.OpenKeys("vier woorden  met blanco"),
    "tijdvak 7K2M-91": commands.OpenEpoch("7K2M-91"),
    "tijdvak 7K2M-91 Gestolen": commands.OpenEpoch("7K2M-91", stolen=True),
    "klopt 12": commands.Confirm(12),
    "gelezen 12": commands.Handle(12, Handling.READ),
    "stuur allen Meld u": commands.SendText("Meld u", ""),
}


@pytest.mark.parametrize("line", PLAIN)
def test_each_plain_order_reads_as_its_command(line: str) -> None:
    """What the help lists is understood, in any case, and means exactly this command."""
    assert plain(line) == PLAIN[line]


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        ({"opdracht": "bulletin", "tekst": "x", "uren": 24}, commands.IssueBulletin("x", 24)),
        ({"opdracht": "bulletin", "tekst": "x"}, commands.IssueBulletin("x", 12)),
        ({"opdracht": "hangt", "nummer": 3}, commands.HangBulletin(3)),
        ({"opdracht": "meldronde"}, commands.CallRoll()),
        (
            {"opdracht": "inzet", "naam": "Storm", "t0": "2027-01-19T16:40:00+01:00", "bron": "ROT"},
            commands.StartDeployment("Storm", datetime(2027, 1, 19, 15, 40, tzinfo=UTC).timestamp(), "ROT"),
        ),
        ({"opdracht": "t0", "t0": 1_800_000_000, "bron": "ROT"}, commands.CorrectT0(1.8e9, "ROT")),
        ({"opdracht": "einde", "reden": "voorbij"}, commands.EndDeployment("voorbij")),
        (
            {
                "opdracht": "besluit",
                "punt": "L-ZWO-09",
                "wat": "ontruimen",
                "door": "rot",
                "reden": "water",
                "eigenaar": "g",
            },
            commands.Decide("L-ZWO-09", DecisionKind.EVACUATE, "water", "rot", None, "g"),
        ),
        (
            {"opdracht": "onbemand", "aan": "C-DEV-01", "reden": "leeg", "punten": ["L-ZWO-09"]},
            commands.MoveHome("C-DEV-01", "leeg", "", ("L-ZWO-09",)),
        ),
        ({"opdracht": "neem", "van": "C-DEV-01"}, commands.MoveHome("", "", "C-DEV-01")),
        ({"opdracht": "terug"}, commands.MoveHome("")),
        ({"opdracht": "intrekken", "punt": "L-ZWO-09", "reden": "weg"}, commands.RevokeStation("L-ZWO-09", "weg")),
        ({"opdracht": "sleutel", "woord": "a b  c"}, commands.OpenKeys("a b  c")),
        ({"opdracht": "tijdvak", "code": "7K2M"}, commands.OpenEpoch("7K2M")),
    ],
)
def test_each_json_order_reads_as_its_command(asked: dict[str, object], command: Command) -> None:
    """The JSON form holds exactly the same, with exact times."""
    assert in_json(**asked) == command


@pytest.mark.parametrize(
    "read",
    [lambda: plain("vraag C-ZWO-01 50 dekens"), lambda: in_json(opdracht="vraag", aan="C-ZWO-01", tekst="50 dekens")],
)
def test_what_is_asked_for_is_a_need_not_a_count(read: object) -> None:
    """`vraag … 50 dekens` asks for fifty; in a report the same words would count them."""
    command = read()  # type: ignore[operator]
    assert isinstance(command, commands.SendRequest)
    assert (command.to, command.text) == ("C-ZWO-01", "50 dekens")
    assert [(need.article, need.amount) for need in command.understood.needs] == [("deken", 50)]


@pytest.mark.parametrize(
    "line",
    [
        "inzet Storm",
        "inzet Storm | gisteren | ROT",
        "t0 18:30",
        "besluit L-ZWO-09 verbouwen | a | b",
        "onbemand",
        "vraag",
    ],
)
def test_a_half_order_says_how_it_should_be(line: str) -> None:
    """What lacks a part, or names a time that is none, is refused with an example of how it goes."""
    with pytest.raises(CommandError) as caught:
        plain(line)
    assert caught.value.code in ("vorm_onjuist", "tijd_onjuist")


@pytest.mark.parametrize(
    "asked",
    [
        {"opdracht": "t0", "t0": "2027-01-19T16:40:00"},  # no zone: another time on every machine
        {"opdracht": "t0", "t0": None},
        {"opdracht": "t0", "t0": float("nan")},
        {"opdracht": "t0", "t0": True},
        {"opdracht": "inzet", "naam": "x", "t0": [], "bron": "y"},
        {"opdracht": "bulletin", "tekst": "x", "uren": "veel"},
        {"opdracht": "hangt", "nummer": float("inf")},
        {"opdracht": "besluit", "punt": "L-ZWO-09", "wat": 7},
        {"opdracht": "terug", "punten": "L-ZWO-09"},
    ],
)
def test_json_of_the_wrong_shape_is_answered_in_dutch(asked: dict[str, object]) -> None:
    """Wrong types and times without a zone are complaints, never a crash and never a guess."""
    with pytest.raises(CommandError) as caught:
        in_json(**asked)
    assert len(sentence(caught.value).split()) >= 4


SECRET = "hemel-fiets-Zwaluw7"
SECRET_LINES = (
    f"sluetel {SECRET}",
    f"sleutle {SECRET}",
    f"tijdvk {SECRET}",
    '{"opdracht": "sleutel", "woord": "' + SECRET,
    '{"opdracht": "sleutels", "woord": "' + SECRET + '"}',
    '["sleutel", "' + SECRET + '"]',
    '{"opdracht": "tijdvak" "code": "' + SECRET + '"}',
)


@pytest.mark.parametrize("line", SECRET_LINES)
def test_a_mistyped_secret_is_never_repeated(line: str) -> None:
    """A slip in the word before it, or broken JSON around it: the complaint holds nothing of the secret."""
    reader = read_json if line[0] in "{[" else read_line
    with pytest.raises(CommandError) as caught:
        reader(line, understand, NOW)
    assert SECRET.casefold() not in (str(caught.value) + sentence(caught.value)).casefold()


def test_secrets_are_not_in_what_a_log_would_print() -> None:
    """The commands that hold a secret do not show it when printed; an empty one is refused."""
    for line in (f"sleutel {SECRET}", f"tijdvak: {SECRET}"):
        command = plain(line)
        assert isinstance(command, (commands.OpenKeys, commands.OpenEpoch))
        assert SECRET not in repr(command)
        assert SECRET not in f"{command}"
    for empty in ("sleutel", "tijdvak ", "SLEUTEL:"):
        with pytest.raises(CommandError):
            plain(empty)


def test_help_lists_every_order() -> None:
    """Whoever types `nsp volg --help` finds each word that begins an order."""
    for line in PLAIN:
        assert line.split()[0].casefold() in HELP
    for word in ("vraag", "koppel", "verwerp", "bevestig", "sluit", "gedaan", "alarm", "stand", "stop"):
        assert word in HELP


WORDS = [
    "inzet",
    "t0",
    "besluit",
    "onbemand",
    "neem",
    "terug",
    "vraag",
    "sleutel",
    "tijdvak",
    "hangt",
    "bulletin",
    "einde",
]


@settings(deadline=None)
@given(st.sampled_from(WORDS), st.one_of(st.text(max_size=60), st.sampled_from(hostile_texts(60))))
def test_any_line_gives_a_command_or_a_dutch_complaint(word: str, rest: str) -> None:
    """Nothing typed behind an order's word makes the reader fail."""
    for read, line in (
        (read_line, f"{word} {rest}"),
        (read_json, json.dumps({"opdracht": word, "tekst": rest, "t0": rest, "punten": [rest], "woord": rest})),
        (read_json, rest),
    ):
        with contextlib.suppress(CommandError):  # what it says then is tested with every sentence there is
            assert read(line, understand, NOW) is None or line.strip()
