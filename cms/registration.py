"""Announces proposals to the engine: facts, words, forms, what approving does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.facts import ChangeFacts
from cms.machine import RuleChangeMachine
from cms.states import ChangeState
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import OrganisationKind
from marketplace.kernel import clock
from marketplace.procedure import Words, register


def facts_of(change: Any, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> ChangeFacts:
    """The facts of a proposal. Only the comptroller's own rule editors have a duty in it."""
    now = clock.read()
    at_comptroller = actor.organisation_kind == OrganisationKind.COMPTROLLER
    return ChangeFacts(
        state=str(change.state),
        actor=actor,
        duties=actor.duties if at_comptroller else frozenset[Duty](),
        now=now,
        today=clock.civil(now),
        inputs=inputs,
        proposer_id=change.proposed_by_id,
        first_day=change.effective_from,
        said=change.said(),
    )


def _find(ref: str, actor: Actor) -> Any:
    from cms.models import RuleChange

    if not actor.has(Duty.RULE_EDITOR):
        return None
    return RuleChange.objects.select_related("proposed_by").filter(ref=ref).first()


def register_machine() -> None:
    """Called once when the app is ready."""
    from cms.actions import changes
    from cms.forms import RefusalForm
    from cms.models import RuleChange

    register(
        RuleChange,
        machine=RuleChangeMachine,
        facts=facts_of,
        words={
            "approve": Words(
                _("Approve the change of the rule"),
                _("The new value is added to the rules and applies from its first day on. It stays in the history for good."),
            ),
            "refuse": Words(_("Refuse the change"), _("Nothing changes. The proposer reads your reason."), turns_back=True),
            "withdraw": Words(_("Withdraw the proposal"), _("Nothing changes. The proposal stays readable."), turns_back=True),
        },
        states=dict(ChangeState.choices),
        initial=ChangeState.PROPOSED,
        final=frozenset({ChangeState.APPROVED, ChangeState.REFUSED, ChangeState.WITHDRAWN}),
        forms={"refuse": RefusalForm},
        verbs={"approve": changes.approve},
        find=_find,
    )
