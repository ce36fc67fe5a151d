"""Proposals to name a work abandoner: the list of those one has a part in, one of them, its files, and the way to propose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from marketplace import audit
from marketplace.accounts.access import duties, signed_in
from marketplace.accounts.duty import Duty
from marketplace.contracts.abandoning_forms import ProposeForm
from marketplace.contracts.actions import abandoning
from marketplace.contracts.models import Abandonment
from marketplace.contracts.rules_of_abandoning import agency_contracts
from marketplace.contracts.states import P
from marketplace.contracts.views.page import actor_of
from marketplace.contracts.words import ABANDONMENT
from marketplace.kernel import files
from marketplace.law import clauses
from marketplace.procedure import Refused, offers
from marketplace.procedure.refusals import Refusal, lacks_duty
from marketplace.ui.paging import Keyset
from suppliers.models import Company
from tenders.models import Tender
from tenders.visibility import visible_tenders

LAW = (clauses.ACT_109, clauses.REG_193, clauses.REG_194, clauses.HOUSE_ABANDONER_HEARD, clauses.ACT_111)
TONES = {P.ASKED: "wait", P.ANSWERED: "now", P.FORWARDED: "now", P.LISTED: "stop"}
PEOPLE = ("proposed_by", "explained_by", "forwarded_by", "decided_by")


def _visible(request: HttpRequest, ref: str) -> Abandonment:
    rows = Abandonment.objects.visible_to(actor_of(request)).select_related(
        "company__organisation", "agency", "tender", "contract", "evidence", "explanation_file", "entry", *PEOPLE
    )
    found = rows.filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


@signed_in
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Cases of one's agency or company; all of them for registrars and auditors."""
    rows = Abandonment.objects.visible_to(actor_of(request)).select_related("company", "agency")
    page = Keyset(rows, order=("-id",), size=30).page(request)
    return render(request, "contracts/abandonment/list.html", {"page": page, "law": LAW})


@signed_in
@require_GET
def abandonment(request: HttpRequest, ref: str) -> HttpResponse:
    """One case: what is said, what the company answers, what was decided, and what the reader can do."""
    found = _visible(request, ref)
    context = {
        "case": found,
        "tone": TONES.get(P(found.state), ""),
        "offers": offers(found, actor_of(request)),
        "law": LAW,
        "timeline": [
            {"title": entry.sentence, "when": entry.at, "who": entry.actor.name}
            for entry in audit.entries(root=("abandonment", found.ref), limit=20)
            if entry.source != entry.target
        ],
    }
    return render(request, "contracts/abandonment/case.html", context)


@signed_in
@require_GET
def file(request: HttpRequest, ref: str, which: str) -> HttpResponse:
    """The agency's evidence or the company's file, by a link that holds for this reader and for minutes."""
    found = _visible(request, ref)
    stored = {"evidence": found.evidence, "explanation": found.explanation_file}.get(which)
    if stored is None:
        raise Http404
    return redirect(files.link(stored, actor_of(request), about=found))


@duties(Duty.HEAD_OF_AGENCY)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    """The head of the agency that buys proposes; the head of another one is told that only that agency may."""
    actor = actor_of(request)
    tender = visible_tenders(Tender.objects.select_related("agency"), actor).filter(ref=ref).first()
    if tender is None:
        raise Http404
    own = tender.agency_id == actor.organisation_id
    companies = abandoning.companies_with_a_part(tender) if own else Company.objects.none()
    data, sent = (request.POST, request.FILES) if request.method == "POST" and own else (None, None)
    form = ProposeForm(data, sent, companies=companies, initial={"company": request.GET.get("company", "")})
    refusals: Any = []
    status = 200
    if not own:
        refusals, status = [Refusal("agency_contracts", agency_contracts.sentence, clauses.REG_193, remedy=agency_contracts.remedy)], 403
    elif request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = abandoning.propose(
                tender, said["company"], actor=actor, ground=said["ground"], facts=said["facts"], evidence=said["evidence"]
            )
        except Refused as refused:
            refusals, status = refused.refusals, 403 if lacks_duty(refused.refusals) else 409
        else:
            messages.success(request, _("The company is asked to explain itself."))
            return redirect(made)
    elif form.errors:
        status = 422
    context = {
        "tender": tender,
        "form": form,
        "own": own,
        "refusals": refusals,
        "words": ABANDONMENT["propose"],
        "law": LAW,
        "companies": companies,
    }
    return render(request, "contracts/abandonment/propose.html", context, status=status)
