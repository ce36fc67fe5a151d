"""The registrar's desk: what waits, what changed since the version on sale, approve what was read or send it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog import showing
from catalog.models import Listing, ListingVersion
from catalog.parts import parts_of
from catalog.quality import quality_of
from catalog.states import UNDER_REVIEW, ListingState
from catalog.vat import vat_rate
from catalog.views.own import shown
from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.procedure import Refused, act, offers
from marketplace.ui.paging import Keyset

#: Longest reason for one question.
LONGEST = 500


@duties(Duty.REGISTRAR)
@require_safe
def review_desk(request: HttpRequest) -> HttpResponse:
    """Listings that wait, the longest waiting first."""
    rows = Listing.objects.filter(state__in=UNDER_REVIEW).select_related("company", "category", "live_version", "draft_version")
    return render(request, "catalog/review_desk.html", {"page": Keyset(rows, order=("submitted_at", "id")).page(request)})


@duties(Duty.REGISTRAR)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """One version with what is new in it; both decisions are on this page."""
    rows = Listing.objects.select_related(
        "company", "category", "draft_version", "draft_version__question_set", "live_version", "live_version__question_set"
    )
    listing = rows.filter(ref=ref, state__in=UNDER_REVIEW).first()
    if listing is None or listing.draft_version is None:
        if Listing.objects.filter(ref=ref).exists():
            return redirect("own_listing", ref)  # judged meanwhile, or taken back
        raise Http404
    refusals: list[Any] = []
    status = 200
    if request.method == "POST":
        refusals = _decided(request, listing)
        if not refusals:
            return redirect("review_desk")
        status = 409
    return render(request, "catalog/review.html", _context(request, listing, refusals), status=status)


def _decided(request: HttpRequest, listing: Listing) -> list[Any]:
    """Take the step that was pressed; answers why not where it is refused."""
    approve = request.POST.get("decision") == "approve"
    change = "_change" if listing.state == ListingState.CHANGE_SUBMITTED else ""
    number, seen = request.POST.get("number", ""), request.POST.get("seen", "")
    given: dict[str, Any] = {"number": int(number) if number.isdigit() else 0, "content": request.POST.get("content", "")}
    if not approve:
        given |= {"reason": request.POST.get("reason", "")[:1000], "reasons": _reasons(request)}
    try:
        act(
            listing,
            ("approve" if approve else "send_back") + change,
            actor=request.actor,  # type: ignore[attr-defined]
            seen=int(seen) if seen.isdigit() else -1,
            **given,
        )
    except Refused as refused:
        return refused.refusals
    messages.success(
        request, _("%(ref)s is published.") % {"ref": listing.ref} if approve else _("%(ref)s was sent back.") % {"ref": listing.ref}
    )
    return []


def _reasons(request: HttpRequest) -> dict[str, str]:
    return {
        name.removeprefix("reason-"): str(text).strip()[:LONGEST]
        for name, text in request.POST.items()
        if name.startswith("reason-") and str(text).strip()
    }


def _context(request: HttpRequest, listing: Listing, refusals: list[Any]) -> dict[str, Any]:
    new, old = listing.draft_version, listing.live_version
    assert new is not None
    typed = _reasons(request) if request.method == "POST" else {}
    new.listing = listing
    sections = _sections(listing, new, old, typed)
    return {
        "listing": listing,
        "version": new,
        "old": old,
        "sections": sections,
        "changed": sum(row["changed"] for section in sections for row in section["rows"]) if old else 0,
        "offers": {offer.step.name.removesuffix("_change"): offer for offer in offers(listing, request.actor)},  # type: ignore[attr-defined]
        "refusals": refusals,
        "reason": request.POST.get("reason", ""),
        "price": showing.price_of(new, None, vat_rate()),
        "number": new.number,
        "content": new.content,
        "quality": _advice(new),
        "seen": listing.version,
    }


def _advice(version: ListingVersion) -> dict[str, Any]:
    """Score and hints, each with the way to the answer on this page."""
    found = quality_of(version, version.questions)
    hints = [{"words": hint.words, "points": hint.points, "url": f"#answer-{hint.name}"} for hint in found.hints]
    return {"score": found.score, "hints": hints}


def _sections(listing: Listing, new: ListingVersion, old: ListingVersion | None, typed: dict[str, str]) -> list[dict[str, Any]]:
    """Every answer with what it was before; of follow-ups that are not asked only those with an answer in one of both."""
    found = []
    for part in parts_of(new, new.questions):
        rows = []
        for name, label in part.names.items():
            now = "\n".join(shown(new, name, listing.category.code))
            before = "\n".join(shown(old, name, listing.category.code)) if old else ""
            question = new.questions.get(name)
            if question and not now and not before and not new.questions.asks(question, new.answers):
                continue
            key = {"about": "titles", "price": "price"}.get(part.key, name)
            rows.append(
                {
                    "name": name,
                    "key": key,
                    "label": label,
                    "now": now,
                    "before": before,
                    "changed": bool(old) and (now != before or _answer(new, name) != _answer(old, name)),
                    "file": showing.file_url(listing, new, name),
                    "file_before": showing.file_url(listing, old, name) if old else "",
                    "typed": typed.get(key, ""),
                }
            )
        found.append({"title": part.title, "key": part.key, "rows": rows})
    return found


def _answer(version: ListingVersion | None, name: str) -> Any:
    return version.answers.get(name) if version else None
