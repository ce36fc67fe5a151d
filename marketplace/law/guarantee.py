"""Bid and contract guarantees (Regulation cl. 166–170). Pure. Knows no bank and no contract row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Protocol

from marketplace.kernel import money


class Rates(Protocol):
    """The part of a rulebook that guarantees need."""

    def percent(self, rule_id: str) -> Decimal: ...
    def integer(self, rule_id: str) -> int: ...
    def covers(self, rule_id: str, satang: int) -> bool: ...


class UnlawfulRate(ValueError):
    """The percentage of a guarantee lies outside what the regulation allows."""


def bid_guarantee(budget_satang: int, rates: Rates, *, rate: Decimal | None = None, state_agency: bool = False) -> int:
    """The bid guarantee in satang; 0 where none is due (budget not over the limit, or the bidder is a State agency).

    `rate` in percent may be above the usual one in important cases. Raises UnlawfulRate outside the bounds.
    """
    if state_agency or not rates.covers("G.BID.FROM", budget_satang):
        return 0
    return money.percent(budget_satang, _checked(rate, rates, "G.BID"))


def contract_guarantee(price_satang: int, rates: Rates, *, rate: Decimal | None = None, state_agency: bool = False) -> int:
    """The contract guarantee in satang; 0 for a State agency. Raises UnlawfulRate outside the bounds."""
    if state_agency:
        return 0
    return money.percent(price_satang, _checked(rate, rates, "G.CONTRACT"))


def return_by(obligations_ended: dt.date, rates: Rates) -> dt.date:
    """The last day on which a guarantee is returned (cl. 170), calendar days."""
    return obligations_ended + dt.timedelta(days=rates.integer("D.GUAR.RETURN"))


def _checked(rate: Decimal | None, rates: Rates, rule_id: str) -> Decimal:
    usual, most = rates.percent(rule_id), rates.percent(f"{rule_id}.MAX")
    if rate is None:
        return usual
    if not usual <= rate <= most:
        raise UnlawfulRate(f"{usual}–{most}")
    return rate
