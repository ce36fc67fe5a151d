"""The request report of clause 22: submit, approve; and the annual plan line that stands before it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, Sum

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
from tenders.actions.case import amount_to_order
from tenders.models import Lot, PlanLine, Tender
from tenders.states import L


def draft_plan_line(
    *, actor: Actor, title: str, category: Category, budget_satang: int, budget_source: str, fiscal_year: int, month: dt.date
) -> PlanLine:
    """Draft a line of the annual plan. Opens its own unit."""
    if not actor.has(Duty.OFFICER, Duty.HEAD_OFFICER):
        raise Refused([wrong_duty(Duty.OFFICER.label)])
    with audit.unit():
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


def earlier_spend(tender: Tender, on: dt.date) -> int:
    """Satang ordered by this agency in twelve months in the same category or from the chosen suppliers, not above the limit of 56(2)(b)."""
    suppliers = list(tender.items.values_list("listing_version__listing__company_id", flat=True))
    lots = Lot.objects.filter(
        Q(tender__category_id=tender.category_id) | Q(winner_id__in=suppliers),
        tender__agency_id=tender.agency_id,
        state__in=[L.AWARDED, L.CONTRACTED],
        tender__result_approved_at__gte=clock.at(on - dt.timedelta(days=365)),
    ).exclude(tender=tender)
    return int(lots.aggregate(sum=Sum("award_satang"))["sum"] or 0)


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
                "members": [{"person": seat.person.ref, "role": seat.role} for seat in c.seats.all()],
            }
            for c in tender.committees.prefetch_related("seats__person")
        ],
    }


def submit_request(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Put the request report before the approver (cl. 22)."""
    with sitting(tender, actor=actor) as held:
        spend = earlier_spend(held.root, clock.today())
        done: Tender = held.take(tender, "submit_request", actor=actor, seen=seen, report=report_of(held.root), earlier_spend_satang=spend)
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
            amount_to_order(held.root, held.root.lot),
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
