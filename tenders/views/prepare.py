"""Preparing a purchase: start, details, committees, terms of reference, reference price, request report, plan lines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from catalog.models import Listing, ListingVersion, Shortlist, ShortlistEntry
from catalog.showing_lists import shown_lines
from marketplace.accounts.access import duties, public, signed_in
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.law import rulebook
from marketplace.law.reference_price import PriceSource
from marketplace.procedure import offers
from marketplace.procedure.refusals import Refused
from marketplace.ui.paging import Keyset
from tenders import methods, page_forms
from tenders.actions import benchmarking, frozen_list, preparing, requesting
from tenders.actions.benchmarking import outdated
from tenders.actions.quick import buy_from_listing
from tenders.actions.standing import not_to_be_bought
from tenders.lint import findings
from tenders.models import CommitteeKind, PlanLine, SeatRole, Tender
from tenders.states import GONE, P
from tenders.terms import template_for
from tenders.views.fetch import actor_of, form_page, kept_seen, own_tender_or_404, seen_version, tender_or_404, working_tender_or_404
from tenders.visibility import decides_appeals, is_inside, looks_over

GET_POST = require_http_methods(["GET", "POST"])
OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)
PRICERS = (Duty.TOR_PERSON, *OFFICERS)


@duties(*OFFICERS)
@GET_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a purchase: from a frozen list (`?list=`, with `listing=` of one on it), from a listing, or from a need."""
    ref = request.GET.get("listing", "")
    shortlist = _list(request)
    if ref and shortlist is not None:
        entry = shortlist.entries.kept().shown().filter(listing__ref=ref).first()
        if entry is None:
            raise Http404
        return _buy(request, entry.listing, entry)
    if ref:
        return _buy(request, get_object_or_404(Listing.objects.on_sale().select_related("live_version", "company", "category"), ref=ref))
    actor = actor_of(request)
    form = page_forms.StartForm(
        request.POST or None, organisation_id=actor.organisation_id, initial=_proposed(shortlist) or _planned(request)
    )
    today = clock.today()
    book = rulebook.current(request.acting_for.agency_class, today)  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "form": form,
        "limit": book.money("TH.SPECIFIC.MAX"),
        "methods": methods.current(),
        "refusals": [],
        "shortlist": shortlist,
    }
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = next(m for m in methods.current() if m.code == data["method"])
        try:
            made = preparing.start_purchase(
                actor=actor, title=data["title"], category=data["category"], method=row, budget_satang=data["budget_satang"], plan_line=data["plan_line"], shortlist=shortlist,
                budget_source=data["plan_line"].budget_source if data["plan_line"] else "",
            )  # fmt: skip
        except Refused as refused:
            context["refusals"] = refused.refusals
        else:
            return redirect(made)
    return render(request, "tenders/start.html", context, status=422 if request.method == "POST" else 200)


def _list(request: HttpRequest) -> Shortlist | None:
    """The frozen list of the own agency that the address names; one that is not is not there."""
    ref = request.GET.get("list", "")
    if not ref:
        return None
    rows = Shortlist.objects.frozen().filter(agency_id=actor_of(request).organisation_id).select_related("agency", "category")
    return get_object_or_404(rows, ref=ref)


def _proposed(shortlist: Shortlist | None) -> dict[str, Any]:
    """What a purchase that rests on a list begins with: its name, its category, the highest total as the budget."""
    if shortlist is None:
        return {}
    totals = [entry.total_satang or 0 for entry in shortlist.entries.kept()]
    return {"title": shortlist.name, "category": shortlist.category_id, "budget_satang": max(totals), "method": methods.EBIDDING_PRICE.code}


def _planned(request: HttpRequest) -> dict[str, Any]:
    """What a purchase of a published plan line of the own agency (`?plan=`) begins with."""
    ref = request.GET.get("plan", "")
    if not ref:
        return {}
    rows = PlanLine.objects.filter(agency_id=actor_of(request).organisation_id, state=P.PUBLISHED)
    line = get_object_or_404(rows, ref=ref)
    return {"title": line.title, "category": line.category_id, "budget_satang": line.budget_satang, "plan_line": line.pk}


def _buy(request: HttpRequest, listing: Listing, entry: ShortlistEntry | None = None) -> HttpResponse:
    """One page from a listing, or from one on a frozen list, to a request whose parts are filled in where the system knows them.

    What stands on a list has its version, quantity and term from there; they are not asked again.
    """
    actor = actor_of(request)
    version: ListingVersion = entry.version if entry else listing.live_version  # type: ignore[assignment]
    initial = {"quantity": request.GET.get("quantity", "1"), "months": request.GET.get("months", "1"), "delivery_days": 30}
    book = rulebook.current(request.acting_for.agency_class, clock.today())  # type: ignore[attr-defined]
    form = page_forms.BuyForm(
        request.POST or None,
        unit=version.unit_words,
        alone_up_to=book.money("TH.SINGLEINSPECTOR.MAX"),
        organisation_id=actor.organisation_id,
        initial=initial,
    )
    listed: dict[str, Any] = {}
    if entry is not None:
        listed = {"quantity": entry.quantity, "months": entry.term, "shortlist": entry.shortlist}
        del form.fields["quantity"], form.fields["months"]
    refusals = not_to_be_bought([listing.company])
    if request.method == "POST" and form.is_valid():
        try:
            made = buy_from_listing(actor=actor, version=version, **form.cleaned_data, **listed)
        except Refused as refused:
            refusals = refused.refusals
        else:
            return redirect("request_report", ref=made.ref)
    return render(
        request,
        "tenders/buy.html",
        {"form": form, "listing": listing, "version": version, "refusals": refusals, "spend": _spend(actor, listing), "entry": entry},
        status=422 if request.method == "POST" else 200,
    )


def _spend(actor: Actor, listing: Listing) -> requesting.Spend:
    """What the agency ordered before in the listing's category and from its supplier."""
    today = clock.today()
    months = rulebook.current("", today).integer("H.SPEND.MONTHS")
    return requesting.spend_of(actor.organisation_id or 0, listing.category_id, [listing.company_id], on=today, months=months)


@signed_in
@GET_POST
def details(request: HttpRequest, ref: str) -> HttpResponse:
    """The parts of the request report that people write."""
    row = working_tender_or_404(request, ref, *OFFICERS)
    names = ["title", "need", "budget_satang", "budget_source", "delivery_days", "method_reason", "comment_round"]
    form = page_forms.DetailsForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if row.method.comment_round == "none":
        del form.fields["comment_round"]
    return form_page(
        request,
        "tenders/form.html",
        form,
        lambda data: preparing.change_details(row, actor=actor_of(request), seen=seen_version(request), **data),
        to=row.get_absolute_url(),
        tender=row,
        title=_("Details of the request"),
    )


@signed_in
@GET_POST
def items(request: HttpRequest, ref: str) -> HttpResponse:
    """Listings of the purchase's category; those ticked become its services, by their live version."""
    row = working_tender_or_404(request, ref, *OFFICERS)
    if row.shortlist is not None and not row.shortlist.direct and row.method.chosen_from_catalogue:
        return _items_of_list(request, row, row.shortlist)
    rows = Listing.objects.live().filter(category=row.category).select_related("live_version", "company")
    page = Keyset(rows, order=("id",), size=20).page(request)
    refusals: list[Any] = []
    if request.method == "POST":
        chosen = {listing.pk: listing for listing in rows.filter(ref__in=request.POST.getlist("listing"))}
        picked = [
            (listing.live_version, _number(request.POST.get(f"quantity_{listing.ref}")), _number(request.POST.get(f"months_{listing.ref}")))
            for listing in chosen.values()
        ]
        try:
            preparing.choose_items(row, actor=actor_of(request), items=picked, seen=seen_version(request))
        except Refused as refused:
            refusals = refused.refusals
        else:
            return redirect(row)
    held = {item.listing_version.listing_id for item in row.items.select_related("listing_version")}
    return render(
        request,
        "tenders/items.html",
        {
            "tender": row,
            "page": page,
            "held": held,
            "refusals": refusals,
            "back": row.get_absolute_url(),
            "kept_seen": kept_seen(request, refusals),
        },
        status=409 if refusals else 200,
    )


def _items_of_list(request: HttpRequest, row: Tender, shortlist: Shortlist) -> HttpResponse:
    """The services that the purchase's frozen list kept; those ticked are bought, in the version and for the case of the list."""
    entries = list(shortlist.entries.kept().shown())
    refusals: list[Any] = []
    if request.method == "POST":
        ticked = set(request.POST.getlist("listing"))
        picked = [(entry.version, entry.quantity, entry.term) for entry in entries if entry.listing.ref in ticked]
        try:
            preparing.choose_items(row, actor=actor_of(request), items=picked, seen=seen_version(request))
        except Refused as refused:
            refusals = refused.refusals
        else:
            return redirect(row)
    context = {
        "tender": row,
        "shortlist": shortlist,
        "entries": entries,
        "held": set(row.items.values_list("listing_version_id", flat=True)),
        "refusals": refusals,
        "back": row.get_absolute_url(),
        "kept_seen": kept_seen(request, refusals),
    }
    return render(request, "tenders/items_of_list.html", context, status=409 if refusals else 200)


def _number(text: str | None) -> int:
    return max(1, min(100_000, int(text))) if text and text.isdigit() else 1


@signed_in
@GET_POST
def committees(request: HttpRequest, ref: str) -> HttpResponse:
    """The orders that appoint persons: one form per kind of committee that the method needs."""
    row = working_tender_or_404(request, ref, *OFFICERS, Duty.HEAD_OF_AGENCY)
    actor = actor_of(request)
    kinds = [CommitteeKind.TOR, *(CommitteeKind(kind) for kind in row.method.committees)]
    present = {c.kind: c for c in row.committees.prefetch_related("seats__person")}
    forms = []
    refusals: list[Any] = []
    status = 200
    for kind in kinds:
        held = present.get(kind)
        seats = [seat for seat in held.seats.all() if seat.state not in GONE] if held else []
        initial = {
            "order_no": held.order_no if held else "",
            "due_on": held.due_on if held else page_forms.default_due(),
            "chair": next((seat.person_id for seat in seats if seat.role != SeatRole.MEMBER), None),
            "members": [seat.person_id for seat in seats if seat.role == SeatRole.MEMBER],
        }
        posted = request.method == "POST" and request.POST.get("kind") == kind
        form = page_forms.CommitteeForm(request.POST if posted else None, organisation_id=row.agency_id, initial=initial, prefix=str(kind))
        forms.append((kind, form, held))
        if posted and form.is_valid():
            try:
                preparing.appoint(
                    row,
                    actor=actor,
                    kind=kind,
                    order_no=form.cleaned_data["order_no"],
                    due_on=form.cleaned_data["due_on"],
                    members=_members(form),
                    seen=seen_version(request),
                )
            except Refused as refused:
                refusals, status = refused.refusals, 409
            else:
                messages.success(request, _("Saved."))
                return redirect("purchase_committees", ref=row.ref)
        elif posted:
            status = 422
    return render(
        request,
        "tenders/committees.html",
        {
            "tender": row,
            "forms": forms,
            "refusals": refusals,
            "back": row.get_absolute_url(),
            "kept_seen": kept_seen(request, refusals),
        },
        status=status,
    )


def _members(form: page_forms.CommitteeForm) -> list[tuple[Person, SeatRole]]:
    members = list(form.cleaned_data["members"])
    first = SeatRole.CHAIR if members else SeatRole.SOLE
    return [(form.cleaned_data["chair"], first), *((person, SeatRole.MEMBER) for person in members)]


@signed_in
@GET_POST
def edit_terms(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the terms of reference from the category's template; finish them when nothing blocks."""
    row = working_tender_or_404(request, ref, Duty.TOR_PERSON)
    actor = actor_of(request)
    latest = row.terms.first()
    sections = latest.sections if latest else template_for(row)
    form = page_forms.TermsForm(request.POST or None, sections=sections)
    refusals: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            preparing.save_terms(row, actor=actor, sections=form.filled(), seen=seen_version(request))
            if request.POST.get("finish"):
                preparing.finish_terms(row, actor=actor)
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(
                request, _("The terms of reference are finished.") if request.POST.get("finish") else _("The draft was saved.")
            )
            return redirect(row) if request.POST.get("finish") else redirect("purchase_terms", ref=row.ref)
    found = findings(form.filled() if form.is_bound and form.is_valid() else sections)
    return render(
        request,
        "tenders/terms_edit.html",
        {
            "tender": row,
            "form": form,
            "found": found,
            "latest": latest,
            "refusals": refusals,
            "back": row.get_absolute_url(),
            "kept_seen": kept_seen(request, refusals),
        },
        status=409 if refusals else 200,
    )


@public
@require_GET
def terms(request: HttpRequest, ref: str) -> HttpResponse:
    """The terms of reference as they stand."""
    row = tender_or_404(request, ref)
    latest = row.terms.first()
    inside = is_inside(row.agency_id, actor_of(request))
    if latest is None or (latest.finished_at is None and not inside):
        latest = row.terms.filter(finished_at__isnull=False).first()
    if latest is None:
        raise Http404
    return render(request, "tenders/terms.html", {"tender": row, "terms": latest})


@signed_in
@GET_POST
def reference_price(request: HttpRequest, ref: str) -> HttpResponse:
    """Record the reference price by hand, from prices found elsewhere; the price benchmark takes it from a frozen report."""
    row = working_tender_or_404(request, ref, *PRICERS)
    initial: dict[str, Any] = {"source": PriceSource.MARKET, "reason": benchmarking.no_central_price(row)}
    for number, (name, amount) in enumerate(frozen_list.prices_of(row)[:3], start=1):
        initial |= {f"name_{number}": name, f"amount_{number}": amount}
    form = page_forms.ReferencePriceForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> None:
        preparing.record_reference_price(
            row,
            actor=actor_of(request),
            source=PriceSource(data["source"]),
            amount_satang=data["amount_satang"],
            sources=form.sources(),
            reason=data["reason"],
            seen=seen_version(request),
        )

    return form_page(request, "tenders/reference_price.html", form, act, to=row.get_absolute_url(), tender=row, title=_("Reference price"))


@signed_in
@require_GET
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """The request report of clause 22 as a paper."""
    actor = actor_of(request)
    row = tender_or_404(request, ref) if looks_over(actor) or decides_appeals(actor) else own_tender_or_404(request, ref)
    if decides_appeals(actor) and not row.appeals.exists():
        raise Http404
    spend = requesting.earlier_spend(row, clock.today())
    submit = next((offer for offer in offers(row, actor_of(request)) if offer.step.name == "submit_request"), None)
    price = row.reference_prices.select_related("report").first()
    committees_ = row.committees.prefetch_related("seats__person")
    return render(
        request,
        "tenders/report.html",
        {
            "tender": row,
            "price": price,
            "price_outdated": outdated(row, price) if price is not None else "",
            "terms": row.terms.first(),
            "committees": committees_,
            "spend": spend,
            "submit": submit,
            "considered": shown_lines(row.shortlist) if row.shortlist and not row.shortlist.direct else [],
        },
    )


@public
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Lines of annual plans: published ones for everybody, drafts for the agency's own people."""
    actor = actor_of(request)
    rows = PlanLine.objects.select_related("agency", "category")
    own = rows.filter(agency_id=actor.organisation_id) if actor.has(*OFFICERS, Duty.HEAD_OF_AGENCY) else rows.none()
    drafts = own.filter(state=P.DRAFTED)
    page = Keyset(rows.filter(state=P.PUBLISHED), order=("-published_at", "-id"), size=20).page(request)
    return render(request, "tenders/plans.html", {"page": page, "drafts": drafts[:50], "may_draft": actor.has(*OFFICERS)})


@public
@require_GET
def plan_line(request: HttpRequest, ref: str) -> HttpResponse:
    """One line of an annual plan."""
    actor = actor_of(request)
    line = get_object_or_404(PlanLine.objects.select_related("agency", "category"), ref=ref)
    if line.state == P.DRAFTED and not is_inside(line.agency_id, actor):
        raise Http404
    context = {
        "line": line,
        "offers": offers(line, actor) if actor.is_person else [],
        "to_start": line.state == P.PUBLISHED and line.agency_id == actor.organisation_id and actor.has(*OFFICERS),
    }
    return render(request, "tenders/plan_line.html", context)


@duties(*OFFICERS)
@GET_POST
def plan_line_new(request: HttpRequest) -> HttpResponse:
    """Draft a line of the annual plan."""
    form = page_forms.PlanLineForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        requesting.draft_plan_line(
            actor=actor_of(request),
            title=data["title"],
            category=data["category"],
            budget_satang=data["budget_satang"],
            budget_source=data["budget_source"],
            **form.span(),
        )

    return form_page(
        request,
        "tenders/form.html",
        form,
        act,
        to=reverse("plans"),
        title=_("New line of the annual plan"),
        done=_("The line was drafted. The head of agency publishes it."),
    )
