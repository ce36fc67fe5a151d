"""Judging bids: which checks a bid needs, its present price, and the ranking with preferences. Knows no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


def ranked(tender: Tender, rules: Rulebook) -> preference.Ranking | None:
    """Compliant bids, best first, with the preferences that their companies had proved on the bid day; None where no bid complies.

    Of equal prices the bid received first ranks first.
    """
    bids = (
        tender.bids.filter(state=B.COMPLIANT, refused_to_sign=False)
        .select_related("company")
        .prefetch_related("offers")
        .order_by("received_at", "pk")
    )
    offers = []
    for bid in bids:
        proved = standing.preferences(bid.company, clock.civil(bid.received_at))
        offers.append(preference.Offer(key=bid.ref, price=current_price(bid), sme=proved.sme, mit=proved.mit, thai=proved.thai))
    return preference.rank(offers, rules) if offers else None
