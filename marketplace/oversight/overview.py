"""Numbers of one fiscal year for the comptroller's overview: shares, competition, savings, time. Reads, never writes.

The year of a purchase is that of its announced award: only what is public and done is counted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from django.db.models import Min, OuterRef, Subquery, Sum

from marketplace.contracts.models import Contract
from marketplace.contracts.states import SIGNED
from marketplace.oversight.purchases import span, specific_methods, with_counts
from tenders.models import Lot, Tender
from tenders.visibility import TOLD

#: Share of the specific method in the whole country in fiscal year 2567 (2024), percent of purchases and of their value.
NATIONAL_YEAR = 2567
NATIONAL_BY_COUNT, NATIONAL_BY_VALUE = 97.6, 37.6


@dataclass(frozen=True)
class Done:
    """One awarded purchase. Amounts in satang including VAT; moments are None where the method has no such step."""

    agency: str
    name_th: str
    name_en: str
    method: str
    award_satang: int
    reference_satang: int
    bidders: int
    moments: tuple[dt.datetime | None, ...]


#: The moments between which time is measured, in their order.
MOMENTS = ("started_at", "requested_at", "approved_at", "published_at", "opened_at", "announced_at")


@dataclass
class Share:
    """How much of an agency's buying went by the specific method."""

    agency: str
    name_th: str
    name_en: str
    count: int = 0
    specific: int = 0
    satang: int = 0
    specific_satang: int = 0

    @property
    def by_count(self) -> float:
        """Percent of purchases, one decimal."""
        return _percent(self.specific, self.count)

    @property
    def by_value(self) -> float:
        """Percent of value, one decimal."""
        return _percent(self.specific_satang, self.satang)


@dataclass(frozen=True)
class Pace:
    """Median days that one step takes, by method. `days` is None where no purchase has both moments."""

    step: str
    method: str
    days: float
    count: int


@dataclass
class Overview:
    """All numbers of one year."""

    year: int
    done: list[Done]
    shares: list[Share] = field(default_factory=list)

    @property
    def total_satang(self) -> int:
        return sum(one.award_satang for one in self.done)

    @property
    def saved(self) -> float | None:
        """Percent below the reference price, of all purchases that have one."""
        measured = [one for one in self.done if one.reference_satang]
        reference = sum(one.reference_satang for one in measured)
        return round(100 - _exact(sum(one.award_satang for one in measured), reference), 1) if reference else None

    @property
    def competed(self) -> list[Done]:
        """Purchases in which envelopes were opened."""
        return [one for one in self.done if one.moments[MOMENTS.index("opened_at")] is not None]

    @property
    def bidders(self) -> float | None:
        """Bidders of a competed purchase on average."""
        return round(sum(one.bidders for one in self.competed) / len(self.competed), 1) if self.competed else None

    @property
    def competition(self) -> list[tuple[int, int]]:
        """(number of bidders, purchases with so many); the last stands for five and more."""
        counted = Counter(min(one.bidders, 5) for one in self.competed)
        return [(number, counted[number]) for number in range(1, 6)]

    @property
    def paces(self) -> list[Pace]:
        """Median days of each step, by method, in the order of the steps."""
        found: dict[tuple[int, str], list[float]] = defaultdict(list)
        for one in self.done:
            known = [(number, at) for number, at in enumerate(one.moments) if at is not None]
            for (_before, begun), (number, ended) in pairwise(known):
                found[(number, one.method)].append(max((ended - begun).total_seconds(), 0) / 86_400)
        return [Pace(STEPS[number], method, round(median(days), 1), len(days)) for (number, method), days in sorted(found.items())]


#: What each moment ends, as a name that the page puts into words.
STEPS = ("", "prepare", "approve", "publish", "bid", "judge", "sign")


def of_year(year: int) -> Overview:
    """The overview of a fiscal year (Buddhist Era), in a fixed number of queries."""
    begins, ends = span(year)
    lots = Lot.objects.filter(tender=OuterRef("pk")).order_by().values("tender").annotate(s=Sum("award_satang")).values("s")
    signed = Contract.objects.filter(tender=OuterRef("pk"), state__in=SIGNED).order_by().values("tender")
    rows = (
        with_counts(Tender.objects.filter(state__in=TOLD, announced_at__gte=begins, announced_at__lt=ends))
        .annotate(award=Subquery(lots), signed=Subquery(signed.annotate(m=Min("signed_at")).values("m")))
        .order_by("pk")
        .values_list(
            "agency__ref", "agency__name_th", "agency__name_en", "method_code", "award", "reference_satang", "bidders", *MOMENTS, "signed"
        )
    )
    done = [_done(*row) for row in rows.iterator(chunk_size=2000)]
    return Overview(year, done, shares_of(done, specific_methods()))


def _done(agency: str, th: str, en: str, method: str, award: int | None, reference: int, bidders: int, *at: dt.datetime | None) -> Done:
    return Done(agency, th, en, method, int(award or 0), reference, bidders, at)


def shares_of(done: Iterable[Done], specific: Sequence[str]) -> list[Share]:
    """Each agency's share, greatest value first."""
    found: dict[str, Share] = {}
    for one in done:
        share = found.setdefault(one.agency, Share(one.agency, one.name_th, one.name_en))
        share.count += 1
        share.satang += one.award_satang
        if one.method in specific:
            share.specific += 1
            share.specific_satang += one.award_satang
    return sorted(found.values(), key=lambda share: (-share.satang, share.agency))


def _exact(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _percent(part: int, whole: int) -> float:
    return round(_exact(part, whole), 1)
