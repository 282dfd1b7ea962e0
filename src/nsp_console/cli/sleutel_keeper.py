"""The half of `nsp sleutels` for the region keeper: making keys, envelopes, sticks, codes and the public list."""

import argparse
import secrets
from pathlib import Path

from nsp_console.cli import sleutel_asking as asking
from nsp_console.cli.sleutel_sheets import keeper_sheet, station_sheet
from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.keys import armor, files, keyfile, stick as sticks, tree
from nsp_console.keys.fingerprints import of_region
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.packing import Kind, split
from nsp_console.keys.roll import Roll, read_roll
from nsp_console.keys.sealed import CodeKeys

OK = 0
ALL, VAULT = "ALLE", "BEHEER"


def make(arguments: argparse.Namespace) -> int:
    """A new master; refused when this folder has one: another master would make every key in the region worthless."""
    folder = asking.folder_of(arguments)
    if keyfile.keeper_exists(folder):
        raise KeysError("keys.keeper_exists", file=keyfile.KEEPER_NAME)
    region, name = _region_to_make(arguments.region)
    phrase = asking.new_phrase(arguments)
    keeper = Keeper(region.number, name, secrets.token_bytes(tree.MASTER_BYTES))
    path = keyfile.save(folder, keeper, phrase, work=asking.work())
    print(f"Sleutels gemaakt voor {region.name} (regio {region.number}), tijdvak {keeper.epoch}.")
    print(f"Kenmerk van de regio: {keeper.fingerprint}")
    print(f"Bewaard in {path}")
    print("Print nu het vel voor de kluis: nsp sleutels vel BEHEER")
    print("Zonder dat vel is bij verlies van deze laptop alles weg.")
    return OK


def sheet(arguments: argparse.Namespace) -> int:
    """One A4 for an envelope, or for the vault."""
    keeper, region, _, _ = _opened(arguments)
    if arguments.code.strip().upper() == VAULT:
        code, page = VAULT, keeper_sheet(keeper, region)
    else:
        site = asking.site_called(region, arguments.code)
        bundle = keeper.bundle(site.number, site.kind, _roll(keeper, region), work=asking.work())
        code, page = site.code, station_sheet(site, region, bundle)
        print(f"Kenmerk van {site.code}: {bundle.fingerprint()}")
    path = arguments.target or Path(f"NSP-{code}.html")
    files.write(path, page.encode())
    print(f"Vel gemaakt: {path}")
    print("Open het in een browser, print het, en wis het bestand. Wie het leest, heeft de sleutels.")
    return OK


def stick(arguments: argparse.Namespace) -> int:
    """A file for a USB stick per station, each with a code of its own for the envelope."""
    keeper, region, _, _ = _opened(arguments)
    sites = [asking.site_called(region, arguments.code)] if arguments.code.strip().upper() != ALL else _stations(region)
    target, work, roll, keys = arguments.target or Path(), asking.work(), _roll(keeper, region), CodeKeys()
    print("Schrijf elke code op een briefje voor de envelop. Doe code en stick nooit bij elkaar.")
    for count, site in enumerate(sites, start=1):
        bundle = keeper.bundle(site.number, site.kind, roll, work=work, stretched=keys)
        code = sticks.write(target / f"NSP-{site.code}{sticks.SUFFIX}", bundle, work)
        print(f"{count} van {len(sites)}  {site.code}  code {code}  kenmerk {bundle.fingerprint()}", flush=True)
    return OK


def codes(arguments: argparse.Namespace) -> int:
    """The codes of the coming epochs: one for all L's, and one for every C."""
    keeper, region, _, _ = _opened(arguments)
    epochs = [each for each in keeper.coming_epochs() if arguments.epoch in (None, each)]
    if not epochs:
        raise KeysError("keys.epoch_not_coming", epoch=arguments.epoch, known=_listed(keeper))
    print("Geheim. Bewaar deze codes op papier in de kluis, nooit op een laptop van een station.")
    print("Is een C gestolen? Lees dan de code van die C aan niemand voor.")
    for epoch in epochs:
        print(f"\nTijdvak {epoch}")
        print(f"  alle L-NSP's  {keeper.code(epoch, SiteKind.L, 0)}")
        for site in _coordinators(region):
            print(f"  {site.code:<12}  {keeper.code(epoch, SiteKind.C, site.number)}")
    return OK


def renew(arguments: argparse.Namespace) -> int:
    """The next generation of keys for one station."""
    keeper, region, phrase, folder = _opened(arguments)
    site = asking.site_called(region, arguments.code)
    old = keeper.generation(site.number)
    keyfile.save(folder, keeper.renewed(site.number), phrase, work=asking.work())
    print(f"{site.code} heeft nu sleutels van generatie {old + 1}. Doe dit:")
    print(f"1. Laat een C-NSP {site.code} intrekken tot en met generatie {old}, als dat nog niet gebeurd is.")
    print(f"2. Maak een nieuwe envelop: nsp sleutels vel {site.code}")
    print("3. Maak een nieuwe lijst en breng die naar alle stations: nsp sleutels lijst")
    if site.kind is SiteKind.C:
        epoch = keeper.epoch + 1
        print(f"4. Met een C is het hele tijdvak gestolen. Begin tijdvak {epoch}: nsp sleutels codes --tijdvak {epoch}")
        print("   Elk station typt: nsp sleutels tijdvak CODE --gestolen")
        print(f"   Lees de code van {site.code} aan niemand voor.")
    return OK


def roll(arguments: argparse.Namespace) -> int:
    """The public list as a text file that any station reads."""
    keeper, region, _, _ = _opened(arguments)
    made = _roll(keeper, region)
    path = (arguments.target or Path()) / f"NSP-LIJST-{made.serial}.txt"
    files.write(path, ("\n".join(armor.lines(made.signed)) + "\n").encode())
    print(f"Openbare lijst nummer {made.serial}: {len(made.signers)} C-NSP's, {len(made.renewed)} vernieuwde L-NSP's.")
    print(f"{path} mag iedereen kopiëren. Een station leest hem met: nsp sleutels lees {path.name}")
    return OK


def neighbour(arguments: argparse.Namespace) -> int:
    """Take C's of a bordering region into our list, after its fingerprint was heard by telephone."""
    keeper, region, phrase, folder = _opened(arguments)
    text = files.read(arguments.file, armor.TEXT_CHARS_MAX).decode("ascii", errors="replace")
    parts = list(split(armor.read(text.splitlines())))
    if len(parts) != 1 or parts[0][0].kind is not Kind.LIST:
        raise KeysError("keys.not_a_list", file=arguments.file.name)
    theirs = read_roll(*parts[0])
    mark = of_region(theirs.region, theirs.keeper_public)
    if arguments.mark.replace("-", "").upper() != mark.replace("-", ""):
        raise KeysError("keys.mark_differs", mark=mark)
    if theirs.region == keeper.region:
        raise KeysError("keys.own_region_as_guest", region=theirs.region)
    numbers = _guest_numbers(arguments.numbers, theirs, region)
    guests = {(theirs.region, number): theirs.signers[number].public for number in numbers}
    keyfile.save(folder, keeper.with_guests(guests), phrase, work=asking.work())
    print(f"{len(guests)} C-NSP's van regio {theirs.region} staan nu in de lijst. Maak een nieuwe: nsp sleutels lijst")
    return OK


def _opened(arguments: argparse.Namespace) -> tuple[Keeper, Region, str, Path]:
    """The keeper, its region file, the passphrase and the folder. KeysError when this is not the keeper's laptop."""
    folder = asking.folder_of(arguments)
    if not keyfile.keeper_exists(folder):
        raise KeysError("keys.no_keeper", file=keyfile.KEEPER_NAME)
    phrase = asking.known_phrase(arguments)
    keeper = keyfile.open_keeper(folder, phrase)
    region = asking.region_of(keeper.region_name)
    if region.number != keeper.region:
        raise KeysError("keys.region_number_differs", name=keeper.region_name, found=region.number, ours=keeper.region)
    return keeper, region, phrase, folder


def _region_to_make(asked: str | None) -> tuple[Region, str]:
    """The region to make keys for, with the name of its file."""
    from nsp_console.config.regionfiles import adopt, bring_in
    from nsp_console.config.settings import load_settings
    from nsp_console.paths import data_folder

    settings = load_settings(data_folder())
    if asked is None and settings is None:
        raise KeysError("keys.which_region")
    name, source = adopt(asked or (settings.region if settings else ""), data_folder())
    if source is not None:
        bring_in(name, source, data_folder())
    region = asking.region_of(name)
    if not region.number:
        raise asking.no_number(region)
    return region, name


def _coordinators(region: Region) -> list[Site]:
    return [site for site in _stations(region) if site.kind is SiteKind.C]


def _stations(region: Region) -> list[Site]:
    """C's and L's: an X has no console."""
    return [site for _, site in sorted(region.numbered().items()) if site.kind is not SiteKind.X]


def _roll(keeper: Keeper, region: Region) -> Roll:
    return keeper.roll(site.number for site in _coordinators(region))


def _listed(keeper: Keeper) -> str:
    return ", ".join(str(epoch) for epoch in keeper.coming_epochs())


def _guest_numbers(typed: str, theirs: Roll, region: Region) -> list[int]:
    """Which of their C's: those typed, else those our region file names as guests."""
    named = [site.number for site in region.sites.values() if site.region == theirs.region]
    numbers = [int(word) for word in typed.replace(",", " ").split() if word.isdecimal()] or named
    if not numbers or [number for number in numbers if number not in theirs.signers]:
        raise KeysError("keys.which_guests", known=", ".join(str(number) for number in theirs.signers))
    return numbers
