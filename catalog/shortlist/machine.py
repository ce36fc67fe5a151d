"""The life of a shortlist, one row per step. Marking, notes and reasons are work on an open list and no steps."""

from __future__ import annotations

from typing import Any

from catalog.events import ShortlistFrozen, ShortlistGivenUp
from catalog.shortlist.facts import ShortlistFacts
from catalog.shortlist.rules import (
    a_reason_is_written,
    everything_kept_has_a_total,
    everything_kept_is_on_sale,
    few_enough_are_kept,
    something_is_kept,
    what_was_seen_is_what_is_frozen,
)
from catalog.shortlist.states import ShortlistState as SL
from marketplace.accounts.duty import Duty
from marketplace.law import clauses as c
from marketplace.procedure import Machine, step

OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)


def frozen(facts: ShortlistFacts) -> dict[str, Any]:
    return {"frozen_at": facts.now, "frozen_by_id": facts.actor.person_id, "sha256": facts.proposal}


def ended(facts: ShortlistFacts) -> dict[str, Any]:
    return {"reason": str(facts.inputs.get("reason", "")).strip()}


class ShortlistMachine(Machine):
    """Steps of a shortlist. A frozen one is final: what was looked at when a purchase began stays as it was."""

    # fmt: off
    freeze  = step(SL.OPEN, SL.FROZEN,   OFFICERS, c.HOUSE_FROZEN_LIST, ShortlistFrozen,  when=[something_is_kept, few_enough_are_kept, everything_kept_is_on_sale, everything_kept_has_a_total], given=[what_was_seen_is_what_is_frozen], sets=frozen)
    give_up = step(SL.OPEN, SL.GIVEN_UP, OFFICERS, c.HOUSE_PROCEDURE,   ShortlistGivenUp, given=[a_reason_is_written], sets=ended)
    # fmt: on
