"""argparse speaks English; our operators do not. Its own words in Dutch, and help in the same order everywhere."""

import argparse
import gettext
from typing import Any

TRANSLATIONS: dict[str, str] = {
    "usage: ": "gebruik: ",
    "%(heading)s:": "%(heading)s:",
    "positional arguments": "gegevens",
    "optional arguments": "keuzes",
    "options": "keuzes",
    "show this help message and exit": "toon deze hulp en stop",
    "show program's version number and exit": "toon de versie en stop",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fout: %(message)s\nMeer uitleg: %(prog)s --help\n",
    "argument %(argument_name)s: %(message)s": "bij %(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r kan niet (kies uit %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r kan niet, bedoelt u %(closest)r? (kies uit %(choices)s)"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "opdracht %(parser_name)r bestaat niet (kies uit %(choices)s)"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r kan hier niet (verwacht: %(type)s)",
    "the following arguments are required: %s": "er ontbreekt: %s",
    "one of the arguments %s is required": "geef een van deze: %s",
    "not allowed with argument %s": "kan niet samen met %s",
    "unrecognized arguments: %s": "onbekend: %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan meer betekenen: %(matches)s",
    "ignored explicit argument %r": "hier hoort geen waarde bij: %r",
    "unexpected option string: %s": "onverwacht: %s",
    "expected one argument": "er hoort een waarde achter",
    "expected at most one argument": "er hoort hoogstens een waarde achter",
    "expected at least one argument": "er hoort ten minste een waarde achter",
    "can't open '%(filename)s': %(error)s": "'%(filename)s' gaat niet open: %(error)s",
    "subcommands": "opdrachten",
    "expected %s argument": "er hoort %s waarde achter",
    "expected %s arguments": "er horen %s waarden achter",
    "argument '%(argument_name)s' is deprecated": "'%(argument_name)s' verdwijnt in een volgende versie",
    "option '%(option)s' is deprecated": "'%(option)s' verdwijnt in een volgende versie",
    "command '%(parser_name)s' is deprecated": "opdracht '%(parser_name)s' verdwijnt in een volgende versie",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: let op: %(message)s\n",
    " (default: %(default)s)": " (anders: %(default)s)",
}


def dutch(message: str) -> str:
    """Argparse's `message` in Dutch; what the table lacks stays as it is rather than getting lost."""
    return TRANSLATIONS.get(message) or gettext.gettext(message)


def dutch_count(one: str, many: str, count: int) -> str:
    """The same for messages with a singular and a plural."""
    return dutch(one if count == 1 else many)


def speak_dutch() -> None:
    """From now on argparse's own words are Dutch. It looks them up in its module when it needs them."""
    words: Any = argparse
    words._ = dutch
    words.ngettext = dutch_count


class Parser(argparse.ArgumentParser):
    """A parser without abbreviated options: `--st` today must not mean something else next year."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})
