"""Error code to one Dutch sentence with the remedy. `{names}` are filled from the error's data."""

from nsp_console.domain.errors import NspError

SENTENCES: dict[str, str] = {
    # configuration, region and scenario files
    # text and commands
    # store
    # radio
    # scenario and demo
}


def sentence(error: NspError) -> str:
    """What to tell the operator: what is wrong, and what to do about it."""
    template = SENTENCES.get(error.code)
    if template is None:
        return f"Er ging iets mis ({error}). Noteer deze regel en meld hem aan de beheerder."
    return template.format_map({key: str(value) for key, value in error.data.items()})
