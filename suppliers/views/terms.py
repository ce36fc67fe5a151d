"""The supplier's terms: what holds, every version, what changed, and the owner's acceptance; the rule editor's draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.access import duties, public
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure import Refused, offers
from suppliers import terms as reading
from suppliers.actions import agreeing
from suppliers.forms.terms import AcceptForm, DraftForm
from suppliers.models import Company, TermsVersion
from suppliers.states import G
from suppliers.views.fetching import actor_of, own_company, own_company_or_404, seen

#: Versions shown beside the text; every one stays at its address.
SHOWN = 30


@public
@require_GET
def current(request: HttpRequest) -> HttpResponse:
    """The version in force today; before the first one, the newest."""
    found = reading.in_force(clock.today()) or reading.newest()
    return _shown(request, found)


@public
@require_GET
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One published version, in force or not, with what is new against the one that the reader's company accepted."""
    return _shown(request, get_object_or_404(TermsVersion.objects.published(), number=number))


def _shown(
    request: HttpRequest, found: TermsVersion | None, form: AcceptForm | None = None, refusals: Any = (), status: int = 200
) -> HttpResponse:
    company = own_company(request)
    waiting = reading.to_accept(company) if company is not None else None
    asked = found is not None and waiting is not None and waiting.pk == found.pk
    context = {
        "version": found,
        "before": _before(found, company),
        "versions": TermsVersion.objects.published()[:SHOWN],
        "in_force": reading.in_force(clock.today()),
        "company": company,
        "waiting": waiting,
        "asked": asked,
        "owner": actor_of(request).has(Duty.OWNER),
        "acceptance": company.terms_acceptances.filter(terms=found).select_related("accepted_by").first() if company and found else None,
        "form": form or (AcceptForm(initial={"number": found.number}) if found else None),
        "refusals": refusals,
        "basis": clauses.HOUSE_SUPPLIER_TERMS,
    }
    return render(request, "suppliers/terms/version.html", context, status=status)


def _before(found: TermsVersion | None, company: Company | None) -> TermsVersion | None:
    """The version against which changes are shown: the last that the company accepted, else the one before."""
    if found is None:
        return None
    older = TermsVersion.objects.published().filter(number__lt=found.number)
    accepted = company.terms_accepted if company is not None else 0
    return older.filter(number=accepted).first() or older.first()


@duties(Duty.OWNER)
@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """The owner accepts this version for the company."""
    company = own_company_or_404(request)
    found = get_object_or_404(TermsVersion.objects.published(), number=number)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form, status=422)
    try:
        agreeing.accept(company, actor=actor_of(request), number=form.cleaned_data["number"])
    except Refused as refused:
        return _shown(request, found, form, refused.refusals, status=409)
    messages.success(request, _("Version %(number)s of the supplier's terms is accepted.") % {"number": found.number})
    return redirect("suppliers:my")


@duties(Duty.RULE_EDITOR)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The next version: written here, saved as a draft, published by a step of its own."""
    draft, newest = agreeing.draft(), reading.newest()
    names = ("text_th", "text_en", "changes_th", "changes_en")
    form = DraftForm(request.POST or None, initial={name: getattr(draft, name) for name in names})
    refusals: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            agreeing.write(actor=actor_of(request), seen=seen(request), **form.cleaned_data)
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The draft was saved. Nobody is bound before it is published."))
            return redirect("suppliers:write_terms")
    context = {
        "draft": draft,
        "newest": newest,
        "form": form,
        "refusals": refusals,
        "steps": offers(draft, actor_of(request)) if draft.pk and draft.state == G.DRAFT else [],
        "all_url": reverse("suppliers:terms"),
    }
    return render(request, "suppliers/terms/write.html", context, status=409 if refusals else 422 if form.errors else 200)
