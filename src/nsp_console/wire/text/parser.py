"""One line of text to one Understanding. It never guesses, never drops and never fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nsp_console.domain.understanding import Need, Outcome, Understanding, Vocabulary
from nsp_console.domain.values import Scalar
from nsp_console.wire.text.alarms import Call, call_in, is_worrying
from nsp_console.wire.text.chunks import ANY_FIELD, Reading, read_chunks
from nsp_console.wire.text.clauses import chunks_of
from nsp_console.wire.text.elements import Element, correct, elements
from nsp_console.wire.text.lexicon import lexicon_for, with_names
from nsp_console.wire.text.machine import is_machine_line
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.note import split_note
from nsp_console.wire.text.personal import personal_spans
from nsp_console.wire.text.tail import alarm_code, without_tail
from nsp_console.wire.text.tokens import CHARS_MAX, Kind, prepare, tokens

FRAGMENT_CHARS_MAX = 60
POWER_SOURCES = ("aggregaat", "accu")


@dataclass(slots=True)
class Sum:
    """What all chunks of one line say together."""

    values: dict[str, Scalar] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)
    about: set[str] = field(default_factory=set)
    rest_ok: bool = False
    contradicted: bool = False


def parse(text: str, vocabulary: Vocabulary, names: Mapping[str, str] | None = None) -> Understanding:
    """What a console makes of `text` (any string).

    names   lower-case point names → codes; only the entry bar gives them, a phone is known by its node
    """
    plain = prepare(without_tail(text))
    personal = personal_spans(plain)
    lexicon = lexicon_for(vocabulary)
    if names:
        lexicon = with_names(lexicon, names)
    body, note = split_note(plain)
    line = correct(tokens(body, personal, lexicon.short), lexicon)
    words = elements(line, lexicon)
    site, several = point_of(words, text)
    exercise = drill_in(words)
    if is_machine_line(plain):
        return Understanding(Outcome.MESSAGE, site, exercise=exercise, personal_data=bool(personal))
    call = call_in(tokens(plain, personal, lexicon.short), exercise)
    if call is Call.RINGS:
        return Understanding(Outcome.ALARM, site, exercise=exercise, personal_data=bool(personal))
    if len(text) > CHARS_MAX:
        return _triage(site, exercise, bool(personal), [("te_lang", f"{len(text)} tekens")])
    reading = read_chunks(chunks_of(words), body, lexicon)
    if several:
        reading.unclear.append(("meer_punten", "meer dan één punt"))
        reading.blocked = True
    if note:
        reading.values.append({"note": note})
    if call is Call.LOOK:
        reading.unclear.append(("hulpvraag", body[:FRAGMENT_CHARS_MAX]))
        reading.blocked = True
    found = decide(reading, site, exercise, bool(personal))
    if found.outcome is Outcome.MESSAGE and is_worrying(line) and not reading.asked_or_later:
        found = _triage(site, exercise, bool(personal), [("zorgelijk", body[:FRAGMENT_CHARS_MAX])])
    if exercise is False and found.outcome not in (Outcome.STATUS, Outcome.RECEIPT) and not reading.asked_or_later:
        # "GEEN OEFENING" pre-empts everything: whoever writes it means something urgent.
        return Understanding(Outcome.ALARM, site, exercise=False, personal_data=bool(personal))
    return found


def decide(reading: Reading, site: str | None, exercise: bool | None, personal: bool) -> Understanding:
    """From everything read in the chunks to the outcome of the line."""
    total = add_up(reading)
    claimed = set(total.values) | ({"needs"} if total.needs else set())
    same_field = bool(claimed & reading.unclear_fields)
    something = bool(claimed or total.rest_ok)
    blocked = (
        reading.blocked
        or ANY_FIELD in reading.unclear_fields
        or total.contradicted
        or same_field
        or (total.rest_ok and bool(reading.unclear_fields))
    )
    if blocked or (not something and reading.unclear_fields):
        return _triage(site, exercise, personal, reading.unclear or [("tegenspraak", "")])
    if something:
        return Understanding(
            Outcome.STATUS,
            site,
            total.values,
            tuple(total.needs),
            total.rest_ok,
            tuple(sorted(total.about & set(total.values))),
            exercise,
            personal,
            tuple(reading.unclear + reading.loose),
        )
    if reading.received:
        return Understanding(Outcome.RECEIPT, site, exercise=exercise, personal_data=personal)
    if reading.talk or exercise is not None:
        return Understanding(Outcome.MESSAGE, site, exercise=exercise, personal_data=personal)
    return _triage(site, exercise, personal, reading.unclear or reading.loose or [("onbekend", "")])


def _triage(site: str | None, exercise: bool | None, personal: bool, unclear: list[tuple[str, str]]) -> Understanding:
    return Understanding(
        Outcome.TRIAGE, site, exercise=exercise, personal_data=personal, unclear=tuple(dict.fromkeys(unclear))
    )


def add_up(reading: Reading) -> Sum:
    """Values of all chunks together; two different values for one field contradict."""
    total = Sum(needs=list(dict.fromkeys(reading.needs)), rest_ok=reading.rest_ok, about=set(reading.about))
    for values in reading.values:
        for key, value in values.items():
            if key in total.values and total.values[key] != value:
                if key == "power" and "power" in reading.weak and {total.values[key], value} & set(POWER_SOURCES):
                    value = value if value in POWER_SOURCES else total.values[key]
                else:
                    total.contradicted = True
            total.values[key] = value
    for key, value in reading.denied:
        if total.values.get(key) == value:
            total.contradicted = True
        elif key not in total.values:
            reading.unclear_fields.add(key)
            reading.unclear.append(("ontkend", f"niet {value}"))
    return total


def point_of(line: list[Element], text: str) -> tuple[str | None, bool]:
    """As `site_in`; a console's alarm line is about the point in its head, whatever its words name beside it."""
    code = alarm_code(text)
    return (code, False) if code else site_in(line)


def site_in(line: list[Element]) -> tuple[str | None, bool]:
    """The point the line is about, and whether it names more than one. "aan C-ZWO-01" is an address, not the point."""
    about: list[str] = []
    for at, item in enumerate(line):
        code = item.key if item.kind is Kind.CODE else (item.word.site if item.word else "")
        if not code:
            continue
        before = line[at - 1] if at else None
        if before is not None and before.has(Mark.ADDRESS):
            continue
        about.append(code)
    distinct = list(dict.fromkeys(about))
    if len(distinct) > 1:
        local = [code for code in distinct if not code.startswith("C-")]
        distinct = local if len(local) == 1 else distinct
    return (distinct[0], False) if len(distinct) == 1 else (None, len(distinct) > 1)


def drill_in(line: list[Element]) -> bool | None:
    """False for "geen oefening", True for "oefening", None when nothing is said about it."""
    if any(item.has(Mark.NO_DRILL) for item in line):
        return False
    return True if any(item.has(Mark.DRILL) for item in line) else None
