"""The price benchmark of a case: all evidence, and what the reference price may rest on in the order of section 4. Pure but for `of`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from marketplace.law.reference_price import PriceSource
from marketplace.law.rulebook import Rulebook
from marketplace.pricing import gathering
from marketplace.pricing.bands import DEFINITION, half_up
from marketplace.pricing.evidence import Ask, Evidence, Group, Kind, Limits, work_out
from marketplace.pricing.models import CentralPrice
from marketplace.pricing.showing import not_enough

FORMAT = 1


@dataclass(frozen=True)
class Choice:
    """Something the reference price can be taken from. `why_not` says why it cannot just now; then there may be no amount."""

    code: str
    source: PriceSource
    label: str
    amount_satang: int | None = None
    sources: tuple[tuple[str, int], ...] = ()
    why_not: str = ""
    page: str = ""


@dataclass(frozen=True)
class Benchmark:
    """Everything that was found for a question."""

    ask: Ask
    limits: Limits
    survey_limits: Limits
    years: int
    listed: Group
    paid: Group
    surveyed: Group
    central: tuple[CentralPrice, ...]
    last: Evidence | None

    @property
    def groups(self) -> tuple[Group, ...]:
        return (self.listed, self.paid, self.surveyed)

    @property
    def limits_plain(self) -> dict[str, int]:
        """From how many prices and suppliers on prices are enough, as a report keeps it."""
        return {
            "prices": self.limits.prices,
            "suppliers": self.limits.suppliers,
            "survey": self.survey_limits.prices,
            "fiscal_years": self.years,
        }

    def central_satang(self, row: CentralPrice) -> int:
        """What the case costs by a central price."""
        return row.price_satang * self.ask.units

    @property
    def choices(self) -> list[Choice]:
        """What the reference price can rest on, in the order of section 4."""
        found = [
            Choice(
                f"central:{row.ref}",
                PriceSource(row.source),
                _("%(title)s, document no. %(number)s") % {"title": row.title, "number": row.document_no},
                self.central_satang(row),
                ((f"{row.title} ({row.document_no})"[:200], self.central_satang(row)),),
                page=row.get_absolute_url(),
            )
            for row in sorted(self.central, key=lambda row: list(PriceSource).index(PriceSource(row.source)))
        ]
        found.append(self._of_group("listed", self.listed, _("Median of the listed prices")))
        found.append(self._of_group("surveyed", self.surveyed, _("Median of the answers to the letters")))
        if self.last is not None:
            name = f"{self.last.title_th} ({self.last.key})"[:200]
            label = _("The agency's last purchase: %(title)s") % {"title": self.last.title_th}
            found.append(
                Choice(
                    "last", PriceSource.LAST_PURCHASE, label, self.last.case_satang, ((name, self.last.case_satang),), page=self.last.page
                )
            )
        return found

    def _of_group(self, code: str, group: Group, label: str) -> Choice:
        sources = tuple((f"{price.supplier_th} ({price.key})"[:200], price.case_satang) for price in group.counted)
        amount = group.figures.median if group.figures else None
        return Choice(
            code,
            PriceSource.MARKET,
            label,
            amount,
            sources,
            "" if group.enough else not_enough(len(group.counted), group.suppliers, group.limits.prices, group.limits.suppliers),
        )

    def choice(self, code: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.code == code), None)

    @property
    def first_choice(self) -> Choice | None:
        """What stands first in the order of section 4 and can be used."""
        return next((choice for choice in self.choices if not choice.why_not), None)

    def against_median(self, satang: int, group: Group) -> int | None:
        """How far an amount of the same case is from the median, in whole percent; None without a median."""
        if group.figures is None:
            return None
        apart = abs(satang - group.figures.median) * 100
        whole = half_up(Fraction(apart, group.figures.median)) if apart else 0
        return whole if satang >= group.figures.median else -whole

    def as_facts(self, chosen: Choice, reason: str) -> dict[str, Any]:
        """The report's facts: plain JSON without fractions, enough to work everything out again by hand."""
        ask = self.ask
        return {
            "format": FORMAT,
            "definition": DEFINITION,
            "ask": {
                "category": ask.category, "unit": ask.unit, "quantity": ask.case.quantity, "term": ask.case.term, "factor": ask.factor,
                "on": ask.on.isoformat(), "judged": sorted(ask.judged), "region": ask.region, "agency_class": ask.agency_class,
                "alike_to": ask.alike_to is not None,
            },
            "limits": self.limits_plain,
            "groups": [plain_group(group) for group in self.groups],
            "central": [
                {
                    "ref": row.ref, "source": row.source, "issuer": row.issuer, "document_no": row.document_no, "document_on": row.document_on.isoformat(),
                    "title": row.title, "price_satang": row.price_satang, "case_satang": self.central_satang(row), "page": row.get_absolute_url(),
                }
                for row in self.central
            ],
            "last": self.last.as_plain() if self.last else None,
            "chosen": {
                "code": chosen.code, "source": str(chosen.source), "amount_satang": chosen.amount_satang,
                "each_satang": ask.each(chosen.amount_satang or 0), "reason": reason,
            },
        }  # fmt: skip


def plain_group(group: Group) -> dict[str, Any]:
    figures = group.figures
    return {
        "kind": str(group.kind),
        "steps": [{"code": step.code, "prices": step.prices, "suppliers": step.suppliers, "used": step.used} for step in group.steps],
        "enough": group.enough,
        "prices": len(group.counted),
        "suppliers": group.suppliers,
        "agencies": group.agencies,
        "first_on": group.first_on.isoformat() if group.first_on else "",
        "last_on": group.last_on.isoformat() if group.last_on else "",
        "figures": {name: getattr(figures, name) for name in ("least", "p10", "p25", "median", "p75", "p90", "most")} if figures else None,
        "counted": [price.as_plain() for price in group.counted],
        "unusual": sorted(group.unusual),
        "left_out": [{**price.as_plain(), "reason": group.excluded[price.key]} for price in group.out],
        "own": [{"key": price.key, "supplier": price.supplier} for price in group.own],
    }


def of(ask: Ask, rules: Rulebook, *, case_ref: str = "", excluded: Mapping[str, str] | None = None) -> Benchmark:
    """Gather the evidence for a question and work it out. `case_ref` brings the answers to that case's letters."""
    limits = Limits(rules.integer("H.PRICE.MIN"), rules.integer("H.PRICE.SUPPLIERS"))
    survey = Limits(rules.integer("N.REFPRICE.SURVEY"), rules.integer("N.REFPRICE.SURVEY"))
    years = rules.integer("D.REFPRICE.LASTPURCHASE")
    out = excluded or {}
    paid = gathering.paid(ask, years)
    answers = gathering.surveyed(ask, case_ref) if case_ref else []
    return Benchmark(
        ask=ask,
        limits=limits,
        survey_limits=survey,
        years=years,
        listed=work_out(Kind.LISTED, gathering.listed(ask), ask, limits, out),
        paid=work_out(Kind.PAID, paid, ask, limits, out),
        surveyed=work_out(Kind.SURVEYED, answers, ask, survey, out),
        central=tuple(gathering.central(ask)),
        last=next(
            (price for price in paid if price.agency == ask.agency and price.supplier not in ask.judged and price.key not in out), None
        ),
    )
