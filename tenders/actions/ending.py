"""The ways in which a purchase ends or starts anew, and appeals that keep it open (s. 66, 67, 109, 114–119)."""

from __future__ import annotations

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.procedure import sitting
from marketplace.procedure.refusals import Refusal, Refused, Rule, wrong_duty
from suppliers.models import Company
from tenders import events, rules
from tenders.actions.case import appeal_facts, tender_facts
from tenders.actions.preparing import started
from tenders.models import Appeal, Tender, TermsOfReference
from tenders.states import APPEAL_ACCEPTED, B, L


def cancel(tender: Tender, *, actor: Actor, seen: int | None = None, ground: str = "", reason: str = "") -> Tender:
    """Cancel under s. 67 before any signature: lots are cancelled, envelopes stay sealed for good."""
    with sitting(tender, actor=actor) as held:
        done: Tender = held.take(tender, "cancel", actor=actor, seen=seen, ground=ground, reason=reason)
        lot = held.root.lot
        if lot.state in {L.OPEN, L.PROPOSED, L.AWARDED}:
            held.take(lot, "cancel", actor=actor)
        for bid in held.root.bids.filter(state=B.SEALED):
            held.take(bid, "leave_unopened", actor=actor)
        done.next_check = None
        done.save(update_fields=["next_check"])
        return done


def record_no_compliant_bid(tender: Tender, *, actor: Actor, seen: int | None = None, reason: str = "") -> Tender:
    """End without a winner (cl. 56, 58)."""
    with sitting(tender, actor=actor) as held:
        done: Tender = held.take(tender, "record_no_compliant_bid", actor=actor, seen=seen, reason=reason)
        held.take(held.root.lot, "fail", actor=actor)
        done.ended_at, done.ended_by_id, done.end_reason = clock.read(), actor.person_id, reason
        done.save(update_fields=["ended_at", "ended_by", "end_reason"])
        return done


def redo_evaluation(tender: Tender, *, actor: Actor, seen: int | None = None, reason: str = "") -> Tender:
    """Carry out an accepted appeal: the award is taken back and the evaluation begins anew (s. 118–119)."""
    with sitting(tender, actor=actor) as held:
        accepted = list(held.root.appeals.filter(state__in=APPEAL_ACCEPTED, carried_out=False))
        done: Tender = held.take(
            tender, "redo_evaluation", actor=actor, seen=seen, reason=reason, appeal=accepted[0].ref if accepted else ""
        )
        held.take(held.root.lot, "reopen", actor=actor, reason=reason)
        Appeal.objects.filter(pk__in=[appeal.pk for appeal in accepted]).update(carried_out=True)
        return done


def replace_winner(tender: Tender, *, actor: Actor, seen: int | None = None, reason: str = "") -> Tender:
    """The winner does not sign: its bid is rejected for that reason and the committee proposes the next (s. 109)."""
    with sitting(tender, actor=actor) as held:
        lot = held.root.lot
        supplier, bid = lot.winner, lot.winning_bid
        done: Tender = held.take(tender, "replace_winner", actor=actor, seen=seen, reason=reason, supplier=supplier.ref if supplier else "")
        held.take(lot, "reopen", actor=actor, reason=reason)
        if bid is not None:
            bid.refused_to_sign = True
            bid.save(update_fields=["refused_to_sign"])
        return done


def follow_up(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Start the purchase that follows one without a contract; terms and details are copied (cl. 56, 67)."""
    with sitting(tender, actor=actor) as held:
        root: Tender = held.root
        ref = next_ref("T")
        held.take(tender, "follow_up", actor=actor, seen=seen, successor=ref)  # first: a purchase that follows already is refused
        successor = started(
            ref=ref,
            actor=actor,
            title=root.title,
            category=root.category,
            method=root.method,
            budget_satang=root.budget_satang,
            plan_line=root.plan_line,
            predecessor=root,
            need=root.need,
            budget_source=root.budget_source,
            delivery_days=root.delivery_days,
            method_reason=root.method_reason,
        )
        latest = root.terms.first()
        if latest:
            TermsOfReference.objects.create(
                tender=successor, version=1, sections=latest.sections, saved_at=clock.read(), saved_by_id=actor.person_id
            )
        return successor


def conclude_if_settled(held_root: Tender, held: object, *, actor: Actor) -> None:
    """Called down by contracts inside its sitting once the lot is signed."""
    facts = tender_facts(held_root, actor)
    if not facts.lots_unsettled and facts.contracts_signed:
        held.take(held_root, "conclude", actor=actor)  # type: ignore[attr-defined]


# ------------------------------------------------------------------ appeals
FILING: tuple[Rule, ...] = (
    rules.award_can_be_appealed,
    rules.appellant_has_bid,
    rules.within_appeal_period,
    rules.one_appeal_at_a_time,
    rules.appeal_has_text,
)  # type: ignore[type-arg]


def file_appeal(tender: Tender, *, actor: Actor, text: str) -> Appeal:
    """A bidder appeals within the period (s. 114–117); signing is locked from here on.

    Raises:
        Refused: no bidder, too late, no standstill in this method, an appeal open already, or no reasons written.
    """
    with sitting(tender, actor=actor) as held:
        root: Tender = held.root
        company = Company.objects.filter(organisation_id=actor.organisation_id).first()
        if company is None or not actor.has(Duty.BIDDER, Duty.OWNER):
            raise Refused([wrong_duty(Duty.BIDDER.label)], step="file_appeal", subject=tender)
        refusals = _filing_refusals(root, company, actor, text)
        if refusals:
            raise Refused(refusals, step="file_appeal", subject=tender)
        appeal = Appeal.objects.create(
            ref=next_ref("AP"), tender=root, company=company, text=text.strip(), filed_at=clock.read(), filed_by_id=actor.person_id
        )
        audit.record(
            events.AppealFiled,
            actor=actor.under(Duty.BIDDER),
            subject=appeal,
            basis=("ACT.114", "ACT.116", "ACT.117"),
            payload={
                "appellant": company.ref,
                "appellant_th": company.name_th,
                "text": appeal.text,
                "filed_at": appeal.filed_at.isoformat(),
            },
        )
        return appeal


def _filing_refusals(tender: Tender, company: Company, actor: Actor, text: str) -> list[Refusal]:
    from dataclasses import replace

    draft = Appeal(tender=tender, company=company)
    facts = replace(
        appeal_facts(draft, actor, inputs={"text": text}),
        is_bidder=tender.bids.filter(company=company).exclude(state=B.DRAFT).exists(),
        already_open=tender.appeals.open().filter(company=company).exists(),
    )
    return [refusal for rule in FILING if (refusal := rule(facts)) is not None]


def lapse_appeal(appeal: Appeal, *, actor: Actor, seen: int | None = None) -> Appeal:
    """The committee's time ran out: the matter is discontinued and the agency proceeds (s. 119)."""
    with sitting(appeal.tender, actor=actor) as held:
        done: Appeal = held.take(appeal, "lapse", actor=actor, seen=seen)
        return done
