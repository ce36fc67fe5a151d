"""From a purchase to its price benchmark: the question it asks, the frozen report, letters to suppliers, what was paid in the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from catalog.prices import Case
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.law.reference_price import must_rule_out
from marketplace.pricing import asking, benchmark
from marketplace.pricing.actions import letters, reports
from marketplace.pricing.benchmark import Benchmark, Choice
from marketplace.pricing.evidence import Ask
from marketplace.pricing.models import CentralPrice, SurveyLetter
from marketplace.procedure.refusals import Refusal, Refused, wrong_duty, wrong_state
from suppliers.models import Company
from tenders.actions import preparing
from tenders.actions.case import duties_in, rules_for, seats_of
from tenders.models import Lot, ReferencePrice, Tender
from tenders.states import T

MAKERS = (Duty.TOR_PERSON, Duty.OFFICER, Duty.HEAD_OFFICER)


def start_case(tender: Tender) -> Case | None:
    """Quantity and term that the purchase knows: of its chosen services, else of its newest report; None where it knows none."""
    first = tender.items.select_related("listing_version").first()
    if first is not None:
        return Case(first.quantity, first.months if first.listing_version.unit_words.term else 1)
    price = tender.reference_prices.select_related("report").exclude(report=None).first()
    if price is not None and price.report is not None:
        asked = price.report.facts["ask"]
        return Case(asked["quantity"], asked["term"])
    return None


def question(tender: Tender, case: Case | None = None) -> Ask | None:
    """What the purchase asks the benchmark; None where its category carries no prices. Prices of the chosen suppliers do not count."""
    items = list(tender.items.select_related("listing_version__listing__company"))
    versions = [item.listing_version for item in items]
    unit = versions[0].unit if versions else tender.category.unit
    if not unit:
        return None
    asked = case or start_case(tender) or asking.unit_case(unit)
    offered = tender.offers.filter(withdrawn=False).values_list("company__ref", flat=True)
    return asking.question(tender.category, asked, on=clock.today(), unit=unit, versions=versions, judged=offered, agency=tender.agency)


def worked_out(tender: Tender, case: Case | None = None, excluded: Mapping[str, str] | None = None) -> Benchmark | None:
    """The benchmark of a purchase as it stands; None where its category carries no prices."""
    ask = question(tender, case)
    return benchmark.of(ask, rules_for(tender, ask.on), case_ref=tender.ref, excluded=excluded) if ask is not None else None


def computation_is_public(tender: Tender, price: ReferencePrice) -> bool:
    """Whether the law wants the computation published: above the amount of section 63's circular, by the purchase's own rules."""
    return price.amount_satang > rules_for(tender, clock.today()).money("TH.REFPRICE.PUB")


def outdated(tender: Tender, price: ReferencePrice) -> str:
    """Why the report behind a reference price no longer fits the purchase, in a sentence; empty where it does, or where there is none."""
    if price.report is None:
        return ""
    facts = price.report.facts
    ask = question(tender)
    if ask is None:
        return ""
    asked = facts["ask"]
    if tender.items.exists() and (ask.unit, ask.case.quantity, ask.case.term) != (asked["unit"], asked["quantity"], asked["term"]):
        return _("The chosen services have changed since: quantity or term are different.")
    counted = {price["supplier"] for group in facts["groups"] for price in group["counted"]}
    if counted & ask.judged:
        return _("A supplier whose price counts there has been chosen since: its own price is no evidence.")
    return ""


def no_earlier_source(found: Benchmark) -> str:
    """Why none of the first three sources of section 4 serves, where the register shows it; empty where it holds a price."""
    if found.central:
        return ""
    return _("No computed, database or standard price exists for this service.")


def no_central_price(tender: Tender) -> str:
    """The same sentence where the price is entered by hand: the register has nothing in force for the category."""
    there = CentralPrice.objects.in_force(clock.today()).filter(category_id=tender.category_id).exists()
    return "" if there else _("No computed, database or standard price exists for this service.")


def freeze(
    tender: Tender,
    *,
    actor: Actor,
    case: Case,
    choice: str,
    reason: str = "",
    excluded: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> ReferencePrice:
    """Freeze the benchmark as a report and take the reference price from it. Opens its own unit.

    Args:
        choice: code of one of the benchmark's choices.
        reason: why no earlier source of section 4 serves.
        excluded: keys of prices that are left out, each with its reason.

    Raises:
        Refused: nothing to choose, not enough prices, a price left out without a reason, or what `record_reference_price` refuses.
    """
    found = worked_out(tender, case, excluded)
    chosen = found.choice(choice) if found is not None else None
    refusals = []
    if found is None or chosen is None:
        refusals.append(Refusal("no_choice", _("Choose what the reference price rests on."), clauses.ACT_4))
    elif chosen.why_not or chosen.amount_satang is None:
        refusals.append(
            Refusal("not_enough", chosen.why_not, clauses.HOUSE_PRICE_EVIDENCE, remedy=_("Ask suppliers by letter, or use another source."))
        )
    if excluded and any(not why.strip() for why in excluded.values()):
        refusals.append(Refusal("why_left_out", _("Write why each price is left out."), clauses.HOUSE_PRICE_EVIDENCE))
    if refusals or found is None or chosen is None or chosen.amount_satang is None:
        raise Refused(refusals, subject=tender)
    return _recorded(tender, found, chosen, reason, actor=actor, seen=seen)


def _recorded(tender: Tender, found: Benchmark, chosen: Choice, reason: str, *, actor: Actor, seen: int | None) -> ReferencePrice:
    return preparing.record_reference_price(
        tender,
        actor=actor,
        source=chosen.source,
        amount_satang=chosen.amount_satang or 0,
        sources=chosen.sources,
        reason=reason,
        seen=seen,
        frozen=lambda under: reports.freeze(found, chosen, reason.strip(), actor=under, agency_id=tender.agency_id, case_ref=tender.ref),
    )


def take_first(tender: Tender, *, actor: Actor) -> ReferencePrice | None:
    """Take the reference price from what comes first in the order of section 4; None where nothing has enough prices."""
    found = worked_out(tender)
    chosen = found.first_choice if found is not None else None
    if found is None or chosen is None:
        return None
    reason = no_earlier_source(found) if must_rule_out(chosen.source) else ""
    return _recorded(tender, found, chosen, reason, actor=actor, seen=None)


def ask_suppliers(
    tender: Tender, *, actor: Actor, case: Case, companies: Sequence[Company], answer_until: dt.date, wanted: str
) -> list[SurveyLetter]:
    """Ask suppliers for their price by letter. Opens its own unit."""
    duty = next((duty for duty in MAKERS if duty in duties_in(tender, actor, seats_of(tender))), None)
    if duty is None:
        raise Refused([wrong_duty(" / ".join(str(duty.label) for duty in MAKERS))], subject=tender)
    if tender.state != T.DRAFTING:
        raise Refused([wrong_state(T(tender.state).label)], subject=tender)
    ask = question(tender, case)
    if ask is None:
        raise Refused([Refusal("no_unit", _("The category of this purchase carries no prices."), clauses.ACT_4)], subject=tender)
    least = rules_for(tender, ask.on).integer("N.REFPRICE.SURVEY")
    return letters.issue(
        actor=actor.under(duty), agency=tender.agency, case_ref=tender.ref, category=tender.category, ask=ask, companies=companies,
        answer_until=answer_until, wanted=wanted, least=least,
    )  # fmt: skip


def write_down_price(lot: Lot, *, total_satang: int, on: dt.date) -> None:
    """Write down what was agreed, inside the sitting that signs. Nothing where quantity and term are not known, or it was a basket.

    They are known where the winner had one chosen service in the purchase, or where the reference price came from a report.
    """
    tender = lot.tender
    items = [
        item for item in tender.items.select_related("listing_version__listing") if item.listing_version.listing.company_id == lot.winner_id
    ]
    if len(items) == 1:
        version = items[0].listing_version
        unit, case = version.unit, Case(items[0].quantity, items[0].months if version.unit_words.term else 1)
    else:
        price = tender.reference_prices.select_related("report").first()
        if items or price is None or price.report is None or tender.lots.count() > 1:
            return
        asked = price.report.facts["ask"]
        unit, case = asked["unit"], Case(asked["quantity"], asked["term"])
    reports.write_down_paid(
        lot_ref=lot.ref, case_ref=tender.ref, case_title=tender.title, agency_id=tender.agency_id, company_id=lot.winner_id,
        category_id=tender.category_id, unit=unit, quantity=case.quantity, term=case.term, total_satang=total_satang, contracted_on=on,
    )  # fmt: skip
