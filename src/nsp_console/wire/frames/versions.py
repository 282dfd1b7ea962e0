"""Six bits of a version, enough to see which of two is newer when they are not far apart."""

VERSIONS = 0xFFFF  # versions are 1 … 65535, and then 1 again; 0 means none
WHEEL = 51  # divides VERSIONS, so that the wheel of codes does not jump where versions begin again
NONE_YET = 0


def version_code(version: int) -> int:
    """0 for none, else 1 … 51."""
    return NONE_YET if version == 0 else 1 + (version - 1) % WHEEL


def code_ahead(code: int, ours: int) -> int:
    """How many versions `code` is ahead of `ours`; negative: behind. Right while they are at most 25 apart.

    Who has none is behind everything; 0 when both have none.
    """
    if NONE_YET in (code, ours):
        return (code != NONE_YET) - (ours != NONE_YET)
    return (code - ours + WHEEL // 2) % WHEEL - WHEEL // 2
