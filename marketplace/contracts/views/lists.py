"""The public list of orders and contracts, and the same as a table for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace.accounts.access import public
from marketplace.contracts.models import Contract
from marketplace.contracts.states import FINAL, SIGNED, C, K
from marketplace.contracts.views.page import TONES
from marketplace.kernel import clock
from marketplace.kernel.spreadsheets import plain_cell
from marketplace.ui.paging import Keyset

PHASES = {
    "before": (C.DRAFTING, C.OFFERED, C.PARTY_SIGNED),
    "running": (C.IN_FORCE, C.WARRANTY),
    "over": tuple(FINAL),
}


class _Line:
    """A file that hands every line straight on."""

    def write(self, value: str) -> str:
        return value


def chosen(request: HttpRequest) -> tuple[Any, dict[str, str]]:
    """Contracts that the reader may see and has asked for, and what was asked."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "phase", "kind", "mine")}
    rows = Contract.objects.visible_to(actor).select_related("agency", "company", "tender")
    if asked["mine"] and actor.organisation_id:
        rows = rows.filter(agency_id=actor.organisation_id) | rows.filter(company__organisation_id=actor.organisation_id)
    else:
        asked["mine"] = ""
        rows = rows.filter(state__in=SIGNED)
    if asked["phase"] in PHASES:
        rows = rows.filter(state__in=PHASES[asked["phase"]])
    if asked["kind"] in K.values:
        rows = rows.filter(kind=asked["kind"])
    if asked["q"]:
        words = asked["q"]
        rows = (
            rows.filter(subject__icontains=words)
            | rows.filter(ref__iexact=words)
            | rows.filter(company__name_th__icontains=words)
            | rows.filter(agency__name_th__icontains=words)
        )
    return rows, asked


@public
@require_GET
def contracts(request: HttpRequest) -> HttpResponse:
    """Signed orders and contracts, newest first; `mine` shows one's own side's in every state."""
    rows, asked = chosen(request)
    page = Keyset(rows, order=("-drafted_at", "-id"), size=20).page(request)
    context = {
        "page": page,
        "lines": [(contract, TONES[C(contract.state)]) for contract in page.items],
        "asked": asked,
        "phases": {"running": _("In force"), "over": _("Finished"), **({"before": _("Not signed yet")} if asked["mine"] else {})},
        "kinds": K.choices,
        "may_mine": bool(request.actor.organisation_id),  # type: ignore[attr-defined]
        "query": request.GET.urlencode(),
    }
    return render(request, "contracts/list.html", context)


@public
@require_GET
def table(request: HttpRequest) -> StreamingHttpResponse:
    """The same contracts as CSV (UTF-8 with a mark, so that spreadsheets read Thai)."""
    rows, _asked = chosen(request)
    writer = csv.writer(_Line())
    response = StreamingHttpResponse(_lines(rows, writer), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="contracts-{clock.today().isoformat()}.csv"'
    return response


COLUMNS = (
    "contract",
    "kind",
    "state",
    "purchase",
    "agency",
    "supplier_number",
    "supplier",
    "subject",
    "total_baht",
    "signed_on",
    "penalty_rate_percent_per_day",
    "warranty_months",
)


def _lines(rows: Any, writer: Any) -> Iterator[str]:
    yield "\ufeff" + writer.writerow(COLUMNS)
    for one in rows.order_by("-drafted_at", "-id").iterator(chunk_size=500):
        yield writer.writerow(
            [
                one.ref,
                one.kind,
                one.state,
                one.tender.ref,
                plain_cell(one.agency.name_th),
                one.company.public_number,
                plain_cell(one.company.name_th),
                plain_cell(one.subject),
                f"{one.total_satang // 100}.{one.total_satang % 100:02d}",
                one.signed_on.isoformat() if one.signed_on else "",
                one.penalty_rate_text,
                one.warranty_months,
            ]
        )
