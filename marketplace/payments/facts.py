"""What the rules of a payment may know. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from marketplace.procedure import Facts


@dataclass(frozen=True, kw_only=True)
class PaymentFacts(Facts):
    """Facts of one payment; amounts in satang."""

    amount_satang: int
    evidenced: bool = False
    reference: str = ""
    paid_on: dt.date | None = None
