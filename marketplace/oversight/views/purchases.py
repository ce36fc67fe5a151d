"""The list of all purchases with filters, and the same as a table for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Organisation
from marketplace.kernel import clock
from marketplace.kernel.spreadsheets import plain_cell
from marketplace.oversight.flags import units
from marketplace.oversight.purchases import FILTERS, Row, chosen, rows_of
from marketplace.ui.paging import Keyset
from tenders import methods
from tenders.states import T

ORDER = ("-started_at", "-id")
_CHUNK = 300
COLUMNS = (
    "purchase",
    "title",
    "agency_ref",
    "agency",
    "category",
    "method",
    "state",
    "started_on",
    "budget_baht",
    "reference_price_baht",
    "award_baht",
    "bidders",
    "flags",
)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}


@duties(Duty.AUDITOR)
@require_safe
def purchases(request: HttpRequest) -> HttpResponse:
    """Every purchase in whatever state, newest first."""
    asked = _asked(request)
    page = Keyset(chosen(asked), order=ORDER, size=20).page(request)
    context = {
        "page": page,
        "rows": rows_of(page.items),
        "asked": asked,
        "agency": Organisation.objects.filter(ref=asked["agency"]).first() if asked["agency"] else None,
        "methods": methods.current(),
        "states": T.choices,
        "units": units().values(),
        "now": clock.read(),
        "query": _query(request),
        "without_agency": _query(request, "agency"),
    }
    return render(request, "oversight/purchases.html", context)


def _query(request: HttpRequest, *without: str) -> str:
    """The filters as a query string, without the place in the list."""
    kept = request.GET.copy()
    for name in ("after", "before", *without):
        kept.pop(name, None)
    return kept.urlencode()


@duties(Duty.AUDITOR)
@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """The same purchases as CSV (UTF-8 with a mark, so that spreadsheets read Thai)."""
    response = StreamingHttpResponse(_lines(_asked(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="purchases-{clock.today().isoformat()}.csv"'
    return response


class _Line:
    """A file that hands every line straight on."""

    def write(self, value: str) -> str:
        return value


def _lines(asked: dict[str, str]) -> Iterator[str]:
    writer: Any = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    tenders = chosen(asked).order_by(*ORDER).iterator(chunk_size=_CHUNK)
    while chunk := list(islice(tenders, _CHUNK)):
        for row in rows_of(chunk):
            yield writer.writerow(_cells(row))


def _cells(row: Row) -> list[Any]:
    tender = row.tender
    return [
        tender.ref,
        plain_cell(tender.title),
        tender.agency.ref,
        plain_cell(tender.agency.name_th),
        tender.category.code,
        tender.method_code,
        tender.state,
        clock.civil(tender.started_at).isoformat(),
        _baht(tender.budget_satang),
        _baht(row.reference_satang),
        _baht(row.award_satang),
        "" if row.bidders is None else row.bidders,
        " ".join(f"{flag.code}:{flag.state}" for flag in row.flags),
    ]


def _baht(satang: int | None) -> str:
    return "" if satang is None else f"{satang // 100}.{satang % 100:02d}"
