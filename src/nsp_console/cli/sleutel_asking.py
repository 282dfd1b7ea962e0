"""What the commands of `nsp sleutels` ask and look up: the passphrase, the folder, the region, who a number is."""

import argparse
import os
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from nsp_console.domain.errors import ConfigError, KeysError, NspError
from nsp_console.domain.sites import Region, Site
from nsp_console.dutch.errors import sentence
from nsp_console.keys import files, passphrase
from nsp_console.keys.work import STRONG, Work
from nsp_console.paths import data_folder

PHRASE_VARIABLE, NEW_PHRASE_VARIABLE = "NSP_SLEUTELWOORD", "NSP_SLEUTELWOORD_NIEUW"
# Tests write hundreds of files; this makes them fast and weak, and says so on stderr every time.
WEAK_VARIABLE = "NSP_ALLEEN_VOOR_TESTS_SCRYPT_LOG2N"
PHRASE_BYTES_MAX = 1000
TRIES_MAX = 3


def folder_of(arguments: argparse.Namespace) -> Path:
    """Where the key files are: --map, else the data folder."""
    chosen: Path | None = arguments.folder
    return chosen if chosen is not None else data_folder()


def work() -> Work:
    """How strong files are written: always the strong way, except in our own tests."""
    weak = os.environ.get(WEAK_VARIABLE, "")
    if not weak.isdecimal():
        return STRONG
    print("LET OP: zwakke sleutelbestanden, alleen voor tests.", file=sys.stderr)
    return Work(max(1, min(int(weak), STRONG.log2n)), for_tests_only=True)


def known_phrase(arguments: argparse.Namespace) -> str:
    """The passphrase of a file that exists: from the file named, the environment, or asked without echo."""
    given = _given(arguments.phrase_file, PHRASE_VARIABLE)
    return given or _ask("Sleutelwoord: ")


def new_phrase(arguments: argparse.Namespace) -> str:
    """A passphrase for a new file, checked; asked twice. KeysError when it is too easy."""
    given = _given(arguments.phrase_file, PHRASE_VARIABLE)
    return passphrase.checked(given) if given else _ask_new()


def changed_phrase(arguments: argparse.Namespace) -> str:
    """The passphrase to change to."""
    given = _given(arguments.new_file, NEW_PHRASE_VARIABLE)
    return passphrase.checked(given) if given else _ask_new()


def asked(question: str) -> str:
    """One line from a person at the keyboard; KeysError when nobody is there."""
    if not sys.stdin.isatty():
        raise KeysError("keys.nobody_to_ask", what=question.strip(": "))
    try:
        return input(question)
    except EOFError:
        raise KeysError("keys.stopped") from None


def tried(question: str, take: Callable[[str], str]) -> str:
    """Ask until `take` accepts the answer, at most three times."""
    for left in range(TRIES_MAX - 1, -1, -1):
        answer = asked(question)
        try:
            return take(answer)
        except KeysError as error:
            if not left:
                raise
            print(sentence(error))
    raise KeysError("keys.stopped")


def region_of(name: str) -> Region:
    """The region file called `name`, of this user or shipped. ConfigError when it will not do."""
    from nsp_console.config.region import load_region
    from nsp_console.config.regionfiles import region_file

    return load_region(region_file(name, data_folder()))


def own_region() -> tuple[Region | None, str]:
    """The region and the code this laptop is set up for; (None, "") when it is not, or its files are broken."""
    from nsp_console.config.settings import load_settings

    try:
        settings = load_settings(data_folder())
        return (region_of(settings.region), settings.station) if settings else (None, "")
    except NspError:
        return None, ""


def site_called(region: Region, code: str) -> Site:
    """The C or L with this code. KeysError when it is not in the region file."""
    wanted = code.strip().upper()
    site = next((each for each in region.numbered().values() if each.code == wanted), None)
    if site is None:
        raise KeysError("keys.unknown_station", site=wanted, region=region.name)
    return site


def name_of(region: Region | None, number: int) -> str:
    """The code behind a number, or the number itself when the region file does not know it."""
    site = region.numbered().get(number) if region else None
    return site.code if site else f"nummer {number}"


def no_number(region: Region) -> ConfigError:
    """The error for a region file that does not say which veiligheidsregio it is."""
    return ConfigError("keys.region_no_number", file=f"{region.name}.csv", where="")


def _given(file: Path | None, variable: str) -> str:
    if file is not None:
        text = files.read(file, PHRASE_BYTES_MAX).decode("utf-8", errors="replace")
        return passphrase.settled(text.splitlines()[0] if text else "")
    return passphrase.settled(os.environ.get(variable, ""))


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise KeysError("keys.no_passphrase", variable=PHRASE_VARIABLE)
    try:
        return passphrase.settled(getpass(question))
    except EOFError:
        raise KeysError("keys.stopped") from None


def _ask_new() -> str:
    phrase = passphrase.checked(_ask("Kies een sleutelwoord (vier woorden of meer): "))
    if passphrase.settled(_ask("Nog een keer: ")) != phrase:
        raise KeysError("keys.phrases_differ")
    return phrase
