"""The price assistant of a purchase: work the price out, ask suppliers by letter, freeze the report, read it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalog.prices import Case
from catalog.questions import definitions
from marketplace.accounts.access import public, signed_in
from marketplace.law.reference_price import PriceSource
from marketplace.pricing import asking, pictures, showing, wording
from marketplace.pricing.actions import letters, reports
from marketplace.pricing.benchmark import Benchmark, plain_group
from marketplace.pricing.models import SurveyLetter
from marketplace.procedure.refusals import Refusal, Refused
from tenders import page_forms
from tenders.actions import benchmarking
from tenders.models import ReferencePrice, Seat, Tender
from tenders.states import T
from tenders.views.fetch import actor_of, form_page, kept_seen, seen_version, tender_or_404, working_tender_or_404
from tenders.visibility import is_inside, looks_over, reference_price_is_public

GET_POST = require_http_methods(["GET", "POST"])
#: The answers to letters are asked for within so many days.
ANSWER_DAYS = 10


def _case(request: HttpRequest, row: Tender) -> Case | None:
    """Quantity and term: as typed, else as the purchase knows them; None where its category carries no prices."""
    ask = benchmarking.question(row)
    if ask is None:
        return None
    return asking.case_from(request.POST if request.method == "POST" else request.GET, ask.unit, ask.case)


def _excluded(request: HttpRequest) -> dict[str, str]:
    """Prices that are to be left out, with the reasons typed."""
    return {
        name.removeprefix("out:"): reason.strip()[:300]
        for name, reason in request.POST.items()
        if name.startswith("out:") and reason.strip()
    }


@signed_in
@GET_POST
def work_out(request: HttpRequest, ref: str) -> HttpResponse:
    """All evidence for the purchase's case; freezing it takes the reference price from it. Only who may record that price gets here."""
    row = working_tender_or_404(request, ref, *benchmarking.MAKERS)
    case = _case(request, row)
    if case is None:
        return redirect("purchase_reference_price", ref=row.ref)
    excluded = _excluded(request)
    refusals: list[Refusal] = []
    if request.method == "POST" and request.POST.get("freeze"):
        try:
            benchmarking.freeze(
                row, actor=actor_of(request), case=case, choice=request.POST.get("choice", ""), reason=request.POST.get("reason", ""),
                excluded=excluded, seen=seen_version(request),
            )  # fmt: skip
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The report is frozen and the reference price is recorded."))
            return redirect("price_report", ref=row.ref)
    found = benchmarking.worked_out(row, case, excluded)
    assert found is not None  # the case is not
    context = {
        **_shown(found),
        "tender": row,
        "refusals": refusals,
        "kept_seen": kept_seen(request, refusals),
        "choices": [_choice(found, choice, request) for choice in found.choices],
        "reason": request.POST.get("reason", benchmarking.no_earlier_source(found)),
        "letters": list(SurveyLetter.objects.filter(case_ref=row.ref).select_related("company")),
        "drafting": row.state == T.DRAFTING,
        "price": row.reference_prices.select_related("report").first(),
        "typed_case": {"quantity": case.quantity, "term": case.term},
    }
    context["outdated"] = benchmarking.outdated(row, context["price"]) if context["price"] else ""
    return render(request, "tenders/benchmark.html", context, status=409 if refusals else 200)


def _shown(found: Benchmark) -> dict[str, Any]:
    """What the page shows of a benchmark."""
    plain = [plain_group(group) for group in found.groups]
    unit = definitions().units[found.ask.unit]
    groups = [
        showing.group(group, found.ask.units, found.limits_plain)
        for group in plain
        if group["kind"] != "surveyed" or group["counted"] or group["left_out"]
    ]
    words = wording.case_words(found.ask.case, unit)
    return {
        "found": found,
        "unit": unit,
        "case_words": words,
        "groups": groups,
        "picture": pictures.picture(plain, title=_("Prices for %s") % words, sentence=" ".join(f"{group.label}: {group.sentence}" for group in groups)),
        "sources": _sources(found),
        "enough": found.listed.enough or found.surveyed.enough,
    }  # fmt: skip


def _sources(found: Benchmark) -> list[dict[str, Any]]:
    """The six sources of section 4 in their order, and what was found for each."""
    by_source: dict[PriceSource, list[Any]] = {}
    for choice in found.choices:
        if choice.amount_satang is not None:
            by_source.setdefault(choice.source, []).append(choice)
    return [
        {"number": number, "label": source.label, "choices": by_source.get(source, []), "by_hand": source in {PriceSource.OTHER}}
        for number, source in enumerate(PriceSource, start=1)
    ]


def _choice(found: Benchmark, choice: Any, request: HttpRequest) -> dict[str, Any]:
    first = found.first_choice
    chosen = request.POST.get("choice") or (first.code if first else "")
    return {
        "choice": choice,
        "source": choice.source.label,
        "each": found.ask.each(choice.amount_satang) if choice.amount_satang else None,
        "checked": choice.code == chosen,
    }


@signed_in
@GET_POST
def ask_suppliers(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask three or more suppliers for their price by letter."""
    row = working_tender_or_404(request, ref, *benchmarking.MAKERS)
    case = _case(request, row)
    ask = benchmarking.question(row, case)
    if case is None or ask is None:
        raise Http404
    initial = {"wanted": row.title if not row.need else f"{row.title}\n{row.need}", "answer_until": ask.on + dt.timedelta(days=ANSWER_DAYS)}
    form = page_forms.LettersForm(request.POST or None, companies=letters.to_ask(ask, row.ref), initial=initial)
    unit = definitions().units[ask.unit]

    def act(data: dict[str, Any]) -> None:
        made = benchmarking.ask_suppliers(
            row, actor=actor_of(request), case=case, companies=data["suppliers"], answer_until=data["answer_until"], wanted=data["wanted"]
        )
        messages.info(request, ngettext("%s letter was issued.", "%s letters were issued.", len(made)) % len(made))

    back = f"{request.path.replace('price-letters', 'price-benchmark')}?quantity={case.quantity}&term={case.term}"
    return form_page(
        request, "tenders/price_letters.html", form, act, to=back, done=_("The suppliers find the letter in their inbox."), tender=row,
        title=_("Ask suppliers for their price"), case=case, case_words=wording.case_words(case, unit),
    )  # fmt: skip


def _readable(request: HttpRequest, ref: str) -> tuple[Tender, ReferencePrice, bool]:
    """The purchase with the reference price whose report this reader may see; 404 else, as if there were none.

    The agency's people, those who sit in its committees and the comptroller's auditors read it always; the public from the invitation on,
    above the amount of section 63.
    """
    row = tender_or_404(request, ref)
    actor = actor_of(request)
    price = row.reference_prices.select_related("report__agency").first()
    if price is None or price.report is None:
        raise Http404
    inside = is_inside(row.agency_id, actor) or looks_over(actor)
    if not inside and actor.person_id:
        inside = Seat.objects.filter(committee__tender=row, person_id=actor.person_id).exists()
    open_now = reference_price_is_public(row.state, invites=row.method.invites_bids, invited=row.published_at is not None)
    if not inside and not (open_now and benchmarking.computation_is_public(row, price)):
        raise Http404
    return row, price, inside


@public
@require_safe
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """The frozen report from its facts alone, with its digest and how to check it."""
    row, price, inside = _readable(request, ref)
    made = price.report
    assert made is not None  # looked at above
    facts = made.facts
    asked = facts["ask"]
    units = asked["quantity"] * asked["term"] * asked["factor"]
    unit = definitions().units[asked["unit"]]
    groups = [showing.group(group, units, facts["limits"]) for group in facts["groups"] if group["counted"] or group["left_out"]]
    words = wording.case_words(Case(asked["quantity"], asked["term"]), unit)
    context = {
        "tender": row,
        "price": price,
        "report": made,
        "facts": facts,
        "on": dt.date.fromisoformat(asked["on"]),
        "unit": unit,
        "case_words": words,
        "groups": groups,
        "picture": pictures.picture(facts["groups"], title=_("Prices for %s") % words, sentence=" ".join(f"{group.label}: {group.sentence}" for group in groups)),
        "true": reports.is_true(made),
        "inside": inside,
        "hidden": inside and not reference_price_is_public(row.state, invites=row.method.invites_bids, invited=row.published_at is not None),
    }  # fmt: skip
    return render(request, "tenders/price_report.html", context)


@public
@require_safe
def report_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The report's reference, moment and facts: what the digest is made of."""
    _row, price, _inside = _readable(request, ref)
    made = price.report
    assert made is not None  # looked at above
    told = {
        "kind": reports.KIND,
        "reference": made.ref,
        "issued_at": made.frozen_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "facts": made.facts,
    }
    response = JsonResponse({**told, "sha256": made.digest}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{made.ref}.json"'
    return response
