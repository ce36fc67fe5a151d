"""Computes a company's SME size from what it says of sector, staff and revenue, by the rule values of the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.kernel import clock
from marketplace.law import rulebook, sme
from suppliers.models import Company

OF_SIZE = ("sector", "staff", "revenue_satang")


def with_size(company: Company, written: Mapping[str, Any]) -> dict[str, Any]:
    """`written`, and the size where what it is computed from is among it; what is not written is the company's present value."""
    if not any(name in written for name in OF_SIZE):
        return dict(written)
    sector, staff, revenue = (written.get(name, getattr(company, name)) for name in OF_SIZE)
    if staff is None and revenue is None:
        return dict(written)
    return {**written, "sme_size": sme.size(sector, staff, revenue, rulebook.current("", clock.today()))}
