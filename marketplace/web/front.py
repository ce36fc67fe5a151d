"""What the first page shows of the present: numbers with their date, and what is open now. Reads only public rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.models import Listing
from marketplace.kernel import clock
from suppliers.models import Company
from suppliers.states import V
from tenders.models import Tender


@dataclass(frozen=True)
class Number:
    """One number with what it counts and the list behind it."""

    count: int
    label: str | Promise
    url: str


@dataclass(frozen=True)
class OpenTender:
    """One line of the table of what is open now."""

    title: str
    url: str
    agency: str
    budget_satang: int
    closes_at: Any


NumberSource = Callable[[], Number]
_numbers: list[NumberSource] = []
_open: list[Callable[[], Iterable[OpenTender]]] = []

#: Searches offered as examples; the demo's catalogue answers each of them.
EXAMPLES = (_("online construction permit"), _("garbage fee payment"), _("cloud backup"))


def number(source: NumberSource) -> NumberSource:
    """Add a source of one number. Usable as a decorator."""
    _numbers.append(source)
    return source


def open_tenders(source: Callable[[], Iterable[OpenTender]]) -> Callable[[], Iterable[OpenTender]]:
    """Add a source of what is open for bids now, soonest end first. Usable as a decorator."""
    _open.append(source)
    return source


def numbers() -> list[Number]:
    """Every number, in the order of registration."""
    return [source() for source in _numbers]


def open_now(most: int = 8) -> list[OpenTender]:
    """What is open for bids, soonest end first."""
    found = [line for source in _open for line in source()]
    return sorted(found, key=lambda line: line.closes_at)[:most]


@number
def verified_suppliers() -> Number:
    """Suppliers that a registrar has verified."""
    return Number(Company.objects.filter(state=V.VERIFIED).count(), _("verified suppliers"), "/suppliers/")


@number
def live_listings() -> Number:
    """Services on offer."""
    return Number(Listing.objects.live().count(), _("services on offer"), "/catalogue/")


@number
def public_purchases() -> Number:
    """Purchases that everybody may read."""
    return Number(Tender.objects.public().count(), _("purchases open to inspection"), "/tenders/")


@open_tenders
def open_for_bids() -> Iterable[OpenTender]:
    """Invitations whose window is not closed yet."""
    rows = Tender.objects.open_for_bids(clock.read()).select_related("agency").order_by("bid_closes_at")[:8]
    return [OpenTender(row.title, row.get_absolute_url(), row.agency.name, row.budget_satang, row.bid_closes_at) for row in rows]
