"""Offers outside sealed bidding: the specific method (cl. 79), and a price above the budget (cl. 57–58)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure import sitting
from marketplace.procedure.door import locked
from marketplace.procedure.refusals import Refusal, Refused, Satang, stale, wrong_duty, wrong_state
from suppliers.models import Company
from suppliers.models.abandoner import Purpose
from tenders import events
from tenders.actions import frozen_list
from tenders.actions.case import bans_of, duties_in, rules_for, seats_of
from tenders.actions.standing import look_up, not_to_be_bought
from tenders.models import Bid, Offer, Tender
from tenders.ranking import current_price, ranked
from tenders.states import B, L, T

#: What the rule "an SME of the province first" came to.
FIRST, NONE_THERE, PASSED_OVER = "first", "none", "passed_over"


def smes_of_province(tender: Tender) -> list[Company]:
    """SMEs of the agency's province that sell in the purchase's category now."""
    from catalog.models import Listing

    selling = Listing.objects.live().filter(category=tender.category, company__province=tender.agency.province).values("company_id")
    return list(Company.objects.registered_smes(clock.today()).filter(pk__in=selling).order_by("ref"))


def sme_first(tender: Tender, chosen: Sequence[Company], smes: Sequence[Company]) -> str:
    """Whether an SME of the province is among the chosen, none sells this, or one is passed over (SME first)."""
    near = [company.pk for company in chosen if company.province == tender.agency.province]
    if near and Company.objects.registered_smes(clock.today()).filter(pk__in=near).exists():
        return FIRST
    return PASSED_OVER if smes else NONE_THERE


def smes_passed_over(tender: Tender, chosen: Sequence[Company]) -> bool:
    """Whether an SME of the agency's province sells in this category while none of the chosen is one."""
    return sme_first(tender, chosen, smes_of_province(tender)) == PASSED_OVER


def approach_supplier(tender: Tender, *, actor: Actor, suppliers: Sequence[Company], seen: int | None = None, reason: str = "") -> Tender:
    """The officer approaches suppliers directly, an SME of the province first (cl. 79, SME first).

    Raises:
        Refused: nobody named, a work abandoner among them, or an SME passed over without a reason.
    """
    with sitting(tender, actor=actor) as held:
        today = clock.today()
        smes = smes_of_province(held.root)
        listed = set(held.root.items.values_list("listing_version__listing__company_id", flat=True))
        off_list = [company.name for company in suppliers if company.pk not in listed] if held.root.method.chosen_from_catalogue else []
        unverified = [company.name for company in suppliers if not company.is_verified(today)]
        banned = [f"{company.name}: {', '.join(found)}" for company in suppliers if (found := bans_of(company, today))]
        done: Tender = held.take(
            tender,
            "approach_another" if held.root.state == T.NEGOTIATING else "approach_supplier",
            actor=actor,
            seen=seen,
            suppliers=[company.ref for company in suppliers],
            province=held.root.agency.province,
            smes_of_province=[company.ref for company in smes],
            sme_first=sme_first(held.root, suppliers, smes),
            off_list=off_list,
            unverified=unverified,
            banned=banned,
            reason=reason,
        )
        return done


def abandon_negotiation(tender: Tender, *, actor: Actor, seen: int | None = None, reason: str = "") -> Tender:
    """Give up the negotiation and go back: offers recorded so far no longer count."""
    with sitting(tender, actor=actor) as held:
        counted = held.root.offers.filter(withdrawn=False)
        suppliers = sorted(set(counted.values_list("company__ref", flat=True)))
        counted.update(withdrawn=True)
        done: Tender = held.take(tender, "abandon_negotiation", actor=actor, seen=seen, reason=reason, suppliers=suppliers)
        return done


def next_supplier(tender: Tender, *, actor: Actor, seen: int | None = None, reason: str = "") -> Tender:
    """The order falls through before it is signed: the award is taken back and another supplier is asked (cl. 79; s. 109 (1)).

    The request stays approved, so that nothing is asked anew. The offer that fell through counts no longer.
    """
    with sitting(tender, actor=actor) as held:
        lot = held.root.lot
        winner = lot.winner
        done: Tender = held.take(tender, "next_supplier", actor=actor, seen=seen, reason=reason, supplier=winner.ref if winner else "")
        held.take(lot, "reopen", actor=actor, reason=reason)
        held.root.offers.filter(company=winner, withdrawn=False).update(withdrawn=True)
        return done


def write_offer(
    tender: Tender, *, actor: Actor, company: Company, first_satang: int, price_satang: int, note: str = "", seen: int | None = None
) -> Offer:
    """Write down what a supplier offered and what was negotiated. Opens its own unit. The newest offer counts.

    Raises:
        Refused: not being negotiated, wrong duty, a price above the first one, or a company that has no bid here.
    """
    with audit.unit():
        held = duties_in(tender, actor, seats_of(tender))
        allowed = (Duty.COMMITTEE_CHAIR,) if tender.method.invites_bids else (Duty.OFFICER, Duty.HEAD_OFFICER)
        duty = next((d for d in allowed if d in held), None)
        if duty is None:
            raise Refused([wrong_duty(allowed[0].label)], step="write_offer", subject=tender)
        now = locked(tender)
        if now.state != T.NEGOTIATING:
            raise Refused([wrong_state(T(now.state).label)], step="write_offer", subject=tender)
        if seen is not None and seen != now.version:
            raise Refused([stale()], step="write_offer", subject=tender)
        bid = Bid.objects.filter(tender=tender, company=company, state=B.COMPLIANT).prefetch_related("offers").first()
        if tender.method.invites_bids and bid is None:
            raise Refused(
                [Refusal("no_bid", _("Only a bidder whose bid complies is asked."), clauses.REG_57)], step="write_offer", subject=tender
            )
        if price_satang > (current_price(bid) if bid else first_satang):
            raise Refused(
                [Refusal("dearer", _("A negotiated price is not higher than the first one."), clauses.REG_57)],
                step="write_offer",
                subject=tender,
            )
        if tender.method.chosen_from_catalogue and (found := _beyond_the_list(tender, company, price_satang)):
            raise Refused(found, step="write_offer", subject=tender)
        # who has bid was verified on the bid day; whoever is asked for an offer without a bid is verified now
        if found := not_to_be_bought([company], verified=bid is not None):
            raise Refused(found, step="write_offer", subject=tender)
        offer = Offer.objects.create(
            tender=tender,
            company=company,
            bid=bid,
            first_satang=first_satang,
            price_satang=price_satang,
            note=note,
            recorded_at=clock.read(),
            recorded_by_id=actor.person_id,
        )
        tender.version = now.version + 1
        tender.save(update_fields=["version"])
        audit.record(
            events.OfferRecorded,
            actor=actor.under(duty),
            subject=tender,
            basis=("REG.57",) if bid else ("REG.79",),
            payload={
                "supplier": company.ref,
                "supplier_th": company.name_th,
                "supplier_en": company.name_en,
                "first_satang": first_satang,
                "price_satang": price_satang,
                "note": note,
            },
        )
        return offer


def _beyond_the_list(tender: Tender, company: Company, price_satang: int) -> list[Refusal]:
    """Why an offer does not fit the frozen list: no chosen service is the company's, or it is dearer than recorded there."""
    listed = frozen_list.listed_total(tender, company)
    if listed is None:
        return [frozen_list.not_on_the_list([company.name])]
    if price_satang > listed:
        return [
            Refusal(
                "above_the_list",
                _("The confirmed list records %(listed)s baht for this supplier; an order is never dearer."),
                clauses.HOUSE_FROZEN_LIST,
                remedy=_("Negotiate the price. If the supplier's price has risen, revise the request with a new list."),
                params={"listed": Satang(listed)},
            )
        ]
    return []


def record_offer(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Close the negotiation of a price above the budget: back to evaluation with the new prices."""
    with sitting(tender, actor=actor) as held:
        newest = held.root.offers.first()
        inputs = (
            {"supplier": newest.company.ref, "price_satang": newest.price_satang, "first_satang": newest.first_satang} if newest else {}
        )
        done: Tender = held.take(tender, "record_offer", actor=actor, seen=seen, **inputs)
        return done


def negotiate_price(tender: Tender, *, actor: Actor, seen: int | None = None, reason: str = "") -> Tender:
    """Open a negotiation with the best bidder (cl. 57); a proposal made before is taken back."""
    with sitting(tender, actor=actor) as held:
        lot = held.root.lot
        if lot.state == L.PROPOSED:
            held.take(lot, "reopen", actor=actor, reason=reason)
        done: Tender = held.take(tender, "negotiate_price", actor=actor, seen=seen, reason=reason, supplier=_first_in_rank(held.root))
        return done


def _first_in_rank(tender: Tender) -> str:
    """Reference of the bidder that ranks first; empty where no bid complies."""
    ranking = ranked(tender, rules_for(tender, clock.today()))
    first = Bid.objects.select_related("company").filter(ref=ranking.winner.key).first() if ranking else None
    return first.company.ref if first else ""


def accept_offer(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """The head officer orders within the approved amount (cl. 79): the lot is awarded to the newest offer."""
    with sitting(tender, actor=actor) as held:
        root: Tender = held.root
        offer = root.offers.filter(withdrawn=False).select_related("company").first()
        inputs = {"supplier": offer.company.ref, "price_satang": offer.price_satang} if offer else {}
        done: Tender = held.take(tender, "accept_offer", actor=actor, seen=seen, **inputs)
        assert offer is not None
        lot = root.lot
        held.take(
            lot,
            "propose",
            actor=actor,
            winner_id=offer.company_id,
            award_satang=offer.price_satang,
            supplier=offer.company.ref,
            supplier_th=offer.company.name_th,
            supplier_en=offer.company.name_en,
            price_satang=offer.price_satang,
            ranking=[],
            reason=_("Negotiated directly within the approved amount."),
        )
        held.take(lot, "award", actor=actor, supplier=offer.company.ref, price_satang=offer.price_satang)
        look_up(offer.company, done, actor=actor.under(Duty.HEAD_OFFICER), purpose=Purpose.ORDER)
        done.result_approved_at, done.result_approved_by_id = clock.read(), actor.person_id
        done.save(update_fields=["result_approved_at", "result_approved_by"])
        return done
