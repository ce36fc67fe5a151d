"""Why a company cannot bid in a purchase now, and what to do next: every reason at once. Writes nothing."""

from __future__ import annotations

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.procedure import registry
from marketplace.procedure.refusals import Refusal, wrong_duty
from suppliers.models import Company
from tenders.actions.case import bid_facts
from tenders.models import Bid, Tender


def against_bidding(tender: Tender, company: Company, *, actor: Actor) -> list[Refusal]:
    """Every reason that keeps `actor` from handing in a bid of `company` now, each with its basis and remedy; none where nothing does.

    The rules are those of the step itself, so that the answer and the door never differ. A bid need not be begun.
    """
    bid = Bid.objects.filter(tender=tender, company=company).select_related("tender", "company").first()
    bid = bid or Bid(tender=tender, company=company)
    facts = bid_facts(bid, actor)
    found = [] if Duty.BIDDER in facts.duties else [wrong_duty(Duty.BIDDER.label)]
    seal = registry.of(bid).machine.steps["seal"]
    return found + [refusal for rule in seal.when if not rule.secret if (refusal := rule(facts)) is not None]
