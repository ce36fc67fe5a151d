"""The part of the top bar that says for whom one acts. Shown on every page of who is signed in."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string


def acting(request: HttpRequest) -> str:
    """The organisation one acts for, and the way to change it. Empty for strangers and without memberships."""
    if not request.user.is_authenticated:
        return ""
    str(request.actor.ref)  # type: ignore[attr-defined]  # asking for the actor finds the organisations
    organisation = request.acting_for  # type: ignore[attr-defined]
    if organisation is None:
        return ""
    choices = len(request.may_act_for)  # type: ignore[attr-defined]
    return render_to_string("web/bar_acting.html", {"organisation": organisation, "switchable": choices > 1})
