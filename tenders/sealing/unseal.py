"""Opening envelopes. Only the opening of a tender (`tenders.actions.opening`) may import this module.

Order of a ceremony: each holder hands in a share (`hand_in`: the passphrase opens the holder's key, the key opens the
share, the share is closed again under the platform's secret of this tender so that it may wait in the database for the
other holders); then `open_all` brings the shares together and opens every envelope or none. Both refuse before the
deadline. The caller reads the clock and decides who may take part; this module holds what must hold even if the caller
is wrong.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tenders.sealing import shamir
from tenders.sealing.context import Context, joined
from tenders.sealing.officer_key import unlock
from tenders.sealing.platform_key import derived, stamp, tender_secret
from tenders.sealing.tender_key import (
    SECRET_LENGTH,
    SUITE,
    TenderKey,
    bound,
    commitment,
    exclusive_or,
    share_info,
    wrapping_key,
)


class TooEarly(Exception):
    """The deadline has not passed; the platform keeps its secret."""


class SharesMissing(Exception):
    """Too few holders have handed in their share, or a demanded holder has not."""


class DamagedShare(Exception):
    """The share of `holder` cannot be opened or is not the one that was given out."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"the share of {holder} is damaged or belongs elsewhere")
        self.holder = holder


class DamagedKey(Exception):
    """The shares are right but the stored key does not open: the platform's key or the row was changed."""


class UnopenableEnvelopes(Exception):
    """At least one envelope does not open in its context; none was opened."""

    def __init__(self, contexts: Sequence[Context]) -> None:
        super().__init__(", ".join(f"{c.bidder} {c.envelope} version {c.version}" for c in contexts))
        self.contexts = tuple(contexts)


@dataclass(frozen=True)
class Moment:
    """The deadline now in force and a reading of the clock, both aware.

    An extended deadline is later than the one the key was made with; an earlier one changes nothing, because the key
    holds its own.
    """

    deadline: datetime
    now: datetime


def hand_in(key: TenderKey, *, holder: str, protected: bytes, passphrase: str, platform_key: bytes, moment: Moment) -> bytes:
    """Open a holder's share with the holder's passphrase and close it for the ceremony.

    Args:
        protected: the holder's protected private key, as `create_officer_key` gave it.

    Returns:
        The handed-in share, to be stored with the ceremony. It opens only with the platform's secret of this tender.

    Raises:
        TooEarly: before the deadline.
        WrongPassphrase: the passphrase does not open the holder's key.
        KeyError: this person holds no share.
        DamagedShare: the share does not open with the holder's key.
    """
    secret = _released(key, platform_key, moment)
    share = key.share_of(holder)
    private = unlock(protected, passphrase)
    try:
        part = SUITE.decrypt(share.sealed, private, info=share_info(key.tender, key.purpose, holder))
    except (InvalidTag, ValueError) as reason:
        raise DamagedShare(holder) from reason
    if not hmac.compare_digest(commitment(part), share.commitment):
        raise DamagedShare(holder)
    nonce = os.urandom(12)
    return nonce + AESGCM(derived(secret, b"talat handed in 1")).encrypt(nonce, part, _place(key, holder))


def open_all(
    key: TenderKey,
    *,
    handed_in: Mapping[str, bytes],
    platform_key: bytes,
    moment: Moment,
    envelopes: Mapping[Context, bytes],
) -> dict[Context, bytes]:
    """Open every envelope, or none.

    Args:
        handed_in: handed-in shares by holder, as `hand_in` gave them.
        envelopes: sealed envelopes by the context in which each must be valid.

    Raises:
        TooEarly: before the deadline.
        SharesMissing: too few shares, or a demanded one is missing.
        DamagedShare: a handed-in share is not the holder's.
        DamagedKey: the stored key does not open with the right shares.
        UnopenableEnvelopes: names the envelopes that do not open, if any; nothing is given out then.
        ValueError: an envelope of another tender or purpose is among them.
    """
    for context in envelopes:
        if (context.tender, context.envelope) != (key.tender, key.purpose):
            raise ValueError(f"{context} is not an envelope of this key")
    secret = _released(key, platform_key, moment)
    private = _private_key(key, secret, {holder: _taken(key, secret, holder, blob) for holder, blob in handed_in.items()})
    opened: dict[Context, bytes] = {}
    failed: list[Context] = []
    for context, ciphertext in envelopes.items():
        try:
            opened[context] = _unpadded(SUITE.decrypt(ciphertext, private, info=context.info()))
        except (InvalidTag, ValueError):
            failed.append(context)
    if failed:
        raise UnopenableEnvelopes(failed)
    return opened


def _released(key: TenderKey, platform_key: bytes, moment: Moment) -> bytes:
    """The platform's secret of this tender, after the deadline only."""
    if moment.now.tzinfo is None or moment.deadline.tzinfo is None:
        raise ValueError("moments need a time zone")
    opens_at = max(key.not_before, moment.deadline)
    if moment.now < opens_at:
        raise TooEarly(f"not before {stamp(opens_at)}")
    return tender_secret(platform_key, key.tender, key.purpose, key.not_before)


def _taken(key: TenderKey, secret: bytes, holder: str, blob: bytes) -> bytes:
    """A share out of the ceremony's row, checked against the commitment made at publication."""
    try:
        share = key.share_of(holder)
        part = AESGCM(derived(secret, b"talat handed in 1")).decrypt(blob[:12], blob[12:], _place(key, holder))
    except (InvalidTag, KeyError, ValueError) as reason:
        raise DamagedShare(holder) from reason
    if len(part) != SECRET_LENGTH + 1 or not hmac.compare_digest(commitment(part), share.commitment):
        raise DamagedShare(holder)
    return part


def _private_key(key: TenderKey, secret: bytes, parts: Mapping[str, bytes]) -> X25519PrivateKey:
    if len(parts) < key.needed or not key.demanded <= parts.keys():
        raise SharesMissing(f"{len(parts)} of {key.needed} shares")
    whole = reduce(exclusive_or, (parts[holder][1:] for holder in key.demanded), bytes(SECRET_LENGTH))
    if key.needed > len(key.demanded):
        common = [shamir.Part(part[0], part[1:]) for holder, part in parts.items() if holder not in key.demanded]
        whole = exclusive_or(whole, shamir.combine(common))
    try:
        private = AESGCM(wrapping_key(secret, whole)).decrypt(
            key.wrapped[:12], key.wrapped[12:], bound(key.tender, key.purpose, key.public)
        )
    except (InvalidTag, ValueError) as reason:
        raise DamagedKey from reason
    return X25519PrivateKey.from_private_bytes(private)


def _place(key: TenderKey, holder: str) -> bytes:
    return joined("talat handed in 1", key.tender, key.purpose, holder)


def _unpadded(padded: bytes) -> bytes:
    text, mark, rest = padded.rpartition(b"\x80")
    if not mark or any(rest):
        raise ValueError("not a padded envelope")
    return text
