"""The lines consoles send themselves, by how they begin. Heard back they are messages: never a status, never an alarm.

A person may quote an answer of a computer and add something. So a line is *wholly* a console's answer only when it also
ends as that answer does and is no longer than one: then nobody has to read it.
"""

import re

OPENINGS = (
    "begrepen door computer:",
    "alarm ontvangen, nog niet gelezen.",
    "uw alarm is gelezen door een medewerker.",
    "wij weten niet waar u bent.",
    "niet begrepen; een medewerker leest het.",
    "uw melding is ",
)
BULLETIN = re.compile(r"bulletin \d{1,3} van c-[a-z]{3}-\d{2}: ")  # wire.lines.bulletin; too exact for a person to type
MARK = re.compile(r"(?:oefening|demo) ")


def is_machine_line(plain: str) -> bool:
    """Whether prepared text opens as a console's own line does, after its exercise or demo mark."""
    line = MARK.sub("", plain.casefold(), count=1)
    return line.startswith(OPENINGS) or BULLETIN.match(line) is not None


def is_bulletin_line(text: str) -> bool:
    """Whether `text` is the line for telephones that goes with a signed bulletin."""
    return BULLETIN.match(MARK.sub("", text.strip().casefold(), count=1)) is not None


ANSWER_BYTES_MAX = 160  # ours have at most 120 (`wire.lines`) and perhaps a mark in front
ECHO = "begrepen door computer:"
ALARM_ANSWER = "alarm ontvangen, nog niet gelezen."
ALARM_READ = "uw alarm is gelezen door een medewerker."
ANSWERS = {  # opening → ending
    ECHO: "klopt niet? stuur opnieuw.",
    ALARM_ANSWER: "waar bent u?",
    ALARM_READ: "blijf 112 bellen.",
    "wij weten niet waar u bent.": "water 300 l.",
    "niet begrepen; een medewerker leest het.": "64 bezoekers.",
    "uw melding is niet overgenomen.": "64 bezoekers.",
    "uw melding is gelezen": "en klopt.",
}


def answer_opening(text: str) -> str | None:
    """The opening of the answer that `text` wholly is; None when it is none, or a person had a hand in it."""
    line = MARK.sub("", text.strip().casefold(), count=1)
    opening = next((opening for opening in ANSWERS if line.startswith(opening)), None)
    whole = opening is not None and line.endswith(ANSWERS[opening])
    return opening if whole and len(text.encode("utf-8", "replace")) <= ANSWER_BYTES_MAX else None


def echoed(text: str) -> str:
    """What an echo says after its opening, in lower case; it begins with the name of the point."""
    return MARK.sub("", text.strip().casefold(), count=1).removeprefix(ECHO).lstrip()
