"""Propose and approve changes of the rules. Proposing opens a unit; approving is one sitting with what it brings about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.events import RuleChangeProposed
from cms.models import RuleChange
from cms.states import ChangeKind
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.law import calendar, clauses, rulebook
from marketplace.law.models import HolidayOverride
from marketplace.law.values import Json
from marketplace.procedure.door import sitting
from marketplace.procedure.refusals import plain

PREFIX = "RC"


def propose_value(
    *,
    actor: Actor,
    rule_id: str,
    value: Json,
    written: str,
    scope: str,
    effective_from: dt.date,
    effective_to: dt.date | None,
    source: str,
    reason: str,
) -> RuleChange:
    """Propose a new dated value (kept form) for a rule. Nothing is in force until another person approves."""
    return _propose(
        actor,
        kind=ChangeKind.VALUE,
        rule_id=rule_id,
        value=value,
        written=written,
        scope=scope,
        effective_from=effective_from,
        effective_to=effective_to,
        source=source,
        reason=reason,
    )


def propose_day(*, actor: Actor, day: dt.date, effect: str, name_th: str, name_en: str, source: str, reason: str) -> RuleChange:
    """Propose that a day of the calendar is a holiday, or a working day, whatever the published pattern says."""
    return _propose(
        actor,
        kind=ChangeKind.DAY,
        day=day,
        effect=effect,
        written=name_th,
        name_th=name_th,
        name_en=name_en,
        effective_from=day,
        effective_to=day,
        source=source,
        reason=reason,
    )


def _propose(actor: Actor, **fields: Any) -> RuleChange:
    assert actor.person_id is not None, "the page is open to people only"
    with audit.unit():
        change = RuleChange.objects.create(ref=next_ref(PREFIX), proposed_by_id=actor.person_id, proposed_at=clock.read(), **fields)
        said = change.said()
        del said["proposer"]
        audit.record(
            RuleChangeProposed,
            actor=actor.under(Duty.RULE_EDITOR),
            subject=change,
            payload={key: plain(value) for key, value in said.items()},
            basis=(clauses.HOUSE_TWO_PERSON_RULES.code,),
        )
    return change


def approve(change: RuleChange, *, actor: Actor, seen: int | None = None) -> RuleChange:
    """Approve a proposal and bring it into the law, in one sitting.

    Raises:
        Refused: by the proposer, for a first day that has passed, or for a proposal that is decided.
    """
    with sitting(change, actor=actor) as table:
        row: RuleChange = table.take(change, "approve", actor=actor, seen=seen)
        if row.kind == ChangeKind.VALUE:
            _add_value(row, actor)
        else:
            _decide_day(row, actor)
    return row


def _add_value(change: RuleChange, actor: Actor) -> None:
    rulebook.set_value(
        change.rule_id,
        change.value,
        scope=change.scope,
        effective_from=change.effective_from,
        effective_to=change.effective_to,
        source=change.source,
        reason=change.reason,
        proposed_by=change.proposed_by.ref,
        approved_by=actor.ref,
    )


def _decide_day(change: RuleChange, actor: Actor) -> None:
    assert change.day is not None
    HolidayOverride.objects.update_or_create(
        day=change.day,
        defaults={
            "effect": change.effect,
            "name_th": change.name_th,
            "name_en": change.name_en,
            "resolution": change.source,
            "origin": "change",
            "proposed_by": change.proposed_by.ref,
            "approved_by": actor.ref,
            "entered_at": clock.read(),
        },
    )
    calendar.forget()
