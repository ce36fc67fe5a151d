"""R011, splitting: several purchases of one agency in one category, each within the limit of the specific method,
together above it, within a window of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from marketplace.kernel import clock
from marketplace.law import clauses as c
from marketplace.oversight.flags.past import Purchase
from marketplace.oversight.flags.unit import Case, Finding, Unit

LIMIT, DAYS, LEAST = "TH.SPECIFIC.MAX", "RF.SPLIT.DAYS", "RF.SPLIT.MIN"


def look(case: Case) -> Finding | None:
    """Judged at the approval of each request, against the approvals before it."""
    limit, days, least = (int(case.rules[name]) for name in (LIMIT, DAYS, LEAST))
    own = Purchase(case.ref, clock.civil(case.trigger.at), int(case.asked["budget_satang"]))
    if own.satang > limit:
        return None
    since = clock.at(own.day - dt.timedelta(days=days), dt.time(0))
    group = together(own, case.past.approved_beside(case.ref, since), limit=limit, days=days, least=least)
    if not group:
        return None
    facts = {
        "count": len(group),
        "total_satang": sum(purchase.satang for purchase in group),
        "limit_satang": limit,
        "days": (own.day - group[0].day).days,
        "category": str(case.asked.get("category") or case.begun["category"]),
        "purchases": [purchase.ref for purchase in group],
    }
    return Finding(facts, (case.trigger.position,))


def together(own: Purchase, others: Sequence[Purchase], *, limit: int, days: int, least: int) -> list[Purchase]:
    """The purchases that belong together with `own`, oldest first; empty where they are too few or not above the limit.

    An amount of exactly the limit is within it; a purchase exactly `days` before is within the window. Purchases above
    the limit do not count: they were not bought by the small way.
    """
    near = [other for other in others if other.satang <= limit and 0 <= (own.day - other.day).days <= days]
    group = sorted([*near, own], key=lambda purchase: (purchase.day, purchase.ref))
    return group if own.satang <= limit and len(group) >= least and sum(purchase.satang for purchase in group) > limit else []


UNIT = Unit(
    code="R011",
    version=1,
    title=_("Purchases that together exceed the limit"),
    sentence=_(
        "{count} purchases of the same category within {days} days, together {total_satang}; each is within {limit_satang}, the limit of the specific method."
    ),
    question=_(
        "Was the need known as one from the start? Dividing a purchase to change the method or the power to order is forbidden (clause 20)."
    ),
    events=("tenders.request_approved",),
    bases=(c.REG_20, c.HOUSE_FLAG_REASON),
    weight=3,
    look=look,
)
