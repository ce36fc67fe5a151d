"""Announces the registry's machines to the engine: facts, words, forms, verbs, who finds what."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from marketplace.accounts.actor import Actor
from marketplace.procedure import register
from suppliers import case, words
from suppliers.actions import examining, registering
from suppliers.forms.steps import ReasonForm, RemovalForm
from suppliers.machine import AbandonerMachine, VerificationMachine
from suppliers.models import Abandoner, Company
from suppliers.states import A, V
from suppliers.visibility import visible_to


def _find_company(ref: str, actor: Actor) -> Company | None:
    return visible_to(Company.objects.all(), actor).filter(ref=ref).first()


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
        forms=dict.fromkeys(("reopen_facts", "withdraw", "send_back", "refuse", "reopen"), ReasonForm),
        verbs={"send_back": examining.send_back, "claim_again": registering.take_up_again},
        find=_find_company,
        address=_address,
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
