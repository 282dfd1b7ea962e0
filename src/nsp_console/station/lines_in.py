"""The commands of the line mode: one line of text, or one JSON object, to one Command (design: rules).

Plain: an entry-bar line, `klopt N`, `verwerp N`, `bevestig N`, `gelezen N`, `sluit N reden`, `hangt N`,
`koppel RADIO CODE`, `stuur CODE TEKST`, `alarm TEKST`, the orders of `lines_orders`, `sleutel WOORD`, `tijdvak CODE`,
`stand`, `stop`. All with an example: `nsp volg --help`.
JSON: {"opdracht": "klopt", "nummer": 12}, {"opdracht": "stuur", "aan": "L-ZWO-09", "tekst": "…"},
{"opdracht": "melding", "tekst": "…"}, {"opdracht": "koppel", "radio": "!0a1b2c3d", "aan": "L-ZWO-09"} …

The word of a key and the code of an epoch are secrets: no error, event or log ever repeats a line that may hold one.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Handling
from nsp_console.station import commands
from nsp_console.station.commands import Command
from nsp_console.station.entry import split_means
from nsp_console.station.lines_orders import Understand, json_order, plain_order
from nsp_console.wire.text.near import one_edit

LINE_SHOWN_MAX = 200  # characters of a line repeated in a complaint


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """`stand`: print the board."""


@dataclass(frozen=True, slots=True)
class Stop:
    """`stop`: end the console."""


Line = Command | ShowBoard | Stop

NUMBERED: dict[str, Callable[[int, str], Command]] = {
    "klopt": lambda number, rest: commands.Confirm(number),
    "verwerp": lambda number, rest: commands.Reject(number, rest),
    "bevestig": lambda number, rest: commands.Acknowledge(number, rest),
    "gelezen": lambda number, rest: commands.Handle(number, Handling.READ),
    "gedaan": lambda number, rest: commands.Handle(number, Handling.DONE),
    "sluit": lambda number, rest: commands.CloseAlarm(number, rest),
    "hangt": lambda number, rest: commands.HangBulletin(number),
}
SECRETS: dict[str, Callable[[str], Command]] = {"sleutel": commands.OpenKeys, "tijdvak": commands.OpenEpoch}
STOLEN = " gestolen"  # behind the code of an epoch: a C was stolen, the old epoch is refused at once
SECRET_FIELDS = {"sleutel": "woord", "tijdvak": "code"}


def read_line(line: str, understand: Understand, now_wall: float) -> Line | None:
    """The command in one plain line; None for an empty one. Raises CommandError with a code when it makes no sense.

    now_wall  seconds UTC: a time of day means the nearest one
    """
    text = line.strip()
    word, _, rest = text.partition(" ")
    word, rest = word.casefold(), rest.strip()
    if not text:
        return None
    if not rest and word in ("stand", "stop"):
        return ShowBoard() if word == "stand" else Stop()
    secret = _secret_word(word)
    if secret:
        return _open(secret, rest if word.rstrip(":=") == secret else "")
    number, _, tail = rest.partition(" ")
    if word in NUMBERED and number.isdecimal():
        return NUMBERED[word](int(number), tail.strip())
    if word == "stuur" and rest:
        to, _, message = rest.partition(" ")
        return commands.SendText(message.strip(), "" if to.casefold() == "allen" else to.upper())
    if word == "koppel" and tail:
        return commands.LinkNode(_node(number), tail.strip().upper())
    if word == "alarm" and rest:
        understood = understand(rest)
        return commands.RaiseAlarm(rest, understood.site)
    if word in NUMBERED or word in ("stuur", "koppel"):
        raise CommandError("opdracht_onbekend", tekst=text[:LINE_SHOWN_MAX])
    return plain_order(word, rest, understand, now_wall) or entry_line(text, understand)


def entry_line(text: str, understand: Understand) -> Command:
    """A report typed in the entry bar: the point by code or name, the means by a first word (else portofoon)."""
    means, rest = split_means(text)
    understood = understand(rest)
    if understood.site is None:
        raise CommandError("punt_niet_genoemd", tekst=text)
    return commands.EnterReport(understood.site, understood, means, rest)


def read_json(line: str, understand: Understand, now_wall: float) -> Line | None:
    """The command in one JSON object on one line. Times in it are exact, so `now_wall` is not looked at."""
    if not line.strip():
        return None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise TypeError
        word = str(asked["opdracht"])
        number = int(asked.get("nummer", 0))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        raise CommandError("opdracht_onbekend", tekst=_shown(line)) from None
    if word in SECRETS:
        return _open(word, str(asked.get(SECRET_FIELDS[word]) or ""))
    command = _simple_json(word, number, asked, understand) or json_order(word, asked, understand)
    if command is None:
        raise CommandError("opdracht_onbekend", tekst=_shown(line))
    return command


def _simple_json(word: str, number: int, asked: Mapping[str, object], understand: Understand) -> Line | None:
    text = str(asked.get("tekst", ""))
    if word in NUMBERED:
        return NUMBERED[word](number, text)
    simple: dict[str, Callable[[], Line]] = {
        "stand": ShowBoard,
        "stop": Stop,
        "stuur": lambda: commands.SendText(text, str(asked.get("aan", ""))),
        "alarm": lambda: commands.RaiseAlarm(text, str(asked.get("punt") or "") or understand(text).site),
        "koppel": lambda: commands.LinkNode(_node(str(asked.get("radio", ""))), str(asked.get("aan", ""))),
        "melding": lambda: entry_line(text, understand),
    }
    return simple[word]() if word in simple else None


def _secret_word(word: str) -> str:
    """Which secret `word` announces, also with a slip of the finger: what follows must not be repeated."""
    word = word.rstrip(":=")
    return next((secret for secret in SECRETS if word == secret or one_edit(word, secret)), "")


def _open(word: str, secret: str) -> Command:
    if not secret:
        raise CommandError("sleutel_nodig" if word == "sleutel" else "tijdvak_nodig")
    if word == "tijdvak" and secret.casefold().endswith(STOLEN):
        return commands.OpenEpoch(secret[: -len(STOLEN)].strip(), stolen=True)
    return SECRETS[word](secret)


def _shown(line: str) -> str:
    """The line as a complaint may repeat it: nothing of one that may hold a secret."""
    folded = line.casefold()
    holds = any(word in folded for word in (*SECRET_FIELDS, *SECRET_FIELDS.values()))
    return "…" if holds else line.strip()[:LINE_SHOWN_MAX]


def _node(text: str) -> int:
    """A radio number as Meshtastic writes it ("!0a1b2c3d") or its last digits are not enough: all eight."""
    digits = text.strip().lstrip("!")
    try:
        node = int(digits, 16)
    except ValueError:
        node = -1
    if len(digits) != 8 or node < 0:
        raise CommandError("radio_onjuist", tekst=text)
    return node
