"""Closing an envelope. Whoever imports this can close, never open.

The envelope is padded before it is closed: the length of a ciphertext must not tell how many digits a price has.
"""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from tenders.sealing.context import Context
from tenders.sealing.tender_key import SUITE

BLOCK: Final = 1024
"""Plaintexts are padded to a multiple of this many bytes."""


def seal(public_key: bytes, context: Context, plaintext: bytes) -> bytes:
    """Close `plaintext` for one tender, bidder, envelope and version.

    Args:
        public_key: the tender's public key for this envelope (32 bytes).

    Returns:
        The sealed envelope; its SHA-256 (`fingerprint`) is what the receipt names.

    Raises:
        ValueError: the context or the key cannot be used.
    """
    return SUITE.encrypt(_padded(plaintext), X25519PublicKey.from_public_bytes(public_key), info=context.info())


def fingerprint(ciphertext: bytes) -> str:
    """SHA-256 of a sealed envelope in hexadecimal: names it without telling anything about it."""
    return hashlib.sha256(ciphertext).hexdigest()


def _padded(plaintext: bytes) -> bytes:
    marked = plaintext + b"\x80"
    return marked + bytes(-len(marked) % BLOCK)
