"""The key pair of a tender for one purpose, made at publication. Its private half is never stored whole.

`wrapped` = private key under AES-GCM with a key from HKDF(platform's secret ‖ holders' secret). The holders' secret is
split by Shamir; every part is sealed (HPKE) to its holder's own public key. Where a rule demands a holder (the
comptroller's key officer), that holder has a part of its own without which no number of others suffices: this is
arithmetic, not a check. It must not know how or when keys are opened: that is `unseal`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from tenders.sealing import shamir
from tenders.sealing.context import joined
from tenders.sealing.platform_key import derived, stamp, tender_secret

SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SECRET_LENGTH: Final = 32


@dataclass(frozen=True)
class SealedShare:
    """One holder's share, closed to the holder's own public key.

    Attributes:
        holder: reference of the person who holds it.
        public: the holder's public key (32 bytes) at the time, to find the matching private key later.
        sealed: the closed share.
        commitment: SHA-256 of the share, so that a damaged one is told from a wrong one.
    """

    holder: str
    public: bytes
    sealed: bytes
    commitment: bytes


@dataclass(frozen=True)
class TenderKey:
    """Everything that is stored of a tender's key; nothing in it opens an envelope.

    Attributes:
        tender, purpose: what the key is for.
        not_before: the deadline at publication, bound into the platform's secret.
        public: the key that closes envelopes (32 bytes).
        wrapped: the private key, closed under the platform's and the holders' secret together.
        needed: how many holders must hand in their share.
        demanded: holders who must be among them.
        shares: one per holder.
    """

    tender: str
    purpose: str
    not_before: datetime
    public: bytes
    wrapped: bytes
    needed: int
    demanded: frozenset[str]
    shares: tuple[SealedShare, ...]

    @property
    def holders(self) -> tuple[str, ...]:
        return tuple(share.holder for share in self.shares)

    def share_of(self, holder: str) -> SealedShare:
        """The share of `holder`; KeyError if there is none."""
        for share in self.shares:
            if share.holder == holder:
                return share
        raise KeyError(holder)

    def as_json(self) -> str:
        """The key as text for a database column."""
        return json.dumps(
            {
                "tender": self.tender,
                "purpose": self.purpose,
                "not_before": stamp(self.not_before),
                "public": _text(self.public),
                "wrapped": _text(self.wrapped),
                "needed": self.needed,
                "demanded": sorted(self.demanded),
                "shares": [
                    {
                        "holder": s.holder,
                        "public": _text(s.public),
                        "sealed": _text(s.sealed),
                        "commitment": _text(s.commitment),
                    }
                    for s in self.shares
                ],
            },
            sort_keys=True,
        )

    @classmethod
    def from_json(cls, text: str) -> TenderKey:
        """Read what `as_json` wrote; ValueError or KeyError if it is something else."""
        stored: dict[str, Any] = json.loads(text)
        return cls(
            tender=stored["tender"],
            purpose=stored["purpose"],
            not_before=datetime.fromisoformat(stored["not_before"]),
            public=_bytes(stored["public"]),
            wrapped=_bytes(stored["wrapped"]),
            needed=stored["needed"],
            demanded=frozenset(stored["demanded"]),
            shares=tuple(
                SealedShare(s["holder"], _bytes(s["public"]), _bytes(s["sealed"]), _bytes(s["commitment"])) for s in stored["shares"]
            ),
        )


def create_tender_key(
    *,
    platform_key: bytes,
    tender: str,
    purpose: str,
    not_before: datetime,
    holders: Mapping[str, bytes],
    needed: int = 2,
    demanded: Collection[str] = (),
) -> TenderKey:
    """Make the key pair of a tender and forget its private half.

    Args:
        platform_key: the platform's own key.
        not_before: the deadline for bids; the platform's secret is never given out before it.
        holders: public key (32 bytes) of each holder, by the holder's reference.
        needed: how many of them must come together.
        demanded: holders who must be among those.

    Raises:
        ValueError: fewer than two needed, more needed than there are, a demanded holder who is none, or two holders
            with one key (one person could then open alone).
    """
    if not 2 <= needed <= len(holders):
        raise ValueError(f"{needed} of {len(holders)} holders is not possible: at least two must be needed, and there")
    if len(set(holders.values())) != len(holders):
        raise ValueError("two holders have the same key")
    must = frozenset(demanded)
    if not must <= holders.keys() or len(must) > needed:
        raise ValueError("a demanded holder is not among the holders, or more are demanded than needed")
    private = X25519PrivateKey.generate()
    secret, parts = _split(sorted(holders), needed=needed, demanded=must)
    wrapping = wrapping_key(tender_secret(platform_key, tender, purpose, not_before), secret)
    nonce = os.urandom(12)
    public = private.public_key().public_bytes_raw()
    wrapped = nonce + AESGCM(wrapping).encrypt(nonce, private.private_bytes_raw(), bound(tender, purpose, public))
    shares = tuple(
        SealedShare(
            holder=holder,
            public=holders[holder],
            sealed=SUITE.encrypt(
                part,
                X25519PublicKey.from_public_bytes(holders[holder]),
                info=share_info(tender, purpose, holder),
            ),
            commitment=commitment(part),
        )
        for holder, part in parts.items()
    )
    return TenderKey(tender, purpose, not_before, public, wrapped, needed, must, shares)


def _split(holders: Collection[str], *, needed: int, demanded: frozenset[str]) -> tuple[bytes, dict[str, bytes]]:
    """The holders' secret and the share of each: `x` and 32 bytes; x = 0 marks a demanded holder's own part.

    The secret is the exclusive-or of every demanded holder's own random part with what the others' shares give.
    """
    parts = {holder: bytes([0]) + secrets.token_bytes(SECRET_LENGTH) for holder in sorted(demanded)}
    secret = reduce(exclusive_or, (part[1:] for part in parts.values()), bytes(SECRET_LENGTH))
    others = [holder for holder in holders if holder not in demanded]
    left = needed - len(demanded)
    if others and left > 0:
        common = secrets.token_bytes(SECRET_LENGTH)
        for holder, part in zip(others, shamir.split(common, needed=left, parts=len(others)), strict=True):
            parts[holder] = bytes([part.x]) + part.y
        secret = exclusive_or(secret, common)
    elif others:
        # Every needed holder is demanded by name: the others' shares decide nothing, and open nothing.
        for place, holder in enumerate(others, start=1):
            parts[holder] = bytes([place]) + secrets.token_bytes(SECRET_LENGTH)
    return secret, parts


def exclusive_or(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def wrapping_key(platform_secret: bytes, holders_secret: bytes) -> bytes:
    """The key around the private key: both secrets go in, so that neither alone is a start."""
    return derived(platform_secret + holders_secret, b"talat wrapping key 1")


def bound(tender: str, purpose: str, public: bytes) -> bytes:
    return joined("talat wrapped key 1", tender, purpose, public.hex())


def share_info(tender: str, purpose: str, holder: str) -> bytes:
    return joined("talat share 1", tender, purpose, holder)


def commitment(part: bytes) -> bytes:
    return hashlib.sha256(b"talat share commitment 1" + part).digest()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
