"""What must be done in an order or contract and in each of its instalments. Two tables; `contracts.py` beside it reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.contracts.actions.case import Around, findings, guarantee_is_due_back, is_overdue, is_paid
from marketplace.contracts.models import Delivery
from marketplace.contracts.states import C, D
from marketplace.kernel import clock
from marketplace.law import calendar
from marketplace.web.waiting import Task

PARTY = frozenset({Duty.TENDERER})


@dataclass
class Seen:
    """One contract as one person sees it."""

    around: Around
    locked: bool

    @property
    def contract(self) -> Any:
        return self.around.contract

    @property
    def acceptance_late(self) -> bool:
        return self.around.acceptance_late

    @property
    def guarantee_missing(self) -> bool:
        return bool(self.contract.guarantee_satang) and self.around.guarantee is None

    @property
    def guarantee_unchecked(self) -> bool:
        return self.around.guarantee is not None and self.around.guarantee.checked_at is None

    @property
    def may_be_signed(self) -> bool:
        """No appeal, and the appeal period is over where the method has one."""
        tender = self.around.tender
        over = not tender.method.has_standstill or (tender.standstill_until is not None and self.around.today > tender.standstill_until)
        return over and not self.locked

    @property
    def untold(self) -> list[Delivery]:
        """Instalments that are overdue and of whose penalty the party was not told."""
        return [one for one in self.around.deliveries if is_overdue(one, self.around.today) and not hasattr(one, "penalty_notice")]

    @property
    def penalty_due(self) -> dt.date | None:
        first = min((one.due_on for one in self.untold if one.due_on), default=None)
        return calendar.add_working_days(first, self.around.rules.integer("D.LD.NOTICE")) if first else None

    @property
    def accepted(self) -> bool:
        return bool(self.around.deliveries) and all(one.state == D.ACCEPTED for one in self.around.deliveries)

    @property
    def warranty_over(self) -> bool:
        until = self.contract.warranty_until
        return not self.contract.warranty_months or (until is not None and self.around.today > until)

    @property
    def finished(self) -> bool:
        return self.accepted and self.warranty_over and all(is_paid(one) for one in self.around.deliveries)

    @property
    def guarantee_back(self) -> bool:
        held = self.around.guarantee is not None and self.around.guarantee.returned_at is None
        return held and self.accepted and self.warranty_over

    @property
    def copies_waiting(self) -> bool:
        return self.contract.copies_due_on is not None and self.contract.copies_sent_on is None


@dataclass
class Instalment:
    """One instalment as one person sees it."""

    of: Seen
    row: Delivery

    @property
    def found(self) -> Any:
        return findings(self.row, self.of.around.acceptors)

    @property
    def mine_to_inspect(self) -> bool:
        """The person sits, and has not said yet what they found."""
        person = self.of.around.actor.person_id
        sits = any(seat.person_id == person for seat in self.of.around.acceptors)
        return sits and not any(one.found_by_id == person for one in self.found)

    @property
    def differs(self) -> bool:
        """Everybody has inspected, and they are not of one mind."""
        return len(self.found) >= len(self.of.around.acceptors) and len({one.accepts for one in self.found}) > 1

    @property
    def inspect_by(self) -> dt.date | None:
        """The day of delivery; once somebody has found defects, the last day on which the party may be told of them."""
        bad = sorted(one.found_at for one in self.found if not one.accepts)
        if not bad:
            return self.row.delivered_on
        told = calendar.add_working_days(clock.civil(bad[0]), self.of.around.rules.integer("D.DEFECT.NOTICE"))
        return min(told, self.of.around.acceptance_due_on or told)

    @property
    def invoice(self) -> Any:
        return getattr(self.row, "invoice", None)


_check_guarantee = Task(
    ("contract.check_guarantee", "contract.send_back_guarantee"),
    _("Check the guarantee with its issuer"),
    _("the agency checks the guarantee"),
    when=lambda s: s.guarantee_unchecked,
)
_copies = Task(
    ("contract.record_copies",),
    _("Send copies to the State Audit Office and the Revenue Department"),
    when=lambda s: s.copies_waiting,
    due=lambda s: s.contract.copies_due_on,
)
_return_guarantee = Task(
    ("contract.return_guarantee",),
    _("Return the guarantee"),
    _("the agency returns the guarantee"),
    when=lambda s: s.guarantee_back,
    due=lambda s: guarantee_is_due_back(s.around),
)
_close = Task(("contract.close",), _("Close the contract"), when=lambda s: s.finished)

# fmt: off
CONTRACT_TASKS: Mapping[str, tuple[Task, ...]] = {
    C.DRAFTING: (
        Task(("contract.offer",), _("Write the terms and offer them for signing"), _("the officer writes the terms"), when=lambda s: s.contract.is_written and s.may_be_signed),
        Task(("contract.buy_on_receipt",), _("Order on receipt"), _("the head officer orders"), when=lambda s: not s.contract.is_written and s.may_be_signed, may=lambda s: s.around.power_to_sign),
    ),
    C.OFFERED: (
        Task(("contract.give_guarantee",), _("Give the contract guarantee"), _("the company gives the guarantee"), when=lambda s: s.guarantee_missing, due=lambda s: s.contract.sign_until),
        _check_guarantee,
        Task(("contract.party_sign",), _("Read the contract and sign it"), _("the company signs"), when=lambda s: not s.guarantee_missing, due=lambda s: s.contract.sign_until),
    ),
    C.PARTY_SIGNED: (
        _check_guarantee,
        Task(("contract.sign",), _("Sign for the agency"), _("the agency signs"), when=lambda s: s.may_be_signed and not s.guarantee_missing and not s.guarantee_unchecked, may=lambda s: s.around.power_to_sign),
    ),
    C.IN_FORCE: (
        Task(("contract.extend_acceptance_time",), _("The acceptance committee is past its last day: give it more time, or see that it finishes"), _("the head of agency gives the acceptance committee more time"), when=lambda s: s.acceptance_late, due=lambda s: s.around.acceptance_due_on),
        Task(("contract.notify_penalty",), _("Tell the party that the late penalty runs"), when=lambda s: bool(s.untold), due=lambda s: s.penalty_due),
        _copies, _close, _return_guarantee,
    ),
    C.WARRANTY: (_copies, _close, _return_guarantee),
    C.CLOSED: (_copies, _return_guarantee),
}
DELIVERY_TASKS: Mapping[str, tuple[Task, ...]] = {
    D.DUE: (
        Task(("delivery.deliver",), _("Deliver instalment %(number)d"), _("instalment %(number)d is delivered"), by=PARTY, when=lambda s: s.of.contract.state == C.IN_FORCE, due=lambda s: s.row.due_on),
    ),
    D.DELIVERED: (
        Task(("delivery.inspect",), _("Inspect instalment %(number)d"), _("instalment %(number)d is inspected"), when=lambda s: len(s.found) < len(s.of.around.acceptors) and not s.of.acceptance_late, may=lambda s: s.mine_to_inspect, due=lambda s: s.inspect_by),
        Task(("delivery.accept_by_decision", "delivery.return_by_decision"), _("The committee differs on instalment %(number)d: decide"), _("the head of agency decides on instalment %(number)d"), when=lambda s: s.differs, due=lambda s: s.inspect_by),
    ),
    D.DEFECTIVE: (
        Task(("delivery.redeliver",), _("Mend instalment %(number)d and deliver it anew"), _("instalment %(number)d is mended and delivered anew"), by=PARTY, when=lambda s: s.of.contract.state == C.IN_FORCE, due=lambda s: s.row.due_on),
    ),
    D.ACCEPTED: (
        Task(("delivery.submit_invoice",), _("Submit the invoice for instalment %(number)d"), _("the company submits the invoice for instalment %(number)d"), by=PARTY, when=lambda s: s.invoice is None),
        Task(("delivery.pay",), _("Pay instalment %(number)d"), _("the agency pays instalment %(number)d"), when=lambda s: s.invoice is not None and not s.invoice.is_settled, due=lambda s: s.invoice.claim_by),
    ),
}
# fmt: on
