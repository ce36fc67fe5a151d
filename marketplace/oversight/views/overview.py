"""The comptroller's first page: the year in numbers and pictures, the log's health, what waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock, era
from marketplace.oversight import health, pictures
from marketplace.oversight import overview as numbers
from marketplace.oversight.models import Flag
from marketplace.oversight.overview import Overview
from marketplace.oversight.views.flags import seen_flags
from marketplace.ui import formats

YEARS = 5


@duties(Duty.AUDITOR)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`year` is a fiscal year in the Buddhist Era; the present one by default."""
    present = era.fiscal_year(clock.today())
    asked = request.GET.get("year", "")
    years = list(range(present, present - YEARS, -1))
    year = int(asked) if asked.isdigit() and int(asked) in years else present
    found = numbers.of_year(year)
    waiting = Flag.objects.open().count()
    context = {
        "year": year,
        "shown_year": year if formats.language() == "th" else year - 543,
        "years": [(one, one if formats.language() == "th" else one - 543) for one in years],
        "overview": found,
        "facts_row": _facts(found, waiting),
        "charts": [*pictures.shares(found), pictures.competition(found), pictures.paces(found)] if found.done else [],
        "health": health.look(),
        "waiting": waiting,
        "flags": seen_flags(Flag.objects.open().select_related("tender__agency").order_by("-weight", "-raised_at", "pk")[:5]),
    }
    return render(request, "oversight/overview.html", context)


def _facts(found: Overview, waiting: int) -> list[tuple[object, ...]]:
    bought = _("baht incl. VAT, %(n)s purchases") % {"n": len(found.done)}
    return [
        (_("Value awarded"), formats.baht(found.total_satang), bought),
        _against_reference(found.saved),
        (_("Bidders per sealed bidding"), "–" if found.bidders is None else f"{found.bidders:g}", _("bidders on average")),
        (_("Waits for an auditor"), waiting, _("flags")),
    ]


def _against_reference(saved: float | None) -> tuple[object, ...]:
    """How far awards are from their reference prices, in words that need no sign."""
    if saved is None:
        return (_("Below the reference price"), "–")
    return (_("Above the reference price") if saved < 0 else _("Below the reference price"), f"{abs(saved):g}%", _("on average"))
