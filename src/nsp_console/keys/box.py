"""A closed box: bytes under a passphrase or code, with a header that anybody may read. For the key file and the stick.

    magic(4) log2N(1) r(1) p(1) length of header(2) salt(16) · header · ChaCha20-Poly1305 text · checksum(8)

Key: scrypt of the secret with that salt, which is new for every box; so the nonce is twelve zero bytes. Everything
before the text is authenticated with it. The checksum (SHA-256, cut off) tells a damaged file from a wrong passphrase.
"""

import secrets
from hashlib import sha256
from struct import Struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from nsp_console.domain.errors import KeysError
from nsp_console.keys.work import BLOCK, LANES, Work, stretched

FRONT = Struct(">4sBBBH16s")
SALT_BYTES = 16
CHECKSUM_BYTES = 8
NONCE = bytes(12)
BOX_BYTES_MAX = 64_000


def closed(magic: bytes, secret: str, header: bytes, content: bytes, work: Work) -> bytes:
    """`content` under `secret`, with a fresh salt."""
    salt = secrets.token_bytes(SALT_BYTES)
    front = FRONT.pack(magic, work.log2n, BLOCK, LANES, len(header), salt) + header
    text = ChaCha20Poly1305(stretched(secret, salt, work.log2n)).encrypt(NONCE, content, front)
    box = front + text
    return box + _checksum(box)


def header_of(magic: bytes, box: bytes) -> bytes:
    """What anybody may read. KeysError when this is no such box, or a damaged one."""
    if len(box) > BOX_BYTES_MAX or box[: len(magic)] != magic:
        raise KeysError("keys.not_a_box")
    if len(box) < FRONT.size + CHECKSUM_BYTES or _checksum(box[:-CHECKSUM_BYTES]) != box[-CHECKSUM_BYTES:]:
        raise KeysError("keys.box_damaged")
    _, _, block, lanes, length, _ = FRONT.unpack_from(box)
    if (block, lanes) != (BLOCK, LANES) or len(box) < FRONT.size + length + CHECKSUM_BYTES:
        raise KeysError("keys.box_damaged")
    return box[FRONT.size : FRONT.size + length]


def opened(magic: bytes, box: bytes, secret: str) -> bytes | None:
    """The content; None when the secret is not right. Takes one scrypt. KeysError as `header_of`."""
    front = FRONT.size + len(header_of(magic, box))
    _, log2n, _, _, _, salt = FRONT.unpack_from(box)
    key = stretched(secret, salt, log2n)
    try:
        return ChaCha20Poly1305(key).decrypt(NONCE, box[front:-CHECKSUM_BYTES], box[:front])
    except InvalidTag:
        return None


def _checksum(data: bytes) -> bytes:
    return sha256(data).digest()[:CHECKSUM_BYTES]
