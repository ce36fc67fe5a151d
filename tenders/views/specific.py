"""The specific method and every other negotiation: whom to approach, what was offered (cl. 57, 58, 79)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.models import Listing
from marketplace.accounts.access import signed_in
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure.refusals import Refusal, Refused
from suppliers.models import Company
from tenders import page_forms
from tenders.actions import negotiating
from tenders.models import Tender
from tenders.states import B
from tenders.views.fetch import actor_of, form_page, seen_version, tender_or_404, working_tender_or_404

OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)
GET_POST = require_http_methods(["GET", "POST"])


def _candidates(tender: Tender) -> Any:
    """Companies that may be asked: of a purchase from the catalogue those whose services were chosen from its frozen list."""
    chosen = tender.items.values("listing_version__listing__company_id")
    if tender.method.chosen_from_catalogue:
        return Company.objects.verified(clock.today()).filter(pk__in=chosen).order_by("name_th")
    selling = Listing.objects.live().filter(category=tender.category).values("company_id")
    return Company.objects.verified(clock.today()).filter(Q(pk__in=chosen) | Q(pk__in=selling)).order_by("name_th")


@signed_in
@GET_POST
def approach(request: HttpRequest, ref: str) -> HttpResponse:
    """Approach suppliers directly; the suppliers of the chosen services are ticked already."""
    row = working_tender_or_404(request, ref, *OFFICERS)
    chosen = list(row.items.values_list("listing_version__listing__company_id", flat=True))
    companies = Company.objects.filter(pk__in=list(_candidates(row).values_list("pk", flat=True)[:200])).order_by("name_th")
    listed = sum(item.total_satang for item in row.items.all()) if len(set(chosen)) == 1 else None
    form = page_forms.ApproachForm(
        request.POST or None, companies=companies, listed_satang=listed, initial={"suppliers": chosen, "price_satang": listed}
    )
    picked = list(Company.objects.filter(pk__in=chosen))

    def act(data: dict[str, Any]) -> None:
        suppliers, price = list(data["suppliers"]), data.get("price_satang")
        if price is not None and listed is not None and price > listed:  # said before anything is written
            raise Refused([Refusal("dearer", _("A negotiated price is not higher than the first one."), clauses.REG_79)], subject=row)
        negotiating.approach_supplier(row, actor=actor_of(request), suppliers=suppliers, reason=data["reason"], seen=seen_version(request))
        if price is not None and listed is not None:
            negotiating.write_offer(
                row, actor=actor_of(request), company=suppliers[0], first_satang=listed, price_satang=price, note=data["note"]
            )

    return form_page(
        request,
        "tenders/approach.html",
        form,
        act,
        to=row.get_absolute_url(),
        tender=row,
        title=_("Approach suppliers"),
        passed_over=negotiating.smes_passed_over(row, picked),
        smes=companies.registered_smes(clock.today()).filter(province=row.agency.province)[:20],
    )


@signed_in
@GET_POST
def offer(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down an offer; where one supplier was chosen from the catalogue, its listed total is the first price."""
    row = tender_or_404(request, ref)
    row = working_tender_or_404(request, ref, *((Duty.COMMITTEE_CHAIR,) if row.method.invites_bids else OFFICERS))
    if row.method.invites_bids:
        companies = Company.objects.filter(pk__in=row.bids.filter(state=B.COMPLIANT).values("company_id"))
    else:
        companies = Company.objects.filter(pk__in=list(_candidates(row).values_list("pk", flat=True)[:200]))
    items = list(row.items.select_related("listing_version__listing"))
    initial: dict[str, Any] = {}
    if items and len({item.listing_version.listing.company_id for item in items}) == 1:
        total = sum(item.total_satang for item in items)
        initial = {"company": items[0].listing_version.listing.company_id, "first_satang": total, "price_satang": total}
    form = page_forms.OfferForm(request.POST or None, companies=companies.order_by("name_th"), initial=initial)

    def act(data: dict[str, Any]) -> None:
        negotiating.write_offer(row, actor=actor_of(request), seen=seen_version(request), **data)

    return form_page(
        request,
        "tenders/form.html",
        form,
        act,
        to=row.get_absolute_url(),
        tender=row,
        title=_("Record an offer"),
        done=_("The offer was recorded."),
    )
