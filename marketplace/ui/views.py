"""Addresses of the look itself. No domain here.

The access marks of these views are given where they are routed, since accounts lie above this app.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from marketplace.ui import gallery


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch the language and go back to the same address, query string and all.

    The choice is kept in a cookie, and with the person where one is signed in, because e-mails follow it.
    """
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return response
    translation.activate(code)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated and getattr(person, "language", code) != code:
        person.language = code
        person.save(update_fields=["language"])
    return response


@require_GET
def gallery_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state. Only for those who build: debug or demo mode."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "ui/gallery.html", gallery.context(request))
