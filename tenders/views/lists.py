"""The public list of purchases, and agencies' own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace.accounts.access import public
from marketplace.accounts.duty import AGENCY_DUTIES
from marketplace.accounts.models import Organisation
from marketplace.kernel import clock
from marketplace.kernel.provinces import PROVINCES
from marketplace.ui.paging import Keyset
from tenders import methods
from tenders.models import Tender
from tenders.states import PUBLIC, T
from tenders.views.fetch import actor_of
from tenders.visibility import visible_tenders

#: Filters of the list by what people look for: name, and the states behind it.
PHASES = {
    "open": (T.INVITING,),
    "draft": (T.COMMENTING, T.READY),
    "judged": (T.EVALUATING, T.NEGOTIATING, T.REPORTED, T.RESULT_APPROVED),
    "awarded": (T.AWARDED, T.CONCLUDED),
    "ended": (T.FAILED, T.CANCELLED),
}


def phase_names() -> dict[str, str]:
    return {
        "open": _("Open for bids"),
        "draft": _("Draft open for comments"),
        "judged": _("Being judged"),
        "awarded": _("Awarded"),
        "ended": _("Ended without contract"),
    }


@public
@require_GET
def tenders(request: HttpRequest) -> HttpResponse:
    """Purchases that are public, newest first; `mine=1` shows those of one's agency in any state."""
    actor = actor_of(request)
    rows = visible_tenders(Tender.objects.all(), actor).select_related("agency", "category").prefetch_related("lots")
    mine = request.GET.get("mine") == "1" and actor.has(*AGENCY_DUTIES)
    rows = rows.filter(agency_id=actor.organisation_id) if mine else rows.filter(state__in=PUBLIC)
    phase, province, method = (request.GET.get(name, "") for name in ("phase", "province", "method"))
    words = request.GET.get("q", "").strip()[:100]
    if phase in PHASES:
        rows = rows.filter(state__in=PHASES[phase])
    if province:
        rows = rows.filter(agency__province=province)
    if method:
        rows = rows.filter(method_code=method)
    if words:
        rows = rows.filter(title__icontains=words)
    page = Keyset(rows, order=("-started_at", "-id"), size=20).page(request)
    context = {
        "page": page,
        "mine": mine,
        "may_mine": actor.has(*AGENCY_DUTIES),
        "phases": phase_names(),
        "provinces": PROVINCES.values(),
        "methods": methods.current(),
        "now": clock.read(),
        "chosen": {"phase": phase, "province": province, "method": method, "q": words},
    }
    return render(request, "tenders/list.html", context)


@public
@require_GET
def agency(request: HttpRequest, ref: str) -> HttpResponse:
    """An agency in public: who it is, what it buys."""
    organisation = get_object_or_404(Organisation.objects.filter(kind="agency"), ref=ref)
    rows = Tender.objects.public().filter(agency=organisation).select_related("agency", "category").prefetch_related("lots")
    page = Keyset(rows, order=("-started_at", "-id"), size=20).page(request)
    return render(request, "tenders/agency.html", {"agency": organisation, "page": page, "now": clock.read()})
