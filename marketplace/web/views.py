"""The first page, my work, the switch of whom one acts for, the search box, and the pages that explain how to begin."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.access import public, signed_in
from marketplace.accounts.duty import Duty
from marketplace.accounts.middleware import SESSION_KEY
from marketplace.accounts.models import Membership
from marketplace.kernel import clock
from marketplace.ui import errors, formats
from marketplace.web import addresses, demo_clock, front
from marketplace.web import work as work_module


def _safe(request: HttpRequest, target: str, fallback: str) -> str:
    fine = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if target and fine else fallback


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page: one search box, five doors, live numbers, what is open now."""
    context = {"numbers": front.numbers(), "open": front.open_now(), "now": clock.read(), "examples": front.EXAMPLES}
    return render(request, "web/home.html", context)


@public
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The one search box: a reference leads to its page, words lead to the catalogue."""
    words = " ".join(request.GET.get("q", "").split())[:200]
    page = addresses.page_of_reference(words)
    if page:
        return redirect(page)
    return redirect("/catalogue/" + (f"?{urlencode({'q': words})}" if words else ""))


@signed_in
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """My work: what waits for me, what waits for others, what lies ahead, what I did lately."""
    actor = request.actor  # type: ignore[attr-defined]
    held = [Duty(duty).label for duty in Duty.values if duty in actor.duties]
    context = {"desk": work_module.desk(actor), "duties": held, "organisation": request.acting_for, "now": clock.read()}  # type: ignore[attr-defined]
    return render(request, "web/work.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def acting(request: HttpRequest) -> HttpResponse:
    """Choose for which organisation one acts; duties are those held there."""
    str(request.actor.ref)  # type: ignore[attr-defined]  # asking for the actor finds the organisations
    may = {organisation.ref: organisation for organisation in request.may_act_for}  # type: ignore[attr-defined]
    back = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        chosen = may.get(request.POST.get("organisation", ""))
        if chosen is None:
            messages.warning(request, _("Choose one of your organisations."))
            return redirect("acting")
        request.session[SESSION_KEY] = chosen.pk
        messages.success(request, _("You now act for %(organisation)s.") % {"organisation": chosen.name})
        return redirect(_safe(request, back, "/work/"))
    held: dict[int, list[str]] = {}
    for membership in Membership.objects.in_force().filter(person=request.user):
        held.setdefault(membership.organisation_id, []).append(str(Duty(membership.duty).label))
    rows = [(organisation, held.get(organisation.pk, [])) for organisation in may.values()]
    return render(request, "web/acting.html", {"rows": rows, "present": request.acting_for, "next": _safe(request, back, "")})  # type: ignore[attr-defined]


@public
@require_GET
def sell(request: HttpRequest) -> HttpResponse:
    """How to become a supplier: what is needed, how long it takes, where to begin."""
    return render(request, "web/sell.html")


@public
@require_GET
def buy(request: HttpRequest) -> HttpResponse:
    """How an agency begins: who joins, which duties there are, what a purchase looks like."""
    return render(request, "web/buy.html")


@public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we promise about access, and what is not good enough yet."""
    return render(request, "web/accessibility.html", {"contact": settings.SERVICE_CONTACT})


@public
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock forward. Does not exist outside demos."""
    back = _safe(request, request.POST.get("next", ""), "/")
    if not settings.DEMO:
        return errors.not_found(request)
    try:
        now = demo_clock.move(
            actor=request.actor,  # type: ignore[attr-defined]
            to=request.POST.get("to", ""),
            tender=request.POST.get("tender", "")[:40],
        )
    except demo_clock.CannotMove as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("The demo's clock now shows %(moment)s.") % {"moment": formats.moment(now)})
    return redirect(back)
