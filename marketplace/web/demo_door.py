"""The demo's open door on the sign-in page: choose a person, enter with one press. Empty on every other system."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from marketplace.ui import formats
from marketplace.web.demo_people import introductions, passphrase


def door(request: HttpRequest) -> str:
    """The people of the demo, one for each duty, with the one password; for the place `sign_in.aside`."""
    if not settings.DEMO:
        return ""
    people, password = introductions(formats.language())
    if not people or not password:
        return ""
    context = {"people": people, "password": password, "passphrase": passphrase(), "next": request.GET.get("next", "")}
    return render_to_string("web/demo_door.html", context, request)
