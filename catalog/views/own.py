"""The company's side: its listings, a task list for each, short pages for every part, the check before sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog import showing, visibility
from catalog.actions import drafts
from catalog.forms import AboutForm, CategoryForm, PriceForm, SectionForm, questions_form
from catalog.models import Listing, ListingVersion
from catalog.parts import Part, parts_of
from catalog.quality import quality_of
from catalog.questions import KINDS, definitions
from catalog.vat import vat_rate
from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.procedure import Refused, offers
from marketplace.ui.paging import Keyset
from suppliers.models import Company

WRITERS = (Duty.LISTER, Duty.OWNER)
READERS = (*WRITERS, Duty.BIDDER, Duty.BILLER, Duty.READER, Duty.REGISTRAR, Duty.AUDITOR)


def company_of(request: HttpRequest) -> Company | None:
    """The company that the person acts for."""
    return Company.objects.filter(organisation_id=request.actor.organisation_id).first()  # type: ignore[attr-defined]


def mine(request: HttpRequest, ref: str) -> Listing:
    """A listing of the company one acts for, with its draft; for registrars and auditors any."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = Listing.objects.visible_to(actor).select_related(
        "company", "category", "draft_version", "draft_version__question_set", "live_version", "live_version__question_set"
    )
    listing: Listing | None = rows.filter(ref=ref).first()
    if listing is None or not (visibility.is_of_company(listing, actor) or actor.has(Duty.REGISTRAR, Duty.AUDITOR)):
        raise Http404
    return listing


def in_work(listing: Listing) -> ListingVersion | None:
    """The version that pages show: the draft, else what is on sale."""
    return listing.draft_version or listing.live_version


@duties(*READERS)
@require_safe
def own_listings(request: HttpRequest) -> HttpResponse:
    """All listings of the company, the latest first."""
    company = company_of(request)
    if company is None:
        return render(request, "catalog/own_listings.html", {"company": None})
    rows = Listing.objects.filter(company=company).select_related("category", "live_version", "draft_version")
    return render(
        request, "catalog/own_listings.html", {"company": company, "page": Keyset(rows, order=("-created_at", "-id")).page(request)}
    )


@duties(*WRITERS)
@require_http_methods(["GET", "POST"])
def own_listing_new(request: HttpRequest) -> HttpResponse:
    """Choose the category; the listing begins with it."""
    company = company_of(request)
    form = CategoryForm(request.POST or None)
    if company is None:
        return redirect("own_listings")
    if request.method == "POST" and form.is_valid():
        listing = drafts.begin(company, form.cleaned_data["category"], actor=request.actor)  # type: ignore[attr-defined]
        return redirect("own_listing_whole", listing.ref)
    return render(request, "catalog/own_new.html", {"form": form}, status=422 if form.is_bound else 200)


@duties(*READERS)
@require_safe
def own_listing(request: HttpRequest, ref: str) -> HttpResponse:
    """The task list of a listing: what is done, what is left, what can be done with it now."""
    listing = mine(request, ref)
    version = in_work(listing)
    parts = parts_of(version, definitions().set_for(listing.category.code)) if version else []
    may_write = visibility.is_of_company(listing, request.actor) and request.actor.has(*WRITERS) and listing.state in drafts.WRITABLE  # type: ignore[attr-defined]
    sending = {"submit", "submit_change"}
    found = offers(listing, request.actor)  # type: ignore[attr-defined]
    context = {
        "listing": listing,
        "version": version,
        "tasks": [_task(listing, part, may_write) for part in parts],
        "done": sum(part.is_done for part in parts),
        "may_write": may_write,
        "offers": [offer for offer in found if offer.step.name not in sending],
        "versions": list(visibility.versions(listing.versions.all(), listing, request.actor).order_by("-number")),  # type: ignore[attr-defined]
        "reasons": _reasons(version, listing),
        "quality": advice(listing, version, may_write),
    }
    return render(request, "catalog/own_listing.html", context)


def advice(listing: Listing, version: ListingVersion | None, may_write: bool) -> dict[str, Any] | None:
    """Score and hints, each with the way to where it is mended for whoever may write."""
    if version is None:
        return None
    found = quality_of(version, definitions().set_for(listing.category.code))
    hints = [
        {"words": hint.words, "points": hint.points, "url": f"{reverse('own_listing_part', args=[listing.ref, hint.part])}#id_{hint.name}" if may_write else ""}
        for hint in found.hints
    ]  # fmt: skip
    return {"score": found.score, "hints": hints}


def _task(listing: Listing, part: Part, may_write: bool) -> dict[str, Any]:
    note = _("Still missing: %s") % ", ".join(part.missing[:4]) if part.missing and part.is_begun else ""
    state = "amiss" if part.reasons else "done" if part.is_done else "doing" if part.is_begun else "todo"
    url = reverse("own_listing_part", args=[listing.ref, part.key]) if may_write else ""
    return {
        "title": part.title,
        "state": state,
        "note": _("The registrar asks you to mend this part.") if part.reasons else note,
        "url": url,
    }


def _reasons(version: ListingVersion | None, listing: Listing) -> list[tuple[str, str]]:
    """What the registrar asked to mend: (question, words)."""
    if version is None:
        return []
    questions = definitions().set_for(listing.category.code)
    names = {question.name: str(questions.titled(question)) for question in questions}
    return [(names.get(name, _OTHER_NAMES().get(name, name)), words) for name, words in version.reasons.items()]


def _OTHER_NAMES() -> dict[str, str]:
    return {"titles": _("Title and summary"), "price": _("Price")}


@duties(*WRITERS)
@require_http_methods(["GET", "POST"])
def own_listing_part(request: HttpRequest, ref: str, part: str) -> HttpResponse:
    """One part of the draft: asked on a short page, saved when left."""
    listing = mine(request, ref)
    if not visibility.is_of_company(listing, request.actor):  # type: ignore[attr-defined]
        raise Http404
    version = in_work(listing)
    parts = parts_of(version, definitions().set_for(listing.category.code)) if version else []
    here = next((found for found in parts if found.key == part), None)
    if here is None or version is None:
        raise Http404
    form = form_of(listing, version, part, request)
    refusals: list[Any] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            refusals = _saved(request, listing, form)
            if not refusals:
                return redirect(_after(listing, parts, part, request.POST.get("then", "")))
            status = 409
    context = {
        "listing": listing,
        "part": here,
        "form": form,
        "refusals": refusals,
        "place": parts.index(here) + 1,
        "of": len(parts),
        "reasons": {name: words for name, words in version.reasons.items() if name in here.names},
        "seen": listing.version,
    }
    return render(request, "catalog/own_part.html", context, status=status)


def form_of(listing: Listing, version: ListingVersion, part: str, request: HttpRequest) -> SectionForm:
    """The form of one part of a draft, filled in where it was sent."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if part == "about":
        return AboutForm(data, initial={name: getattr(version, name) for name in ("title_th", "title_en", "summary_th", "summary_en")})
    if part == "price":
        return PriceForm(data, unit=definitions().units[listing.category.unit], initial=PriceForm.initial_of(version))
    return questions_form(definitions().set_for(listing.category.code), part, version.answers, data, files)


def _saved(request: HttpRequest, listing: Listing, form: SectionForm) -> list[Any]:
    """Save what the form holds; answers the reasons where it may not be saved."""
    fields, answers = form.values()
    seen = request.POST.get("seen", "")
    try:
        drafts.save(listing, actor=request.actor, seen=int(seen) if seen.isdigit() else -1, fields=fields, answers=answers)  # type: ignore[attr-defined]
    except Refused as refused:
        return refused.refusals
    messages.success(request, _("Saved."))
    return []


def _after(listing: Listing, parts: list[Part], part: str, then: str) -> str:
    """The next part that is not finished; the task list when asked for; the check when all is done."""
    if then == "list":
        return reverse("own_listing", args=[listing.ref])
    place = next(number for number, found in enumerate(parts) if found.key == part)
    fresh = parts_of(listing.draft_version, definitions().set_for(listing.category.code)) if listing.draft_version else parts
    later = [found for found in (*fresh[place + 1 :], *fresh[:place]) if not found.is_done]
    if later:
        return reverse("own_listing_part", args=[listing.ref, later[0].key])
    return reverse("own_listing_check", args=[listing.ref])


def sending_offer(listing: Listing, actor: Any) -> Any:
    """The step with which the actor could send this listing for review, possible or not; None where there is none."""
    return next((offer for offer in offers(listing, actor) if offer.step.name in {"submit", "submit_change"}), None)


@duties(*READERS)
@require_safe
def own_listing_check(request: HttpRequest, ref: str) -> HttpResponse:
    """All answers on one page, each with the way to change it, and the button that sends them."""
    listing = mine(request, ref)
    version = in_work(listing)
    if version is None:
        raise Http404
    may_write = visibility.is_of_company(listing, request.actor) and request.actor.has(*WRITERS) and listing.state in drafts.WRITABLE  # type: ignore[attr-defined]
    questions = definitions().set_for(listing.category.code)
    sections = [{"title": part.title, "rows": _rows(listing, version, part, may_write)} for part in parts_of(version, questions)]
    send = sending_offer(listing, request.actor)  # type: ignore[attr-defined]
    return render(
        request,
        "catalog/own_check.html",
        {
            "listing": listing,
            "version": version,
            "sections": sections,
            "send": send,
            "price": showing.price_of(version, None, vat_rate()),
            "quality": advice(listing, version, may_write),
        },
    )


def _rows(listing: Listing, version: ListingVersion, part: Part, may_write: bool) -> list[dict[str, Any]]:
    url = reverse("own_listing_part", args=[listing.ref, part.key]) if may_write else ""
    rows = []
    for name, label in part.names.items():
        rows.append(
            {
                "term": label,
                "value": "\n".join(shown(version, name, listing.category.code)),
                "url": f"{url}#id_{name}" if url else "",
                "file": showing.file_url(listing, version, name),
            }
        )
    return rows


def shown(version: ListingVersion, name: str, category: str) -> list[str]:
    """A field or an answer of a version in the reader's language."""
    question = definitions().set_for(category).get(name)
    if question is not None:
        answer = version.answers.get(name)
        if answer is None:
            return []
        return KINDS[question.type].shown(question, answer) if KINDS[question.type].suits(question, answer) else [str(answer)]
    return field_shown(version, name)


def field_shown(version: ListingVersion, name: str) -> list[str]:
    """A field of the version that is no question."""
    from marketplace.kernel import money

    value = getattr(version, name)
    unit = version.unit_words
    if name in {"price_satang", "setup_satang"}:
        words = unit.per if name == "price_satang" else _("baht")
        return [] if value is None else [f"{money.baht(value)} {words}"]
    if name == "vat_included":
        return {True: [_("The prices contain VAT")], False: [_("VAT is added to the prices")]}.get(value, [])
    if name == "tiers":
        return [
            _("from %(quantity)s %(what)s: %(price)s baht")
            % {"quantity": f"{quantity:,}", "what": unit.quantity, "price": money.baht(satang)}
            for quantity, satang in value
        ]
    if name == "caps":
        return version.caps_words
    if name == "minimum_quantity":
        return [unit.counted(value)]
    if name == "minimum_term":
        return [unit.lasting(value)] if unit.term else []
    return [value] if value else []
