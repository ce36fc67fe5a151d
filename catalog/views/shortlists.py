"""Shortlists: mark listings, note and reject, state the case, confirm and freeze, take the list away as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog import shortlist_sheets as sheets
from catalog import showing
from catalog.actions import shortlists
from catalog.asking import count
from catalog.models import Listing, Shortlist, ShortlistEntry
from catalog.prices import Case
from catalog.shortlist.states import MOST_KEPT, MOST_MARKED
from catalog.shortlist_forms import CaseForm, EntryForm, MarkForm
from catalog.showing_lists import shown_lines
from marketplace.accounts.access import duties
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.models import OrganisationKind
from marketplace.procedure import Refused, offers
from marketplace.procedure.refusals import Refusal, Tier
from marketplace.ui.paging import Keyset

OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)
COLLEAGUES = tuple(sorted(AGENCY_DUTIES))


def _actor(request: HttpRequest) -> Actor:
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def _list_or_404(request: HttpRequest, ref: str) -> Shortlist:
    found = (
        Shortlist.objects.visible_to(_actor(request)).select_related("agency", "category", "begun_by", "frozen_by").filter(ref=ref).first()
    )
    if found is None:
        raise Http404
    return found


def _seen(request: HttpRequest) -> int:
    value = request.POST.get("seen", "")
    return int(value) if value.isdigit() else -1


def may_write(shortlist: Shortlist, actor: Actor) -> bool:
    """Whether the actor may still work on the list."""
    return shortlist.is_open and shortlist.agency_id == actor.organisation_id and actor.has(*OFFICERS)


@duties(*COLLEAGUES)
@require_safe
def own_shortlists(request: HttpRequest) -> HttpResponse:
    """The agency's lists, the latest first."""
    actor = _actor(request)
    if actor.organisation_kind != OrganisationKind.AGENCY:  # an administrator of the comptroller
        raise PermissionDenied
    rows = Shortlist.objects.deliberate().filter(agency_id=actor.organisation_id).select_related("category", "begun_by")
    page = Keyset(rows, order=("-begun_at", "-id")).page(request)
    return render(request, "catalog/shortlists.html", {"page": page, "may_mark": actor.has(*OFFICERS)})


@duties(*OFFICERS)
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest) -> HttpResponse:
    """Put the ticked listings on an open list of their category, or begin one with them."""
    actor = _actor(request)
    given = request.POST if request.method == "POST" else request.GET
    refs = list(dict.fromkeys(given.getlist("l")))[:MOST_MARKED]
    rows = {row.ref: row for row in Listing.objects.live().shown().filter(ref__in=refs)}
    ticked = [rows[ref] for ref in refs if ref in rows]
    if not ticked:
        return render(request, "catalog/shortlist_mark.html", {"ticked": []}, status=200)
    category = ticked[0].category
    here = [row for row in ticked if row.category_id == category.pk]
    own = Shortlist.objects.deliberate().open().filter(agency_id=actor.organisation_id, category=category).order_by("-begun_at")[:20]
    unit = ticked[0].live_version.unit_words  # type: ignore[union-attr]
    start = showing.unit_case(unit)
    initial = {
        "name": category.name,
        "quantity": count(request.GET.get("quantity", "")) or start.quantity,
        "term": count(request.GET.get("term", "")) or start.term,
    }
    form = MarkForm(request.POST or None, unit=unit, lists=list(own), initial=initial)
    refusals: list[Refusal] = []
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_marked(request, form, here))
        except Refused as refused:
            refusals = refused.refusals
    context = {"form": form, "ticked": here, "elsewhere": [row for row in ticked if row not in here], "category": category, "refusals": refusals, "gone": len(refs) - len(ticked)}  # fmt: skip
    return render(request, "catalog/shortlist_mark.html", context, status=409 if refusals else 422 if form.is_bound else 200)


def _marked(request: HttpRequest, form: MarkForm, listings: list[Listing]) -> str:
    """Do it, say it; answers where to go on."""
    actor, data = _actor(request), form.cleaned_data
    found: Shortlist | None = data["list"]
    if found is None:
        case = Case(data["quantity"], data["term"])
        found = shortlists.begin(actor=actor, name=data["name"], category=listings[0].category, case=case, listings=listings)
        new = len(listings)
    else:
        new = shortlists.mark(found, actor=actor, listings=listings)
    said = ngettext("%(n)s listing was put on the list.", "%(n)s listings were put on the list.", new) % {"n": new}
    messages.success(request, said if new else _("All of them are on the list already."))
    return found.get_absolute_url()


@duties(*COLLEAGUES, Duty.AUDITOR)
@require_safe
def shortlist(request: HttpRequest, ref: str) -> HttpResponse:
    """The list: what is kept with its total for the case, what was rejected and why, and what can be done next."""
    found = _list_or_404(request, ref)
    return _page(request, found)


def _page(request: HttpRequest, found: Shortlist, **more: Any) -> HttpResponse:
    actor = _actor(request)
    lines = shown_lines(found)
    kept = [line for line in lines if line.entry.is_kept]
    writes = may_write(found, actor)
    totals = [line.total_satang for line in kept if line.total_satang is not None]
    context = {
        "shortlist": found,
        "kept": kept,
        "rejected": [line for line in lines if not line.entry.is_kept],
        "writes": writes,
        "most": MOST_KEPT,
        "case_words": showing.case_words(found.case, found.unit),
        "case_form": CaseForm(unit=found.unit, initial={"name": found.name, "quantity": found.quantity, "term": found.term})
        if writes
        else None,
        "lowest": min(totals, default=None),
        "highest": max(totals, default=None),
        "offers": [offer for offer in offers(found, actor) if offer.step.name != "freeze"] if writes else [],
        "kinds": sheets.KINDS,
    }
    return render(request, "catalog/shortlist.html", {**context, **more})


@duties(*OFFICERS)
@require_POST
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the name or the stated case."""
    found = _list_or_404(request, ref)
    form = CaseForm(request.POST, unit=found.unit)
    refusals: list[Refusal] = []
    if form.is_valid():
        data = form.cleaned_data
        try:
            shortlists.change(
                found, actor=_actor(request), name=data["name"], case=Case(data["quantity"], data["term"]), seen=_seen(request)
            )
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    answer = _page(request, found, case_form=form, refusals=refusals)
    answer.status_code = 409 if refusals else 422
    return answer


@duties(*OFFICERS)
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, ref: str, listing: str) -> HttpResponse:
    """A note on one listing, and whether it stays or is rejected with a reason."""
    found = _list_or_404(request, ref)
    row: ShortlistEntry | None = found.entries.shown().filter(listing__ref=listing).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    row.shortlist = found
    form = EntryForm(request.POST or None, initial={"note": row.note, "rejected_reason": row.rejected_reason})
    refusals: list[Refusal] = []
    if request.method == "POST" and form.is_valid():
        try:
            shortlists.judge_entry(row, actor=_actor(request), was=request.POST.get("was"), **form.cleaned_data)
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("Rejected, with your reason.") if form.cleaned_data["rejected_reason"] else _("Saved."))
            return redirect(_next(request) or f"{found.get_absolute_url()}#{row.listing.ref}")
    warned = any(refusal.tier is Tier.STALE for refusal in refusals)
    context = {"shortlist": found, "entry": row, "form": form, "refusals": refusals, "back": _next(request) or found.get_absolute_url(), "next": _next(request), "was": row.mark if not form.is_bound or warned else request.POST.get("was", "")}  # fmt: skip
    return render(request, "catalog/shortlist_entry.html", context, status=409 if refusals else 422 if form.is_bound else 200)


def _next(request: HttpRequest) -> str:
    """Where the person came from, if it is a page of ours."""
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, {request.get_host()}) else ""


@duties(*OFFICERS)
@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that will be frozen, once more; the button confirms exactly what is shown."""
    found = _list_or_404(request, ref)
    if not found.is_open:
        return redirect(found)
    actor = _actor(request)
    refusals: list[Refusal] = []
    if request.method == "POST":
        try:
            shortlists.freeze(found, actor=actor, seen=_seen(request), proposal=request.POST.get("proposal", ""))
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The list is confirmed and frozen."))
            return redirect(found)
        found = _list_or_404(request, ref)
    lines = shown_lines(found)
    offer = next((offer for offer in offers(found, actor) if offer.step.name == "freeze"), None)
    context = {
        "shortlist": found,
        "kept": [line for line in lines if line.entry.is_kept],
        "rejected": [line for line in lines if not line.entry.is_kept],
        "proposal": shortlists.fingerprint(found, lines),
        "offer": offer,
        "refusals": refusals,
        "case_words": showing.case_words(found.case, found.unit),
    }
    return render(request, "catalog/shortlist_freeze.html", context, status=409 if refusals else 200)


@duties(*COLLEAGUES, Duty.AUDITOR)
@require_safe
def export(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """The list as XLSX, ODS or CSV: what is kept, what was rejected and why, and the answers side by side."""
    found = _list_or_404(request, ref)
    if kind not in sheets.KINDS:
        raise Http404
    name = f"{found.ref}-{found.version}.{kind}"
    response = HttpResponse(sheets.written(kind, sheets.tables(found, shown_lines(found))), content_type=sheets.KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
