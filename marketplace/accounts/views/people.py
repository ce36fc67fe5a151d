"""People and duties of an agency or of the comptroller, for its administrator."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.access import duties
from marketplace.accounts.actions import admitting
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.duty import Duty
from marketplace.accounts.forms import AddPersonForm, ReasonForm
from marketplace.accounts.models import Admission, Membership
from marketplace.kernel import clock

SHOWN_PAST = 30


@duties(Duty.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who holds which duty; a form that entrusts one."""
    organisation, actor = request.acting_for, request.actor  # type: ignore[attr-defined]
    form = AddPersonForm(request.POST or None, duties=admitting.duties_of(organisation))
    if request.method == "POST" and form.is_valid():
        email, duty = form.cleaned_data["email"], Duty(form.cleaned_data["duty"])
        try:
            made, secret = admitting.add(actor=actor, organisation=organisation, email=email, duty=duty)
        except NotAllowed as why:
            form.add_error("duty" if "“" in str(why) else "email", str(why))
        else:
            messages.success(request, _told(request, made, secret, email))
            return redirect("people")
    held = Membership.objects.filter(organisation=organisation).select_related("person", "until_by", "since_by")
    context = {
        "form": form,
        "members": held.in_force().order_by("person__given_name", "person__family_name", "duty"),
        "past": held.filter(until_at__isnull=False).order_by("-until_at")[:SHOWN_PAST],
        "invited": Admission.objects.open(clock.read()).filter(organisation=organisation).select_related("invited_by").order_by("pk"),
        "organisation": organisation,
    }
    return render(request, "accounts/people.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, made: Membership | None, secret: str, email: str) -> str:
    if made is not None:
        return _("%(name)s now holds the duty “%(duty)s”.") % {"name": made.person.name, "duty": made.get_duty_display()}
    text = _("A link was sent to %(email)s. It admits this person, once, for seven days.") % {"email": email}
    if settings.DEMO:  # mails of a demo go nowhere
        text += " " + _("In this demo the link is: %(link)s") % {"link": request.build_absolute_uri(reverse("join", args=[secret]))}
    return text


@duties(Duty.ADMINISTRATOR)
@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take an invitation back."""
    admission = get_object_or_404(Admission.objects.select_related("organisation"), ref=ref, organisation=request.acting_for)  # type: ignore[attr-defined]
    try:
        admitting.take_back(admission, actor=request.actor)  # type: ignore[attr-defined]
    except NotAllowed as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, _("The invitation was taken back. Its link no longer works."))
    return redirect("people")


@duties(Duty.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def end_duty(request: HttpRequest, person: str, duty: str) -> HttpResponse:
    """End one duty of one person, with the reason."""
    rows = Membership.objects.in_force().select_related("person", "organisation")
    held = get_object_or_404(rows, person__ref=person, duty=duty, organisation=request.acting_for)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            admitting.end_duty(held, actor=request.actor, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        except NotAllowed as why:
            form.add_error("reason", str(why))
        else:
            messages.success(request, _("The duty has ended."))
            return redirect("people" if request.actor.person_id != held.person_id or duty != Duty.ADMINISTRATOR else "/work/")  # type: ignore[attr-defined]
    return render(request, "accounts/end_duty.html", {"held": held, "form": form}, status=422 if form.errors else 200)
