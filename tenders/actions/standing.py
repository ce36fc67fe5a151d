"""Whether a supplier may be bought from: the dated look into the list of work abandoners (s. 109, 111), and its registration."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure.refusals import Refusal
from suppliers import standing
from suppliers.models import Company
from suppliers.models.abandoner import Purpose
from tenders import rules
from tenders.actions.case import bans_of
from tenders.events import StandingChecked
from tenders.models import Tender


def look_up(company: Company, tender: Tender, *, actor: Actor, purpose: Purpose) -> tuple[str, ...]:
    """Look the company and its directors up, write it into the company's and the purchase's file, answer what was found."""
    standing.check(company, actor=actor, purpose=purpose, case_ref=tender.ref)
    bans = standing.bans(company, clock.today())
    audit.record(
        StandingChecked,
        actor=actor,
        subject=tender,
        basis=("ACT.111",),
        payload={"supplier": company.ref, "at_step": str(purpose), "clear": not bans, "found": [ban.abandoner for ban in bans]},
    )
    return tuple(str(ban.sentence) for ban in bans)


def not_to_be_bought(companies: Iterable[Company], *, verified: bool = False) -> list[Refusal]:
    """Why nothing may be bought just now from some of the companies: no verification in force, or s. 111 forbids it.

    Args:
        verified: the verification was judged before and is not asked again.
    """
    companies, today = list({company.pk: company for company in companies}.values()), clock.today()
    found = [
        Refusal(
            "unverified",
            rules.supplier_verified.sentence,
            clauses.HOUSE_VERIFIED_SUPPLIER,
            remedy=rules.supplier_verified.remedy,
            params={"items": company.name},
        )
        for company in companies
        if not (verified or company.is_verified(today))
    ]
    for company in companies:
        if bans := bans_of(company, today):
            found.append(
                Refusal(
                    "banned",
                    _("%(name)s: %(items)s"),
                    clauses.ACT_111,
                    remedy=rules.offerer_not_banned.remedy,
                    params={"name": company.name, "items": ", ".join(bans)},
                )
            )
    return found
