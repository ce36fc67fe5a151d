"""Fetching with permission in one call, and turning a refusal into a page. Used by every view of this app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.procedure.refusals import Refusal, Refused, Tier, lacks_duty
from tenders.actions.case import duties_in, seats_of
from tenders.models import Seat, Tender
from tenders.registration import find_tender
from tenders.visibility import is_inside


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind the request."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def tender_or_404(request: HttpRequest, ref: str) -> Tender:
    """A purchase that the actor may see; anything else does not exist for them."""
    tender = find_tender(ref, actor_of(request))
    if tender is None:
        raise Http404
    return tender


def own_tender_or_404(request: HttpRequest, ref: str) -> Tender:
    """A purchase of the actor's own agency, or one in which they have a seat."""
    tender = tender_or_404(request, ref)
    actor = actor_of(request)
    if not is_inside(tender.agency_id, actor) and not Seat.objects.filter(committee__tender=tender, person_id=actor.person_id).exists():
        raise Http404
    return tender


def working_tender_or_404(request: HttpRequest, ref: str, *duties: Duty) -> Tender:
    """A purchase on which the actor works under one of `duties`, by membership in its agency or by appointment in the case.

    Who sees the purchase and holds none of them is told that the page is not theirs; for others it does not exist.

    Raises:
        PermissionDenied: none of the duties is held here.
    """
    tender = own_tender_or_404(request, ref)
    actor = actor_of(request)
    if duties_in(tender, actor, seats_of(tender)).isdisjoint(duties):
        raise PermissionDenied
    return tender


def seen_version(request: HttpRequest) -> int | None:
    """The version of the purchase that the sent page carried; None where it carried none, -1 where it is no number."""
    value = request.POST.get("seen")
    return None if value is None else int(value) if value.isdigit() else -1


def kept_seen(request: HttpRequest, refusals: list[Refusal]) -> str | None:
    """What a page that is shown again keeps as the version seen: that of the first look, until the person was warned."""
    warned = any(refusal.tier is Tier.STALE for refusal in refusals)
    return request.POST.get("seen") if request.method == "POST" and not warned else None


def attempt(request: HttpRequest, act: Callable[[], Any], *, done: str, to: str) -> tuple[HttpResponse | None, list[Refusal]]:
    """Do `act`; on success say `done` and go `to`, on refusal give the reasons back for the page."""
    try:
        act()
    except Refused as refused:
        return None, refused.refusals
    messages.success(request, done)
    return redirect(to), []


def form_page(
    request: HttpRequest, template: str, form: Any, act: Callable[[dict[str, Any]], Any], *, to: str, done: str = "", **context: Any
) -> HttpResponse:
    """The rhythm of a page with one form: show, check, act, go on; what was typed stays when something is refused."""
    refusals: list[Refusal] = []
    status = 200
    if request.method == "POST":
        if form.is_valid():
            answer, refusals = attempt(request, lambda: act(form.cleaned_data), done=done or _("Saved."), to=to)
            if answer is not None:
                return answer
            status = 403 if lacks_duty(refusals) else 409
        else:
            status = 422
    context = {"form": form, "refusals": refusals, "back": to, "kept_seen": kept_seen(request, refusals), **context}
    return render(request, template, context, status=status)
