"""Requests to change what was verified: the registrar decides on one page, the company takes back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.procedure import Refused, registry
from marketplace.procedure.judge import judge
from suppliers import case as cases
from suppliers.actions import changing
from suppliers.dossier import Dossier
from suppliers.forms.changing import DecideForm
from suppliers.models import ChangeRequest
from suppliers.views.fetching import actor_of, own_company_or_404, seen
from suppliers.words import CHANGE as WORDS


@duties(Duty.REGISTRAR)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Each fact as it is beside what is asked for, with the documents of its item and a verdict."""
    actor = actor_of(request)
    change = ChangeRequest.objects.select_related("company__organisation", "asked_by", "decided_by").filter(ref=ref).first()
    if change is None:
        raise Http404
    form = DecideForm(request.POST or None, differences=changing.shown(change))
    known = registry.of(change)
    refusals = judge(known.machine.steps["decide"], cases.change_facts(change, actor, inputs={}, step="decide"), known, given=False)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            changing.decide(change, actor=actor, seen=seen(request), verdicts=form.verdicts)
        except Refused as refused:
            refusals, status = refused.refusals, 409
        else:
            messages.success(request, _("The request was decided. What you accepted is written."))
            return redirect("suppliers:desk_case", change.company.ref)
    touched = {one.item for one in form.differences}
    context = {
        "change": change, "company": change.company, "form": form, "refusals": refusals, "words": WORDS["decide"],
        "documents": [one for item in Dossier.of(change.company).items() if item.code in touched for one in item.evidence],
        "seen": request.POST.get("seen", "") if status == 422 else change.version,
    }  # fmt: skip
    return render(request, "suppliers/desk/change.html", context, status=status)


@duties(Duty.OWNER)
@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """The company takes its request back."""
    company = own_company_or_404(request)
    change = ChangeRequest.objects.select_related("company").filter(ref=ref, company=company).first()
    if change is None:
        raise Http404
    try:
        changing.take_back(change, actor=actor_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The request was taken back."))
    return redirect("suppliers:my")
