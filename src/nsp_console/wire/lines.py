"""The Dutch lines a console sends to telephones. Each is at most 120 bytes of UTF-8, mark included;
only a bulletin may fill the 130 of any text line.

`mark` is what stands in front in an exercise or a demo ("OEFENING", "DEMO"); the inzet has none.
"""

from nsp_console.domain.facts import AlarmKind
from nsp_console.domain.understanding import Understanding, Vocabulary
from nsp_console.wire.text.writer import LINE_BYTES_MAX, cut, need_parts, rest_parts, value_parts

OUTGOING_BYTES_MAX = 120  # design: protocol, "Text lines": the echo is one line of at most 120 bytes
NAME_BYTES_MAX = 28

LONG_TAIL = ". Medewerker kijkt nog. Klopt niet? Stuur opnieuw."
SHORT_TAIL = ". Klopt niet? Stuur opnieuw."
AND_MORE = ", en meer"
REST_OK = "rest in orde"


def echo_name(name: str) -> str:
    """The name of a point as an echo shows it."""
    return cut(name, NAME_BYTES_MAX)


def echo(name: str, understood: Understanding, vocabulary: Vocabulary, mark: str = "") -> str:
    """What was understood, and that a computer did so. What does not fit is announced by "en meer"."""
    parts = [*value_parts(understood, vocabulary)]
    parts += [f"nodig {need}" for need in need_parts(understood.needs, vocabulary)]
    parts += rest_parts(understood)
    if "note" in understood.values:
        parts.append("notitie")
    if understood.rest_ok:
        parts.append(REST_OK)
    head = _marked(f"Begrepen door computer: {echo_name(name)} ", cut(mark, NAME_BYTES_MAX))
    for tail in (LONG_TAIL, SHORT_TAIL):
        line = head + ", ".join(parts) + tail
        if _fits(line):
            return line
    return head + _as_many(parts, OUTGOING_BYTES_MAX - _bytes(head + AND_MORE + SHORT_TAIL)) + AND_MORE + SHORT_TAIL


def alarm_answer(mark: str = "") -> str:
    """At once on every alarm, by the computer."""
    return _marked("Alarm ontvangen, nog niet gelezen. Bel ook 112. Waar bent u?", mark)


def alarm_acknowledged(mark: str = "") -> str:
    """When a person acts on the alarm."""
    return _marked("Uw alarm is gelezen door een medewerker. Houd de radio bij u en blijf 112 bellen.", mark)


def hint(mark: str = "", unknown_node: bool = False) -> str:
    """How to write. An unknown radio is asked for its point first."""
    if unknown_node:
        return _marked("Wij weten niet waar u bent. Stuur de code van uw punt mee, bijv: L-ZWO-09 water 300 l.", mark)
    return _marked("Niet begrepen; een medewerker leest het. Schrijf bijv: open, water 300 l, 64 bezoekers.", mark)


def bulletin(number: int, station: str, text: str, mark: str = "") -> str:
    """That there is a bulletin, with as much of it as fits in one line; the whole hangs at the points."""
    return cut(_marked(f"Bulletin {number} van {station}: {text}", mark), LINE_BYTES_MAX)


def plain_alarm(station: str, kind: AlarmKind, text: str, mark: str = "") -> str:
    """The alarm of a console whose keys are not open: as a person with a telephone would write it."""
    said = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return cut(_marked(f"{station} HULP {kind.value}: {said}", mark), OUTGOING_BYTES_MAX)


def rejection(mark: str = "") -> str:
    """When an operator rejected what was understood."""
    return _marked("Uw melding is niet overgenomen. Stuur hem opnieuw, bijv: open, water 300 l, 64 bezoekers.", mark)


def confirmed(mark: str = "") -> str:
    """When an operator said *klopt*."""
    return _marked("Uw melding is gelezen en klopt.", mark)


def _marked(line: str, mark: str) -> str:
    if not mark:
        return line
    return f"{cut(mark, NAME_BYTES_MAX)} {line}"


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _fits(line: str) -> bool:
    return _bytes(line) <= OUTGOING_BYTES_MAX


def _as_many(parts: list[str], room: int) -> str:
    """As many whole parts as fit in `room` bytes; at least a cut piece of the first."""
    kept = ""
    for part in parts:
        longer = f"{kept}, {part}" if kept else part
        if _bytes(longer) > room:
            break
        kept = longer
    return kept or cut(parts[0], max(room, 4))
