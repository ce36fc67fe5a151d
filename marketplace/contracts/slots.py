"""What the page of a purchase shows of its order or contract. The purchase's app knows nothing of this one."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from marketplace.accounts.duty import Duty
from marketplace.contracts.models import Contract, Rating
from marketplace.procedure.refusals import Refusal
from tenders import rules
from tenders.actions.case import lot_facts
from tenders.states import L, T
from tenders.visibility import SHUT

PART = "contracts/parts/in_purchase.html"
#: Ratings that a listing's page shows.
MOST_RATINGS = 20
#: What keeps a lot from being signed for a while, whoever wants to sign.
LOCKS = (rules.standstill_over, rules.lot_without_open_appeal, rules.lot_without_accepted_appeal)


def work(request: Any, *, tender: Any, **_: Any) -> str:
    """The way to the order or contract, or the button that begins it; and what keeps it from being signed."""
    actor = request.actor
    rows = _rows(tender, actor)
    officer = actor.organisation_id == tender.agency_id and actor.has(Duty.OFFICER, Duty.HEAD_OFFICER)
    awarded = [lot for lot in tender.lots.all() if lot.state == L.AWARDED] if tender.state == T.AWARDED else []
    if not rows and not awarded:
        return ""
    context = {"contracts": rows, "lots": awarded if officer and not rows else [], "locks": _locks(awarded, actor), "waits": not rows}
    return mark_safe(render_to_string(PART, context, request=request))  # noqa: S308 - our template escapes


def aside(request: Any, *, tender: Any, **_: Any) -> str:
    """For readers who do not work on the purchase: the signed contract; for the winner also the one it is to sign."""
    if request.actor.organisation_id == tender.agency_id:
        return ""  # told among the steps already
    rows = _rows(tender, request.actor)
    if not rows:
        return ""
    return mark_safe(render_to_string(PART, {"contracts": rows, "essentials": True}, request=request))  # noqa: S308 - our template escapes


def ratings(request: Any, *, listing: Any, **_: Any) -> str:
    """What buyers say of a listing, the latest first."""
    rows = list(Rating.objects.filter(listings=listing).select_related("contract__agency")[:MOST_RATINGS]) if listing.ratings_count else []
    return mark_safe(render_to_string("contracts/parts/ratings.html", {"ratings": rows, "listing": listing}, request=request))  # noqa: S308 - ours


def abandonment(request: Any, *, tender: Any, **_: Any) -> str:
    """For the head of the agency that buys: the way to propose a work abandoner, once envelopes are open or somebody was approached."""
    actor = request.actor
    head = actor.organisation_id == tender.agency_id and actor.has(Duty.HEAD_OF_AGENCY)
    if not head or tender.state in SHUT:
        return ""
    return mark_safe(render_to_string("contracts/abandonment/in_purchase.html", {"tender": tender}, request=request))  # noqa: S308 - ours


def _rows(tender: Any, actor: Any) -> list[Contract]:
    return list(Contract.objects.standing().visible_to(actor).filter(tender=tender))


def _locks(awarded: list[Any], actor: Any) -> list[Refusal]:
    """Why nothing may be signed yet, in the words of the rules that will refuse."""
    if not awarded:
        return []
    facts = lot_facts(awarded[0], actor)
    return [refusal for rule in LOCKS if (refusal := rule(facts)) is not None]
