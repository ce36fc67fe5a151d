"""Rules of orders, contracts, deliveries and money. Amounts are satang, VAT included where nothing else is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from tests.property import almanac
from tests.property.history import Entry, History
from tests.property.oracle import never
from tests.property.purchase_rules import BAHT

ALONE_UP_TO = RECEIPT_UP_TO = 100_000 * BAHT
IN_FORCE = ("contracts.contract_signed", "contracts.bought_on_receipt")


def half_up(amount: Fraction) -> int:
    """The nearest whole satang; a half goes up."""
    return int(amount + Fraction(1, 2)) if amount >= 0 else -half_up(-amount)


def agreement_of(h: History, at: Entry) -> Entry | None:
    return h.last(*IN_FORCE, before=at)


@never
def a_signature_without_the_guarantee(h: History) -> Iterator[str]:
    for entry in h.of("contracts.contract_signed"):
        due = half_up(Fraction(entry.payload["total_satang"] * 5, 100)) if entry.payload["kind"] in {"sale", "hire"} else 0
        mine = [
            e
            for e in h.between(None, entry, "contracts.guarantee_given", "contracts.guarantee_checked", "contracts.guarantee_sent_back")
            if e.subject == entry.subject
        ]
        given = sum(e.payload["amount_satang"] for e in mine[-2:-1])
        if due and ([e.code for e in mine[-2:]] != ["contracts.guarantee_given", "contracts.guarantee_checked"] or given < due):
            yield f"{entry}: {due} is due"


@never
def an_agreement_with_who_has_not_won(h: History) -> Iterator[str]:
    for entry in h.of(
        "contracts.contract_drafted", "contracts.contract_offered", "contracts.guarantee_given", "contracts.party_signed", *IN_FORCE
    ):
        party = entry.payload.get("supplier") or h.party(entry)
        if party != h.winner(entry):
            yield f"{entry}: with {party}; the lot is awarded to {h.winner(entry) or 'nobody'}"


@never
def a_receipt_or_an_order_where_a_contract_is_needed(h: History) -> Iterator[str]:
    for entry in h.of(*IN_FORCE):
        if entry.code == "contracts.bought_on_receipt" and (h.takes_envelopes or entry.payload["total_satang"] > RECEIPT_UP_TO):
            yield f"{entry}: {entry.payload['total_satang']} on receipt"
        if h.takes_envelopes and entry.payload["kind"] not in {"sale", "hire"}:
            yield f"{entry}: {entry.payload['kind']} after a bidding"


@never
def an_acceptance_by_an_evaluator(h: History) -> Iterator[str]:
    for entry in h.of("contracts.inspection_recorded", "contracts.delivery_accepted", "contracts.delivery_found_defective"):
        if entry.who in h.members("evaluation", entry) and entry.duty == "acceptor":
            yield f"{entry}: evaluated the bids"


@never
def an_acceptance_that_is_neither_unanimous_nor_decided(h: History) -> Iterator[str]:
    for entry in h.of("contracts.delivery_accepted", "contracts.delivery_found_defective"):
        good = entry.code == "contracts.delivery_accepted"
        delivered = next(e for e in reversed(h.between(None, entry, "contracts.delivery_made")) if e.subject == entry.subject)
        found = {
            e.who: e.payload["accepts"] for e in h.between(delivered, entry, "contracts.inspection_recorded") if e.subject == entry.subject
        }
        agreed = agreement_of(h, entry)
        needed = 1 if agreed and agreed.payload["total_satang"] <= ALONE_UP_TO else 3
        seats = set(h.members("acceptance", entry))
        if not seats <= set(found) or len(found) < needed:
            yield f"{entry}: {sorted(found)} of {sorted(seats)} have inspected, {needed} must"
        elif len(set(found.values())) > 1 and "head_of_agency" not in h.duties(entry.who, h.agency, entry):
            yield f"{entry}: members differ and nobody decided"
        elif len(set(found.values())) == 1 and set(found.values()) != {good}:
            yield f"{entry}: all found otherwise"


@never
def a_late_delivery_without_its_penalty(h: History) -> Iterator[str]:
    for entry in h.of("contracts.delivery_accepted"):
        agreed = agreement_of(h, entry)
        if agreed is None:
            yield f"{entry}: nothing is in force"
            continue
        number = entry.payload["number"]
        part = next(one for one in agreed.payload["instalments"] if one["number"] == number)
        due = almanac.civil(agreed.at) + dt.timedelta(days=part["due_days"])
        made = next(e for e in reversed(h.between(None, entry, "contracts.delivery_made")) if e.subject == entry.subject)
        late = max(0, (almanac.civil(made.at) - due).days)
        whole = agreed.payload["penalty_kind"] not in {"goods"}
        base = agreed.payload["total_satang"] if whole else part["amount_satang"]
        daily = base * Fraction(agreed.payload["penalty_rate"]) / 100
        if agreed.payload["penalty_kind"] == "work":
            daily = max(daily, Fraction(100 * BAHT))
        if entry.payload["penalty_satang"] != half_up(daily * late):
            yield f"{entry}: {late} days late, penalty {entry.payload['penalty_satang']} instead of {half_up(daily * late)}"


@never
def a_payment_above_what_was_accepted(h: History) -> Iterator[str]:
    paid: set[tuple[str, str]] = set()
    for entry in h.of("contracts.delivery_paid"):
        accepted = [e for e in h.between(None, entry, "contracts.delivery_accepted") if e.subject == entry.subject]
        if not accepted or entry.subject in paid:
            yield f"{entry}: not accepted, or paid before"
            continue
        paid.add(entry.subject)
        price, told = accepted[-1].payload["amount_satang"], entry.payload
        bases = {price, half_up(Fraction(price * 100, 107))}
        taxes = {half_up(Fraction(base, 100)) if base >= 500 * BAHT else 0 for base in bases}
        penalty = min(accepted[-1].payload["penalty_satang"], price - told["withheld_satang"])
        if (
            told["total_satang"] != price
            or told["withheld_satang"] not in taxes
            or told["net_satang"] != price - told["withheld_satang"] - penalty
        ):
            yield f"{entry}: {dict(told)} for {price} accepted with a penalty of {penalty}"


@never
def a_delivery_before_anything_is_in_force(h: History) -> Iterator[str]:
    for entry in h.of(
        "contracts.delivery_made", "contracts.inspection_recorded", "contracts.delivery_accepted", "contracts.invoice_submitted"
    ):
        if agreement_of(h, entry) is None:
            yield f"{entry}: nothing is signed"


@never
def a_contract_closed_with_something_open(h: History) -> Iterator[str]:
    for entry in h.of("contracts.contract_closed"):
        agreed = agreement_of(h, entry)
        parts = {one["number"] for one in agreed.payload["instalments"]} if agreed else {0}
        accepted = {e.payload["number"]: e for e in h.between(None, entry, "contracts.delivery_accepted")}
        paid = {e.payload["number"] for e in h.between(None, entry, "contracts.delivery_paid")}
        if parts - set(accepted) or parts - paid:
            yield f"{entry}: {sorted(parts)} agreed, {sorted(accepted)} accepted, {sorted(paid)} paid"
        began = h.last("contracts.warranty_began", before=entry)
        if (
            agreed
            and agreed.payload["warranty_months"]
            and (began is None or almanac.civil(entry.at).isoformat() <= began.payload["warranty_until"])
        ):
            yield f"{entry}: the warranty runs"
