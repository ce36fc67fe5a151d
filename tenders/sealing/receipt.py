"""The receipt a bidder keeps: what was received, when, and where the log has it, signed by the platform.

Its check needs nothing of this product: `standalone/check_receipt.py` does it with Python and `cryptography`.
Must not know bids' rows: the caller says what was stored.
"""

from __future__ import annotations

import base64
import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tenders.sealing.context import Context
from tenders.sealing.platform_key import receipt_key, stamp
from tenders.sealing.seal import fingerprint

_LABEL: Final = b"talat bid receipt 1\n"
#: The check that people run without this product.
SCRIPT: Final = Path(__file__).parent / "standalone" / "check_receipt.py"


class UntrueReceipt(Exception):
    """The receipt was not signed with this key, or it was changed, or it speaks of another envelope."""


def sign_receipt(
    platform_key: bytes,
    context: Context,
    *,
    ciphertext: bytes,
    received_at: datetime,
    log_entry: str,
    log_position: int | None = None,
) -> str:
    """A receipt as JSON text, for the bidder to keep.

    Args:
        received_at: the database's time at which the envelope was stored, aware.
        log_entry: UUID of the log entry that recorded it.
        log_position: the entry's place in the log, when it is already known.
    """
    key = receipt_key(platform_key)
    said: dict[str, Any] = {
        "tender": context.tender,
        "bidder": context.bidder,
        "envelope": context.envelope,
        "version": context.version,
        "sha256": fingerprint(ciphertext),
        "received_at": stamp(received_at),
        "log_entry": log_entry,
        "log_position": log_position,
    }
    document = {
        "receipt": said,
        "public_key": _text(key.public_key().public_bytes_raw()),
        "signature": _text(key.sign(_LABEL + canonical(said))),
    }
    return json.dumps(document, indent=2)


def public_receipt_key(platform_key: bytes) -> str:
    """The public key (base64) to publish: receipts are checked against it, never against the one they carry."""
    return _text(receipt_key(platform_key).public_key().public_bytes_raw())


def check_receipt(text: str, *, public_key: str, ciphertext: bytes | None = None) -> dict[str, Any]:
    """What a receipt says, once it is proved.

    Args:
        public_key: the published key, base64.
        ciphertext: the sealed envelope, if its hash is to be compared as well.

    Raises:
        UntrueReceipt: anything does not fit.
    """
    try:
        document = json.loads(text)
        said: dict[str, Any] = document["receipt"]
        signature = base64.b64decode(document["signature"], validate=True)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(signature, _LABEL + canonical(said))
    except (InvalidSignature, KeyError, TypeError, ValueError) as reason:
        raise UntrueReceipt("not signed by this platform") from reason
    if ciphertext is not None and fingerprint(ciphertext) != said.get("sha256"):
        raise UntrueReceipt("speaks of another envelope")
    return said


def canonical(said: dict[str, Any]) -> bytes:
    """The signed bytes: keys sorted, no blanks, plain ASCII. Values are text and whole numbers only."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
