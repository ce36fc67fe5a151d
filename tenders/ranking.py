"""Judging bids: which checks a bid needs, its present price, and the ranking with preferences. Knows no page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from marketplace.kernel import clock
from marketplace.law import preference
from marketplace.law.rulebook import Rulebook
from suppliers import standing
from tenders.states import B

if TYPE_CHECKING:
    from tenders.models import Bid, Tender

#: Checks that the committee records for every bid (cl. 55; s. 64; standard list of qualifications).
CHECKS: dict[str, Any] = {
    "documents": _("All documents are there and signed"),
    "technical": _("The proposal meets the terms of reference"),
    "legal_capacity": _("Legal capacity; neither bankrupt nor in liquidation"),
    "abandoner": _("Neither the company nor a director is a work abandoner"),
    "suspended": _("Not suspended after performance assessment"),
    "mutual_interest": _("No mutual interest with another bidder, no obstruction of competition"),
    "net_worth": _("Net worth or paid-up capital as required"),
    "egp": _("Registered in e-GP"),
}


def required_checks(tender: Tender) -> dict[str, Any]:
    """Code and sentence of each check that a bid of this purchase needs."""
    return CHECKS


def required_documents() -> list[Any]:
    """Kinds of documents without which no bid can be sealed."""
    from tenders.models.bid import BidDocumentKind

    return [BidDocumentKind.COMPANY, BidDocumentKind.TECHNICAL]


def current_price(bid: Bid) -> int:
    """The bid's price including VAT in satang: the opened one, or a lower one negotiated later (cl. 57–58)."""
    newest = next(iter(sorted(bid.offers.all(), key=lambda offer: -offer.pk)), None)
    return int(newest.price_satang if newest else bid.price_satang or 0)


@dataclass(frozen=True, slots=True)
class SmeRoom:
    """What the preference of an SME depends on, in satang: contracts of the calendar year, this bid, ceiling of its size.

    Only contracts made in this system are known; the committee compares with what the bidder has signed elsewhere.
    """

    contracts: int
    bid: int
    ceiling: int

    @property
    def holds(self) -> bool:
        return preference.within_ceiling(self.contracts, self.bid, self.ceiling)


def sme_rooms(tender: Tender, rules: Rulebook) -> dict[str, SmeRoom]:
    """By the bid's reference: the room of every compliant bidder that had proved on the bid day to be an SME."""
    return {bid.ref: room for bid, proved in _compliant(tender) if (room := _room(bid, proved, rules)) is not None}


def _room(bid: Bid, proved: standing.Preferences, rules: Rulebook) -> SmeRoom | None:
    from tenders.models import Lot

    if not proved.sme:
        return None
    day = clock.civil(bid.received_at)
    signed = Lot.objects.contracted_in_year(day).filter(winner_id=bid.company_id).aggregate(sum=Sum("award_satang"))["sum"]
    return SmeRoom(int(signed or 0), current_price(bid), preference.ceiling(proved.sme_size, proved.sector, rules))


def _compliant(tender: Tender) -> list[tuple[Bid, standing.Preferences]]:
    """Compliant bids in the order of their receipt, each with what its company had proved on the bid day."""
    bids = tender.bids.filter(state=B.COMPLIANT, refused_to_sign=False).select_related("company").prefetch_related("offers")
    return [(bid, standing.preferences(bid.company, clock.civil(bid.received_at))) for bid in bids.order_by("received_at", "pk")]


def ranked(tender: Tender, rules: Rulebook) -> preference.Ranking | None:
    """Compliant bids, best first, with the preferences that their companies had proved on the bid day; None where no bid complies.

    Of equal prices the bid received first ranks first. An SME whose contracts of the year and this bid go beyond the
    revenue of its size has no preference as an SME.
    """
    offers = []
    for bid, proved in _compliant(tender):
        room = _room(bid, proved, rules)
        sme = room is not None and room.holds
        offers.append(preference.Offer(key=bid.ref, price=current_price(bid), sme=sme, mit=proved.mit, thai=proved.thai))
    return preference.rank(offers, rules) if offers else None
