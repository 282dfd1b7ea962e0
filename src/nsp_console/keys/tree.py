"""The key tree: everything follows from the 32-byte region master by HKDF-SHA-256 (RFC 5869, empty salt).

    master ── "NSP1 root"    region(1) domain(1) epoch(2)     → root, 32 bytes      held by C consoles
      │         └─ "NSP1 station" number(2) generation(1)     → station key, 16     held by that station
      ├────── "NSP1 sign"    region(1) number(2) generation(1)→ Ed25519 seed, 32    held by that C, or the keeper
      └────── "NSP1 code"    region(1) epoch(2) number(2)     → spoken code, 45 bits (see `codes`)

Numbers are big-endian and directly follow their label. Golden vectors: tests/keys/golden-keys.json.
"""

from struct import pack

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from nsp_console.wire.sealing import Domain

MASTER_BYTES = 32
ROOT_BYTES = 32
STATION_KEY_BYTES = 16  # 128 bits guard a 64-bit tag amply, and somebody may have to type them
SEED_BYTES = 32
CODE_BYTES = 6
FIRST_GENERATION = 1
GENERATION_MAX = 255
EPOCH_MAX = 0xFFFF


def derived(secret: bytes, length: int, info: bytes) -> bytes:
    """HKDF-SHA-256 of `secret` with an empty salt: `length` bytes for the purpose named in `info`."""
    return HKDF(SHA256(), length, salt=None, info=info).derive(secret)


def root(master: bytes, region: int, domain: Domain, epoch: int) -> bytes:
    """What every station key of one domain and epoch follows from."""
    return derived(master, ROOT_BYTES, b"NSP1 root" + pack(">BBH", region, domain, epoch))


def station_key(epoch_root: bytes, number: int, generation: int) -> bytes:
    """The key of station `number`; a new generation after theft."""
    return derived(epoch_root, STATION_KEY_BYTES, b"NSP1 station" + pack(">HB", number, generation))


def signing_seed(master: bytes, region: int, number: int, generation: int) -> bytes:
    """The Ed25519 seed of a C, or of the region keeper (number KEEPER)."""
    return derived(master, SEED_BYTES, b"NSP1 sign" + pack(">BHB", region, number, generation))


def code_bits(master: bytes, region: int, epoch: int, number: int) -> bytes:
    """What the spoken code of `epoch` is made of: for the C `number`, or for all L together (number 0)."""
    return derived(master, CODE_BYTES, b"NSP1 code" + pack(">BHH", region, epoch, number))
