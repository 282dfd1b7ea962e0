"""Where `nsp sleutels lees` gets its parts: a stick, a text file, lines piped in, or lines somebody types."""

import argparse
import sys

from nsp_console.cli import sleutel_asking as asking
from nsp_console.domain.errors import KeysError
from nsp_console.dutch.errors import sentence
from nsp_console.keys import armor, box, codes, files, stick


def parts_asked_for(arguments: argparse.Namespace) -> bytes:
    """The parts as bytes. KeysError names what is wrong: the file, the code, or the line."""
    if arguments.file is None:
        if sys.stdin.isatty():
            return _typed()
        return armor.read(sys.stdin.read(armor.TEXT_CHARS_MAX).splitlines())
    data = files.read(arguments.file, box.BOX_BYTES_MAX)
    name = arguments.file.name
    if not stick.is_stick(data) and arguments.file.suffix.casefold() != stick.SUFFIX:
        return armor.read(data.decode("utf-8", errors="replace").splitlines())
    whose = stick.facts(data, name)
    print(f"{name}: sleutels van {whose.kind}-NSP nummer {whose.number}, tijdvak {whose.epoch}.")
    code = arguments.code or asking.tried("De code uit de envelop: ", codes.read)
    return stick.opened(data, name, code)


def _typed() -> bytes:
    """Lines from a person, checked one by one: a typing error costs one line, never the whole sheet."""
    print("Typ de regels van het vel, of scan de QR-code. O is een nul, I is een 1. Stoppen kan met Ctrl-C.")
    done = b""
    while True:
        part = _one_part()
        if part is None:
            break
        done += part
        print("Dit blok is compleet. Nog een blok? Typ de eerste regel. Klaar? Druk op Enter.")
    if not done:
        raise KeysError("keys.stopped")
    return done


def _one_part() -> bytes | None:
    """One block of lines; None when the person is done."""
    typing = armor.Typing()
    while True:
        row = asking.asked(f"Regel {typing.line}{f' van {typing.count}' if typing.count else ''}: ")
        if not row.strip():
            if typing.line == 1:
                return None
            continue
        try:
            whole = armor.read([row]) if len(row) > 2 * armor.LINE_LETTERS else typing.take(row)
        except KeysError as error:
            print(sentence(error))
            continue
        if whole is not None:
            return whole
