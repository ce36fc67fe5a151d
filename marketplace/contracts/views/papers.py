"""Papers of a contract as page and PDF. Anybody may check that a paper was issued; its text is for the two sides."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from marketplace.accounts.access import public
from marketplace.contracts.actions import case, papers
from marketplace.contracts.models import Contract, IssuedPaper
from marketplace.contracts.views.page import actor_of, fetched
from marketplace.contracts.visibility import is_side
from marketplace.kernel.papers import as_pdf, check_code

DAY, MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


def _issued(request: HttpRequest, ref: str, paper: str) -> tuple[Contract, IssuedPaper]:
    row = IssuedPaper.objects.select_related("contract").filter(contract__ref=ref, ref=paper).first()
    if row is None:
        raise Http404
    contract = Contract.objects.select_related("agency", "company__organisation").get(pk=row.contract_id)
    return contract, row


def _reads(contract: Contract, request: HttpRequest) -> bool:
    actor = actor_of(request)
    if is_side(contract, actor):
        return True
    return any(seat.person_id == actor.person_id for seat in case.Around(contract, actor).acceptors)


@public
@require_GET
def paper(request: HttpRequest, ref: str, paper: str) -> HttpResponse:
    """The paper for its two sides; for everybody else what is needed to check a copy."""
    contract, row = _issued(request, ref, paper)
    made = papers.printable(row)
    context: dict[str, Any] = {
        "contract": contract,
        "paper": row,
        "true": made.digest == row.digest,
        "address": made.address,
        "code": mark_safe(check_code(made.address)),  # noqa: S308 - drawn by us from our own address
        "reads": _reads(contract, request),
    }
    if context["reads"]:
        context["body"] = body(papers.template_name(contract, row.kind), row.title, row.ref, row.facts)
    return render(request, "contracts/paper.html" if context["reads"] else "contracts/paper_check.html", context)


@public
@require_GET
def paper_pdf(request: HttpRequest, ref: str, paper: str) -> HttpResponse:
    """The paper as PDF, the same bytes every time."""
    contract, row = _issued(request, ref, paper)
    if not _reads(contract, request):
        raise Http404
    return _pdf(as_pdf(papers.printable(row)), row.ref)


@public
@require_GET
def preview(request: HttpRequest, ref: str) -> HttpResponse:
    """The text of the agreement before it is signed, for its two sides."""
    contract, made = _previewed(request, ref)
    context = {
        "contract": contract,
        "paper": {"title": made.title, "ref": made.reference},
        "body": body(made.template.stem, made.title, made.reference, made.facts),
        "preview": True,
    }
    return render(request, "contracts/paper.html", context)


@public
@require_GET
def preview_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The same text as PDF."""
    contract, made = _previewed(request, ref)
    return _pdf(as_pdf(made), f"{contract.ref}-preview")


def _previewed(request: HttpRequest, ref: str) -> tuple[Contract, Any]:
    contract = fetched(request, ref)
    actor = actor_of(request)
    if not is_side(contract, actor):
        raise Http404
    return contract, papers.preview(contract, case.Around(contract, actor))


def _pdf(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def body(kind: str, title: str, reference: str, facts: dict[str, Any]) -> SafeString:
    """The paper's text as HTML, always in Thai."""
    name = "agreement" if kind in {"order", "contract"} else kind
    with translation.override("th"):
        return mark_safe(render_to_string(f"contracts/papers/{name}.html", {"facts": _read(facts), "title": title, "reference": reference}))  # noqa: S308 - our template escapes


def _read(value: Any) -> Any:
    """Facts with their days and moments as such."""
    if isinstance(value, dict):
        return {key: _read(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_read(part) for part in value]
    if isinstance(value, str) and DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return dt.datetime.fromisoformat(value)
    return value
