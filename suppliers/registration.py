"""Announces the registry's machines to the engine: facts, words, forms, verbs, who finds what."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.procedure import register
from suppliers import case, words
from suppliers.actions import agreeing, changing, examining, registering
from suppliers.forms.steps import ReasonForm, RemovalForm
from suppliers.forms.terms import PublishTermsForm
from suppliers.machine import AbandonerMachine, ChangeMachine, TermsMachine, VerificationMachine
from suppliers.models import Abandoner, ChangeRequest, Company, TermsVersion
from suppliers.states import A, G, R, V
from suppliers.visibility import sees_documents, visible_to


def _find_company(ref: str, actor: Actor) -> Company | None:
    return visible_to(Company.objects.all(), actor).filter(ref=ref).first()


def _find_change(ref: str, actor: Actor) -> ChangeRequest | None:
    found = ChangeRequest.objects.filter(ref=ref).select_related("company__organisation").first()
    return found if found and sees_documents(found.company, actor) else None


def _address(company: Any) -> str:
    """Where a step leads back to. The engine's page has no actor here; both sides are sent on from there."""
    return reverse("suppliers:case", args=[company.ref])


def announce() -> None:
    """Called once, when the product starts."""
    register(
        Company,
        machine=VerificationMachine,
        facts=case.company_facts,
        words=words.COMPANY,
        states={value: V(value).label for value in V.values},
        initial=str(V.CLAIMED),
        final=frozenset(),
        forms=dict.fromkeys(("withdraw", "send_back", "refuse", "reopen", "take_over"), ReasonForm),
        verbs={"send_back": examining.send_back, "claim_again": registering.take_up_again},
        find=_find_company,
        address=_address,
    )
    register(
        ChangeRequest,
        machine=ChangeMachine,
        facts=case.change_facts,
        words=words.CHANGE,
        states={value: R(value).label for value in R.values},
        initial=str(R.WAITING),
        final=frozenset({str(R.DECIDED), str(R.TAKEN_BACK)}),
        forms={},
        verbs={"decide": changing.decide, "take_back": changing.take_back},
        find=_find_change,
        pages={"decide": "suppliers:decide_change"},
        address=lambda change: _address(change.company),
    )
    register(
        Abandoner,
        machine=AbandonerMachine,
        facts=case.abandoner_facts,
        words=words.ABANDONER,
        states={value: A(value).label for value in A.values},
        initial=str(A.LISTED),
        final=frozenset({str(A.REMOVED)}),
        forms={"remove": RemovalForm},
        find=lambda ref, actor: Abandoner.objects.filter(ref=ref).first(),
        address=Abandoner.get_absolute_url,
    )
    register(
        TermsVersion,
        machine=TermsMachine,
        facts=case.terms_facts,
        words=words.TERMS,
        states={value: G(value).label for value in G.values},
        initial=str(G.DRAFT),
        final=frozenset({str(G.PUBLISHED)}),
        forms={"publish": PublishTermsForm},
        verbs={"publish": agreeing.publish},
        find=lambda ref, actor: TermsVersion.objects.filter(ref=ref).first() if actor.has(Duty.RULE_EDITOR) else None,
        address=TermsVersion.get_absolute_url,
    )
