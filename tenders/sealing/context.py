"""What an envelope belongs to, written so that two different meanings never give the same bytes.

Knows nothing of keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

PRICE: Final = "price"
TECHNICAL: Final = "technical"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")


def joined(label: str, *parts: str | int) -> bytes:
    """`label|part|part…` as bytes, for key derivation and for associated data.

    Raises:
        ValueError: a part is empty or holds anything but letters, digits and `. _ : -`, so that no part can be
            mistaken for two.
    """
    for part in parts:
        if not _NAME.fullmatch(str(part)):
            raise ValueError(f"cannot be part of a sealing context: {part!r}")
    return "|".join([label, *map(str, parts)]).encode("ascii")


@dataclass(frozen=True, order=True)
class Context:
    """The one place where an envelope is valid: it opens nowhere else.

    Attributes:
        tender: public reference of the tender.
        bidder: public reference of the bidding company.
        envelope: which envelope, `PRICE` or `TECHNICAL`.
        version: number of the bid's version, from 1.
    """

    tender: str
    bidder: str
    envelope: str
    version: int

    def info(self) -> bytes:
        """The bytes that are bound into the ciphertext (the HPKE `info`)."""
        if self.version < 1:
            raise ValueError("versions of a bid are counted from 1")
        return joined("talat envelope 1", self.tender, self.bidder, self.envelope, self.version)
