"""Who has the power to order for an amount: bands of the regulation (cl. 84–86), delegation (cl. 7), one level up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Delegation, Family, Membership

#: Rule value that holds the head of agency's limit, per family of methods.
BAND_RULES = {Family.GENERAL: "A.GENERAL", Family.SELECTION: "A.SELECT", Family.SPECIFIC: "A.SPECIFIC"}


class Bands(Protocol):
    """The part of a rulebook that bands need."""

    def money(self, rule_id: str) -> int: ...


@dataclass(frozen=True)
class Authority:
    """One person's power to order in one case: `route` is head, delegate or superior."""

    person_id: int
    route: str
    delegation_ref: str = ""


def orderers(organisation_id: int, family: Family, amount_satang: int, on: dt.date, rules: Bands) -> list[Authority]:
    """Everybody who may order `amount_satang` by a method of `family` on the day `on`.

    Up to the band's limit the head of agency and whoever holds a delegation that covers method, amount and day;
    above it the authority one level up.
    """
    above = amount_satang > rules.money(BAND_RULES[family])
    duty = Duty.SUPERIOR if above else Duty.HEAD_OF_AGENCY
    held = Membership.objects.in_force().filter(organisation_id=organisation_id, duty=duty)
    found = [Authority(person_id, "superior" if above else "head") for person_id in held.values_list("person_id", flat=True)]
    if not above:
        delegations = Delegation.objects.in_force(on).filter(organisation_id=organisation_id, max_satang__gte=amount_satang)
        found += [Authority(d.holder_id, "delegate", d.ref) for d in delegations if d.covers(family, amount_satang)]
    return found


def has_power(held: Collection[Duty], delegations: Iterable[Delegation], family: Family, amount_satang: int, rules: Bands) -> bool:
    """The same answer for one person whose duties and delegations in force are known already. Asks no database."""
    if amount_satang > rules.money(BAND_RULES[family]):
        return Duty.SUPERIOR in held
    return Duty.HEAD_OF_AGENCY in held or any(one.covers(family, amount_satang) for one in delegations)


def may_order(person_id: int, organisation_id: int, family: Family, amount_satang: int, on: dt.date, rules: Bands) -> Authority | None:
    """The authority under which `person_id` may order, or None."""
    for authority in orderers(organisation_id, family, amount_satang, on, rules):
        if authority.person_id == person_id:
            return authority
    return None
