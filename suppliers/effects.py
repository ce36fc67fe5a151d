"""Which fields change with a step: pure functions from facts to values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from marketplace.kernel import clock
from suppliers.facts import AbandonerFacts, ChangeFacts, CompanyFacts, TermsFacts
from suppliers.states import V


def facts_written(facts: CompanyFacts) -> dict[str, Any]:
    """The fields that the company's people wrote."""
    return dict(facts.inputs["written"])


def evidence_added(facts: CompanyFacts) -> dict[str, Any]:
    """A document of a verified company waits for a registrar; its verification stands meanwhile."""
    return {"new_documents": facts.state == V.VERIFIED}


def item_judged(facts: CompanyFacts) -> dict[str, Any]:
    """Whether something else of a verified company still waits."""
    others = [verdict for item, verdict in facts.verdicts.items() if item != facts.inputs["item"]]
    return {"new_documents": facts.state == V.VERIFIED and "" in others}


def submitted(facts: CompanyFacts) -> dict[str, Any]:
    return {
        "submitted_at": facts.now,
        "submitted_by_id": facts.actor.person_id,
        "examiner_id": None,
        "fingerprint": facts.fingerprint,
    }


def begun(facts: CompanyFacts) -> dict[str, Any]:
    return {"examined_at": facts.now, "examined_by_id": facts.actor.person_id, "examiner_id": facts.actor.person_id}


def taken_over(facts: CompanyFacts) -> dict[str, Any]:
    """Another registrar holds the case; what was judged stays judged."""
    return {"examiner_id": facts.actor.person_id}


def reopened(facts: CompanyFacts) -> dict[str, Any]:
    return {**begun(facts), "next_check": None}


def verified(facts: CompanyFacts) -> dict[str, Any]:
    until = facts.verified_until
    return {
        "verified_at": facts.now,
        "verified_by_id": facts.actor.person_id,
        "verified_until": until,
        "decision_reason": "",
        "new_documents": False,
        # The last day of a document still counts; the beat looks on the day after.
        "next_check": clock.at(until + dt.timedelta(days=1)) if until else None,
    }


def decided(facts: CompanyFacts) -> dict[str, Any]:
    return {"decided_at": facts.now, "decided_by_id": facts.actor.person_id, "decision_reason": facts.inputs["reason"]}


def unchecked(facts: CompanyFacts) -> dict[str, Any]:
    """Nothing is due any more."""
    return {"next_check": None}


def change_decided(facts: ChangeFacts) -> dict[str, Any]:
    return {"decided_at": facts.now, "decided_by_id": facts.actor.person_id, "verdicts": dict(facts.inputs["verdicts"])}


def removed(facts: AbandonerFacts) -> dict[str, Any]:
    return {
        "removal_order_no": facts.inputs["removal_order_no"].strip(),
        "ended_on": facts.inputs["ended_on"],
        "ended_at": facts.now,
        "ended_by_id": facts.actor.person_id,
    }


def terms_accepted(facts: CompanyFacts) -> dict[str, Any]:
    """The newest version that the company has accepted."""
    return {"terms_accepted": facts.inputs["number"]}


def terms_published(facts: TermsFacts) -> dict[str, Any]:
    return {
        "effective_from": facts.inputs["effective_from"],
        "sha256": facts.sha256,
        "published_at": facts.now,
        "published_by_id": facts.actor.person_id,
    }
