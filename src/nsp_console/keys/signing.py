"""Ed25519: who said it, provable to everybody with a public key (RFC 8032; 32-byte keys, 64-byte signatures)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def public_key(seed: bytes) -> bytes:
    """The 32-byte public key of the signing key made from the 32-byte `seed`."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte signature of `message`; always the same for the same key and message."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of `public` signed `message`. False also for a malformed key or signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
