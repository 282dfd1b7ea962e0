"""Is it a call for help, and of what kind? In doubt it rings: an operator closes a false alarm in two seconds."""

import re
from enum import StrEnum

from nsp_console.domain.facts import AlarmKind
from nsp_console.wire.text.near import one_edit
from nsp_console.wire.text.numbers import number_word
from nsp_console.wire.text.tables import word_set
from nsp_console.wire.text.tokens import Kind, Token, prepare

WORRYING = word_set("""
    stroomstoring stroomuitval lekkage ontruiming ontruimen evacuatie evacueren
    gevecht gevechten agressie agressief vechtpartij ruzie onwel gewond gewonde gewonden bloedt bloed gevallen
    dreigend mes wapen overval overvallen onveilig rook inbraak paniek flauwgevallen insuline hartklachten
    benauwd zuurstof vermist noodsituatie levensbedreigend gas
""")


class Call(StrEnum):
    NONE = "none"
    LOOK = "look"  # help is mentioned, and it may be a call: a person looks, no bell
    RINGS = "rings"


def squeezed(key: str) -> str:
    """Runs of one letter taken together: "huuulpp" is "hulp"."""
    return "".join(char for at, char in enumerate(key) if at == 0 or char != key[at - 1])


# Rings wherever it stands, unless its neighbours say otherwise (see `_harmless`).
HARD = word_set("""
    hulp help alarm sos mayday noodgeval noodsituatie spoedgeval alarmm hilfe notfall emergency 🆘 🚨
""")
HARD |= frozenset(("рятуйте", "допоможіть", "допомога", "допомогу", "помогите", "помощь"))
HARD_SQUEEZED = frozenset(squeezed(word) for word in HARD)
SLIPS = word_set("""
    hlup hupl uhlp hepl hlep ehlp alram alrm alarn allarm hulo hjlp gulp! sosss heelp
    hellup hellep hullep hulup hulep helup helep
""")
FIRE = word_set("""
    brand fire feuer пожежа пожар 🔥
""")
# Rings when said as happening now: not asked, denied, past or planned.
SOFT = word_set("""
    reanimatie reanimeren gereanimeerd bewusteloos hartstilstand hartaanval stikt verstikking gaslek gaslucht
    explosie ontploffing koolmonoxide koolmonoxidevergiftiging steekpartij schietpartij neergestoken
    neergeschoten verdronken verdrinkt instorting ingestort levensgevaar instortingsgevaar rookontwikkeling
""")
DETECTORS = word_set("rookmelder brandmelder rookalarm brandalarm comelder gasmelder")
DANGERS = FIRE | SOFT | DETECTORS
SERVICES = word_set("""
    ambulance ambu ziekenwagen ziekenauto brandweer politie huisarts arts dokter
""")
SUMMONED = word_set("""
    nodig sturen stuur gebeld bellen spoed dringend direct nu meteen
""")
NOT_BEFORE = word_set("""
    geen zonder niet no kein keine loos vals valse test eerste bedankt dank proef немає
""")
QUALIFIERS = word_set("""
    dringende medische verdere extra andere meer echt echte de jullie voor alle snelle acute
""")
DONE_AFTER = word_set("""
    is er gekomen gearriveerd onderweg geweest aanwezig gehad gekregen geregeld niet werkt getest voorbij
    opgelost afgesloten uit kapot doet desk
""")
DONE = word_set("""
    er gekomen gearriveerd onderweg geweest aanwezig gehad gekregen geregeld niet voorbij opgelost afgesloten
    getest uit
""")
CHORES = word_set("""
    sjouwen uitladen inladen laden lossen opruimen schoonmaken afwas afwassen koken opbouw opbouwen uitdelen
    tillen dragen inrichten afbreken registratie registreren administratie inschrijven koffie klaarzetten
    opzetten vegen verhuizen rijden bezorgen verdelen dekens stoelen bedden tafels aggregaat keuken uitgifte
    vertalen tolken
""")
WITH = word_set("""
    bij met mee voor om
""")
ASKING = word_set("""
    wie wanneer waar hoe hoeveel is hebben heeft heb zijn nog
""")
PAST_OR_DENIED = word_set("""
    geen niemand niet was waren gisteren geblust uit geweest oefening vals loos als indien test getest proef
""")
STOPS = (Kind.STOP, Kind.ASK, Kind.COMMA)

KINDS: tuple[tuple[AlarmKind, str], ...] = (
    (
        AlarmKind.FIRE,
        r"brand\b|brand |vuur|rook|vlam|gaslek|gaslucht|koolmonoxide|\bco\b|fire|feuer|explosie|ontploff|пожеж|🔥",
    ),
    (
        AlarmKind.MEDICAL,
        r"onwel|reanim|bewust|hart|gewond|bloed|medisch|ambu|ziekenwag|ademt|adem|stikt|gevallen|epilep|diabet|beroerte|bevall|arts|dokter|medical|arzt",
    ),
    (
        AlarmKind.VIOLENCE,
        r"agress|vecht|gevecht|ruzie|steek|schiet|mes\b|wapen|overval|politie|dreig|geweld|plunder|relle|inbra",
    ),
    (AlarmKind.BUILDING, r"instort|dak\b|gebouw|scheur|plafond|wateroverlast|overstrom|lekkage"),
    (AlarmKind.POWER, r"stroom|aggregaat|noodstroom|kortsluiting|accu\b"),
    (AlarmKind.SANITATION, r"toilet|\bwcs?\b|riool|sanitair"),
    (AlarmKind.CROWDING, r"overvol|te vol|te druk|menigte|gedrang|overbevolk|bestorm"),
    (AlarmKind.SUPPLY, r"water|eten|voedsel|drinken|diesel|brandstof"),
)


def call_in(line: list[Token], exercise: bool | None) -> Call:
    """Whether tokens (without corrections) call for help."""
    line = _joined_letters(line)
    found = [_call_at(line, at, exercise) for at in range(len(line))]
    if Call.RINGS in found:
        return Call.RINGS
    return Call.LOOK if Call.LOOK in found else Call.NONE


def is_worrying(line: list[Token]) -> bool:
    """Whether a line that would be an ordinary message names something a person should see soon."""
    return any(token.key in WORRYING for token in line)


def alarm_kind(text: str) -> AlarmKind:
    """Kind of an alarm from its words; HELP when they do not tell."""
    plain = prepare(text).casefold()
    for kind, pattern in KINDS:
        if re.search(pattern, plain):
            return kind
    return AlarmKind.HELP


def _joined_letters(line: list[Token]) -> list[Token]:
    """ "H U L P", "s.o.s." and "h-u-l-p" as one token."""
    out: list[Token] = []
    letters: list[Token] = []
    for token in [*line, Token(Kind.STOP, "\n", 0, 0)]:
        if token.kind is Kind.WORD and len(token.key) == 1:
            letters.append(token)
        elif letters and token.key in (".", "-", "'", "!") and token.kind is not Kind.WORD:
            continue
        else:
            if letters:
                whole = "".join(letter.key for letter in letters)
                joined = len(letters) >= 3 and squeezed(whole) in ("hulp", "help", "sos", "alarm", "brand")
                first = letters[0]
                out.extend([Token(Kind.WORD, whole, first.start, letters[-1].end)] if joined else letters)
                letters = []
            out.append(token)
    return out[:-1]


def _is_hard(key: str) -> bool:
    if key in HARD or key in SLIPS:
        return True
    if key == "soos":  # a youth club
        return False
    short = squeezed(key)
    if short in HARD_SQUEEZED:
        return True
    if short.startswith("sosos") and set(short) == {"s", "o"}:
        return True
    return (
        len(key) >= 5
        and key[0] in "an"
        and any(one_edit(key, word) for word in ("alarm", "noodgeval"))
        and key
        not in (
            "alarmt",
            "alarms",
        )
    )


def _call_at(line: list[Token], at: int, exercise: bool | None) -> Call:
    token = line[at]
    if token.kind in (Kind.NUMBER, Kind.LABEL):
        return _emergency_number(line, at)
    if token.kind not in (Kind.WORD, Kind.SYMBOL):
        return Call.NONE
    key = token.key
    if _is_hard(key):
        return _help(line, at)
    if key in DANGERS or squeezed(key) in FIRE:
        return _danger(line, at, exercise)
    if key in SERVICES:
        return _summoned(line, at)
    if key in ("ademt", "ademen") and _next(line, at) in ("niet", "nauwelijks"):
        return Call.RINGS
    if key == "nood" and (len(line) <= 2 or _next(line, at) in ("", "!")):
        return Call.RINGS
    return Call.NONE


def _danger(line: list[Token], at: int, exercise: bool | None) -> Call:
    """A danger rings when it is said as happening; "GEEN OEFENING" takes away every doubt."""
    if exercise is False:
        return Call.RINGS
    only_emoji = line[at].kind is Kind.SYMBOL and len(line) > 1
    return Call.LOOK if _is_talk(line, at) or only_emoji else Call.RINGS


def _next(line: list[Token], at: int) -> str:
    return line[at + 1].key if at + 1 < len(line) else ""


def _sentence(line: list[Token], at: int) -> tuple[list[str], list[str], bool]:
    """Words before and after `at` in its sentence, and whether it is a question."""
    start = at
    while start > 0 and line[start - 1].kind not in STOPS and at - start < 12:
        start -= 1
    end = at + 1
    while end < len(line) and line[end].kind not in STOPS and end - at < 12:
        end += 1
    asked = end < len(line) and line[end].kind is Kind.ASK
    return [t.key for t in line[start:at]], [t.key for t in line[at + 1 : end]], asked


def _help(line: list[Token], at: int) -> Call:
    """A word for help: rings unless its own sentence makes it harmless."""
    before, after, asked = _sentence(line, at)
    close = [key for key in before if key not in QUALIFIERS][-1:]
    key = line[at].key
    if close and close[0] in NOT_BEFORE:
        denied = close[0] in ("geen", "no", "kein", "keine", "eerste", "bedankt", "dank", "niet")
        calm = denied and (
            not after or after[0] in ("nodig", "meer", "needed", "notig", "post", "hulppost") or after[:1] == ["aub"]
        )
        return Call.NONE if calm else Call.LOOK
    if before and before[0] in ("bedankt", "dank", "dankjewel", "thanks"):
        return Call.NONE
    if before[-1:] == ["medische"]:
        return Call.RINGS if set(after[:2]) & {"nodig", "gevraagd", "vereist", "spoed"} else Call.NONE
    if key in ("hulp", "help") and set(after) & CHORES and set(after[:3]) & WITH:
        return Call.LOOK
    if key == "help" and after[:1] == ["mee"]:
        return Call.LOOK
    if asked and (set(before) & ASKING or after[:1] == ["nodig"]):
        return Call.LOOK if not set(before) & ASKING and after[:1] != ["nodig"] else Call.NONE
    if after[:1] == ["is"] and set(after[1:3]) & DONE:
        return Call.LOOK
    if after and after[0] in (
        "onderweg",
        "gekomen",
        "gearriveerd",
        "aanwezig",
        "gehad",
        "gekregen",
        "werkt",
        "getest",
        "test",
        "desk",
        "doet",
        "kapot",
        "ok",
    ):
        return Call.LOOK
    return Call.RINGS


def _is_talk(line: list[Token], at: int) -> bool:
    """Whether a danger is denied, asked about, past or only imagined in its own sentence."""
    before, after, asked = _sentence(line, at)
    return asked or bool((set(before[-3:]) | set(after[:3])) & PAST_OR_DENIED)


def _summoned(line: list[Token], at: int) -> Call:
    before, after, asked = _sentence(line, at)
    words = set(before[-3:]) | set(after[:3])
    if not words & SUMMONED:
        return Call.NONE
    if words & {"geen", "niet"}:
        return Call.LOOK
    return Call.NONE if asked and set(before) & ASKING else Call.RINGS


def _emergency_number(line: list[Token], at: int) -> Call:
    """ "112 gebeld", "bel 112"; never the bare number, and not "112 bezoekers"."""
    token = line[at]
    if token.key != "112" or (token.kind is Kind.NUMBER and number_word(token.key) is not None):
        return Call.NONE
    before, after, asked = _sentence(line, at)
    near = set(before[-3:]) | set(after[:3])
    if not near & {"gebeld", "bel", "bellen", "belt", "gealarmeerd", "called", "call"}:
        return Call.NONE
    return Call.LOOK if near & {"geen", "niet", "kan", "kunnen"} or asked else Call.RINGS
