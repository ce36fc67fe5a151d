"""R018, single bid: an open or selective invitation to which one tenderer answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses as c
from marketplace.oversight.flags.unit import Case, Finding, Unit
from tenders import methods

COMPETITIVE = ("open", "selective")


def look(case: Case) -> Finding | None:
    """Judged at the opening, on the number of different tenderers whose envelopes were opened."""
    row = methods.method(case.begun["method"], case.begun["method_version"])
    bidders = {bid["supplier"] for bid in case.trigger.payload["bids"]}
    if row.ocds_method not in COMPETITIVE or len(bidders) != case.rules.get("RF.SINGLE", 1):
        return None
    return Finding({"count": len(bidders)}, (case.trigger.position,))


UNIT = Unit(
    code="R018",
    version=1,
    title=_("Single bid"),
    sentence=_("Only one tenderer handed in a bid."),
    question=_("Why did nobody else bid? Compare the conditions with similar purchases, and read the questions that were asked."),
    events=("tenders.bids_opened",),
    bases=(c.REG_56, c.HOUSE_FLAG_REASON),
    weight=2,
    look=look,
)
