"""Rules of a listing. Pure: each sees one frozen object of facts. All but the ban of abandoners are the platform's own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.facts import ListingFacts
from marketplace.law import clauses
from marketplace.procedure import rule

Verdict = bool | dict[str, Any]


@rule(
    clauses.HOUSE_VERIFIED_SUPPLIER,
    _("The company has not been verified yet."),
    remedy=_("Finish the company's registration first; listings may be written meanwhile."),
)
def company_is_verified(facts: ListingFacts) -> Verdict:
    return facts.company_verified


@rule(
    clauses.ACT_111,
    _("The company or one of its directors is on the list of work abandoners: %(bans)s"),
    remedy=_("Nothing can be put on sale until the removal order is recorded."),
)
def company_is_not_barred(facts: ListingFacts) -> Verdict:
    return {"bans": "; ".join(facts.company_bans)} if facts.company_bans else True


@rule(
    clauses.HOUSE_SUPPLIER_TERMS,
    _("Your company has not accepted version %(number)s of the supplier's terms, which is in force."),
    remedy=_("The owner of the company's account reads and accepts it under “My company”."),
)
def terms_accepted(facts: ListingFacts) -> Verdict:
    return {"number": facts.terms_missing} if facts.terms_missing else True


@rule(clauses.HOUSE_COMPLETE, _("Still to be filled in: %(missing)s."), remedy=_("Open the task list and finish these parts."))
def everything_is_answered(facts: ListingFacts) -> Verdict:
    return {"missing": ", ".join(facts.missing)} if facts.missing else True


@rule(
    clauses.HOUSE_COMPLETE,
    _("These answers do not fit their questions any more: %(unsuitable)s."),
    remedy=_("Open these parts and answer them anew."),
)
def every_answer_fits(facts: ListingFacts) -> Verdict:
    return {"unsuitable": ", ".join(facts.unsuitable)} if facts.unsuitable else True


@rule(
    clauses.HOUSE_COMPLETE,
    _("Nothing has been changed since the version that is on sale."),
    remedy=_("Change what should be different, then send it for review."),
)
def something_was_changed(facts: ListingFacts) -> Verdict:
    return facts.draft_number is not None and facts.draft_differs


@rule(clauses.HOUSE_REGISTRAR_OUTSIDE, _("You belong to this company, so another registrar must review its listings."))
def registrar_is_an_outsider(facts: ListingFacts) -> Verdict:
    return not facts.actor_in_company


@rule(
    clauses.HOUSE_STALE_PAGE,
    _("The version on your page is not the one that waits for review."),
    remedy=_("Read the version that waits now, then decide."),
)
def the_version_seen_is_the_one_judged(facts: ListingFacts) -> Verdict:
    return facts.inputs.get("number") == facts.draft_number and facts.inputs.get("content") == facts.draft_content


@rule(clauses.HOUSE_REASON, _("Write the reason."), remedy=_("The company is shown what you write."))
def a_reason_is_given(facts: ListingFacts) -> Verdict:
    return bool(str(facts.inputs.get("reason", "")).strip()) or bool(facts.inputs.get("reasons"))
