"""What the page of a purchase shows of its order or contract. The purchase's app knows nothing of this one."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from marketplace.accounts.duty import Duty
from marketplace.contracts.models import Contract
from tenders.states import L


def work(request: Any, *, tender: Any, **_: Any) -> str:
    """The way to the order or contract, or the button that begins it."""
    actor = request.actor
    rows = list(Contract.objects.standing().visible_to(actor).filter(tender=tender).only("ref", "state", "kind"))
    officer = actor.organisation_id == tender.agency_id and actor.has(Duty.OFFICER, Duty.HEAD_OFFICER)
    lots = [lot for lot in tender.lots.all() if lot.state == L.AWARDED] if officer and not rows else []
    if not rows and not lots:
        return ""
    return mark_safe(render_to_string("contracts/parts/in_purchase.html", {"contracts": rows, "lots": lots}, request=request))  # noqa: S308 - our template escapes


def aside(request: Any, *, tender: Any, **_: Any) -> str:
    """For readers who do not work on the purchase: the signed contract."""
    if request.actor.organisation_id == tender.agency_id:
        return ""  # told among the steps already
    rows = list(Contract.objects.signed().filter(tender=tender).only("ref", "state", "kind"))
    if not rows:
        return ""
    return mark_safe(render_to_string("contracts/parts/in_purchase.html", {"contracts": rows, "lots": []}, request=request))  # noqa: S308 - our template escapes
