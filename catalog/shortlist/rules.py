"""Rules of a shortlist. Pure, and all of them the platform's own: the law asks for grounds of a choice, not for this form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.shortlist.facts import ShortlistFacts
from catalog.shortlist.states import MOST_KEPT
from marketplace.law import clauses
from marketplace.procedure import rule

Verdict = bool | dict[str, Any]


@rule(clauses.HOUSE_FROZEN_LIST, _("No listing is left on the list."), remedy=_("Keep at least one, or give the list up."))
def something_is_kept(facts: ShortlistFacts) -> Verdict:
    return facts.kept > 0


@rule(
    clauses.HOUSE_FROZEN_LIST,
    _("%(kept)s listings are left; at most %(most)s can be confirmed."),
    remedy=_("Reject those that do not serve, each with its reason."),
)
def few_enough_are_kept(facts: ShortlistFacts) -> Verdict:
    return {"kept": facts.kept, "most": MOST_KEPT} if facts.kept > MOST_KEPT else True


@rule(
    clauses.HOUSE_FROZEN_LIST,
    _("Not on sale just now: %(items)s."),
    remedy=_("Reject them with this as the reason, or wait until they are on sale again."),
)
def everything_kept_is_on_sale(facts: ShortlistFacts) -> Verdict:
    return {"items": "; ".join(facts.not_on_sale)} if facts.not_on_sale else True


@rule(
    clauses.HOUSE_FROZEN_LIST,
    _("No total can be worked out for: %(items)s."),
    remedy=_("They have another price unit or no price. Reject them, or put them on a list of their own."),
)
def everything_kept_has_a_total(facts: ShortlistFacts) -> Verdict:
    return {"items": "; ".join(facts.without_total)} if facts.without_total else True


@rule(
    clauses.HOUSE_STALE_PAGE,
    _("Something has changed since you looked: a listing, its price, a note or a reason."),
    remedy=_("Read the list as it is now, then confirm it."),
)
def what_was_seen_is_what_is_frozen(facts: ShortlistFacts) -> Verdict:
    return facts.inputs.get("proposal") == facts.proposal


@rule(clauses.HOUSE_REASON, _("A reason is needed."), remedy=_("Write in a few words why."))
def a_reason_is_written(facts: ShortlistFacts) -> Verdict:
    return bool(str(facts.inputs.get("reason", "")).strip())
