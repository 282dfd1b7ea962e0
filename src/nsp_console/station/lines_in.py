"""The commands of the line mode: one line of text, or one JSON object, to one Command (design: rules).

Plain: an entry-bar line, `klopt N`, `verwerp N`, `bevestig N`, `gelezen N`, `sluit N reden`, `koppel RADIO CODE`,
`stuur CODE TEKST`, `alarm TEKST`, `stand`, `stop`.
JSON: {"opdracht": "klopt", "nummer": 12}, {"opdracht": "stuur", "aan": "L-ZWO-09", "tekst": "…"},
{"opdracht": "melding", "tekst": "…"}, {"opdracht": "koppel", "radio": "!0a1b2c3d", "aan": "L-ZWO-09"} …
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Handling
from nsp_console.domain.understanding import Understanding
from nsp_console.station import commands
from nsp_console.station.commands import Command
from nsp_console.station.entry import split_means

Understand = Callable[[str], Understanding]


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
}


def read_line(line: str, understand: Understand) -> Line | None:
    """The command in one plain line; None for an empty one. Raises CommandError with a code when it makes no sense."""
    text = line.strip()
    word, _, rest = text.partition(" ")
    word, rest = word.casefold(), rest.strip()
    if not text:
        return None
    if not rest and word in ("stand", "stop"):
        return ShowBoard() if word == "stand" else Stop()
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
        raise CommandError("opdracht_onbekend", tekst=text)
    return entry_line(text, understand)


def entry_line(text: str, understand: Understand) -> Command:
    """A report typed in the entry bar: the point by code or name, the means by a first word (else portofoon)."""
    means, rest = split_means(text)
    understood = understand(rest)
    if understood.site is None:
        raise CommandError("punt_niet_genoemd", tekst=text)
    return commands.EnterReport(understood.site, understood, means, rest)


def read_json(line: str, understand: Understand) -> Line | None:
    """The command in one JSON object on one line."""
    if not line.strip():
        return None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise TypeError
        word = str(asked["opdracht"])
        number = int(asked.get("nummer", 0))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CommandError("opdracht_onbekend", tekst=line.strip()[:200]) from None
    text = str(asked.get("tekst", ""))
    if word in NUMBERED:
        return NUMBERED[word](number, text)
    simple: dict[str, Callable[[], Line]] = {
        "stand": ShowBoard,
        "stop": Stop,
        "stuur": lambda: commands.SendText(text, str(asked.get("aan", ""))),
        "alarm": lambda: commands.RaiseAlarm(text, asked.get("punt") or understand(text).site),
        "koppel": lambda: commands.LinkNode(_node(str(asked.get("radio", ""))), str(asked.get("aan", ""))),
        "melding": lambda: entry_line(text, understand),
    }
    if word not in simple:
        raise CommandError("opdracht_onbekend", tekst=line.strip()[:200])
    return simple[word]()


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
