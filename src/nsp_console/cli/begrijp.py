"""`nsp begrijp [--json] TEXT`: what the console would make of a line, without radio or database."""

import argparse
import json
from typing import Any

from nsp_console.domain.understanding import Outcome, Understanding, Vocabulary

OUTCOMES = {
    Outcome.STATUS: "Status",
    Outcome.ALARM: "Alarm",
    Outcome.RECEIPT: "Ontvangstbevestiging",
    Outcome.MESSAGE: "Gewoon bericht",
    Outcome.TRIAGE: "Een medewerker moet kijken",
}


def register(commands: Any) -> None:
    """Add `nsp begrijp` to the `commands` of argparse."""
    parser = commands.add_parser("begrijp", help="toon wat de console van een regel begrijpt")
    parser.add_argument("--json", action="store_true", help="als JSON, voor andere programma's")
    parser.add_argument("text", metavar="TEKST", nargs="+", help="de regel, zoals iemand hem op een telefoon typt")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the line means to this console, own words included. Raises ConfigError."""
    from nsp_console.config.regionfiles import USER_FOLDER
    from nsp_console.config.rules import load_rules
    from nsp_console.paths import data_folder

    rules = load_rules(user_folder=data_folder() / USER_FOLDER)
    return tell(" ".join(arguments.text), arguments.json, rules.vocabulary)


def tell(text: str, as_json: bool, vocabulary: Vocabulary) -> int:
    """Print what `text` means: one JSON object with the keys of data/README.md, or one readable Dutch line."""
    from nsp_console.wire.text import alarm_kind, parse

    understood = parse(text, vocabulary)
    if as_json:
        # Escaped, so that any text (also broken UTF-16) can be printed on any console.
        print(json.dumps({"text": text, **understood.as_json()}))
        return 0
    kind = f" ({alarm_kind(text).value})" if understood.outcome is Outcome.ALARM else ""
    print(f"{OUTCOMES[understood.outcome]}{kind}{_details(understood, vocabulary)}")
    return 0


def _details(understood: Understanding, vocabulary: Vocabulary) -> str:
    from nsp_console.domain.safetext import clean
    from nsp_console.wire.text import write

    line = write(understood, vocabulary)
    unclear = "; ".join(dict.fromkeys(fragment for _, fragment in understood.unclear if fragment))
    details = f": {line}" if line else ""
    details += f" | niet zeker: {unclear}" if unclear else ""
    details += " | let op: persoonsgegevens" if understood.personal_data else ""
    blank = " " if details.startswith(" ") else ""
    return blank + clean(details)
