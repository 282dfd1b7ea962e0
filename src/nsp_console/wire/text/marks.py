"""What a word can be in a line. One word may be several things: "water" is a supply, a function and an article."""

from dataclasses import dataclass, field
from enum import StrEnum

from nsp_console.domain.values import Scalar


class Mark(StrEnum):
    """Grammatical role of a word. The comment gives one example."""

    GLUE = "glue"  # de, nog, aub: never changes a value
    NOT = "not"  # geen
    ABOUT = "about"  # ca
    STILL = "still"  # nog
    LEFT = "left"  # over, op voorraad: what is there, not what is asked for
    VAGUE = "vague"  # bijna
    FUTURE = "future"  # morgen
    PAST = "past"  # gisteren
    IF = "if"  # als
    ASK = "ask"  # wanneer
    ASK_FIRST = "ask_first"  # kan …: a question only at the start of a sentence
    NEED = "need"  # nodig
    MAYBE_NEED = "maybe_need"  # ndig: no request is made of it, but it is no stock either
    CORRECT = "correct"  # sorry
    POISON = "poison"  # gewond: what stands beside it is not the value it looks like
    OTHERS = "others"  # 12 kinderen: a number that is about nothing we ask for
    LABEL = "label"  # zaal 2: the number is a name
    RECEIPT = "receipt"  # begrepen
    REST_OK = "rest_ok"  # verder goed
    WORKS = "works"
    LIMITED = "limited"
    FAILS = "fails"
    GONE = "gone"  # op, leeg
    AWAY = "away"  # weg, eraf: of mains power
    ON = "on"
    OFF = "off"
    ISSUED = "issued"  # uitgegeven
    ARRIVED = "arrived"  # binnengekomen
    AND = "and"
    BUT = "but"
    INTRO = "intro"  # hier …, a name follows
    CLOSING = "closing"  # groetjes …, a name follows
    GREETING = "greeting"
    PLACE = "place"  # dorpshuis …, a name follows
    STATE = "state"
    POWER = "power"  # aggregaat: a source, with its hours or litres
    MAINS = "mains"  # stroom: what a source is said of
    SAFETY = "safety"
    CLAIM = "claim"  # a whole statement: AED aanwezig
    DRILL = "drill"
    NO_DRILL = "no_drill"
    SINCE = "since"  # sinds, tot: a time follows
    AT = "at"  # om, vanaf: a time of change follows
    BEFORE = "before"  # voor
    AFTER = "after"  # over 2 uur
    WITHIN = "within"  # binnen
    ADDRESS = "address"  # aan, naar
    OF = "of"  # 2 van 4
    TO = "to"  # 50 a 60
    A = "a"  # een: also 1
    MORE = "more"  # meer
    TIMES = "times"  # x
    QUIET = "quiet"  # may stand alone without meaning anything: ok


@dataclass(frozen=True, slots=True)
class Lexeme:
    """Everything one word or phrase can be.

    topic    key into `topics.TOPICS`: what an amount beside it counts
    field    field key that works, works in part or fails: `functions.water`
    article  key of an article that can be asked for
    unit     unit name when it follows a number
    value    the source of a POWER word, the level of a SAFETY word, the state of a STATE word
    claims   field values the phrase says by itself
    site     point code of a name
    """

    marks: frozenset[Mark] = field(default_factory=frozenset)
    topic: str = ""
    field: str = ""
    article: str = ""
    unit: str = ""
    value: str = ""
    claims: tuple[tuple[str, Scalar], ...] = ()
    site: str = ""

    def joined(self, other: "Lexeme") -> "Lexeme":
        """Both meanings; where both say something, this one's stays."""
        return Lexeme(
            self.marks | other.marks,
            self.topic or other.topic,
            self.field or other.field,
            self.article or other.article,
            self.unit or other.unit,
            self.value or other.value,
            self.claims or other.claims,
            self.site or other.site,
        )
