"""What a console adds to its alarm line behind the words: the mark of an exercise again, and the tail that proves it.

Neither is part of the words: fourteen letters could spell anything, and "ik zie geen" + "OEFENING" says its opposite.
"""

import re

TAIL_MARK = "~"
TAIL_CHARS = 14
TAIL = re.compile(rf"{TAIL_MARK}[A-Za-z0-9_-]{{{TAIL_CHARS}}}\Z")
EXERCISE = "OEFENING"
EXERCISE_AGAIN = re.compile(rf" {EXERCISE} ?\Z")
ALARM_HEAD = re.compile(rf"(?:{EXERCISE} )?ALARM ([CLX]-[A-Z]{{3}}-[0-9]{{2}}) [0-9]{{2}} ")


def without_tail(text: str) -> str:
    """The head and words of a console's alarm line; any other text as it is."""
    if ALARM_HEAD.match(text) is None:
        return text
    said = TAIL.sub("", text)
    return EXERCISE_AGAIN.sub("", said) if said.startswith(EXERCISE) else said


def alarm_code(text: str) -> str:
    """The point that a console's alarm line is about; "" for any other text."""
    match = ALARM_HEAD.match(text)
    return match[1] if match else ""
