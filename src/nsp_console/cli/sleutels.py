"""`nsp sleutels …`: making, carrying, reading and changing the keys that consoles trust each other by."""

import argparse
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEEPER, STATION = "sleutel_keeper", "sleutel_station"


def register(commands: Any) -> None:
    """Add the command to the `commands` of argparse."""
    parser = commands.add_parser("sleutels", help="sleutels maken, lezen, tonen en vernieuwen")
    parser.set_defaults(run=_later(STATION, "show"), folder=None, phrase_file=None)
    parser.set_defaults(code="", everything=False, json=False)
    parts = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT")
    for add in (_for_keeper, _for_station, _for_both):
        add(parts)
    for part in dict.fromkeys(parts.choices.values()):
        part.add_argument("--map", dest="folder", type=Path, metavar="MAP", help="map van de sleutels (anders: NSP)")
        part.add_argument(
            "--sleutelwoord-bestand",
            dest="phrase_file",
            type=Path,
            metavar="BESTAND",
            help="lees het sleutelwoord van de eerste regel hiervan (of zet NSP_SLEUTELWOORD)",
        )


def _for_keeper(parts: Any) -> None:
    make = _add(parts, "maak", "regiobeheer: maak de sleutels van een regio", KEEPER, "make")
    make.add_argument("--regio", dest="region", metavar="REGIO", help="naam van de regio (anders: die van dit station)")
    sheet = _add(parts, "vel", "regiobeheer: papieren vel voor de envelop van een station", KEEPER, "sheet")
    sheet.add_argument("code", metavar="CODE", help="code van het punt, of BEHEER voor het vel van de kluis")
    sheet.add_argument("--uit", dest="target", type=Path, metavar="BESTAND", help="HTML-bestand om te printen")
    stick = _add(parts, "bundel", "regiobeheer: bestand voor een USB-stick, met een code", KEEPER, "stick")
    stick.add_argument("code", metavar="CODE", help="code van het punt, of ALLE")
    stick.add_argument("--uit", dest="target", type=Path, metavar="MAP", help="waar de bestanden komen")
    codes = _add(parts, "codes", "regiobeheer: toon de codes van de komende tijdvakken", KEEPER, "codes")
    codes.add_argument("--tijdvak", dest="epoch", type=int, metavar="N", help="alleen dit tijdvak")
    renew = _add(parts, "vernieuw", "regiobeheer: nieuwe sleutels voor een station na diefstal", KEEPER, "renew")
    renew.add_argument("code", metavar="CODE", help="code van het punt")
    roll = _add(parts, "lijst", "regiobeheer: de openbare lijst, vrij te kopiëren", KEEPER, "roll")
    roll.add_argument("--uit", dest="target", type=Path, metavar="MAP", help="waar het bestand komt")
    guest = _add(parts, "buur", "regiobeheer: neem C-NSP's van een buurregio op in de lijst", KEEPER, "neighbour")
    guest.add_argument("file", type=Path, metavar="BESTAND", help="de openbare lijst van de buurregio")
    guest.add_argument("--kenmerk", dest="mark", required=True, help="kenmerk van die regio, per telefoon gehoord")
    guest.add_argument("--nummers", dest="numbers", default="", help="nummers van de C-NSP's, bijvoorbeeld 3,7")


def _for_station(parts: Any) -> None:
    read = _add(parts, "lees", "station: lees een USB-bundel, een vel of de lijst", STATION, "read")
    read.add_argument("file", type=Path, nargs="?", metavar="BESTAND", help="zonder bestand: typ of scan de regels")
    read.add_argument("--code", dest="code", default="", help="de code uit de envelop (anders wordt erom gevraagd)")
    show = _add(parts, "toon", "toon wie ik ben, kenmerk en tijdvak; nooit geheimen", STATION, "show")
    show.add_argument("code", nargs="?", default="", metavar="CODE", help="kenmerk van een ander punt (bij een C)")
    show.add_argument("--alles", dest="everything", action="store_true", help="ook wat erin zit (vraagt sleutelwoord)")
    show.add_argument("--json", action="store_true", help="als JSON, voor andere programma's")


def _for_both(parts: Any) -> None:
    epoch = _add(parts, "tijdvak", "open een nieuw tijdvak met de voorgelezen code", STATION, "epoch")
    epoch.add_argument("code", nargs="?", default="", metavar="CODE", help="de voorgelezen code")
    epoch.add_argument("--gestolen", dest="stolen", action="store_true", help="sluit het oude tijdvak meteen")
    epoch.add_argument("--sluit", dest="close", action="store_true", help="sluit het vorige tijdvak nu")
    phrase = _add(parts, "wachtwoord", "kies een ander sleutelwoord", STATION, "passphrase")
    phrase.add_argument("--nieuw-bestand", dest="new_file", type=Path, metavar="BESTAND", help="het nieuwe woord")
    check = _add(parts, "controle", "open de sleutels en kijk of alles klopt", STATION, "check")
    for part in (epoch, phrase, check):
        part.add_argument("--beheer", dest="keeper", action="store_true", help="de sleutels van het regiobeheer")


def _add(parts: Any, name: str, text: str, module: str, function: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parts.add_parser(name, help=text, description=text)
    parser.set_defaults(run=_later(module, function))
    return parser


def _later(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """Only the half that is asked for is loaded."""

    def run(arguments: argparse.Namespace) -> int:
        chosen: Callable[[argparse.Namespace], int] = getattr(
            importlib.import_module(f"nsp_console.cli.{module}"), function
        )
        return chosen(arguments)

    return run
