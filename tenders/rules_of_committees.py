"""When a committee may decide, and when a person may take another's place in it. Pure, like the rules of a purchase.

A rule carries the sentence and the basis of its refusal: a clause, or a house rule that is called one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses as c
from marketplace.procedure import rule
from tenders.facts import SeatFacts, TenderFacts

Verdict = bool | Mapping[str, Any]


def _evaluates(method: Any) -> bool:
    return "evaluation" in method.committees


# ------------------------------------------------------------------ may it decide
@rule(
    c.REG_26,
    _("The evaluation committee has %(seats)s of at least %(needed)s persons, or no chair."),
    remedy=_("The head of agency appoints another person in the place of who stepped back."),
    only_where=_evaluates,
)
def committee_complete(f: TenderFacts) -> Verdict:
    needed = f.rulebook.integer("N.COMMITTEE")
    return True if f.evaluators >= needed and f.chair else {"seats": f.evaluators, "needed": needed}


@rule(
    c.REG_27,
    _("The chair and at least half of the committee decide together: %(present)s of %(all)s took part."),
    remedy=_("Meet again with the chair and enough members, then submit the report."),
    only_where=_evaluates,
)
def quorum_met(f: TenderFacts) -> Verdict:
    present = took_part(f)
    enough = f.chair in present and 2 * len(present) >= f.evaluators
    return True if enough else {"present": len(present), "all": f.evaluators}


def took_part(f: TenderFacts) -> tuple[str, ...]:
    """References of the declared members who took part in the decision; all of them where nothing else is said."""
    named = f.inputs.get("present")
    return f.sworn if named is None else tuple(ref for ref in f.sworn if ref in set(named))


# ------------------------------------------------------------------ may another person take the place
@rule(c.REG_25, _("The work of this committee is over."), remedy=_("Nobody has to be appointed any more."))
def seat_still_needed(f: SeatFacts) -> Verdict:
    return not f.work_over


@rule(
    c.HOUSE_KEY_SHARES,
    _("Since %(since)s envelopes may be sealed to the chair's key: until they are opened nobody can take the chair's place."),
    remedy=_("Open the envelopes with the two other keys after the window has closed; then appoint the new chair."),
)
def key_may_pass_on(f: SeatFacts) -> Verdict:
    return True if not f.holds_share or f.opened or _before_the_window(f) else {"since": f.bid_opens_at}


def _before_the_window(f: SeatFacts) -> bool:
    return f.bid_opens_at is None or f.now < f.bid_opens_at


@rule(c.REG_25, _("The number of the order is missing."), remedy=_("Write the number of the order that appoints the person."))
def replacement_ordered(f: SeatFacts) -> Verdict:
    return bool(str(f.inputs.get("order_no") or "").strip())


@rule(
    c.HOUSE_AGENCY_ONLY,
    _("Choose a person who works for the agency and has no seat in this committee, now or before."),
    remedy=_("Choose another person."),
)
def successor_fits(f: SeatFacts) -> Verdict:
    return bool(f.successor) and f.successor_works_here and not f.successor_sat_here


@rule(
    c.REG_26,
    _("Who evaluates does not accept: this person sits on the other committee of the purchase."),
    remedy=_("Choose another person."),
)
def successor_on_one_side(f: SeatFacts) -> Verdict:
    return not f.successor_on_other_side


@rule(
    c.HOUSE_KEY_SHARES,
    _("The new chair has no key of their own, and the envelopes are sealed to the chair's key."),
    remedy=_("The new chair makes a key first, on the page “My key”; then appoint."),
)
def successor_has_key(f: SeatFacts) -> Verdict:
    return f.successor_has_key or not f.holds_share or f.opened or not _before_the_window(f)
