"""Propose to name a work abandoner, hear the company, send the case on, record what the Permanent Secretary decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.contracts.models import Contract
from marketplace.contracts.models_of_abandoning import Abandonment
from marketplace.contracts.rules_of_abandoning import AbandonmentFacts
from marketplace.contracts.states import C, P
from marketplace.kernel import clock, files
from marketplace.kernel.references import next_ref
from marketplace.law import rulebook
from marketplace.procedure import sitting
from suppliers.actions import abandoners
from suppliers.case import is_of_the_company, registrars_duties
from suppliers.models import Abandoner, Company, Director
from suppliers.models.abandoner import Who
from suppliers.names import key
from tenders.models import Tender
from tenders.visibility import UNOPENED

ANSWER_DAYS = "H.ABANDON.ANSWER"


def companies_with_a_part(tender: Tender) -> Any:
    """Companies that may be proposed: whose envelope was opened, who offered, or who was offered or holds an agreement."""
    agreed = Contract.objects.filter(tender=tender).exclude(state=C.DRAFTING).values("company")
    bid = tender.bids.exclude(state__in=UNOPENED).values("company")
    offered = tender.offers.values("company")
    return Company.objects.filter(Q(pk__in=agreed) | Q(pk__in=bid) | Q(pk__in=offered)).select_related("organisation").order_by("pk")


def abandonment_facts(proposal: Abandonment, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> AbandonmentFacts:
    """Facts of one proposal. Duties count where they are held: the agency's head, the company's owner, a registrar."""
    draft = proposal.state == P.DRAFT
    duties = set(registrars_duties(actor))
    if actor.organisation_id == proposal.agency_id or draft:
        duties |= actor.duties & {Duty.HEAD_OF_AGENCY}
    if actor.organisation_id == proposal.company.organisation_id:
        duties |= actor.duties & {Duty.OWNER}
    other = (
        Abandonment.objects.undecided().filter(tender=proposal.tender_id, company=proposal.company_id).exclude(pk=proposal.pk)
        if draft
        else None
    )
    return AbandonmentFacts(
        state=str(proposal.state),
        actor=actor,
        duties=frozenset(duties),
        now=clock.read(),
        today=clock.today(),
        inputs=inputs,
        actor_of_the_agency=actor.organisation_id == proposal.agency_id,
        actor_is_of_the_company=is_of_the_company(proposal.company, actor),
        has_a_part=not draft or companies_with_a_part(proposal.tender).filter(pk=proposal.company_id).exists(),
        other=other.values_list("ref", flat=True).first() or "" if other is not None else "",
        answer_until=proposal.answer_until,
        answer_days=rulebook.current("", clock.today()).integer(ANSWER_DAYS) if draft else 0,
        answered=proposal.explained_at is not None,
        forwarded_on=clock.civil(proposal.forwarded_at) if proposal.forwarded_at else None,
    )


def propose(tender: Tender, company: Company, *, actor: Actor, ground: str, facts: str, evidence: Any) -> Abandonment:
    """The head of the agency that buys proposes to name the company a work abandoner; the company is asked to explain itself.

    Raises:
        Refused: another agency's person, not its head, a company without a part, a proposal that waits, or something is missing.
    """
    with audit.unit():
        ref = next_ref("AP")
    contract = Contract.objects.filter(tender=tender, company=company).exclude(state=C.DRAFTING).order_by("-pk").first()
    with sitting(tender, actor=actor) as held:
        stored = files.receive(evidence, by=actor) if evidence else None
        proposal = Abandonment(ref=ref, tender=tender, agency=tender.agency, company=company, contract=contract, evidence=stored)
        proposal.save()
        told = abandonment_facts(proposal, actor, inputs={}, step="propose")
        row: Abandonment = held.take(
            proposal, "propose", actor=actor, ground=ground, facts=facts, sha256=stored.sha256 if stored else "", company=company.ref,
            purchase=tender.ref, contract=contract.ref if contract else "", answer_until=told.last_day,
        )  # fmt: skip
    return row


def explain(proposal: Abandonment, *, actor: Actor, seen: int | None = None, explanation: str = "", file: Any = None) -> Abandonment:
    """The owner of the company's account explains what happened, with a file if there is one.

    Raises:
        Refused: not the owner, explained already, too late, or nothing is written.
    """
    with sitting(proposal, actor=actor) as held:
        stored = files.receive(file, by=actor) if file else None
        row: Abandonment = held.take(
            proposal, "explain", actor=actor, seen=seen, explanation=explanation, sha256=stored.sha256 if stored else ""
        )
        if stored is not None:
            Abandonment.objects.filter(pk=row.pk).update(explanation_file=stored)
    return row


def forward(proposal: Abandonment, *, actor: Actor, seen: int | None = None, letter_no: str = "", opinion: str = "") -> Abandonment:
    """A registrar of the comptroller sends the case on to the Permanent Secretary for Finance."""
    with sitting(proposal, actor=actor) as held:
        heard = held.root.explained_at is not None
        row: Abandonment = held.take(proposal, "forward", actor=actor, seen=seen, letter_no=letter_no, opinion=opinion, heard=heard)
    return row


def list_company(
    proposal: Abandonment, *, actor: Actor, seen: int | None = None, directors: Iterable[Director] = (), **order: Any
) -> Abandonment:
    """Record the order that names the company, and the directors that the order names; all stand on the list at once.

    Args:
        order: `order_no`, `decided_on` and `reason` as the paper says.

    Raises:
        Refused: not a registrar, one of the company, not sent on yet, or number, day or reason are missing.
    """
    company = proposal.company
    with sitting(proposal, actor=actor) as held:
        held.check(proposal, "list_company", actor=actor, seen=seen, **order)
        named = [_row(proposal, order, Who.COMPANY, company.number, company.name_th)]
        named += [
            _row(proposal, order, Who.PERSON, "", f"{one.given_name} {one.family_name}")
            for one in directors
            if one.company_id == company.pk
        ]
        entries = [_entered(row, actor) for row in named]
        Abandonment.objects.filter(pk=held.root.pk).update(entry=entries[0])
        held.root.entry = entries[0]
        row: Abandonment = held.take(proposal, "list_company", actor=actor, seen=seen, entries=[entry.ref for entry in entries], **order)
    return row


def _row(proposal: Abandonment, order: Mapping[str, Any], who: str, number: str, name: str) -> abandoners.Row:
    return abandoners.Row(
        who=who, number=number, name=name, order_no=order["order_no"].strip(), ordered_on=order["decided_on"], ground=proposal.ground,
        agency=proposal.agency.name_th,
    )  # fmt: skip


def _entered(row: abandoners.Row, actor: Actor) -> Abandoner:
    """The entry of this order: the one that a list brought in already, else a new one."""
    same = Abandoner.objects.filter(order_no=row.order_no, ordered_on=row.ordered_on, number=row.number, name_key=key(row.name))
    return same.first() or abandoners.enter(row, actor=actor, as_of=clock.today())
