"""Fingerprints that people read to each other: eight letters in two groups, 40 bits of SHA-256."""

from hashlib import sha256
from struct import pack

from nsp_console.keys import crockford

FINGERPRINT_BYTES = 5
GROUP = 4
LABEL = b"NSP1 fingerprint"


def of_region(region: int, keeper_public: bytes) -> str:
    """The same on every console of the region; differs when somebody brought keys of another keeper."""
    return _shown(LABEL + pack(">B", region) + keeper_public)


def of_station(region: int, number: int, generation: int, epoch: int, keys: tuple[bytes, bytes], public: bytes) -> str:
    """The same at the station, at every C and at the keeper when they hold the same keys of it.

    keys    its station keys of inzet and oefening; 40 bits of a hash tell nothing about 256 random ones
    public  its public signing key; empty for an L
    """
    return _shown(LABEL + pack(">BHBH", region, number, generation, epoch) + b"".join(keys) + public)


def _shown(content: bytes) -> str:
    return crockford.grouped(crockford.encoded(sha256(content).digest()[:FINGERPRINT_BYTES]), GROUP)
