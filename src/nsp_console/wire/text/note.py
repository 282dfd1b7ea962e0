"""The note: everything after "notitie:". It is kept as typed and read by people only."""

import re

NOTE = re.compile(r"(?:^|[\s,;.])notitie ?[:=] ?", re.IGNORECASE)
NOTE_CHARS_MAX = 200


def split_note(plain: str) -> tuple[str, str]:
    """(the rest of the line, the note or "")."""
    match = NOTE.search(plain)
    if match is None:
        return plain, ""
    return plain[: match.start()], " ".join(plain[match.end() :].split())[:NOTE_CHARS_MAX]
