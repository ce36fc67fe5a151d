"""Size of an SME from its sector, staff and revenue, as the ministerial regulation of B.E. 2562 divides them. Pure.

A size is no preference: that comes with a registration which a registrar accepted.
"""

from __future__ import annotations

from typing import Protocol

from marketplace.law.preference import CEILINGS

#: Sizes from the smallest; beyond the last nobody is an SME.
SIZES = ("micro", "small", "medium")
SECTORS = ("trade", "manufacturing")
#: People employed up to which an enterprise is of its size: rule value by size and sector.
STAFF = {
    ("micro", "trade"): "S.SME.STAFF.MICRO",
    ("micro", "manufacturing"): "S.SME.STAFF.MICRO",
    ("small", "trade"): "S.SME.STAFF.SMALL.TRADE",
    ("small", "manufacturing"): "S.SME.STAFF.SMALL.MFG",
    ("medium", "trade"): "S.SME.STAFF.MEDIUM.TRADE",
    ("medium", "manufacturing"): "S.SME.STAFF.MEDIUM.MFG",
}


class Limits(Protocol):
    """The part of a rulebook that sizes need."""

    def money(self, rule_id: str) -> int: ...
    def integer(self, rule_id: str) -> int: ...
    def choice(self, rule_id: str) -> str: ...


def size(sector: str, staff: int | None, revenue_satang: int | None, limits: Limits) -> str:
    """The size: micro, small or medium; empty where it is larger, or where sector, staff or revenue is not known.

    `staff` is people employed, `revenue_satang` the revenue of the last year in satang. Where both speak of different
    sizes, the rule value S.SME.MEASURE says which of them counts.
    """
    if sector not in SECTORS or staff is None or revenue_satang is None:
        return ""
    by_staff = next((rank for rank, name in enumerate(SIZES) if staff <= limits.integer(STAFF[name, sector])), len(SIZES))
    by_revenue = next((rank for rank, name in enumerate(SIZES) if revenue_satang <= limits.money(CEILINGS[name, sector])), len(SIZES))
    rank = by_revenue if limits.choice("S.SME.MEASURE") == "revenue" else max(by_staff, by_revenue)
    return SIZES[rank] if rank < len(SIZES) else ""
