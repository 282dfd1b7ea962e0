"""Small readers for word tables, so that the tables themselves can be wrapped text."""


def word_set(table: str) -> frozenset[str]:
    """The words of a table separated by blanks."""
    return frozenset(table.split())


def phrases(table: str) -> list[str]:
    """The phrases of a table separated by commas."""
    return [" ".join(phrase.split()) for phrase in table.split(",") if phrase.strip()]
