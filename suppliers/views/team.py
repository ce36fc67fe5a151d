"""The company's team, and invitations to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.access import duties, signed_in
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.duty import COMPANY_DUTIES, Duty
from marketplace.accounts.middleware import SESSION_KEY
from marketplace.accounts.models import Membership
from suppliers.actions import teaming
from suppliers.forms.teaming import InviteForm
from suppliers.models import Invitation
from suppliers.views.company import open_invitations
from suppliers.views.fetching import actor_of, own_company_or_404


@duties(*sorted(COMPANY_DUTIES))
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest) -> HttpResponse:
    """Who holds which duty; the owner invites and ends."""
    actor = actor_of(request)
    company = own_company_or_404(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = teaming.invite(company, actor=actor, email=form.cleaned_data["email"], duty=Duty(form.cleaned_data["duty"]))
        except NotAllowed as why:
            form.add_error("email", str(why))
        else:
            messages.success(request, _("%(name)s is invited and decides about it.") % {"name": invitation.person.name})
            return redirect("suppliers:team")
    context = {
        "company": company,
        "form": form,
        "owner": actor.has(Duty.OWNER),
        "members": Membership.objects.in_force().filter(organisation_id=company.organisation_id).select_related("person").order_by("person__given_name", "duty"),
        "invited": company.invitations.open().select_related("person").order_by("id"),
    }  # fmt: skip
    return render(request, "suppliers/team.html", context, status=422 if form.errors else 200)


@duties(*sorted(COMPANY_DUTIES))
@require_POST
def end(request: HttpRequest, membership: int) -> HttpResponse:
    """End a duty: the owner anybody's, everybody their own."""
    company = own_company_or_404(request)
    held = get_object_or_404(
        Membership.objects.select_related("person", "organisation"), pk=membership, organisation_id=company.organisation_id
    )
    try:
        teaming.end_duty(company, held, actor=actor_of(request))
    except NotAllowed as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, _("The duty has ended."))
    return redirect("suppliers:team" if actor_of(request).person_id != held.person_id else "/")


@signed_in
@require_http_methods(["GET"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Companies that invited the person."""
    return render(request, "suppliers/invitations.html", {"invitations": open_invitations(actor_of(request).person_id)})


@signed_in
@require_http_methods(["POST"])
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Accept or decline."""
    actor = actor_of(request)
    invitation = Invitation.objects.select_related("company__organisation", "person").filter(ref=ref, person_id=actor.person_id).first()
    if invitation is None:
        raise Http404
    accepts = request.POST.get("answer") == "accept"
    try:
        teaming.answer(invitation, actor=actor, accepts=accepts)
    except NotAllowed as why:
        messages.warning(request, str(why))
        return redirect("suppliers:invitations")
    if accepts:
        request.session[SESSION_KEY] = invitation.company.organisation_id
        messages.success(request, _("You now act for %(company)s.") % {"company": invitation.company.name})
        return redirect("suppliers:my")
    messages.success(request, _("You declined."))
    return redirect("suppliers:invitations")
