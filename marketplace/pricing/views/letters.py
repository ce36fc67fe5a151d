"""Letters that ask for prices: for the agency, for the supplier that was asked, and for who holds a copy and checks it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.access import public, signed_in
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.models import OrganisationKind
from marketplace.kernel import clock
from marketplace.kernel.papers import as_pdf, check_code
from marketplace.pricing import forms
from marketplace.pricing.actions import letters as acts
from marketplace.pricing.models import SurveyLetter
from marketplace.procedure.refusals import Refusal, Refused
from marketplace.ui.paging import Keyset


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _read(ref: str) -> SurveyLetter:
    row = SurveyLetter.objects.select_related("agency", "company", "category").filter(ref=ref).first()
    if row is None:
        raise Http404
    return row


def reads(letter: SurveyLetter, actor: Actor) -> bool:
    """The agency's people, the supplier that was asked, auditors. Nobody else learns that it was."""
    if actor.organisation_id == letter.agency_id and actor.has(*AGENCY_DUTIES):
        return True
    if actor.organisation_id == letter.company.organisation_id and bool(actor.duties):
        return True
    return actor.organisation_kind == OrganisationKind.COMPTROLLER and actor.has(Duty.AUDITOR)


@public
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, ref: str) -> HttpResponse:
    """The letter for those whom it concerns, with its answer. Who holds a copy finds by its digest that it was issued here."""
    row = _read(ref)
    actor = _actor(request)
    made = acts.printable(row)
    if not reads(row, actor):
        if len(request.GET.get("digest", "")) >= 16 and row.digest.startswith(request.GET["digest"]):
            return render(request, "pricing/letter_check.html", {"letter": row, "true": made.digest == row.digest})
        raise Http404
    form = forms.AnswerForm(request.POST or None)
    refusals: list[Refusal] = []
    status = 200
    if request.method == "POST" and not _may_answer(row, actor):
        raise PermissionDenied
    may_answer = row.is_open and _may_answer(row, actor)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                acts.answer(row, actor=actor, satang=form.satang, note=form.cleaned_data["note"])
            except Refused as refused:
                refusals, status = refused.refusals, 409
            else:
                messages.success(request, _("The answer was written down."))
                return redirect(row)
    inside = actor.organisation_id == row.agency_id
    context: dict[str, Any] = {
        "letter": row,
        "facts": _days(row.facts),
        "title": acts.TITLE,
        "true": made.digest == row.digest,
        "address": made.address,
        "code": mark_safe(check_code(made.address)),  # noqa: S308 - drawn by us from our own address
        "form": form,
        "refusals": refusals,
        "may_answer": may_answer,
        "inside": inside,
        "case_page": f"/tenders/{row.case_ref}/price-benchmark/" if inside else "",
    }
    return render(request, "pricing/letter.html", context, status=status)


def _may_answer(letter: SurveyLetter, actor: Actor) -> bool:
    own = actor.organisation_id == letter.company.organisation_id and actor.has(*acts.ANSWERERS)
    return own or (actor.organisation_id == letter.agency_id and actor.has(*acts.OFFICERS))


def _days(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts with the days that the page shows as such."""
    return {**facts, "dated": dt.date.fromisoformat(facts["dated"]), "answer_until": dt.date.fromisoformat(facts["answer_until"])}


@public
@require_safe
def letter_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The letter as PDF, the same bytes every time."""
    row = _read(ref)
    if not reads(row, _actor(request)):
        raise Http404
    response = HttpResponse(as_pdf(acts.printable(row)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.ref}.pdf"'
    return response


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The letters to one's company, the newest first."""
    rows = SurveyLetter.objects.filter(company__organisation_id=_actor(request).organisation_id).select_related("agency", "category")
    page = Keyset(rows, order=("-issued_at", "-id"), size=20).page(request)
    return render(request, "pricing/letters.html", {"page": page, "today": clock.today()})
