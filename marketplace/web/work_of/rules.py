"""Proposed changes of the rules: each waits for another editor than the one who proposed it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cms.models import RuleChange
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.web.work import FOR_ME, FOR_OTHERS, WorkItem, register


@register
def of_changes(actor: Actor) -> Iterator[WorkItem]:
    """Proposals on which nobody has decided."""
    if not actor.has(Duty.RULE_EDITOR):
        return
    for change in RuleChange.objects.waiting().order_by("effective_from", "pk")[:50]:
        own = change.proposed_by_id == actor.person_id
        yield WorkItem(
            FOR_OTHERS if own else FOR_ME,
            change.rule.name if change.rule else change.day_name,
            change.get_absolute_url(),
            todo=_("another editor decides on your proposal") if own else _("Approve or refuse the proposed change"),
            ref=change.ref,
            due=change.effective_from,
            kind="" if own else "wait",
            steps=() if own else ("rule_change.approve", "rule_change.refuse"),
        )
