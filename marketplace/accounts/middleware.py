"""Puts `request.actor` on every request: the signed-in person, acting for the organisation they chose."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Organisation

SESSION_KEY = "acting_for"


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request. Falls back to the first organisation where the chosen one was left."""
    person = request.user
    if not person.is_authenticated:
        return Actor.anonymous()
    held = Organisation.objects.filter(memberships__person_id=person.pk, memberships__until_at__isnull=True).distinct().order_by("pk")
    chosen = request.session.get(SESSION_KEY)
    organisations = list(held)
    organisation = next((found for found in organisations if found.pk == chosen), organisations[0] if organisations else None)
    request.acting_for = organisation  # type: ignore[attr-defined]
    request.may_act_for = organisations  # type: ignore[attr-defined]
    return Actor.of(person, organisation)  # type: ignore[arg-type]


class ActorMiddleware:
    """Sets `request.actor`, `request.acting_for` and `request.may_act_for`; nothing is read before it is needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting_for = None  # type: ignore[attr-defined]
        request.may_act_for = []  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)
