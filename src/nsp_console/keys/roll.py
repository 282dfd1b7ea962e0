"""The public list of a region: who may sign, and whose keys were renewed. Signed by the keeper; anybody may copy it.

Body of part LIST: keeper's public key(32) · count(1) of C's: number(2) generation(1) public key(32) · count(2) of
renewed L's: number(2) generation(1) · count(1) of guests: region(1) number(2) public key(32) · signature(64) over
"NSP1 list" and everything before it, head included.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from struct import pack

from nsp_console.domain.errors import KeysError
from nsp_console.keys.packing import Cursor, Head, Kind, part
from nsp_console.keys.signing import sign, signature_holds
from nsp_console.keys.tree import FIRST_GENERATION
from nsp_console.wire.sealing import SIGNATURE_BYTES

PUBLIC_BYTES = 32
LABEL = b"NSP1 list"  # no frame's cover can begin like this: there a 0 or 1 follows "NSP1"


@dataclass(frozen=True, slots=True)
class Signer:
    """A C that may sign: its public key, and the generation of all its keys."""

    generation: int
    public: bytes


@dataclass(frozen=True, slots=True)
class Roll:
    """The content of the list. A console keeps the highest `serial` it has seen.

    signers  by station number
    renewed  number of an L → generation of its keys, for those not in their first
    guests   (region, number) → public key of a bordering C of another region
    signed   the part as bytes, signature included
    """

    region: int
    serial: int
    keeper_public: bytes
    signers: Mapping[int, Signer]
    renewed: Mapping[int, int] = field(default_factory=dict)
    guests: Mapping[tuple[int, int], bytes] = field(default_factory=dict)
    signed: bytes = field(default=b"", repr=False)

    def generation(self, number: int) -> int:
        """Of the keys of station `number`, as far as the keeper told."""
        signer = self.signers.get(number)
        return signer.generation if signer else self.renewed.get(number, FIRST_GENERATION)


def signed_roll(roll: Roll, seed: bytes) -> Roll:
    """`roll` with its bytes, signed with the keeper's seed."""
    signers = b"".join(pack(">HB", number, each.generation) + each.public for number, each in roll.signers.items())
    renewed = b"".join(pack(">HB", number, generation) for number, generation in roll.renewed.items())
    guests = b"".join(pack(">BH", *place) + public for place, public in roll.guests.items())
    body = (
        roll.keeper_public
        + pack(">B", len(roll.signers))
        + signers
        + pack(">H", len(roll.renewed))
        + renewed
        + pack(">B", len(roll.guests))
        + guests
    )
    unsigned = part(Head(Kind.LIST, roll.region, 0, 0, roll.serial), body + bytes(SIGNATURE_BYTES))[:-SIGNATURE_BYTES]
    return replace(roll, signed=unsigned + sign(seed, LABEL + unsigned))


def read_roll(head: Head, body: bytes) -> Roll:
    """The list in a part of kind LIST. KeysError when it is damaged or not signed by the keeper it names."""
    cursor = Cursor(body)
    keeper_public = cursor.take(PUBLIC_BYTES)
    signers = {cursor.number(2): Signer(cursor.number(), cursor.take(PUBLIC_BYTES)) for _ in range(cursor.number())}
    renewed = {cursor.number(2): cursor.number() for _ in range(cursor.number(2))}
    guests = {(cursor.number(), cursor.number(2)): cursor.take(PUBLIC_BYTES) for _ in range(cursor.number())}
    signature = cursor.take(SIGNATURE_BYTES)
    cursor.end()
    whole = part(head, body)
    if not signature_holds(keeper_public, LABEL + whole[:-SIGNATURE_BYTES], signature):
        raise KeysError("keys.list_not_signed")
    return Roll(head.region, head.epoch, keeper_public, signers, renewed, guests, whole)
