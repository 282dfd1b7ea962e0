"""The authenticated tail of an alarm line: `~` and 14 base64url characters at the very end. No part of the words."""

import re

TAIL_MARK = "~"
TAIL_CHARS = 14
TAIL = re.compile(rf"{TAIL_MARK}[A-Za-z0-9_-]{{{TAIL_CHARS}}}\Z")
ALARM_HEAD = re.compile(r"(?:OEFENING )?ALARM [CLX]-[A-Z]{3}-\d{2} \d{2} ")


def without_tail(text: str) -> str:
    """`text` as people read it: an alarm line of a console loses its tail, anything else stays as it is."""
    return TAIL.sub("", text) if ALARM_HEAD.match(text) else text
