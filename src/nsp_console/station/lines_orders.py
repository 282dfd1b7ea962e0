"""The orders of the line mode that hold more than a number: their plain form and their JSON form.

Plain: parts behind the first are separated by "|"; times as a person types them (`18:30`, `20-01 18:30`).
JSON: times as ISO 8601 with their zone, or seconds UTC.
"""

import math
from collections.abc import Callable, Mapping
from datetime import datetime

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import DecisionKind
from nsp_console.domain.understanding import Understanding
from nsp_console.dutch.times import parse_clock
from nsp_console.station import commands
from nsp_console.station.commands import Command

Understand = Callable[[str], Understanding]
BULLETIN_VALID_H = 12
DEPLOYMENT_FORM = "inzet NAAM | T0 | BRON"
T0_FORM = "t0 T0 | BRON"
DECISION_FORM = "besluit CODE WAT | DOOR | REDEN | TIJD, met als WAT: " + ", ".join(DecisionKind)
REQUEST_FORM = "vraag CODE TEKST"
C_FORM = "C-CODE en een reden"


def request(to: str, text: str, understand: Understand) -> Command:
    """`50 dekens` behind *vraag* is something asked for, not something counted."""
    understood = understand(text)
    if not understood.needs:
        understood = understand(f"nodig: {text}")
    return commands.SendRequest(understood, text, to)


# ── one plain line ───────────────────────────────────────────────────────────────────────────────────────


def plain_order(word: str, rest: str, understand: Understand, now_wall: float) -> Command | None:
    """The order that `word` begins; None when it begins none."""
    simple: dict[str, Callable[[], Command]] = {
        "bulletin": lambda: commands.IssueBulletin(rest, BULLETIN_VALID_H),
        "meldronde": commands.CallRoll,
        "einde": lambda: commands.EndDeployment(rest),
        "terug": lambda: commands.MoveHome("", rest),
        "vraag": lambda: request(*_code_and(rest, REQUEST_FORM), understand),
        "onbemand": lambda: commands.MoveHome(*_code_and(rest, f"onbemand {C_FORM}")),
        "neem": lambda: _taken_over(*_code_and(rest, f"neem {C_FORM}")),
        "schrijf": lambda: commands.MoveWriter(*_code_and(rest, "schrijf CODE REDEN")),
        "geef": lambda: commands.MoveWriter(*_code_and(rest, "geef CODE REDEN"), back=True),
        "intrekken": lambda: commands.RevokeStation(*_code_and(rest, "intrekken CODE REDEN")),
        "inzet": lambda: _deployment(rest, now_wall),
        "t0": lambda: _t0(rest, now_wall),
        "besluit": lambda: _decision(rest, now_wall),
    }
    return simple[word]() if word in simple else None


def _code_and(rest: str, form: str) -> tuple[str, str]:
    code, _, tail = rest.partition(" ")
    if not code:
        raise CommandError("vorm_onjuist", vorm=form)
    return code.upper(), tail.strip()


def _taken_over(home: str, reason: str) -> Command:
    return commands.MoveHome("", reason, home)


def _parts(rest: str, fewest: int, most: int, form: str) -> list[str]:
    parts = [part.strip() for part in rest.split("|")]
    if not fewest <= len(parts) <= most or not all(parts[:fewest]):
        raise CommandError("vorm_onjuist", vorm=form)
    return parts


def _clock(text: str, now_wall: float) -> float:
    wall = parse_clock(text, now_wall, None)
    if wall is None:
        raise CommandError("tijd_onjuist", tekst=text)
    return wall


def _deployment(rest: str, now_wall: float) -> Command:
    name, t0, source = _parts(rest, 3, 3, DEPLOYMENT_FORM)
    return commands.StartDeployment(name, _clock(t0, now_wall), source)


def _t0(rest: str, now_wall: float) -> Command:
    t0, source = _parts(rest, 2, 2, T0_FORM)
    return commands.CorrectT0(_clock(t0, now_wall), source)


def _decision(rest: str, now_wall: float) -> Command:
    subject, by, reason, *time = _parts(rest, 3, 4, DECISION_FORM)
    code, _, what = subject.partition(" ")
    kind = _decision_kind(what.strip())
    target = _clock(time[0], now_wall) if time and time[0] else None
    return commands.Decide(code.upper(), kind, reason, by, target)


def _decision_kind(word: str) -> DecisionKind:
    try:
        return DecisionKind(word.casefold())
    except ValueError:
        raise CommandError("vorm_onjuist", vorm=DECISION_FORM) from None


# ── one JSON object ──────────────────────────────────────────────────────────────────────────────────────


def json_order(word: str, asked: Mapping[str, object], understand: Understand) -> Command | None:
    """The order in `asked`; None when `word` is none of these."""

    def said(key: str) -> str:
        return str(asked.get(key) or "")

    reason = said("reden") or said("tekst")
    simple: dict[str, Callable[[], Command]] = {
        "bulletin": lambda: commands.IssueBulletin(said("tekst"), _whole(asked.get("uren", BULLETIN_VALID_H))),
        "hangt": lambda: commands.HangBulletin(_whole(asked.get("nummer", 0))),
        "meldronde": commands.CallRoll,
        "vraag": lambda: request(said("aan"), said("tekst"), understand),
        "inzet": lambda: commands.StartDeployment(said("naam"), _exact(asked.get("t0")), said("bron")),
        "t0": lambda: commands.CorrectT0(_exact(asked.get("t0")), said("bron")),
        "einde": lambda: commands.EndDeployment(reason),
        "besluit": lambda: commands.Decide(
            said("punt"),
            _decision_kind(said("wat")),
            reason,
            said("door"),
            _exact(asked["tijd"]) if asked.get("tijd") is not None else None,
            said("eigenaar"),
        ),
        "onbemand": lambda: commands.MoveHome(said("aan"), reason, sites=_codes(asked)),
        "neem": lambda: commands.MoveHome("", reason, said("van"), _codes(asked)),
        "terug": lambda: commands.MoveHome("", reason, sites=_codes(asked)),
        "schrijf": lambda: commands.MoveWriter(said("punt"), reason),
        "geef": lambda: commands.MoveWriter(said("punt"), reason, back=True),
        "intrekken": lambda: commands.RevokeStation(said("punt"), reason),
    }
    return simple[word]() if word in simple else None


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise CommandError("vorm_onjuist", vorm="een heel getal")
    return value


def _exact(value: object) -> float:
    """Seconds UTC, or ISO 8601 with a zone: a time without zone means something else on every machine."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise CommandError("tijd_onjuist", tekst=str(value)) from None
    if at.tzinfo is None:
        raise CommandError("tijd_onjuist", tekst=str(value))
    return at.timestamp()


def _codes(asked: Mapping[str, object]) -> tuple[str, ...]:
    codes = asked.get("punten") or []
    if not isinstance(codes, list):
        raise CommandError("vorm_onjuist", vorm='"punten": ["L-ZWO-09", "L-ZWO-10"]')
    return tuple(str(code) for code in codes)
