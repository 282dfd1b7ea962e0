"""Openings of the lines consoles send themselves. Heard back they are messages: never a status, never an alarm."""

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
