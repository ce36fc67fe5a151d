"""An agency's own assessments: list, begin, fill part by part, result, plan lines from it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.access import duties
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Organisation, OrganisationKind
from marketplace.needs import pictures, scoring
from marketplace.needs.actions import assessing
from marketplace.needs.examples import examples
from marketplace.needs.forms import BeginForm, PartForm, PlanForm
from marketplace.needs.machine import OFFICERS
from marketplace.needs.models import Assessment
from marketplace.needs.template import MOST, Capability, proposed_for
from marketplace.procedure import Refused, offers
from marketplace.procedure.refusals import Refusal, Tier
from marketplace.ui.paging import Keyset
from tenders.visibility import PROCURERS

READERS = tuple(sorted(PROCURERS))


def _actor(request: HttpRequest) -> Actor:
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def _assessment_or_404(request: HttpRequest, ref: str) -> Assessment:
    rows = Assessment.objects.visible_to(_actor(request)).select_related("agency", "begun_by", "finished_by")
    found = rows.filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def _status(form: Any, refusals: list[Refusal]) -> int:
    return 409 if refusals else 422 if form.is_bound else 200


def may_write(found: Assessment, actor: Actor) -> bool:
    """Whether the actor is an officer of the assessment's agency."""
    return found.agency_id == actor.organisation_id and actor.has(*OFFICERS)


@duties(*READERS)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The agency's assessments, the latest first."""
    actor = _actor(request)
    if actor.organisation_kind != OrganisationKind.AGENCY:
        raise PermissionDenied
    rows = Assessment.objects.filter(agency_id=actor.organisation_id).select_related("begun_by")
    page = Keyset(rows, order=("-begun_at", "-id"), size=20).page(request)
    begun = next((row for row in page if row.is_begun), None)
    return render(request, "needs/own.html", {"page": page, "may_begin": actor.has(*OFFICERS) and begun is None, "begun": begun})


@duties(*OFFICERS)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the template and begin; whoever comes back while one is begun is led to it."""
    actor = _actor(request)
    known = Assessment.objects.begun().filter(agency_id=actor.organisation_id).first()
    if known is not None:
        return redirect(known)
    agency = Organisation.objects.get(pk=actor.organisation_id)
    form = BeginForm(request.POST or None, initial={"template": proposed_for(agency.agency_class)})
    refusals: list[Refusal] = []
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(assessing.begin(actor=actor, template=form.chosen()))
        except Refused as refused:
            refusals = refused.refusals
    return render(request, "needs/begin.html", {"form": form, "refusals": refusals}, status=_status(form, refusals))


@duties(*READERS, Duty.AUDITOR)
@require_safe
def assessment(request: HttpRequest, ref: str) -> HttpResponse:
    """While it is begun, its parts as a task list; finished, its result."""
    found = _assessment_or_404(request, ref)
    return _result(request, found) if found.is_finished else _parts(request, found)


def _parts(request: HttpRequest, found: Assessment) -> HttpResponse:
    actor = _actor(request)
    writes = may_write(found, actor) and found.is_begun
    tasks = [_task(found, part, writes) for part in found.template.capabilities]
    context = {
        "assessment": found,
        "tasks": tasks,
        "done": sum(1 for task in tasks if task["state"] == "done"),
        "writes": writes,
        "offers": offers(found, actor) if writes else [],
    }
    return render(request, "needs/parts.html", context)


def _task(found: Assessment, part: Capability, writes: bool) -> dict[str, Any]:
    answered = sum(1 for one in part.statements if one.key in found.answers)
    state = "todo" if not answered else "done" if answered == len(part.statements) else "doing"
    note = ngettext("%(done)s of %(n)s statement", "%(done)s of %(n)s statements", len(part.statements)) % {
        "done": answered,
        "n": len(part.statements),
    }
    return {"title": part.name, "state": state, "note": note, "url": _address(found, part) if writes else ""}


def _address(found: Assessment, part: Capability) -> str:
    return f"{found.get_absolute_url()}parts/{part.key}/"


def _result(request: HttpRequest, found: Assessment) -> HttpResponse:
    actor = _actor(request)
    needs = list(found.needs.select_related("category", "plan_line"))  # type: ignore[attr-defined]
    for need in needs:
        need.assessment = found
    shown = examples([need.category_id for need in needs])
    levels = scoring.maturity(found.template, found.answers)
    context = {
        "assessment": found,
        "needs": [(need, shown.get(need.category_id, [])) for need in needs],
        "bars": pictures.bars(levels),
        "levels": levels,
        "most": MOST,
        "may_plan": may_write(found, actor) and any(need.plan_line_id is None for need in needs),
        "may_begin": may_write(found, actor) and not Assessment.objects.begun().filter(agency_id=found.agency_id).exists(),
    }
    return render(request, "needs/result.html", context)


@duties(*OFFICERS)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, ref: str, part: str) -> HttpResponse:
    """The statements of one capability. Saved as far as they are graded."""
    found = _assessment_or_404(request, ref)
    capability = found.template.capability(part)
    if capability is None:
        raise Http404
    form = PartForm(request.POST if request.method == "POST" else None, template=found.template, part=capability, answers=found.answers)
    refusals: list[Refusal] = []
    if form.is_bound and form.is_valid():
        try:
            assessing.grade(found, part, form.grades(), actor=_actor(request), was=request.POST.get("was"))
        except Refused as refused:
            refusals = refused.refusals
            found = _assessment_or_404(request, ref)
        else:
            messages.success(request, _("Saved."))
            return redirect(_onward(request, found, capability))
    if not found.is_begun and not refusals:
        return redirect(found)
    warned = any(refusal.tier is Tier.STALE for refusal in refusals)
    parts = found.template.capabilities
    context = {
        "assessment": found,
        "part": capability,
        "place": parts.index(next(one for one in parts if one.key == part)) + 1,
        "of": len(parts),
        "form": form,
        "refusals": refusals,
        "was": request.POST.get("was", "") if form.is_bound and not warned else found.mark(part),
    }
    return render(request, "needs/part.html", context, status=_status(form, refusals))


def _onward(request: HttpRequest, found: Assessment, capability: Capability) -> str:
    """The next part, or the list of parts after the last or where the person asked for it."""
    parts = list(found.template.capabilities)
    place = [one.key for one in parts].index(capability.key) + 1
    if request.POST.get("then") == "list" or place >= len(parts):
        return found.get_absolute_url()
    return _address(found, parts[place])


@duties(*OFFICERS)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """The ticked needs with an estimate each; saved, they are drafted lines of the annual plan."""
    found = _assessment_or_404(request, ref)
    if not found.is_finished:
        return redirect(found)
    given = request.POST if request.method == "POST" else request.GET
    ticked = given.getlist("n")[:100]
    needs = list(found.needs.filter(plan_line=None, category__code__in=ticked).select_related("category"))  # type: ignore[attr-defined]
    if not needs:
        return render(request, "needs/plan.html", {"assessment": found, "needs": []}, status=422 if request.method == "POST" else 200)
    form = PlanForm(request.POST if request.method == "POST" else None, needs=needs)
    refusals: list[Refusal] = []
    if form.is_bound and form.is_valid():
        wanted = [assessing.Planned(need, title, amount) for need, title, amount in form.wanted()]
        try:
            made = assessing.plan(found, wanted, actor=_actor(request), budget_source=form.cleaned_data["budget_source"], **form.span())
        except Refused as refused:
            refusals = refused.refusals
        else:
            said = ngettext(
                "%(n)s plan line was drafted. The head of agency publishes it.",
                "%(n)s plan lines were drafted. The head of agency publishes them.",
                len(made),
            )
            messages.success(request, said % {"n": len(made)})
            return redirect(found)
    context = {"assessment": found, "needs": needs, "form": form, "refusals": refusals}
    return render(request, "needs/plan.html", context, status=_status(form, refusals))
