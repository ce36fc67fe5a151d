"""All purchases as the comptroller looks through them: filters, and what each row shows. Reads, never writes.

How many bid is counted from opened envelopes alone: before the opening it is nobody's to know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from marketplace.kernel import clock, era
from marketplace.oversight.models import Flag
from marketplace.oversight.states import F
from tenders import methods
from tenders.models import Bid, Tender
from tenders.models.preparation import ReferencePrice
from tenders.states import B, T
from tenders.visibility import TOLD

#: States of bids that were opened.
JUDGED = (B.OPENED, B.COMPLIANT, B.REJECTED)
FILTERS = ("q", "agency", "method", "state", "flag", "year")
FLAG_OPEN, FLAG_ANY = "open", "any"


def span(year: int) -> tuple[dt.datetime, dt.datetime]:
    """First moment of a fiscal year (Buddhist Era), and the first after it."""
    first, last = era.fiscal_year_span(year)
    return clock.at(first), clock.at(last + dt.timedelta(days=1))


def specific_methods() -> list[str]:
    """Codes of the methods of the specific family."""
    return sorted({row.code for row in methods.METHODS.values() if row.family == "specific"})


def with_counts(rows: QuerySet[Tender]) -> QuerySet[Tender]:
    """Each purchase with `bidders` (opened bids) and `reference_satang` (newest reference price, 0 where there is none)."""
    bids = Bid.objects.filter(tender=OuterRef("pk"), state__in=JUDGED).order_by().values("tender").annotate(n=Count("pk")).values("n")
    prices = ReferencePrice.objects.filter(tender=OuterRef("pk")).order_by("-pk").values("amount_satang")[:1]
    return rows.annotate(bidders=Coalesce(Subquery(bids), 0), reference_satang=Coalesce(Subquery(prices), 0))


def chosen(asked: Mapping[str, str]) -> QuerySet[Tender]:
    """The purchases that fit what was asked. A value that means nothing leaves everything in."""
    rows = Tender.objects.select_related("agency", "category").prefetch_related("lots")
    if words := asked.get("q"):
        named = Q(agency__name_th__icontains=words) | Q(agency__name_en__icontains=words)
        rows = rows.filter(Q(title__icontains=words) | Q(ref__iexact=words) | named)
    if asked.get("agency"):
        rows = rows.filter(agency__ref=asked["agency"])
    if asked.get("method"):
        rows = rows.filter(method_code=asked["method"])
    if asked.get("state") in T.values:
        rows = rows.filter(state=asked["state"])
    if asked.get("year", "").isdigit() and 2500 <= int(asked["year"]) <= 2700:
        begins, ends = span(int(asked["year"]))
        rows = rows.filter(started_at__gte=begins, started_at__lt=ends)
    return with_counts(_flagged(rows, asked.get("flag", "")))


def _flagged(rows: QuerySet[Tender], asked: str) -> QuerySet[Tender]:
    flags = Flag.objects.filter(tender=OuterRef("pk"))
    if asked == FLAG_OPEN:
        return rows.filter(Exists(flags.filter(state=F.OPEN)))
    if asked == FLAG_ANY:
        return rows.filter(Exists(flags))
    return rows.filter(Exists(flags.filter(code=asked))) if asked else rows


@dataclass(frozen=True)
class Row:
    """One purchase as list and table show it. Amounts in satang including VAT."""

    tender: Any
    flags: tuple[Flag, ...]

    @property
    def opened(self) -> bool:
        """Whether the number of bidders is known: envelopes were opened."""
        return self.tender.opened_at is not None

    @property
    def bidders(self) -> int | None:
        return int(self.tender.bidders) if self.opened else None

    @property
    def award_satang(self) -> int | None:
        """The awarded price of all lots together, once it is announced."""
        awarded: int | None = self.tender.awarded_satang if self.tender.state in TOLD else None
        return awarded

    @property
    def reference_satang(self) -> int | None:
        return self.tender.reference_satang or None

    @property
    def value_satang(self) -> int:
        """What it costs as far as is known: the award, else the budget."""
        return int(self.award_satang or self.tender.budget_satang)


def rows_of(tenders: Iterable[Tender]) -> list[Row]:
    """The purchases with their flags, in one more query."""
    tenders = list(tenders)
    found: dict[int, list[Flag]] = {}
    for flag in Flag.objects.filter(tender__in=[tender.pk for tender in tenders]).order_by("code"):
        found.setdefault(flag.tender_id, []).append(flag)
    return [Row(tender, tuple(found.get(tender.pk, ()))) for tender in tenders]
