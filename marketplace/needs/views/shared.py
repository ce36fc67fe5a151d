"""What many agencies need, for the comptroller's auditors and for the authorities above agencies; the same as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import AgencyClass
from marketplace.kernel import clock, provinces
from marketplace.kernel.spreadsheets import plain_cell
from marketplace.needs import shared as needs


def _asked(request: HttpRequest) -> needs.Asked:
    year = request.GET.get("year", "")
    province, kind = request.GET.get("province", ""), request.GET.get("kind", "")
    return needs.Asked(
        province if province in provinces.PROVINCES else "",
        kind if kind in AgencyClass.values else "",
        int(year) if year.isascii() and year.isdigit() and int(year) in needs.years() else 0,
    )


@duties(Duty.AUDITOR, Duty.SUPERIOR)
@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """Which needs many agencies share, which plan lines overlap, and what could be bought together."""
    actor = request.actor  # type: ignore[attr-defined]
    asked, named = _asked(request), needs.sees_names(actor)
    found = needs.picture(asked, actor)
    said = [(need, ngettext("%(n)s agency", "%(n)s agencies", need.agencies) % {"n": need.agencies}) for need in found.needs]
    context = {
        "found": found,
        "asked": asked,
        "named": named,
        "province": "" if named else needs.narrowed(asked, actor).province,
        "provinces": list(provinces.PROVINCES) if named else [],
        "kinds": [(value, label) for value, label in AgencyClass.choices if value],
        "years": needs.years(),
        "bars": [{"label": need.category.name, "value": need.agencies, "shown": words} for need, words in said],
        "query": request.GET.urlencode(),
    }
    return render(request, "needs/shared.html", context)


class _Line:
    """A file that hands every line straight on."""

    def write(self, value: str) -> str:
        return value


@duties(Duty.AUDITOR)
@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """The same as CSV (UTF-8 with a mark, so that spreadsheets read Thai), one row per agency."""
    rows = needs.table(_asked(request), request.actor)  # type: ignore[attr-defined]
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="needs-{clock.today().isoformat()}.csv"'
    return response


def _lines(rows: Iterator[Any]) -> Iterator[str]:
    writer: Any = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(needs.COLUMNS)
    for row in rows:
        yield writer.writerow([plain_cell(str(cell)) for cell in row])
