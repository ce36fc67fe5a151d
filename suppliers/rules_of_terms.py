"""Whether the supplier's terms may be published or accepted. Pure functions of facts, each with its sentence and basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses
from marketplace.procedure import rule
from suppliers.facts import CompanyFacts, TermsFacts

Found = bool | Mapping[str, Any]


@rule(
    clauses.HOUSE_SUPPLIER_TERMS,
    _("Version %(number)s of the supplier's terms has not been accepted yet."),
    remedy=_("Read it and tick that the company accepts it; the owner of the company's account does so."),
)
def terms_accepted(facts: CompanyFacts) -> Found:
    return {"number": facts.terms_to_accept} if facts.terms_to_accept else True


@rule(clauses.HOUSE_SUPPLIER_TERMS, _("The company has accepted the newest version of the supplier's terms already."))
def terms_wait(facts: CompanyFacts) -> Found:
    return bool(facts.terms_to_accept)


@rule(
    clauses.HOUSE_STALE_PAGE,
    _("The version that you saw is not the newest one any more, or it was accepted on another page."),
    remedy=_("Open “Supplier's terms” under “My company” and read the version there."),
)
def accepted_what_was_shown(facts: CompanyFacts) -> Found:
    return bool(facts.terms_to_accept) and facts.inputs.get("number") == facts.terms_to_accept


@rule(clauses.HOUSE_COMPLETE, _("Still empty: %(missing)s."), remedy=_("Write it on the page of the draft and save."))
def terms_complete(facts: TermsFacts) -> Found:
    return {"missing": ", ".join(str(one) for one in facts.missing)} if facts.missing else True


@rule(
    clauses.HOUSE_SUPPLIER_TERMS,
    _("A version holds from a day that is still to come, and later than the version before it (%(before)s)."),
    remedy=_("Choose a later day, so that companies can read and accept it in time."),
)
def day_to_come(facts: TermsFacts) -> Found:
    day = facts.inputs.get("effective_from")
    before = max(facts.today, facts.newest_from or facts.today)
    return (isinstance(day, dt.date) and day > before) or {"before": before}
