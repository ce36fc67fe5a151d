"""What lies ahead in a contract: the next duty of each side with its day and basis. Reads, decides nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from marketplace.contracts.states import C, D
from marketplace.kernel import clock
from marketplace.law import calendar, penalty
from marketplace.law import clauses as c

if TYPE_CHECKING:
    from marketplace.contracts.actions.case import Around

AGENCY, PARTY = "agency", "party"


@dataclass(frozen=True)
class Ahead:
    """One duty: of whom, what, until when (None: as soon as possible), on which basis."""

    side: str
    what: Any
    due_on: dt.date | None
    basis: Any
    today: dt.date

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.today


def ahead(around: Around) -> list[Ahead]:
    """Every open duty of the contract, the most pressing first."""
    found = [*_signing(around), *_delivering(around), *_after(around)]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or dt.date.max))


def _signing(around: Around) -> list[Ahead]:
    contract, today = around.contract, around.today
    duty = lambda side, what, due, basis: Ahead(side, what, due, basis, today)  # noqa: E731
    if contract.state == C.DRAFTING:
        return [
            duty(
                AGENCY,
                _("Write the terms and offer them for signing") if contract.is_written else _("Write the terms and order"),
                None,
                c.REG_161,
            )
        ]
    if contract.state == C.PARTY_SIGNED:
        return [duty(AGENCY, _("Sign for the agency"), None, c.REG_161)]
    if contract.state != C.OFFERED:
        return []
    found = [duty(PARTY, _("Sign for the company"), contract.sign_until, c.REG_161)]
    if contract.guarantee_satang and around.guarantee is None:
        found.append(duty(PARTY, _("Give the contract guarantee"), contract.sign_until, c.REG_168))
    elif around.guarantee is not None and around.guarantee.checked_at is None:
        found.append(duty(AGENCY, _("Check the guarantee with its issuer"), None, c.REG_168))
    return found


def _delivering(around: Around) -> list[Ahead]:
    contract, today, rules = around.contract, around.today, around.rules
    if contract.state not in {C.IN_FORCE, C.WARRANTY}:
        return []
    found = []
    for one in around.deliveries:
        number = {"number": one.number}
        if one.state == D.DUE:
            found.append(Ahead(PARTY, _("Deliver instalment %(number)d") % number, one.due_on, c.REG_175, today))
        elif one.state == D.DEFECTIVE:
            found.append(Ahead(PARTY, _("Mend instalment %(number)d and deliver it anew") % number, one.due_on, c.REG_175, today))
        elif one.state == D.DELIVERED:
            bad = sorted(row.found_at for row in one.inspections.all() if row.round == one.round and not row.accepts)
            due = calendar.add_working_days(clock.civil(bad[0]), rules.integer("D.DEFECT.NOTICE")) if bad else one.delivered_on
            what = _("Tell the party of the defects of instalment %(number)d") if bad else _("Inspect instalment %(number)d")
            found.append(Ahead(AGENCY, what % number, due, c.REG_175, today))
            if around.acceptance_due_on is not None:
                last = _("Last day for the acceptance committee; the head of agency can give more time")
                found.append(Ahead(AGENCY, last, around.acceptance_due_on, c.REG_25, today))
        if one.state in {D.DUE, D.DEFECTIVE} and one.due_on and today > one.due_on and not hasattr(one, "penalty_notice"):
            due = calendar.add_working_days(one.due_on, rules.integer("D.LD.NOTICE"))
            found.append(Ahead(AGENCY, _("Tell the party that the penalty for instalment %(number)d runs") % number, due, c.REG_181, today))
        found += _money(one, around)
    return found


def _money(one: Any, around: Around) -> list[Ahead]:
    number, today = {"number": one.number}, around.today
    if one.state != D.ACCEPTED:
        return []
    invoice = getattr(one, "invoice", None)
    if invoice is None:
        return [Ahead(PARTY, _("Submit the invoice for instalment %(number)d") % number, None, c.DISBURSE_2562, today)]
    if not invoice.is_settled:
        return [Ahead(AGENCY, _("Pay instalment %(number)d") % number, invoice.claim_by, c.DISBURSE_2562, today)]
    return []


def _after(around: Around) -> list[Ahead]:
    contract, today, rules = around.contract, around.today, around.rules
    found = []
    if contract.copies_due_on and not contract.copies_sent_on:
        found.append(
            Ahead(AGENCY, _("Send copies to the State Audit Office and the Revenue Department"), contract.copies_due_on, c.REG_164, today)
        )
    running = running_penalty(around)
    if contract.state == C.IN_FORCE and penalty.calls_for_termination(running, contract.total_satang, rules.percent("P.LD.TERMINATE")):
        found.append(
            Ahead(
                AGENCY,
                _("Consider terminating: the penalty is above %(percent)s %% of the price")
                % {"percent": f"{rules.percent('P.LD.TERMINATE'):f}"},
                None,
                c.REG_183,
                today,
            )
        )
    if contract.state == C.WARRANTY and contract.warranty_until:
        short = contract.warranty_months <= rules.integer("D.WARRANTY.SHORT")
        days = rules.integer("D.WARRANTY.INSPECT.SHORT" if short else "D.WARRANTY.INSPECT.LONG")
        before = contract.warranty_until - dt.timedelta(days=days)
        if today <= contract.warranty_until:
            found.append(Ahead(AGENCY, _("Inspect for defects before the warranty ends"), before, c.REG_185, today))
    if around.guarantee is not None and around.guarantee.returned_at is None and contract.state in {C.IN_FORCE, C.WARRANTY, C.CLOSED}:
        from marketplace.contracts.actions.paying import guarantee_return_by

        by = guarantee_return_by(contract, around.actor, around)
        over = contract.warranty_until is None or today > contract.warranty_until
        if by is not None and over:
            found.append(Ahead(AGENCY, _("Return the guarantee"), by, c.REG_170, today))
    return found


def running_penalty(around: Around) -> int:
    """Penalties fixed at acceptance and those running today, in satang."""
    contract = around.contract
    agreed = penalty.terms(penalty.PenaltyKind(contract.penalty_kind), contract.penalty_rate, around.rules)
    total = 0
    for one in around.deliveries:
        base = contract.total_satang if agreed.kind.on_whole_price else one.amount_satang
        late = one.late_on(around.today)
        total += one.penalty_satang if one.state == D.ACCEPTED else penalty.penalty(base, late, agreed).total
    return total
