"""The dated look into the list of work abandoners at bid, award and order (s. 109, 111). Inside the caller's unit."""

from __future__ import annotations

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from suppliers import standing
from suppliers.models import Company
from suppliers.models.abandoner import Purpose
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
