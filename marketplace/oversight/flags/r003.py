"""R003, short time to bid: fewer working days from publication to bid day than such purchases usually have, or than the
regulation's own text gives where a circular shortened it."""

from __future__ import annotations

import datetime as dt
from statistics import median
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.law import calendar
from marketplace.law import clauses as c
from marketplace.law.definitions import definitions
from marketplace.oversight.flags.past import Invitation, invitation_of
from marketplace.oversight.flags.unit import Case, Finding, Unit
from tenders import methods

#: A median of fewer earlier invitations than this says nothing.
LEAST_COMPARED = 5
#: How far back earlier invitations are compared with.
WINDOW = dt.timedelta(days=365)


def look(case: Case) -> Finding | None:
    """Judged at the invitation, in government working days after the day of publication, the bid day included."""
    row = methods.method(case.begun["method"], case.begun["method_version"])
    if not row.publication:
        return None
    own = invitation_of(case.trigger, str(case.begun["method"]))
    band = _band(case.rules[row.publication], own.satang)
    days = _days(own)
    earlier = [
        _days(other)
        for other in case.past.invitations(case.ref, case.trigger.at - WINDOW)
        if other.method == own.method and _band(case.rules[row.publication], other.satang) == band
    ]
    usual = int(median(earlier)) if len(earlier) >= LEAST_COMPARED else None
    # One working day of publication less than the law's, since the bid day itself is counted here.
    lawful = _value(definitions()[row.publication].seed, own.satang) + 1
    facts = {"working_days": days, "usual": usual, "compared": len(earlier), "lawful": lawful}
    return Finding(facts, (case.trigger.position,)) if days < max(lawful, usual or 0) else None


def _days(invitation: Invitation) -> int:
    return calendar.working_days_between(invitation.published, invitation.bid_day)


def _band(bands: Any, satang: int) -> int:
    """Which band of the rule value the amount is in. The upper amount belongs to the band."""
    return next(number for number, (upper, _days) in enumerate(bands) if upper is None or satang <= upper)


def _value(bands: Any, satang: int) -> int:
    return int(bands[_band(bands, satang)][1])


UNIT = Unit(
    code="R003",
    version=1,
    title=_("Short time to bid"),
    sentence=_(
        "Bidders had {working_days} working days from publication to the bid day; the regulation's text gives {lawful}, usual is {usual}."
    ),
    question=_("Was there a reason for haste? Did fewer bid than usually?"),
    events=("tenders.invitation_published",),
    bases=(c.REG_51, c.HOUSE_FLAG_REASON),
    weight=2,
    look=look,
)
