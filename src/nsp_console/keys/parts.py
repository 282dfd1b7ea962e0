"""Bundles and the keeper's file as parts, and back. Bodies, after the head of `packing`:

L_NOW   keeper's public key(32) · station key inzet(16) · station key oefening(16)
C_NOW   keeper's public key(32) · root inzet(32) · root oefening(32) · Ed25519 seed(32)
LATER   log2N(1) · per epoch (epoch+1, epoch+2, …) its sealed box: 48 bytes for an L, 80 for a C
OLD     state(1: 1 previous, 2 closed) · its two secrets; only in the key file
KEEPER  serial(2) · master(32) · length(1) and name of the region file · count(2) of renewed stations:
        number(2) generation(1) · count(1) of guests: region(1) number(2) public key(32)
"""

from dataclasses import replace
from struct import pack

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys import tree
from nsp_console.keys.bundle import Bundle, EpochKeys
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.packing import Cursor, Head, Kind, part, split
from nsp_console.keys.roll import PUBLIC_BYTES, Roll, read_roll
from nsp_console.keys.sealed import SEAL_BYTES, SealedEpoch
from nsp_console.wire.sealing import KEEPER

PREVIOUS, CLOSED = 1, 2
SECRET_BYTES = {SiteKind.L: tree.STATION_KEY_BYTES, SiteKind.C: tree.ROOT_BYTES}
Part = tuple[Head, bytes]


def now_part(bundle: Bundle) -> bytes:
    """What a console needs to begin: the secrets of the present epoch."""
    kind = Kind.C_NOW if bundle.kind is SiteKind.C else Kind.L_NOW
    body = bundle.keeper_public + bundle.present.real + bundle.present.exercise + bundle.seed
    return part(_head(bundle, kind, bundle.present.epoch), body)


def later_part(bundle: Bundle) -> bytes:
    """The coming epochs, sealed; empty when there are none."""
    if not bundle.coming:
        return b""
    first = bundle.coming[0]
    body = pack(">B", first.log2n) + b"".join(each.box for each in bundle.coming)
    return part(_head(bundle, Kind.LATER, first.epoch - 1), body)


def list_part(bundle: Bundle) -> bytes:
    """The public list; empty when there is none."""
    return bundle.roll.signed if bundle.roll else b""


def bundle_bytes(bundle: Bundle) -> bytes:
    """All of it, for a stick or the key file."""
    old = [(PREVIOUS, bundle.previous)] if bundle.previous else []
    kept = [*old, *((CLOSED, each) for each in bundle.closed)]
    return b"".join((now_part(bundle), later_part(bundle), list_part(bundle), *(_old(bundle, *each) for each in kept)))


def keeper_bytes(keeper: Keeper) -> bytes:
    """All of the keeper: for its key file and its sheet."""
    name = keeper.region_name.encode()
    renewed = b"".join(pack(">HB", *each) for each in sorted(keeper.generations.items()))
    guests = b"".join(pack(">BH", *place) + public for place, public in sorted(keeper.guests.items()))
    body = (
        pack(">H", keeper.serial)
        + keeper.master
        + pack(">B", len(name))
        + name
        + pack(">H", len(keeper.generations))
        + renewed
        + pack(">B", len(keeper.guests))
        + guests
    )
    return part(Head(Kind.KEEPER, keeper.region, KEEPER, tree.FIRST_GENERATION, keeper.epoch), body)


def merged(data: bytes, have: Bundle | None, *, own_file: bool = False) -> Bundle:
    """What `data` (parts, in any order) makes of the bundle we `have`. KeysError, and then nothing changes.

    A part "now" of a new epoch or generation starts afresh and keeps only the list, unless a newer one came along.
    own_file  from our own key file: only there are epochs of before
    """
    found = sorted(split(data), key=lambda each: each[0].kind)
    bundle = have
    for head, body in found:
        if head.kind in (Kind.L_NOW, Kind.C_NOW):
            bundle = _begun(head, body, bundle)
        elif head.kind is Kind.KEEPER:
            raise KeysError("keys.part_of_keeper")
        elif bundle is None:
            raise KeysError("keys.now_first")
        elif head.kind is Kind.LATER:
            bundle = _with_later(head, body, bundle)
        elif head.kind is Kind.LIST:
            bundle = _with_list(read_roll(head, body), bundle, alone=len(found) == 1)
        elif own_file:
            bundle = _with_old(head, body, bundle)
        else:
            raise KeysError("keys.part_unknown")
    if bundle is None:
        raise KeysError("keys.now_first")
    return bundle


def read_keeper(data: bytes) -> Keeper:
    """The keeper in `data`. KeysError when it is anything else."""
    found = list(split(data))
    if len(found) != 1 or found[0][0].kind is not Kind.KEEPER:
        raise KeysError("keys.not_a_keeper")
    head, body = found[0]
    cursor = Cursor(body)
    serial, master = cursor.number(2), cursor.take(tree.MASTER_BYTES)
    name = cursor.take(cursor.number()).decode(errors="replace")
    generations = {cursor.number(2): cursor.number() for _ in range(cursor.number(2))}
    guests = {(cursor.number(), cursor.number(2)): cursor.take(PUBLIC_BYTES) for _ in range(cursor.number())}
    cursor.end()
    return Keeper(head.region, name, master, head.epoch, serial, generations, guests)


def _head(bundle: Bundle, kind: Kind, epoch: int) -> Head:
    return Head(kind, bundle.region, bundle.number, bundle.generation, epoch)


def _old(bundle: Bundle, state: int, keys: EpochKeys) -> bytes:
    return part(_head(bundle, Kind.OLD, keys.epoch), pack(">B", state) + keys.real + keys.exercise)


def _begun(head: Head, body: bytes, have: Bundle | None) -> Bundle:
    kind = SiteKind.C if head.kind is Kind.C_NOW else SiteKind.L
    size = SECRET_BYTES[kind]
    cursor = Cursor(body)
    public = cursor.take(PUBLIC_BYTES)
    present = EpochKeys(head.epoch, cursor.take(size), cursor.take(size))
    seed = cursor.take(tree.SEED_BYTES) if kind is SiteKind.C else b""
    cursor.end()
    begun = Bundle(kind, head.region, head.number, head.generation, public, present, seed)
    if have is None:
        return begun
    if (have.region, have.keeper_public) != (head.region, public):
        raise KeysError("keys.other_keeper", mark=begun.region_fingerprint)
    if have.number != head.number:
        return replace(begun, roll=have.roll)
    if head.generation < have.generation or head.epoch < have.present.epoch:
        raise KeysError("keys.older_than_ours", epoch=head.epoch, ours=have.present.epoch)
    if (have.generation, have.present.epoch) == (head.generation, head.epoch):
        return replace(have, present=present, seed=seed)
    return replace(begun, roll=have.roll)


def _with_later(head: Head, body: bytes, have: Bundle) -> Bundle:
    if (head.region, head.number, head.generation) != (have.region, have.number, have.generation):
        raise KeysError("keys.other_station", number=head.number, ours=have.number)
    cursor = Cursor(body)
    log2n, size = cursor.number(), 2 * SECRET_BYTES[have.kind] + SEAL_BYTES
    count, rest = divmod(cursor.left, size)
    if rest or not count:
        raise KeysError("keys.part_damaged")
    boxes = tuple(SealedEpoch(head.epoch + 1 + each, log2n, cursor.take(size)) for each in range(count))
    return replace(have, coming=tuple(box for box in boxes if box.epoch > have.present.epoch))


def _with_list(roll: Roll, have: Bundle, *, alone: bool) -> Bundle:
    """With this list; an older one that came along on a stick or sheet is passed over, ours is better."""
    if not alone and have.roll is not None and roll.serial < have.roll.serial:
        return have
    return have.with_roll(roll)


def _with_old(head: Head, body: bytes, have: Bundle) -> Bundle:
    cursor = Cursor(body)
    state, size = cursor.number(), SECRET_BYTES[have.kind]
    keys = EpochKeys(head.epoch, cursor.take(size), cursor.take(size))
    cursor.end()
    return replace(have, previous=keys) if state == PREVIOUS else replace(have, closed=(*have.closed, keys))
