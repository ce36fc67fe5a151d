"""Reads rows and makes evidence of them: listings on sale, prices paid, answers to letters, central prices. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from catalog.models import Listing
from catalog.prices import Price, Tier, total_for
from catalog.questions import definitions
from catalog.vat import vat_rate
from marketplace.kernel import clock
from marketplace.kernel.era import fiscal_year, fiscal_year_span
from marketplace.kernel.provinces import region_of
from marketplace.pricing.evidence import Ask, Evidence, Kind
from marketplace.pricing.models import CentralPrice, PaidPrice, SurveyLetter

#: Of a listing, in the order in which `listed` reads them. Answers are read only where likeness is asked for.
_VERSION = (
    "number",
    "title_th",
    "title_en",
    "approved_at",
    "price_satang",
    "tiers",
    "setup_satang",
    "minimum_quantity",
    "minimum_term",
    "vat_included",
)


def listed(ask: Ask) -> list[Evidence]:
    """What listings that can be bought on the day ask for the case: one price a listing, by its version on sale."""
    names = [
        "ref",
        "company__ref",
        "company__name_th",
        "company__name_en",
        "company__province",
        *(f"live_version__{name}" for name in _VERSION),
    ]
    if ask.alike_to is not None:
        names.append("live_version__answers")
    rows = Listing.objects.live(ask.on).filter(
        category__code=ask.category,
        live_version__unit=ask.unit,
        live_version__price_satang__isnull=False,
        live_version__vat_included__isnull=False,
    )
    deciding = definitions().categories[ask.category].deciding
    vat = vat_rate()
    found = []
    for ref, company, th, en, province, *version in rows.order_by("pk").values_list(*names):
        number, title_th, title_en, approved_at, unit_satang, tiers, setup, minimum, minimum_term, vat_included, *answers = version
        price = Price(unit_satang, tuple(Tier(*tier) for tier in tiers), setup, minimum, minimum_term, vat_included, ask.factor)
        total = total_for(price, ask.case, vat).total_satang
        found.append(
            Evidence(
                key=f"{ref}/{number}", kind=Kind.LISTED, supplier=company, supplier_th=th, supplier_en=en, title_th=title_th, title_en=title_en,
                page=reverse("listing_version", args=[ref, number]), dated_on=_day(approved_at, ask.on), quantity=ask.case.quantity, term=ask.case.term,
                total_satang=total, case_satang=total, region=region_of(province),
                alike=bool(answers) and alike(ask.alike_to or {}, answers[0], deciding),
            )
        )  # fmt: skip
    return found


def alike(asked: Mapping[str, Any], offered: Mapping[str, Any], deciding: tuple[str, ...]) -> bool:
    """Whether an offer answers the deciding questions as asked; of several values it must have all that are asked for."""
    for name in deciding:
        wanted, there = asked.get(name), offered.get(name)
        if isinstance(wanted, list) and isinstance(there, list):
            if not {str(value) for value in wanted} <= {str(value) for value in there}:
                return False
        elif wanted != there:
            return False
    return True


def _day(moment: dt.datetime | None, otherwise: dt.date) -> dt.date:
    return clock.civil(moment) if moment else otherwise


def years_begin(on: dt.date, years: int) -> dt.date:
    """The first day of the fiscal years that count: this one and `years - 1` before it."""
    return fiscal_year_span(fiscal_year(on) - years + 1)[0]


def paid(ask: Ask, years: int) -> list[Evidence]:
    """What agencies agreed to pay in the fiscal years that count, brought to the case in proportion."""
    rows = PaidPrice.objects.filter(
        category__code=ask.category, unit=ask.unit, contracted_on__gte=years_begin(ask.on, years), contracted_on__lte=ask.on
    ).select_related("agency", "company")
    return [
        Evidence(
            key=row.lot_ref, kind=Kind.PAID, supplier=row.company.ref, supplier_th=row.company.name_th, supplier_en=row.company.name_en,
            agency=row.agency.ref, agency_th=row.agency.name_th, agency_en=row.agency.name_en, title_th=row.case_title,
            page=f"/tenders/{row.case_ref}/", dated_on=row.contracted_on, quantity=row.quantity, term=row.term, total_satang=row.total_satang,
            case_satang=ask.scaled(row.total_satang, row.quantity, row.term), region=region_of(row.agency.province),
            agency_class=row.agency.agency_class,
        )
        for row in rows.order_by("-contracted_on", "pk")
    ]  # fmt: skip


def surveyed(ask: Ask, case_ref: str) -> list[Evidence]:
    """What suppliers answered to the letters of a case, brought to the case in proportion."""
    rows = SurveyLetter.objects.filter(case_ref=case_ref, answer_satang__isnull=False, unit=ask.unit).select_related("company")
    return [
        Evidence(
            key=row.ref, kind=Kind.SURVEYED, supplier=row.company.ref, supplier_th=row.company.name_th, supplier_en=row.company.name_en,
            title_th=row.ref, page=row.get_absolute_url(), dated_on=_day(row.answered_at, ask.on), quantity=row.quantity, term=row.term,
            total_satang=row.answer_satang or 0, case_satang=ask.scaled(row.answer_satang or 0, row.quantity, row.term),
            region=region_of(row.company.province),
        )
        for row in rows
    ]  # fmt: skip


def central(ask: Ask) -> list[CentralPrice]:
    """Central prices in force for the category and unit, the newest first."""
    rows = CentralPrice.objects.in_force(ask.on).filter(category__code=ask.category, unit=ask.unit)
    return list(rows.order_by("-valid_from", "-pk"))
