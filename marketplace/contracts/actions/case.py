"""Builds the facts that rules judge: reads rows, decides nothing. The only place that turns a contract into facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog.models import Listing
from marketplace.accounts import authority
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Family
from marketplace.contracts.facts import ContractFacts, DeliveryFacts
from marketplace.contracts.models import Contract, Delivery, Guarantee, Rating
from marketplace.contracts.states import C, D
from marketplace.kernel import clock
from marketplace.law import guarantee as guarantees
from marketplace.law import penalty
from marketplace.law.rulebook import Rulebook
from tenders.actions import case as purchase
from tenders.models import CommitteeKind, Seat, Tender
from tenders.states import APPEAL_OPEN, GONE, L, S

#: Grounds under which an order, or nothing in writing, may take the place of a contract (s. 96 para. 1).
ORDER_GROUNDS = frozenset({"56.1.c", "56.2.b", "56.2.d", "56.2.f"})


@dataclass
class Around:
    """What surrounds a contract, read once for all of its deliveries: purchase, rules, committee, moment."""

    contract: Contract
    actor: Actor

    @cached_property
    def now(self) -> dt.datetime:
        return clock.read()

    @property
    def today(self) -> dt.date:
        return clock.civil(self.now)

    @cached_property
    def tender(self) -> Tender:
        return Tender.objects.select_related("agency", "rulebook").get(pk=self.contract.tender_id)

    @cached_property
    def rules(self) -> Rulebook:
        return purchase.rules_for(self.tender, self.today)

    @cached_property
    def seats(self) -> list[Seat]:
        return purchase.seats_of(self.tender)

    @cached_property
    def acceptors(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.committee.kind == CommitteeKind.ACCEPTANCE]

    @property
    def acceptance_due_on(self) -> dt.date | None:
        """The last day that the order, or a later extension, gives who accepts (cl. 25)."""
        return self.acceptors[0].committee.due_on if self.acceptors else None

    @property
    def acceptance_late(self) -> bool:
        """Whether that day has passed while something that was delivered is not inspected by everybody."""
        waits = any(one.state == D.DELIVERED for one in self.deliveries)
        return waits and self.acceptance_due_on is not None and self.today > self.acceptance_due_on

    @property
    def acceptors_needed(self) -> int:
        """One inspector up to the amount of the ministerial regulation, else a committee (s. 100)."""
        alone = self.rules.covers("TH.SINGLEINSPECTOR.MAX", self.contract.total_satang)
        return 1 if alone else self.rules.integer("N.COMMITTEE")

    @cached_property
    def own_authority(self) -> authority.Authority | None:
        if not self.actor.person_id or self.actor.organisation_id != self.contract.agency_id:
            return None
        family = Family(self.tender.method.family)
        return authority.may_order(
            self.actor.person_id, self.contract.agency_id, family, self.contract.total_satang, self.today, self.rules
        )

    @cached_property
    def duties(self) -> frozenset[Duty]:
        """The actor's duties in this case: in the agency, on its committees, or for the party."""
        held = purchase.duties_in(self.tender, self.actor, self.seats)
        if self.actor.organisation_id == self.contract.company.organisation_id:
            held |= set(self.actor.duties)
            if self.actor.has(Duty.OWNER, Duty.BIDDER):
                held.add(Duty.TENDERER)
        if self.own_authority:
            held.add(Duty.APPROVER)
        return frozenset(held)

    @property
    def power_to_sign(self) -> bool:
        """Power to order for the amount; in the method of cl. 79 the head officer orders within what was approved."""
        by_officer = "accept_offer" in self.tender.method.steps and Duty.HEAD_OFFICER in self.duties
        return self.own_authority is not None or by_officer

    @property
    def signs_as(self) -> str:
        """In which capacity the actor would sign: head, delegate, superior or head_officer."""
        return self.own_authority.route if self.own_authority else "head_officer"

    @cached_property
    def deliveries(self) -> list[Delivery]:
        rows = self.contract.deliveries.select_related("penalty_notice", "invoice__payment")
        return list(rows.prefetch_related("inspections__found_by", "defect_notices"))

    @cached_property
    def listings(self) -> list[Listing]:
        """Listings that the company sold here; none where bids were invited: such a bid answers the terms of reference, not a listing."""
        if self.tender.method.invites_bids:
            return []
        bought = self.tender.items.filter(listing_version__listing__company=self.contract.company_id).values("listing_version__listing")
        return list(Listing.objects.filter(pk__in=bought).order_by("pk"))

    @cached_property
    def rating(self) -> Rating | None:
        return Rating.objects.filter(contract_id=self.contract.pk).first()

    @cached_property
    def guarantee(self) -> Guarantee | None:
        return Guarantee.objects.filter(contract_id=self.contract.pk).first()


def findings(delivery: Delivery, acceptors: list[Seat]) -> list[Any]:
    """What those who sit now have found in this round; the finding of who was replaced stays on record and does not count."""
    sitting = {seat.person_id for seat in acceptors}
    return [one for one in delivery.inspections.all() if one.round == delivery.round and one.found_by_id in sitting]


def is_paid(delivery: Delivery) -> bool:
    """Whether the delivery's invoice has a payment that counts, or nothing remained to be paid."""
    invoice = getattr(delivery, "invoice", None)
    return invoice is not None and invoice.is_settled


def is_overdue(delivery: Delivery, today: dt.date) -> bool:
    """Whether the penalty of this instalment runs, or ran until a late delivery that is not accepted yet."""
    if delivery.due_on is None:
        return False
    if delivery.state == D.DELIVERED:
        return delivery.delivered_on is not None and delivery.delivered_on > delivery.due_on
    return delivery.state in {D.DUE, D.DEFECTIVE} and today > delivery.due_on


def guarantee_is_due_back(seen: Around) -> dt.date | None:
    """The last day for returning the guarantee; None while obligations last."""
    ended = seen.contract.warranty_until
    if not seen.contract.warranty_months:
        days = [clock.civil(one.accepted_at) for one in seen.deliveries if one.accepted_at]
        ended = max(days) if days and len(days) == len(seen.deliveries) else None
    return guarantees.return_by(ended, seen.rules) if ended else None


def contract_facts(
    contract: Contract, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "", around: Around | None = None
) -> ContractFacts:
    """Facts of a contract for one actor at one moment."""
    seen = around or Around(contract, actor)
    tender, rules, lot = seen.tender, seen.rules, contract.lot
    low, high = penalty.bounds(penalty.PenaltyKind(contract.penalty_kind), rules)
    guarantee = seen.guarantee
    unaccepted = [one for one in seen.deliveries if one.state != D.ACCEPTED]
    over = not contract.warranty_months or (contract.warranty_until is not None and seen.today > contract.warranty_until)
    before = contract.state in {C.DRAFTING, C.OFFERED, C.PARTY_SIGNED}
    return ContractFacts(
        state=str(contract.state),
        actor=actor,
        duties=seen.duties,
        now=seen.now,
        today=seen.today,
        inputs=inputs or {},
        rulebook=rules,
        kind=contract.kind,
        is_written=contract.is_written,
        is_order=contract.is_order,
        may_be_order=tender.ground in ORDER_GROUNDS,
        total_satang=contract.total_satang,
        award_satang=lot.award_satang or 0,
        lines_satang=sum(contract.lines.values_list("amount_satang", flat=True)) if before else contract.total_satang,
        instalments_satang=sum(one.amount_satang for one in seen.deliveries),
        place=contract.place,
        penalty_low=low,
        penalty_high=high,
        penalty_rate=contract.penalty_rate,
        lot_awarded=lot.state == L.AWARDED,
        lot_for_company=lot.winner_id == contract.company_id,
        has_standstill=tender.method.has_standstill,
        standstill_until=tender.standstill_until,
        signing_from=purchase.signing_day(tender),
        appeals_open=tender.appeals.filter(state__in=APPEAL_OPEN).count() if before else 0,
        power_to_sign=seen.power_to_sign,
        bans=purchase.bans_of(contract.company, seen.today) if before else (),
        guarantee_satang=contract.guarantee_satang,
        guarantee_given=guarantee is not None,
        guarantee_checked=guarantee is not None and guarantee.checked_at is not None,
        guarantee_returned=guarantee is not None and guarantee.returned_at is not None,
        obligations_ended=bool(seen.deliveries) and not unaccepted and over,
        deliveries=len(seen.deliveries),
        unaccepted=len(unaccepted),
        unpaid=sum(1 for one in seen.deliveries if not is_paid(one)),
        overdue_untold=tuple(one.number for one in seen.deliveries if is_overdue(one, seen.today) and not hasattr(one, "penalty_notice")),
        warranty_months=contract.warranty_months,
        warranty_until=contract.warranty_until,
        copies_due=contract.is_written and rules.covers("TH.COPY.SAO", contract.total_satang),
        copies_sent=contract.copies_sent_on is not None,
        acceptance_due_on=seen.acceptance_due_on,
        penalty_satang=sum(one.penalty_satang for one in seen.deliveries),
        listings=0 if before else len(seen.listings),
        rated=not before and seen.rating is not None,
        rating_answered=not before and seen.rating is not None and seen.rating.answered_at is not None,
    )


def delivery_facts(
    delivery: Delivery, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "", around: Around | None = None
) -> DeliveryFacts:
    """Facts of a delivery for one actor at one moment."""
    seen = around or Around(Contract.objects.select_related("company", "agency").get(pk=delivery.contract_id), actor)
    contract = seen.contract
    seats = {seat.person_id: seat for seat in seen.acceptors}
    found = findings(delivery, seen.acceptors)
    mine = seats.get(actor.person_id or 0)
    agreed = penalty.terms(penalty.PenaltyKind(contract.penalty_kind), contract.penalty_rate, seen.rules)
    late = penalty.days_late(delivery.due_on, delivery.delivered_on) if delivery.due_on and delivery.delivered_on else 0
    base = contract.total_satang if agreed.kind.on_whole_price else delivery.amount_satang
    invoice = getattr(delivery, "invoice", None)
    return DeliveryFacts(
        state=str(delivery.state),
        actor=actor,
        duties=seen.duties,
        now=seen.now,
        today=seen.today,
        inputs=inputs or {},
        rulebook=seen.rules,
        contract_state=str(contract.state),
        contract_is_written=contract.is_written,
        round=delivery.round,
        due_on=delivery.due_on,
        delivered_on=delivery.delivered_on,
        acceptors=len(seats),
        acceptors_needed=seen.acceptors_needed,
        acceptance_due_on=seen.acceptance_due_on,
        sits=mine is not None,
        declared=mine is None or mine.state in {S.SWORN, S.RELEASED},
        inspected=len(found),
        found_good=sum(1 for one in found if one.accepts),
        inspected_by_me=any(one.found_by_id == actor.person_id for one in found),
        vat_registered=contract.vat_registered,
        days_late=late,
        penalty_base_satang=base if late else 0,
        penalty_satang=penalty.penalty(base, late, agreed).total,
        invoiced=invoice is not None,
        paid=is_paid(delivery),
        net_satang=invoice.net_satang if invoice else 0,
    )


def find_contract(ref: str, actor: Actor) -> Contract | None:
    """The contract of `ref` if the actor may see it; members of the acceptance committee may, wherever they work."""
    people = ("drafted_by", "offered_by", "party_signed_by", "signed_by")
    contract = Contract.objects.select_related("tender", "lot", "agency", "company__organisation", *people).filter(ref=ref).first()
    if contract is None:
        return None
    seen = Contract.objects.visible_to(actor).filter(pk=contract.pk).exists()
    sits = (
        actor.person_id is not None
        and Seat.objects.filter(committee__tender=contract.tender_id, person_id=actor.person_id).exclude(state__in=GONE).exists()
    )
    return contract if seen or sits else None


def find_delivery(ref: str, actor: Actor) -> Delivery | None:
    """The delivery of `ref` if the actor may see its contract."""
    delivery = Delivery.objects.select_related("contract__tender").filter(ref=ref).first()
    if delivery is None or find_contract(delivery.contract.ref, actor) is None:
        return None
    return delivery
