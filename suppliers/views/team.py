"""The company's team: who holds which duty, invitations by link, removing, handing the account over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.access import duties
from marketplace.accounts.actions import admitting
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.duty import COMPANY_DUTIES, Duty
from marketplace.accounts.models import Admission, Membership, Person
from marketplace.kernel import clock
from suppliers.actions import teaming
from suppliers.forms.teaming import HandOverForm, InviteForm
from suppliers.models import Company
from suppliers.views.fetching import actor_of, own_company_or_404


def _members(company: Company) -> Any:
    held = Membership.objects.in_force().filter(organisation_id=company.organisation_id)
    return held.select_related("person").order_by("person__given_name", "person_id", "duty")


@duties(*sorted(COMPANY_DUTIES))
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest) -> HttpResponse:
    """Who holds which duty; the owner invites and ends."""
    actor = actor_of(request)
    company = own_company_or_404(request)
    if request.method == "POST" and not actor.has(Duty.OWNER):
        raise PermissionDenied
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            made, secret = teaming.invite(company, actor=actor, email=email, duty=Duty(form.cleaned_data["duty"]))
        except NotAllowed as why:
            form.add_error("email", str(why))
        else:
            messages.success(request, _told(request, made, secret, email))
            return redirect("suppliers:team")
    members = list(_members(company))
    context = {
        "company": company,
        "form": form,
        "owner": actor.has(Duty.OWNER),
        "members": members,
        "others": any(one.person_id != actor.person_id for one in members),
        "invited": Admission.objects.open(clock.read()).filter(organisation_id=company.organisation_id).order_by("pk"),
    }
    return render(request, "suppliers/team.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, made: Membership | None, secret: str, email: str) -> str:
    if made is not None:
        return _("%(name)s now holds the duty “%(duty)s”.") % {"name": made.person.name, "duty": made.get_duty_display()}
    text = _("A link was sent to %(email)s. It admits this person, once, for seven days.") % {"email": email}
    if settings.DEMO:  # mails of a demo go nowhere
        text += " " + _("In this demo the link is: %(link)s") % {"link": request.build_absolute_uri(reverse("join", args=[secret]))}
    return text


@duties(Duty.OWNER)
@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take an invitation back; its link ends."""
    company = own_company_or_404(request)
    admission = get_object_or_404(Admission.objects.select_related("organisation"), ref=ref, organisation_id=company.organisation_id)
    try:
        admitting.take_back(admission, actor=actor_of(request))
    except NotAllowed as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, _("The invitation was taken back. Its link no longer works."))
    return redirect("suppliers:team")


@duties(*sorted(COMPANY_DUTIES))
@require_POST
def end(request: HttpRequest, membership: int) -> HttpResponse:
    """End a duty: the owner anybody's, everybody their own."""
    company = own_company_or_404(request)
    held = get_object_or_404(
        Membership.objects.select_related("person", "organisation"), pk=membership, organisation_id=company.organisation_id
    )
    if actor_of(request).person_id != held.person_id and not actor_of(request).has(Duty.OWNER):
        raise PermissionDenied
    try:
        teaming.end_duty(company, held, actor=actor_of(request))
    except NotAllowed as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, _("The duty has ended."))
    return redirect("suppliers:team" if actor_of(request).person_id != held.person_id else "/")


@duties(Duty.OWNER)
@require_POST
def remove(request: HttpRequest, person: str) -> HttpResponse:
    """Take a person off the team."""
    company = own_company_or_404(request)
    found = get_object_or_404(Person, ref=person, memberships__in=_members(company).filter(person__ref=person).order_by("pk")[:1])
    try:
        teaming.remove(company, found, actor=actor_of(request))
    except NotAllowed as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, _("%(name)s is no longer on the team.") % {"name": found.name})
    return redirect("suppliers:team")


@duties(Duty.OWNER)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Hand the account over to somebody of the team."""
    actor, company = actor_of(request), own_company_or_404(request)
    people = {one.person.ref: one.person for one in _members(company) if one.person_id != actor.person_id}
    form = HandOverForm(request.POST or None, people=[(ref, person.name) for ref, person in people.items()])
    if request.method == "POST" and form.is_valid():
        person = people[form.cleaned_data["person"]]
        try:
            teaming.hand_over(company, person, actor=actor)
        except NotAllowed as why:
            form.add_error("person", str(why))
        else:
            messages.success(request, _("The account is now in the hands of %(name)s.") % {"name": person.name})
            return redirect("/work/")
    context = {"company": company, "form": form, "people": people}
    return render(request, "suppliers/hand_over.html", context, status=422 if form.errors else 200)
