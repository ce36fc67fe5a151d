"""The platform's signing key for checkpoints, derived from TALAT_PLATFORM_KEY. No other module sees its bytes."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def signing_key() -> Ed25519PrivateKey:
    """The Ed25519 key of this platform's checkpoints.

    Raises:
        ImproperlyConfigured: TALAT_PLATFORM_KEY is not base64 of at least 32 bytes.
    """
    return _derived(settings.PLATFORM_KEY)


@lru_cache(maxsize=2)
def _derived(platform_key: str) -> Ed25519PrivateKey:
    try:
        secret = base64.b64decode(platform_key, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured("TALAT_PLATFORM_KEY is not base64") from error
    if len(secret) < 32:
        raise ImproperlyConfigured("TALAT_PLATFORM_KEY must be base64 of at least 32 random bytes")
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"talat audit checkpoint key v1").derive(secret)
    return Ed25519PrivateKey.from_private_bytes(seed)
