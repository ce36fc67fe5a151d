"""The rate of VAT in force, read from the rule values and kept for a few minutes. Knows no price."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

from marketplace.kernel import clock
from marketplace.law import rulebook

RULE = "R.VAT"
_SECONDS = 300.0
_kept: tuple[float, Decimal] | None = None


def vat_rate(on: dt.date | None = None) -> Decimal:
    """Percent of VAT on a day; without a day today's, read anew every five minutes at most."""
    global _kept
    if on is not None:
        return rulebook.current("", on).percent(RULE)
    if _kept is None or time.monotonic() - _kept[0] > _SECONDS:
        _kept = (time.monotonic(), rulebook.current("", clock.today()).percent(RULE))
    return _kept[1]
