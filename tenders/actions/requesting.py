"""The request report of clause 22: submit, approve; and the annual plan line that stands before it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from catalog.models import Category
from marketplace import audit
from marketplace.accounts import authority
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Family
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.law import rulebook
from marketplace.procedure import sitting
from marketplace.procedure.refusals import Refused, wrong_duty
from tenders import events
from tenders.actions.case import amount_to_order, rules_for
from tenders.models import Lot, PlanLine, Tender
from tenders.states import GONE, L


def draft_plan_line(
    *, actor: Actor, title: str, category: Category, budget_satang: int, budget_source: str, fiscal_year: int, month: dt.date
) -> PlanLine:
    """Draft a line of the annual plan. Opens its own unit."""
    with audit.unit():
        return drafted_plan_line(
            actor=actor,
            title=title,
            category=category,
            budget_satang=budget_satang,
            budget_source=budget_source,
            fiscal_year=fiscal_year,
            month=month,
        )


def drafted_plan_line(
    *, actor: Actor, title: str, category: Category, budget_satang: int, budget_source: str, fiscal_year: int, month: dt.date
) -> PlanLine:
    """As `draft_plan_line`, inside the caller's unit; nothing is written where it is refused."""
    if not actor.has(Duty.OFFICER, Duty.HEAD_OFFICER):
        raise Refused([wrong_duty(Duty.OFFICER.label)])
    line = PlanLine.objects.create(
        ref=next_ref("PL"),
        agency_id=actor.organisation_id,
        title=title,
        category=category,
        budget_satang=budget_satang,
        budget_source=budget_source,
        fiscal_year=fiscal_year,
        month=month,
        drafted_at=clock.read(),
        drafted_by_id=actor.person_id,
    )
    audit.record(
        events.PlanLineDrafted, actor=actor.under(Duty.OFFICER), subject=line, basis=("ACT.11", "REG.11"), payload=plan_payload(line)
    )
    return line


def plan_payload(line: PlanLine) -> dict[str, Any]:
    """What the log keeps of a plan line."""
    return {
        "title": line.title,
        "category": line.category.code,
        "budget_satang": line.budget_satang,
        "fiscal_year": line.fiscal_year,
        "month": f"{line.month:%Y-%m}",
    }


def publish_plan_line(line: PlanLine, *, actor: Actor, seen: int | None = None) -> PlanLine:
    """The head of agency approves and publishes a plan line."""
    with sitting(line, actor=actor) as held:
        published: PlanLine = held.take(line, "publish", actor=actor, seen=seen, **plan_payload(line))
        return published


@dataclass(frozen=True, slots=True)
class Spend:
    """What the agency ordered in the months before: in the same category, and from the same suppliers. Satang."""

    months: int
    category_satang: int
    supplier_satang: int
    suppliers: tuple[tuple[str, int], ...]

    @property
    def as_payload(self) -> dict[str, int]:
        """As the log keeps it."""
        return {
            "category_spend_satang": self.category_satang,
            "supplier_spend_satang": self.supplier_satang,
            "spend_months": self.months,
        }


def earlier_spend(tender: Tender, on: dt.date) -> Spend:
    """Ordered by this agency in the months that are shown, this purchase left out (cl. 20).

    The suppliers are those of the chosen services, of the offers, and the winner, as far as the purchase knows them.
    """
    known = {
        *tender.items.values_list("listing_version__listing__company_id", flat=True),
        *tender.offers.values_list("company_id", flat=True),
        *tender.lots.exclude(winner=None).values_list("winner_id", flat=True),
    }
    months = rules_for(tender, on).integer("H.SPEND.MONTHS")
    return spend_of(tender.agency_id, tender.category_id, known, on=on, months=months, without=tender)


def spend_of(
    agency_id: int, category_id: int, companies: Iterable[int], *, on: dt.date, months: int, without: Tender | None = None
) -> Spend:
    """What the agency ordered in the category and from the companies since the same day `months` ago."""
    since = clock.at(months_before(on, months))
    ordered = Lot.objects.filter(
        tender__agency_id=agency_id, state__in=[L.AWARDED, L.CONTRACTED], tender__result_approved_at__gte=since
    ).exclude(tender=without)
    rows = ordered.filter(winner_id__in=list(companies)).values("winner__name_th").annotate(sum=Sum("award_satang")).order_by("-sum")
    suppliers = tuple((row["winner__name_th"], int(row["sum"])) for row in rows)
    in_category = ordered.filter(tender__category_id=category_id).aggregate(sum=Sum("award_satang"))["sum"]
    return Spend(months, int(in_category or 0), sum(amount for _name, amount in suppliers), suppliers)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` earlier; the month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def report_of(tender: Tender) -> dict[str, Any]:
    """The items of clause 22 as they stand, for the log and the paper."""
    price = tender.reference_prices.first()
    terms = tender.terms.first()
    return {
        "need": tender.need,
        "terms_version": terms.version if terms else None,
        "terms_sha256": terms.sha256 if terms else "",
        "reference_price_satang": price.amount_satang if price else None,
        "reference_price_source": price.source if price else "",
        "budget_satang": tender.budget_satang,
        "budget_source": tender.budget_source,
        "delivery_days": tender.delivery_days,
        "method": tender.method_code,
        "ground": tender.ground,
        "method_reason": tender.method_reason,
        "criteria": tender.criteria,
        "committees": [
            {
                "kind": c.kind,
                "order_no": c.order_no,
                "due_on": c.due_on.isoformat(),
                "members": [{"person": seat.person.ref, "role": seat.role} for seat in c.seats.all() if seat.state not in GONE],
            }
            for c in tender.committees.prefetch_related("seats__person")
        ],
    }


def submit_request(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Put the request report before the approver (cl. 22)."""
    with sitting(tender, actor=actor) as held:
        spend = earlier_spend(held.root, clock.today())
        done: Tender = held.take(tender, "submit_request", actor=actor, seen=seen, report=report_of(held.root), **spend.as_payload)
        return done


def approve_request(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Approve the request report (cl. 24) and freeze the rule values of this day."""
    with sitting(tender, actor=actor) as held:
        today = clock.today()
        book = rulebook.current(held.root.agency.agency_class, today)
        power = authority.may_order(
            actor.person_id or 0,
            held.root.agency_id,
            Family(held.root.method.family),
            amount_to_order(held.root),
            today,
            book,
        )
        frozen = book.freeze()
        done: Tender = held.take(
            tender,
            "approve_request",
            actor=actor,
            seen=seen,
            route=power.route if power else "",
            delegation=power.delegation_ref if power else "",
            rulebook=book.hash,
            rules={rule_id: entry["value"] for rule_id, entry in book.as_json().items()},
            rulebook_row=frozen.pk,
        )
        return done
