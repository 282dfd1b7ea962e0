"""The half of `nsp sleutels` for a station: reading keys, showing them, a new epoch, another passphrase, a check."""

import argparse
import json
from pathlib import Path

from nsp_console.cli import sleutel_asking as asking, sleutel_shown as shown
from nsp_console.cli.sleutel_reading import parts_asked_for
from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import Region, SiteKind
from nsp_console.dutch.errors import sentence
from nsp_console.keys import codes, keyfile, parts
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.check import problems
from nsp_console.keys.facts import facts_of
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.packing import Kind, split

OK, NOTHING, WRONG = 0, 1, 1


def read(arguments: argparse.Namespace) -> int:
    """Take in a bundle, sheet lines, the list, or (at the region keeper) the sheet from the vault."""
    folder = asking.folder_of(arguments)
    data = parts_asked_for(arguments)
    if any(head.kind is Kind.KEEPER for head, _ in split(data)):
        return _restore_keeper(arguments, folder, parts.read_keeper(data))
    have, phrase = _what_we_have(arguments, folder)
    bundle = parts.merged(data, have)
    region, own = asking.own_region()
    _check_ours(bundle, region, own)
    keyfile.save(folder, bundle, phrase or asking.new_phrase(arguments), work=asking.work())
    print(f"Sleutels gelezen van {asking.name_of(region, bundle.number)}, tijdvak {bundle.present.epoch}.")
    print(f"Kenmerk: {bundle.fingerprint()}   Regio: {bundle.region_fingerprint}")
    print("Lees het kenmerk voor aan het regiobeheer of aan uw C-NSP. Daar moet hetzelfde staan.")
    if bundle.roll is None:
        print("Lees ook de openbare lijst; zonder lijst zijn bulletins niet te controleren.")
    return OK


def show(arguments: argparse.Namespace) -> int:
    """Who we are: from the public header, or with --alles or CODE also what is inside. Never secrets."""
    folder = asking.folder_of(arguments)
    region, _ = asking.own_region()
    names = [name for name in (keyfile.STATION_NAME, keyfile.KEEPER_NAME) if (folder / name).exists()]
    if not names:
        if arguments.json:
            print(json.dumps({"sleutels": []}))
        else:
            print("Er zijn nog geen sleutels op deze laptop. Lees de envelop of de USB-stick met: nsp sleutels lees")
        return NOTHING
    if arguments.code:
        return _mark_of(arguments, folder, region)
    found = [shown.public(keyfile.facts(folder, name), name, region) for name in names]
    if arguments.everything and keyfile.exists(folder):
        bundle = keyfile.open(folder, asking.known_phrase(arguments))
        found[0] |= shown.inside(bundle, shown.revoked_in_journals())
    if arguments.json:
        print(json.dumps({"sleutels": found}))
    else:
        print("\n\n".join(shown.lines(each) for each in found))
    return OK


def epoch(arguments: argparse.Namespace) -> int:
    """Open the epoch of a code that was read out, or close the one before."""
    folder = asking.folder_of(arguments)
    if _is_keeper(arguments, folder):
        return _keeper_epoch(arguments, folder)
    phrase = asking.known_phrase(arguments)
    bundle = keyfile.open(folder, phrase)
    if arguments.code or not arguments.close:
        typed = arguments.code or asking.tried("De voorgelezen code: ", codes.read)
        bundle = bundle.open_epoch(typed, stolen=arguments.stolen)
    if arguments.close:
        bundle = bundle.close_previous()
    keyfile.save(folder, bundle, phrase, work=asking.work())
    print(f"Tijdvak {bundle.present.epoch} is nu open.")
    if bundle.previous:
        print(f"Tijdvak {bundle.previous.epoch} geldt nog. Sluit het als alle stations over zijn:")
        print("nsp sleutels tijdvak --sluit")
    else:
        print("Oudere tijdvakken zijn gesloten.")
    print(f"Kenmerk: {bundle.fingerprint()}. Start de console opnieuw als die draait.")
    return OK


def passphrase(arguments: argparse.Namespace) -> int:
    """Another passphrase. The old copy goes away too: it would still open with the old one."""
    folder = asking.folder_of(arguments)
    held = _opened(arguments, folder, asking.known_phrase(arguments))
    path = keyfile.save(folder, held, asking.changed_phrase(arguments), work=asking.work(), keep_previous=False)
    print(f"Het sleutelwoord van {path.name} is veranderd. Het oude werkt niet meer.")
    return OK


def check(arguments: argparse.Namespace) -> int:
    """Open the keys and try them; exit code 1 when something does not hold."""
    folder = asking.folder_of(arguments)
    held = _opened(arguments, folder, asking.known_phrase(arguments))
    marks = facts_of(held)
    print(f"Geopend. Kenmerk: {marks.fingerprint}   Regio: {marks.region_fingerprint}   Tijdvak: {marks.epoch}")
    found = problems(held) if isinstance(held, Bundle) else ()
    for problem in found:
        print(sentence(problem))
    if not found:
        print("De sleutels zijn heel en werken.")
    return WRONG if found else OK


def _restore_keeper(arguments: argparse.Namespace, folder: Path, keeper: Keeper) -> int:
    """From the sheet of the vault to a keeper's file."""
    if keyfile.keeper_exists(folder):
        raise KeysError("keys.keeper_exists", file=keyfile.KEEPER_NAME)
    asking.region_of(keeper.region_name)
    path = keyfile.save(folder, keeper, asking.new_phrase(arguments), work=asking.work())
    print(f"Regiobeheer hersteld: {path.name}. Kenmerk van de regio: {keeper.fingerprint}")
    print(f"Volgens het vel is dit tijdvak {keeper.epoch}. Klopt dat niet? Typ: nsp sleutels tijdvak CODE --beheer")
    return OK


def _what_we_have(arguments: argparse.Namespace, folder: Path) -> tuple[Bundle | None, str]:
    """The keys that are here with their passphrase. A damaged file counts as nothing: `save` keeps it aside."""
    if not keyfile.exists(folder):
        return None, ""
    try:
        keyfile.facts(folder)
    except KeysError as error:
        print(sentence(error))
        return None, ""
    phrase = asking.known_phrase(arguments)
    return keyfile.open(folder, phrase), phrase


def _check_ours(bundle: Bundle, region: Region | None, own: str) -> None:
    """Refuse the envelope of another station than this laptop is set up for."""
    if region is None:
        return
    if region.number and region.number != bundle.region:
        raise KeysError("keys.other_region", found=bundle.region, ours=region.number)
    name = asking.name_of(region, bundle.number)
    if name != own:
        raise KeysError("keys.not_this_station", found=name, ours=own)


def _mark_of(arguments: argparse.Namespace, folder: Path, region: Region | None) -> int:
    """The fingerprint of another station, to compare with what they read to us."""
    if region is None and keyfile.keeper_exists(folder):
        keeper = keyfile.open_keeper(folder, asking.known_phrase(arguments))
        region = asking.region_of(keeper.region_name)
        site = asking.site_called(region, arguments.code)
        mark = keeper.bundle(site.number, site.kind, None, coming=0).fingerprint()
    else:
        if region is None:
            raise KeysError("keys.which_region")
        site = asking.site_called(region, arguments.code)
        bundle = keyfile.open(folder, asking.known_phrase(arguments))
        mark = bundle.fingerprint(site.number)
        if site.kind is SiteKind.C and bundle.number != site.number and bundle.roll is None:
            mark = None
    if mark is None:
        raise KeysError("keys.mark_unknown", site=site.code)
    print(f"Kenmerk van {site.code}: {mark}")
    return OK


def _is_keeper(arguments: argparse.Namespace, folder: Path) -> bool:
    """Whether the command is about the keeper's file: when asked for, or when there is no other."""
    return arguments.keeper or (keyfile.keeper_exists(folder) and not keyfile.exists(folder))


def _opened(arguments: argparse.Namespace, folder: Path, phrase: str) -> Bundle | Keeper:
    return keyfile.open_keeper(folder, phrase) if _is_keeper(arguments, folder) else keyfile.open(folder, phrase)


def _keeper_epoch(arguments: argparse.Namespace, folder: Path) -> int:
    """The keeper goes along with the region: envelopes made from now on begin in the new epoch."""
    phrase = asking.known_phrase(arguments)
    keeper = keyfile.open_keeper(folder, phrase)
    letters = codes.read(arguments.code)
    for number in keeper.coming_epochs():
        if codes.read(keeper.code(number, SiteKind.L, 0)) == letters:
            keyfile.save(folder, keeper.at_epoch(number), phrase, work=asking.work())
            print(f"Nieuwe enveloppen beginnen nu in tijdvak {number}. Print het vel van de kluis opnieuw.")
            return OK
    raise KeysError("keys.code_opens_nothing", epoch=keeper.epoch)
