"""`nsp instellen`: who am I, which region, which radio. By flags, or by a dialog when a person sits at the keyboard."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from nsp_console.config.settings import Settings
    from nsp_console.domain.sites import Region, Site

# Flag → key of the settings file, with its help.
FLAGS = {
    "regio": "regio: naam (ijsselland) of een CSV-bestand",
    "station": "code van dit station, bijvoorbeeld C-DEV-01",
    "radio": "serial:auto, serial:/dev/ttyUSB0, serial:COM5, tcp:adres[:poort] of geen",
    "kanaal": "naam van het eigen radiokanaal (anders: NSP)",
    "brug": "ja: deze L herhaalt het regiobeeld voor C's die elkaar niet horen (anders: nee)",
    "functie": "uw functie, nooit uw naam (anders: medewerker C-NSP of ambtenaar L-NSP)",
    "tekens": "auto, utf8 of ascii",
    "thema": "dag, nacht of contrast",
}
REQUIRED = ("regio", "station", "radio")


def register(commands: Any) -> None:
    """Add the command to the `commands` of argparse."""
    parser = commands.add_parser("instellen", help="dit station instellen: wie ben ik, welke regio, welke radio")
    for flag, text in FLAGS.items():
        parser.add_argument(f"--{flag}", dest=f"set_{flag}", metavar=flag.upper(), help=text)
    parser.add_argument("--soort", dest="set_soort", metavar="SOORT", help="C of L: wat voor punt dit is")
    parser.add_argument("--toon", action="store_true", help="toon de instellingen en verander niets")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Set up the station, or show how it is set up. Raises ConfigError or CommandError; then nothing was changed."""
    from nsp_console.paths import data_folder

    folder = data_folder()
    if arguments.toon:
        return _show(folder)
    given = {flag: value for flag in FLAGS if (value := getattr(arguments, f"set_{flag}")) is not None}
    values = {**_known(folder), **given}
    missing = [flag for flag in REQUIRED if flag not in values]
    if sys.stdin.isatty() and (missing or not (given or arguments.set_soort)):
        from nsp_console.cli.dialog import Dialog

        values = Dialog(folder, kind=arguments.set_soort).ask(values)
    elif missing:
        from nsp_console.domain.errors import CommandError

        raise CommandError("settings.incomplete", known=", ".join(f"--{flag}" for flag in missing))
    _save(folder, values, arguments.set_soort)
    return 0


def _known(folder: "Path") -> dict[str, str]:
    """What this station has now; a broken file counts as nothing, for this command is the way to mend it."""
    from nsp_console.config.settings import as_lines, load_settings_or_last_good
    from nsp_console.domain.errors import ConfigError

    try:
        settings, _ = load_settings_or_last_good(folder)
    except ConfigError:
        return {}
    return as_lines(settings) if settings else {}


def _save(folder: "Path", values: dict[str, str], kind: str | None) -> None:
    from nsp_console.config.choices import station_kind
    from nsp_console.config.region import load_region
    from nsp_console.config.regionfiles import adopt, bring_in, region_file
    from nsp_console.config.settings import checked, save_settings
    from nsp_console.config.stationcheck import check_station
    from nsp_console.domain.errors import ConfigError

    name, source = adopt(values["regio"], folder)
    settings = checked({**values, "regio": name})
    if kind is not None and station_kind(kind) is not settings.kind:
        raise ConfigError("settings.kind_differs", station=settings.station, kind=station_kind(kind).value)
    region = load_region(source or region_file(name, folder))
    site = check_station(settings, region)
    if source is not None:
        print(f"Regio overgenomen in {bring_in(name, source, folder)}")
    path = save_settings(folder, settings)
    print(f"Dit station is {site.code} {site.name}, regio {region.name}, {_place(site, region)}.")
    if region.illustrative:
        print("Let op: deze regio is een verzonnen voorbeeld, geen echte lijst.")
    bridge = " Brug: ja." if settings.bridge else ""
    print(f"Radio: {settings.radio}. Kanaal: {settings.channel}.{bridge} Opgeslagen in {path}.")
    if settings.kind.value == "L":
        print("Typ nu: nsp. Er opent een bladzijde; alles gaat met het toetsenbord. Alarm is altijd F2.")
    else:
        print("Typ nu: nsp")


def _place(site: "Site", region: "Region") -> str:
    """What a C coordinates, or where an L belongs."""
    if site.kind.value == "C":
        return f"met {len(region.own_sites(site.code))} eigen punten"
    home = region.sites.get(site.home)
    return f"en meldt aan {home.code} {home.name}" if home is not None else "zonder C-NSP: meld dit aan de beheerder"


def _show(folder: "Path") -> int:
    from nsp_console.config.settings import load_settings_or_last_good
    from nsp_console.dutch.errors import sentence

    settings, notices = load_settings_or_last_good(folder)
    for notice in notices:
        print(sentence(notice), file=sys.stderr)
    if settings is None:
        print("Er is nog geen eigen station. Maak het met: nsp instellen")
        return 0
    for line in _lines(settings):
        print(line)
    print(f"Map: {folder}")
    return 0


def _lines(settings: "Settings") -> list[str]:
    from nsp_console.config.settings import as_lines

    return [f"{key:<8} {value}" for key, value in as_lines(settings).items()]
