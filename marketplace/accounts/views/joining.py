"""Coming in by the link of an invitation, with an account or without one. The link names the person by their mailbox."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import public
from marketplace.accounts.actions import admitting
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.forms import JoinForm
from marketplace.accounts.middleware import SESSION_KEY
from marketplace.accounts.models import Admission, Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept with the account one has, or make one and come in."""
    admission = admitting.find(secret)
    if admission is None:
        return render(request, "accounts/invitation_ended.html", status=410)
    if request.user.is_authenticated:
        return _accept(request, admission)
    if Person.objects.filter(email__iexact=admission.email).exists():
        sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
        return render(request, "accounts/join.html", {"admission": admission, "sign_in": sign_in})
    return _new(request, admission)


def _accept(request: HttpRequest, admission: Admission) -> HttpResponse:
    person: Person = request.user  # type: ignore[assignment]
    refused = ""
    if request.method == "POST":
        try:
            return _in(request, admission, person)
        except NotAllowed as why:
            refused = str(why)
    other = person.email.lower() != admission.email.lower()
    context = {"admission": admission, "accepts": not other, "other": other, "refused": refused}
    return render(request, "accounts/join.html", context, status=422 if refused else 200)


def _new(request: HttpRequest, admission: Admission) -> HttpResponse:
    form = JoinForm(request.POST or None, email=admission.email)
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("title", "given_name", "family_name")}
        with transaction.atomic():
            language = (getattr(request, "LANGUAGE_CODE", "th") or "th")[:2]
            person = Person.objects.create_user(admission.email, form.cleaned_data["password"], language=language, **given)
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        login(request, person, backend=BACKEND)
        return _in(request, admission, person)
    return render(request, "accounts/join.html", {"admission": admission, "form": form}, status=422 if form.errors else 200)


def _in(request: HttpRequest, admission: Admission, person: Person) -> HttpResponse:
    made = admitting.come_in(admission, person=person)
    request.session[SESSION_KEY] = made.organisation_id
    messages.success(
        request, _("You now act for %(name)s as: %(duty)s.") % {"name": made.organisation.name, "duty": made.get_duty_display()}
    )
    return redirect("/work/")
