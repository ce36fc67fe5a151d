"""Key pairs of the people who hold a share of a tender's key.

The private half exists in clear only while its holder's passphrase is in use. It must not know tenders or settings;
nobody can restore a forgotten passphrase, the holder makes a new key pair for later tenders.
"""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SHORTEST_PASSPHRASE: Final = 12
_LABEL: Final = b"talat officer key 1"


class WeakPassphrase(ValueError):
    """The passphrase is shorter than `SHORTEST_PASSPHRASE` characters."""


class WrongPassphrase(Exception):
    """The passphrase does not open this key (or the stored key was changed: the two look alike)."""


@dataclass(frozen=True)
class Cost:
    """Work of one guess at a passphrase: passes, parallel lanes, memory in KiB."""

    passes: int
    lanes: int
    memory: int

    def is_bearable(self) -> bool:
        """Whether this server may be asked to do that work; a changed row must not exhaust it."""
        return 1 <= self.passes <= 16 and 1 <= self.lanes <= 16 and 8 * self.lanes <= self.memory <= 1024 * 1024


STANDARD: Final = Cost(passes=3, lanes=4, memory=64 * 1024)
"""RFC 9106's second recommended setting: 64 MiB."""


def create_officer_key(passphrase: str, *, cost: Cost | None = None) -> tuple[bytes, bytes]:
    """Make a key pair; `cost` is `STANDARD` unless said.

    Returns:
        The public key (32 bytes) and the protected private key (a JSON text as bytes), both to be stored.

    Raises:
        WeakPassphrase: the passphrase is too short.
    """
    return _protect(X25519PrivateKey.generate(), passphrase, cost or STANDARD)


def unlock(protected: bytes, passphrase: str) -> X25519PrivateKey:
    """The private key of a protected blob; keep it no longer than the request.

    Raises:
        WrongPassphrase: the passphrase does not fit or the blob was changed.
    """
    try:
        stored: dict[str, Any] = json.loads(protected)
        cost = Cost(passes=stored["passes"], lanes=stored["lanes"], memory=stored["memory"])
        public, salt, nonce, sealed = (_from_text(stored[name]) for name in ("public", "salt", "nonce", "sealed"))
        if not cost.is_bearable():
            raise WrongPassphrase
        private = AESGCM(_stretched(passphrase, salt, cost)).decrypt(nonce, sealed, _LABEL + public)
        key = X25519PrivateKey.from_private_bytes(private)
    except (InvalidTag, KeyError, TypeError, ValueError) as reason:
        raise WrongPassphrase from reason
    if key.public_key().public_bytes_raw() != public:
        raise WrongPassphrase
    return key


def change_passphrase(protected: bytes, old: str, new: str, *, cost: Cost | None = None) -> bytes:
    """The same key pair behind another passphrase; shares sealed to it stay usable.

    Raises:
        WrongPassphrase: `old` does not open the key.
        WeakPassphrase: `new` is too short.
    """
    return _protect(unlock(protected, old), new, cost or STANDARD)[1]


def _protect(key: X25519PrivateKey, passphrase: str, cost: Cost) -> tuple[bytes, bytes]:
    if len(_normal(passphrase)) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase(f"a passphrase has at least {SHORTEST_PASSPHRASE} characters")
    public = key.public_key().public_bytes_raw()
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_stretched(passphrase, salt, cost)).encrypt(nonce, key.private_bytes_raw(), _LABEL + public)
    stored = asdict(cost) | {
        "public": _to_text(public),
        "salt": _to_text(salt),
        "nonce": _to_text(nonce),
        "sealed": _to_text(sealed),
    }
    return public, json.dumps(stored, sort_keys=True).encode("ascii")


def _normal(passphrase: str) -> str:
    # Thai sara am and stacked tone marks can be typed as different characters that look the same.
    return unicodedata.normalize("NFKC", passphrase)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return kdf.derive(_normal(passphrase).encode("utf-8"))


def _to_text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _from_text(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
