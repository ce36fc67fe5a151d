"""Money out: the invoice for an accepted delivery, its payment, the guarantee's return."""

from __future__ import annotations

import datetime as dt
from typing import Any

from marketplace.accounts.actor import Actor
from marketplace.contracts.actions import papers
from marketplace.contracts.actions.case import Around, contract_facts, guarantee_is_due_back
from marketplace.contracts.actions.signing import fresh
from marketplace.contracts.models import Contract, Delivery, Guarantee, Invoice
from marketplace.kernel import clock
from marketplace.law import calendar
from marketplace.payments.actions.pay import pay as move_money
from marketplace.procedure import sitting


def submit_invoice(
    delivery: Delivery, *, actor: Actor, seen: int | None = None, invoice: str = "", dated_on: dt.date | None = None
) -> Delivery:
    """The party claims the money of an accepted delivery; tax, penalty and net follow from the law, not from the party."""
    with sitting(delivery.log_root(), actor=actor) as held:
        now = clock.read()
        contract = fresh(delivery.contract)
        around = Around(contract, actor)
        parts = papers.split_payment(contract, delivery.amount_satang, delivery.penalty_satang, around)
        accepted = clock.civil(delivery.accepted_at or now)
        claim_by = calendar.add_working_days(accepted, around.rules.integer("D.PAY.CLAIM"))
        sums = {
            "total_satang": parts.total,
            "base_satang": parts.base,
            "vat_satang": parts.vat,
            "withheld_satang": parts.withheld,
            "penalty_satang": parts.penalty,
            "net_satang": parts.net,
        }
        held.take(
            delivery, "submit_invoice", actor=actor, seen=seen, number=delivery.number, invoice=invoice.strip(), claim_by=claim_by, **sums
        )
        Invoice.objects.create(
            delivery=delivery,
            number=invoice.strip(),
            dated_on=dated_on or clock.civil(now),
            claim_by=claim_by,
            submitted_at=now,
            submitted_by_id=actor.person_id,
            **sums,
        )
    return delivery


def pay(delivery: Delivery, *, actor: Actor, seen: int | None = None, gateway: str = "manual", **details: Any) -> Delivery:
    """Pay an accepted and invoiced delivery through a gateway. Where the penalty leaves nothing, it is settled as it is."""
    with sitting(delivery.log_root(), actor=actor) as held:
        contract = fresh(delivery.contract)
        row = Invoice.objects.filter(delivery=delivery).first()
        sums = {name: getattr(row, name) for name in ("total_satang", "withheld_satang", "penalty_satang", "net_satang")} if row else {}
        held.take(delivery, "pay", actor=actor, seen=seen, number=delivery.number, **sums, **details)
        if row is not None and row.net_satang:
            row.payment = move_money(
                held,
                actor=actor,
                gateway_code=gateway,
                payer=contract.agency,
                payee=contract.company.organisation,
                amount_satang=row.net_satang,
                purpose=delivery,
                details=details,
            )
        if row is not None:
            row.settled_at, row.settled_by_id = clock.read(), actor.person_id
            row.save(update_fields=["payment", "settled_at", "settled_by"])
    return delivery


def return_guarantee(contract: Contract, *, actor: Actor, seen: int | None = None, returned_on: dt.date | None = None) -> Contract:
    """Give the guarantee back after the obligations have ended (cl. 170)."""
    with sitting(contract.tender, actor=actor) as held:
        row = Guarantee.objects.filter(contract_id=contract.pk).first()
        day = returned_on or clock.today()
        by = guarantee_return_by(contract, actor)
        held.take(
            contract,
            "return_guarantee",
            actor=actor,
            seen=seen,
            amount_satang=row.amount_satang if row else 0,
            return_by=by or "",
            returned_on=day,
        )
        Guarantee.objects.filter(contract_id=contract.pk).update(
            return_by=by, returned_on=day, returned_at=clock.read(), returned_by_id=actor.person_id
        )
    return contract


def guarantee_return_by(contract: Contract, actor: Actor, around: Around | None = None) -> dt.date | None:
    """The last day for returning the guarantee; None while obligations last."""
    return guarantee_is_due_back(around or Around(fresh(contract), actor))


def close(contract: Contract, *, actor: Actor, seen: int | None = None) -> Contract:
    """Close a contract of which nothing is open any more."""
    with sitting(contract.tender, actor=actor) as held:
        judged = contract_facts(fresh(contract), actor)
        paid = sum(Invoice.objects.filter(delivery__contract=contract, payment__isnull=False).values_list("net_satang", flat=True))
        held.take(
            contract,
            "close",
            actor=actor,
            seen=seen,
            total_satang=contract.total_satang,
            paid_satang=paid,
            penalty_satang=judged.penalty_satang,
        )
    return contract
