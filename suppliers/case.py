"""Builds the facts that rules see, from rows. The only place where a verification's facts come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import COMPANY_DUTIES, Duty
from marketplace.accounts.models import Membership, OrganisationKind
from marketplace.kernel import clock
from marketplace.law import rulebook
from suppliers import present, terms
from suppliers.dossier import Dossier
from suppliers.facts import AbandonerFacts, ChangeFacts, CompanyFacts, TermsFacts
from suppliers.models import Abandoner, ChangeRequest, Company, TermsVersion
from suppliers.models.abandoner import Purpose
from suppliers.states import V


def duties_at(company: Company, actor: Actor) -> frozenset[Duty]:
    """The actor's duties in this company's case: of its own team, of the comptroller's registrars, or the system's."""
    if actor.kind == "system":
        return frozenset({Duty.SYSTEM})
    if actor.organisation_id is not None and actor.organisation_id == company.organisation_id:
        return actor.duties & COMPANY_DUTIES
    return registrars_duties(actor)


def registrars_duties(actor: Actor) -> frozenset[Duty]:
    """REGISTRAR where the actor acts for the comptroller and holds it there."""
    if actor.organisation_kind != OrganisationKind.COMPTROLLER:
        return frozenset()
    return actor.duties & {Duty.REGISTRAR}


def is_of_the_company(company: Company, actor: Actor) -> bool:
    """Whether the person behind the actor holds any duty in the company now, whoever they act for."""
    if actor.person_id is None:
        return False
    return Membership.objects.in_force().filter(person_id=actor.person_id, organisation_id=company.organisation_id).exists()


def company_facts(company: Company, actor: Actor, *, inputs: Mapping[str, Any], step: str, dossier: Dossier | None = None) -> CompanyFacts:
    """Facts of one company's case now. `dossier` saves loading it again."""
    dossier = dossier or Dossier.of(company)
    today = clock.today()
    months = rulebook.current("", today).integer("H.EVIDENCE.DBD")
    check = company.abandoner_checks.filter(purpose=Purpose.VERIFICATION).first()
    given = dict(inputs)
    if step == "judge_item":
        given["fingerprint_now"] = next((one.fingerprint for one in dossier.items() if one.code == inputs.get("item")), "")
    return CompanyFacts(
        state=str(company.state),
        actor=actor,
        duties=duties_at(company, actor),
        now=clock.read(),
        today=today,
        inputs=given,
        actor_is_of_the_company=is_of_the_company(company, actor),
        missing=dossier.missing(today=today, certificate_months=months, hands_in=actor.name),
        verdicts=dossier.verdicts(),
        abandoners_checked_at=check.made_at if check else None,
        examined_at=company.examined_at,
        other_examiner=_other_examiner(company, actor),
        other_since=company.examined_at,
        identity_locked=company.identity_is_locked,
        verified_before=company.verified_at is not None,
        lapsed=dossier.lapsed(today),
        verified_until=dossier.verified_until(),
        fingerprint=dossier.fingerprint(),
        terms_to_accept=waiting.number if (waiting := terms.to_accept(company)) else 0,
    )


def _other_examiner(company: Company, actor: Actor) -> str:
    """Name of another person who holds the examination; empty where nobody else does."""
    if company.state != V.EXAMINING or company.examiner_id in (None, actor.person_id):
        return ""
    return str(company.examiner.name)


def change_facts(change: ChangeRequest, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> ChangeFacts:
    """Facts of one request to change what was verified."""
    company = change.company
    return ChangeFacts(
        state=str(change.state),
        actor=actor,
        duties=duties_at(company, actor),
        now=clock.read(),
        today=clock.today(),
        inputs=inputs,
        actor_is_of_the_company=is_of_the_company(company, actor),
        asked=tuple(change.changes),
        moved=tuple(fact for fact, both in change.changes.items() if present.value(company, fact) != both["old"]),
    )


def abandoner_facts(abandoner: Abandoner, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> AbandonerFacts:
    """Facts of one entry on the abandoner list."""
    return AbandonerFacts(
        state=str(abandoner.state),
        actor=actor,
        duties=registrars_duties(actor),
        now=clock.read(),
        today=clock.today(),
        inputs=inputs,
        ordered_on=abandoner.ordered_on,
    )


def terms_facts(version: TermsVersion, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> TermsFacts:
    """Facts of one version of the supplier's terms. Rule editors of the comptroller write and publish it."""
    newest = terms.newest()
    return TermsFacts(
        state=str(version.state),
        actor=actor,
        duties=actor.duties & {Duty.RULE_EDITOR} if actor.organisation_kind == OrganisationKind.COMPTROLLER else frozenset(),
        now=clock.read(),
        today=clock.today(),
        inputs=inputs,
        missing=version.missing(),
        newest_from=newest.effective_from if newest else None,
        sha256=version.digest(),
    )
