"""Papers that are public: invitation, award notice; and appeals against an award (s. 66, 114–119)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.accounts.access import duties, public, signed_in
from marketplace.accounts.duty import Duty
from marketplace.procedure import offers
from tenders import page_forms
from tenders.actions import ending
from tenders.ranking import current_price
from tenders.registration import find_appeal
from tenders.states import B
from tenders.views.fetch import actor_of, form_page, tender_or_404
from tenders.visibility import TOLD


@public
@require_GET
def invitation(request: HttpRequest, ref: str) -> HttpResponse:
    """The invitation as a paper: what, how much, how bids are judged, when."""
    row = tender_or_404(request, ref)
    if row.published_at is None:
        raise Http404
    context = {
        "tender": row,
        "price": row.reference_prices.first(),
        "terms": row.terms.filter(finished_at__isnull=False).first(),
        "key": getattr(row, "key_pair", None),
    }
    return render(request, "tenders/invitation.html", context)


@public
@require_GET
def award_notice(request: HttpRequest, ref: str) -> HttpResponse:
    """The award with the reason for every bid (s. 66)."""
    row = tender_or_404(request, ref)
    if row.announced_at is None or row.state not in TOLD:
        raise Http404
    bids = row.bids.exclude(state=B.DRAFT).select_related("company").prefetch_related("offers")
    told = [{"bid": bid, "price": current_price(bid) if bid.price_satang is not None else None, "word": B(bid.state).label} for bid in bids]
    return render(request, "tenders/award_notice.html", {"tender": row, "lot": row.lot, "bids": told})


@duties(Duty.BIDDER, Duty.OWNER)
@require_http_methods(["GET", "POST"])
def appeal_file(request: HttpRequest, ref: str) -> HttpResponse:
    """A bidder appeals within the period."""
    row = tender_or_404(request, ref)
    if not row.bids.exclude(state=B.DRAFT).filter(company__organisation_id=actor_of(request).organisation_id).exists():
        raise PermissionDenied  # whoever has not bid here has nothing to appeal against (s. 114)
    form = page_forms.AppealForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        ending.file_appeal(row, actor=actor_of(request), text=data["text"])

    return form_page(
        request,
        "tenders/form.html",
        form,
        act,
        to=row.get_absolute_url(),
        tender=row,
        title=_("Appeal against the award"),
        done=_("Your appeal was filed. The contract cannot be signed until it is decided."),
    )


@signed_in
@require_GET
def appeal(request: HttpRequest, ref: str) -> HttpResponse:
    """One appeal, for the appellant, the agency and the comptroller."""
    actor = actor_of(request)
    row = find_appeal(ref, actor)
    if row is None:
        raise Http404
    return render(request, "tenders/appeal.html", {"appeal": row, "tender": row.tender, "offers": offers(row, actor)})
