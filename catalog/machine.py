"""The life of a listing: written by a company, reviewed by a registrar outside it, on sale, ended. One row per step."""

from __future__ import annotations

from typing import Any

from catalog.events import (
    ListingPublished,
    ListingResumed,
    ListingSentBack,
    ListingSubmitted,
    ListingSuspended,
    ListingWithdrawn,
    SubmissionTakenBack,
)
from catalog.facts import ListingFacts
from catalog.rules import (
    a_reason_is_given,
    company_is_not_barred,
    company_is_verified,
    every_answer_fits,
    everything_is_answered,
    registrar_is_an_outsider,
    something_was_changed,
    terms_accepted,
    the_version_seen_is_the_one_judged,
)
from catalog.states import ListingState
from marketplace.accounts.duty import Duty
from marketplace.law import clauses
from marketplace.procedure import Machine, step

DRAFT, SUBMITTED, RETURNED, LIVE, CHANGE_SUBMITTED, SUSPENDED, WITHDRAWN = ListingState
COMPANY = (Duty.LISTER, Duty.OWNER)
REGISTRAR = Duty.REGISTRAR
MAY_SELL = [company_is_verified, company_is_not_barred]
COMPLETE = [everything_is_answered, every_answer_fits]
SEEN = [the_version_seen_is_the_one_judged]
HOUSE = clauses.HOUSE_PROCEDURE


def sent(facts: ListingFacts) -> dict[str, Any]:
    return {"submitted_at": facts.now, "submitted_by_id": facts.actor.person_id, "reason": ""}


def published(facts: ListingFacts) -> dict[str, Any]:
    """The version under review becomes the live one; the day of the first publication stays."""
    first = {} if facts.was_published else {"published_at": facts.now, "published_by_id": facts.actor.person_id}
    return {"live_version_id": facts.draft_id, "draft_version_id": None, "reason": "", **first}


def explained(facts: ListingFacts) -> dict[str, Any]:
    return {"reason": str(facts.inputs.get("reason", "")).strip()}


class ListingMachine(Machine):
    """Steps of a listing. While a change is reviewed the version before it stays on sale."""

    # fmt: off
    submit           = step((DRAFT, RETURNED),        SUBMITTED,        COMPANY,   HOUSE, ListingSubmitted,    when=[*MAY_SELL, terms_accepted, *COMPLETE], sets=sent)
    take_back        = step(SUBMITTED,                DRAFT,            COMPANY,   HOUSE, SubmissionTakenBack)
    approve          = step(SUBMITTED,                LIVE,             REGISTRAR, HOUSE, ListingPublished,    when=[registrar_is_an_outsider, *MAY_SELL, *COMPLETE], given=SEEN, sets=published)
    send_back        = step(SUBMITTED,                RETURNED,         REGISTRAR, HOUSE, ListingSentBack,     when=[registrar_is_an_outsider], given=[*SEEN, a_reason_is_given], sets=explained)
    submit_change    = step(LIVE,                     CHANGE_SUBMITTED, COMPANY,   HOUSE, ListingSubmitted,    when=[something_was_changed, *MAY_SELL, terms_accepted, *COMPLETE], sets=sent)
    take_back_change = step(CHANGE_SUBMITTED,         LIVE,             COMPANY,   HOUSE, SubmissionTakenBack)
    approve_change   = step(CHANGE_SUBMITTED,         LIVE,             REGISTRAR, HOUSE, ListingPublished,    when=[registrar_is_an_outsider, *MAY_SELL, *COMPLETE], given=SEEN, sets=published)
    send_back_change = step(CHANGE_SUBMITTED,         LIVE,             REGISTRAR, HOUSE, ListingSentBack,     when=[registrar_is_an_outsider], given=[*SEEN, a_reason_is_given], sets=explained)
    suspend          = step((LIVE, CHANGE_SUBMITTED), SUSPENDED,        REGISTRAR, HOUSE, ListingSuspended,    when=[registrar_is_an_outsider], given=[a_reason_is_given], sets=explained)
    resume           = step(SUSPENDED,                LIVE,             REGISTRAR, HOUSE, ListingResumed,      when=[registrar_is_an_outsider, *MAY_SELL], given=[a_reason_is_given], sets=explained)
    withdraw         = step((DRAFT, SUBMITTED, RETURNED, LIVE, CHANGE_SUBMITTED, SUSPENDED),
                                                      WITHDRAWN,        COMPANY,   HOUSE, ListingWithdrawn,    given=[a_reason_is_given], sets=explained)
    # fmt: on
