"""Delegations of the power to order: the list for the agency's people, and the two deeds of its head (cl. 7)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from marketplace import audit
from marketplace.accounts.access import duties
from marketplace.accounts.actions import delegating
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.authority import BAND_RULES
from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.forms import DelegationForm, ReasonForm
from marketplace.accounts.models import Delegation, Family, OrganisationKind
from marketplace.kernel import clock
from marketplace.law import clauses, rulebook

SHOWN_PAST = 50


@duties(*sorted(AGENCY_DUTIES))
@require_GET
def delegations(request: HttpRequest) -> HttpResponse:
    """Who may order for the head: in force, to come, and over."""
    organisation, actor = request.acting_for, request.actor  # type: ignore[attr-defined]
    if organisation.kind != OrganisationKind.AGENCY:  # an administrator of the comptroller: nobody orders there
        raise PermissionDenied
    today = clock.today()
    rows = Delegation.objects.filter(organisation=organisation).select_related("holder", "giver", "revoked_by")
    rules = rulebook.current(organisation.agency_class, today)
    context = {
        "in_force": rows.in_force(today).order_by("to_on", "pk"),
        "to_come": rows.filter(from_on__gt=today, revoked_at__isnull=True).order_by("from_on", "pk"),
        "past": (rows.filter(to_on__lt=today) | rows.filter(revoked_at__isnull=False)).order_by("-to_on", "-pk")[:SHOWN_PAST],
        "head": actor.has(Duty.HEAD_OF_AGENCY),
        "limits": [(Family(family).label, rules.money(rule)) for family, rule in BAND_RULES.items()],
        "basis": clauses.REG_7,
    }
    return render(request, "accounts/delegations.html", context)


@duties(Duty.HEAD_OF_AGENCY)
@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """Write a delegation down as its order says it."""
    organisation, actor = request.acting_for, request.actor  # type: ignore[attr-defined]
    form = DelegationForm(request.POST or None, organisation=organisation, giver_id=actor.person_id)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "families": [Family(family) for family in form.cleaned_data["families"]]}
        try:
            with audit.unit():
                made = delegating.delegate(actor=actor, organisation=organisation, **given)
        except NotAllowed as why:
            form.add_error("max_satang", str(why))
        else:
            messages.success(request, _("The delegation to %(name)s is recorded.") % {"name": made.holder.name})
            return redirect("delegations")
    return render(request, "accounts/delegate.html", {"form": form, "basis": clauses.REG_7}, status=422 if form.errors else 200)


@duties(Duty.HEAD_OF_AGENCY)
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a delegation back, with the reason."""
    rows = Delegation.objects.select_related("holder", "organisation")
    row = get_object_or_404(rows, ref=ref, organisation=request.acting_for)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            delegating.revoke(row, actor=request.actor, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        except NotAllowed as why:
            form.add_error("reason", str(why))
        else:
            messages.success(request, _("The power was taken back. %(name)s is told.") % {"name": row.holder.name})
            return redirect("delegations")
    context = {"delegation": row, "form": form, "basis": clauses.REG_7}
    return render(request, "accounts/revoke.html", context, status=422 if form.errors else 200)
