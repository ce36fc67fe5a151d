"""What the rules of contracts and deliveries may know: one frozen object per judgement. Pure; knows no model.

Amounts are satang including VAT; days are Bangkok civil days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from marketplace.contracts.states import C
from marketplace.procedure import Facts


class Rules(Protocol):
    """The part of a rulebook that contracts read."""

    def integer(self, rule_id: str) -> int: ...
    def percent(self, rule_id: str) -> Decimal: ...
    def covers(self, rule_id: str, satang: int) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class ContractFacts(Facts):
    """Facts of a contract."""

    rulebook: Rules
    kind: str
    is_written: bool = True
    is_order: bool = False
    may_be_order: bool = True
    total_satang: int = 0
    award_satang: int = 0
    lines_satang: int = 0
    instalments_satang: int = 0
    place: str = ""
    penalty_low: Decimal = Decimal(0)
    penalty_high: Decimal = Decimal(0)
    penalty_rate: Decimal = Decimal(0)
    lot_awarded: bool = True
    lot_for_company: bool = True
    has_standstill: bool = False
    standstill_until: dt.date | None = None
    signing_from: dt.date | None = None
    appeals_open: int = 0
    power_to_sign: bool = False
    bans: tuple[str, ...] = ()
    guarantee_satang: int = 0
    guarantee_given: bool = False
    guarantee_checked: bool = False
    guarantee_returned: bool = False
    obligations_ended: bool = False
    deliveries: int = 0
    unaccepted: int = 0
    unpaid: int = 0
    overdue_untold: tuple[int, ...] = ()
    warranty_months: int = 0
    warranty_until: dt.date | None = None
    copies_due: bool = False
    copies_sent: bool = False
    acceptance_due_on: dt.date | None = None
    penalty_satang: int = 0
    listings: int = 0
    rated: bool = False
    rating_answered: bool = False

    @property
    def work_has_ended(self) -> bool:
        """Whether everything is accepted, or the contract was ended early."""
        return self.state == C.TERMINATED or (self.deliveries > 0 and not self.unaccepted)


@dataclass(frozen=True, kw_only=True)
class DeliveryFacts(Facts):
    """Facts of one delivery."""

    rulebook: Rules
    contract_state: str
    contract_is_written: bool = True
    round: int = 1
    due_on: dt.date | None = None
    delivered_on: dt.date | None = None
    acceptors: int = 0
    acceptors_needed: int = 1
    acceptance_due_on: dt.date | None = None
    sits: bool = False
    declared: bool = True
    inspected: int = 0
    found_good: int = 0
    inspected_by_me: bool = False
    vat_registered: bool = True
    days_late: int = 0
    penalty_base_satang: int = 0
    penalty_satang: int = 0
    invoiced: bool = False
    paid: bool = False
    net_satang: int = 0

    @property
    def everyone_inspected(self) -> bool:
        """Whether everybody on the committee has found something, and enough persons sit on it (cl. 26; s. 100)."""
        return self.acceptors_needed <= self.acceptors == self.inspected

    @property
    def dissent(self) -> bool:
        """Whether the acceptors are not of one mind."""
        return 0 < self.found_good < self.inspected
