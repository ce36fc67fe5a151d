"""From a listing to a complete request in one action: what the system knows is not asked again."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from catalog.models import ListingVersion, Shortlist
from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Person
from marketplace.kernel import clock
from tenders.actions import benchmarking, preparing, seats
from tenders.actions.frozen_list import total_of
from tenders.lint import findings
from tenders.methods import SPECIFIC_SMALL
from tenders.models import CommitteeKind, Seat, SeatRole, Tender
from tenders.terms import template_for

#: How long who accepts has beyond the day of delivery: deliveries come late, and defects are mended.
LATE_DELIVERY = dt.timedelta(days=60)


def buy_from_listing(
    *,
    actor: Actor,
    version: ListingVersion,
    quantity: int,
    months: int,
    need: str,
    budget_source: str,
    delivery_days: int,
    inspector: Person,
    result: str = "",
    declared: bool = False,
    shortlist: Shortlist | None = None,
) -> Tender:
    """Start a specific-method purchase of one listing, with persons appointed and terms and reference price prepared.

    The officer who starts it drafts the terms; another person inspects. Where the officer has `declared` to have no
    interest, the terms are written too, and finished if nothing in them is left for people to fill in. The reference price is
    taken from the price benchmark where that has enough prices of other suppliers; else it is left open. From a frozen
    `shortlist` the version is bought as it stands there; without one a list of this version alone is frozen. Every part is an
    ordinary action with its own entry in the log and can be changed before the request report is submitted.
    """
    total = total_of(version, quantity=quantity, months=months)
    if shortlist is not None:
        total = shortlist.entries.kept().get(version=version).total_satang or total
    tender = preparing.start_purchase(
        actor=actor,
        title=version.title_th[:255],
        category=version.listing.category,
        method=SPECIFIC_SMALL,
        budget_satang=total,
        items=[(version, quantity, months)],
        shortlist=shortlist,
        need=need,
        budget_source=budget_source,
        delivery_days=delivery_days,
        method_reason=_("Ordinary service of at most the limit of section 56(2)(b)."),
    )
    officer = Person.objects.get(pk=actor.person_id)
    due = clock.today() + dt.timedelta(days=max(90, delivery_days + 30))
    order = _("with the request report {ref}").format(ref=tender.ref)
    preparing.appoint(tender, actor=actor, kind=CommitteeKind.TOR, order_no=order, due_on=due, members=[(officer, SeatRole.SOLE)])
    preparing.appoint(
        tender, actor=actor, kind=CommitteeKind.ACCEPTANCE, order_no=order, due_on=due + LATE_DELIVERY, members=[(inspector, SeatRole.SOLE)]
    )
    benchmarking.take_first(tender, actor=actor)
    tender.refresh_from_db()
    if declared:
        _declare_and_write_terms(tender, actor=actor, result=result, contact=f"{tender.agency.name_th} ผู้ประสานงาน {officer.name}")
        tender.refresh_from_db()
    return tender


def _declare_and_write_terms(tender: Tender, *, actor: Actor, result: str, contact: str) -> None:
    """The officer who is the only drafter declares, and writes the proposed terms."""
    seat = Seat.objects.get(committee__tender=tender, committee__kind=CommitteeKind.TOR, person_id=actor.person_id)
    seats.declare(seat, actor=actor, confirmed=True)
    sections = template_for(tender, result=result, contact=contact)
    preparing.save_terms(tender, actor=actor, sections=sections)
    if not any(found.blocks for found in findings(sections)):
        preparing.finish_terms(tender, actor=actor)
