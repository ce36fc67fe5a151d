"""A benchmark or a report, from its facts, in the words of pages. Knows plain facts only, so that both look alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from marketplace.kernel import money
from marketplace.pricing import pictures, wording
from marketplace.pricing.models import in_reader_language


@dataclass(frozen=True)
class PriceRow:
    """One price of a table."""

    key: str
    supplier: str
    agency: str
    title: str
    page: str
    dated_on: dt.date
    case_satang: int
    each_satang: int
    quantity: int
    term: int
    unusual: bool
    reason: str = ""
    out: bool = False


@dataclass(frozen=True)
class GroupShown:
    """One kind of prices with its steps and rows."""

    kind: str
    label: str
    sentence: str
    enough: bool
    prices: int
    suppliers: int
    agencies: int
    first_on: dt.date | None
    last_on: dt.date | None
    figures: Mapping[str, int] | None
    steps: Sequence[Mapping[str, Any]] = ()
    rows: Sequence[PriceRow] = field(default_factory=tuple)
    own: int = 0

    @property
    def left_out(self) -> int:
        return sum(row.out for row in self.rows)


def group(facts: Mapping[str, Any], units: int, limits: Mapping[str, int], reasons: Mapping[str, str] | None = None) -> GroupShown:
    """A group of a report's facts for a page. `reasons` are reasons typed but not yet worked in."""
    typed = reasons or {}
    rows = [_row(price, facts["unusual"], units, typed.get(price["key"], "")) for price in facts["counted"]]
    rows += [_row(price, facts["unusual"], units, price["reason"], out=True) for price in facts["left_out"]]
    return GroupShown(
        kind=facts["kind"],
        label=pictures.kind_label(facts["kind"]),
        sentence=sentence(facts, limits),
        enough=facts["enough"],
        prices=facts["prices"],
        suppliers=facts["suppliers"],
        agencies=facts["agencies"],
        first_on=_day(facts["first_on"]),
        last_on=_day(facts["last_on"]),
        figures=facts["figures"],
        steps=[{**step, "label": wording.step_label(facts["kind"], step["code"])} for step in facts["steps"]],
        rows=sorted(rows, key=lambda row: (row.case_satang, row.key)),
        own=len(facts["own"]),
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _row(price: Mapping[str, Any], unusual: Sequence[str], units: int, reason: str, *, out: bool = False) -> PriceRow:
    return PriceRow(
        key=price["key"],
        supplier=in_reader_language(price["supplier_th"], price["supplier_en"]),
        agency=in_reader_language(price["agency_th"], price["agency_en"]),
        title=in_reader_language(price["title_th"], price["title_en"]),
        page=price["page"],
        dated_on=dt.date.fromisoformat(price["dated_on"]),
        case_satang=price["case_satang"],
        each_satang=(2 * price["case_satang"] + units) // (2 * units),
        quantity=price["quantity"],
        term=price["term"],
        unusual=price["key"] in unusual,
        reason=reason,
        out=out,
    )


def sentence(facts: Mapping[str, Any], limits: Mapping[str, int]) -> str:
    """What the figures of a group say, in a sentence."""
    figures = facts["figures"]
    if figures is None:
        return {
            "listed": _("No other supplier lists a price for this."),
            "paid": _("No agency has signed for this in the fiscal years that count."),
            "surveyed": _("No supplier has answered a letter yet."),
        }[str(facts["kind"])]
    if not facts["enough"]:
        survey = facts["kind"] == "surveyed"
        return not_enough(
            facts["prices"],
            facts["suppliers"],
            limits["survey"] if survey else limits["prices"],
            limits["survey"] if survey else limits["suppliers"],
        )
    counts = {"prices": facts["prices"], "suppliers": facts["suppliers"], "agencies": facts["agencies"]}
    if facts["kind"] == "paid":
        head = _("%(prices)s prices paid to %(suppliers)s suppliers by %(agencies)s agencies") % counts
    else:
        head = _("%(prices)s prices of %(suppliers)s suppliers") % counts
    told = {name: money.baht(figures[name]) for name in ("median", "p10", "p25", "p75", "p90")}
    return _(
        "%(head)s: the middle one is %(median)s baht; half lie between %(p25)s and %(p75)s baht, eight of ten between %(p10)s and %(p90)s baht."
    ) % {"head": head, **told}


def not_enough(prices: int, suppliers: int, least: int, fewest: int) -> str:
    """Why there are not enough prices, in a sentence."""
    return _("Not enough: %(prices)s prices of %(suppliers)s suppliers; at least %(least)s prices of %(fewest)s suppliers are needed.") % {
        "prices": prices, "suppliers": suppliers, "least": least, "fewest": fewest,
    }  # fmt: skip
