"""What the platform itself contributes: secrets derived from its one key, never stored.

Must not know settings, tenders' rows or the clock. The secret of a tender is given out by `unseal` alone, after the
deadline; here it is only computed.
"""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tenders.sealing.context import joined

_LENGTH: Final = 32


def read_platform_key(text: str) -> bytes:
    """The platform's key from its setting (base64 of at least 32 bytes).

    Raises:
        ValueError: it is not base64, or too short to protect anything.
    """
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as reason:
        raise ValueError("TALAT_PLATFORM_KEY must be base64") from reason
    if len(key) < _LENGTH:
        raise ValueError("TALAT_PLATFORM_KEY must hold at least 32 bytes")
    return key


def derived(key: bytes, info: bytes) -> bytes:
    """32 bytes that belong to `info` alone (HKDF with SHA-256)."""
    if len(key) < _LENGTH:
        raise ValueError("the platform's key is missing or too short")
    return HKDF(algorithm=SHA256(), length=_LENGTH, salt=None, info=info).derive(key)


def stamp(moment: datetime) -> str:
    """A moment as it enters keys and receipts: UTC, always with microseconds.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone means nothing")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def tender_secret(key: bytes, tender: str, purpose: str, not_before: datetime) -> bytes:
    """The platform's half for one tender and purpose. `not_before` is inside: another deadline, another secret."""
    return derived(key, joined("talat tender secret 1", tender, purpose, stamp(not_before)))


def receipt_key(key: bytes) -> Ed25519PrivateKey:
    """The key that signs bidders' receipts."""
    return Ed25519PrivateKey.from_private_bytes(derived(key, b"talat receipt key 1"))
