"""The registrar's verbs: consult a register, compare with the abandoner list, judge an item, send back."""

from __future__ import annotations

from typing import Any

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.procedure import sitting
from suppliers import events, standing
from suppliers.actions import proving
from suppliers.actions.registering import look_up, note_answer
from suppliers.case import company_facts
from suppliers.dossier import Dossier, Item
from suppliers.kinds import SINGLE, LegalForm
from suppliers.models import (
    Abandoner,
    AbandonerCheck,
    Company,
    Director,
    Evidence,
    Finding,
    NamesakeClearing,
    RegistryAnswer,
)
from suppliers.models.abandoner import Purpose
from suppliers.registries import Answer, Outcome
from suppliers.registries.answers import Entry, Source
from suppliers.verdicts import Verdict


def judge_item(
    company: Company, *, actor: Actor, seen: int | None = None, item: str, verdict: str, fingerprint: str, reason: str = ""
) -> Finding:
    """Say of one item: accept, ask or refuse; for exactly the content whose `fingerprint` the registrar saw.

    Raises:
        Refused: the content changed meanwhile, no reason, not a registrar from outside, nothing to judge now.
    """
    with sitting(company, actor=actor) as held:
        row = held.take(company, "judge_item", actor=actor, seen=seen, item=item, verdict=verdict, fingerprint=fingerprint, reason=reason)
        finding = Finding.objects.create(
            company=row, item=item, verdict=verdict, reason=reason.strip(), fingerprint=fingerprint,
            made_at=clock.read(), made_by_id=actor.person_id,
        )  # fmt: skip
        if verdict == Verdict.ACCEPT:
            judged = next(one for one in Dossier.of(row).items() if one.code == item)
            accept_documents(judged, actor)
    return finding


def note_finding(company: Company, item: Item, *, actor: Actor) -> Finding:
    """Write down that the item is accepted as it stands, where it was judged as part of something else. In the caller's sitting."""
    return Finding.objects.create(
        company=company,
        item=item.code,
        verdict=Verdict.ACCEPT,
        fingerprint=item.fingerprint,
        made_at=clock.read(),
        made_by_id=actor.person_id,
    )


def accept_documents(item: Item, actor: Actor) -> None:
    """The item's documents prove something from now on; of a single kind the newest takes the place of the others."""
    now = clock.read()
    fresh = [one for one in item.evidence if one.accepted_at is None]
    Evidence.objects.filter(pk__in=[one.pk for one in fresh]).update(accepted_at=now, accepted_by_id=actor.person_id)
    proving.watch(fresh)
    for kind in SINGLE:
        ofkind = [one for one in item.evidence if one.kind == kind]
        if len(ofkind) > 1:
            *old, newest = ofkind
            Evidence.objects.filter(pk__in=[one.pk for one in old]).update(ended_at=now, ended_by_id=actor.person_id, replaced_by=newest)
    for company in {one.company for one in item.evidence}:
        proving.refresh(company)


def send_back(company: Company, *, actor: Actor, seen: int | None = None, reason: str = "", **inputs: Any) -> Company:
    """Send the registration back; what is asked for goes into the log with it."""
    asked = [
        {"item": item.code, "reason": item.finding.reason}
        for item in Dossier.of(company).items()
        if item.verdict in (Verdict.ASK, Verdict.REFUSE)
    ]
    with sitting(company, actor=actor) as held:
        row: Company = held.take(company, "send_back", actor=actor, seen=seen, reason=reason, asked=asked)
    return row


def may_look_into(company: Company, actor: Actor) -> bool:
    """Whether the actor is a registrar from outside the company."""
    facts = company_facts(company, actor, inputs={}, step="")
    return bool(facts.duties) and not facts.actor_is_of_the_company


def consult_register(company: Company, *, actor: Actor) -> Answer:
    """Ask the connected register anew and write down what it said. The question is asked before the unit is opened."""
    answer = look_up(company.number, LegalForm(company.legal_form))
    with audit.unit():
        note_answer(company, answer, actor=actor)
    return answer


def note_by_hand(company: Company, *, actor: Actor, is_found: bool, name_th: str, status: str, note: str) -> RegistryAnswer | None:
    """Write down what a registrar saw in a register that no machine may ask."""
    entry = Entry(company.number, name_th, status=status) if is_found else None
    answer = Answer(Source.BY_HAND, Outcome.FOUND if is_found else Outcome.NOT_FOUND, entry)
    with audit.unit():
        return note_answer(company, answer, actor=actor, note=note)


def compare_with_list(company: Company, *, actor: Actor) -> AbandonerCheck:
    """Compare company and directors with the abandoner list for the examination, and write it down."""
    with audit.unit():
        return standing.check(company, actor=actor, purpose=Purpose.VERIFICATION)


def clear_namesake(director: Director, abandoner: Abandoner, *, actor: Actor, reason: str) -> NamesakeClearing:
    """Write down that a director is not the listed person but only bears the same name. Said once, it stays."""
    with audit.unit():
        clearing, created = NamesakeClearing.objects.get_or_create(
            director=director,
            abandoner=abandoner,
            defaults={"reason": reason, "cleared_at": clock.read(), "cleared_by_id": actor.person_id},
        )
        if created:
            audit.record(
                events.NamesakeCleared,
                actor=actor,
                subject=director.company,
                payload={"company": director.company.ref, "abandoner": abandoner.ref, "reason": reason},
                personal={"name": director.name},
            )
    return clearing
