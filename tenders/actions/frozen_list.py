"""The frozen list behind a purchase: what is ordered from (section 56 (2) (b) from the catalogue), or market research.

Everything here happens inside the caller's unit.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from catalog.actions import shortlists
from catalog.models import ListingVersion, Shortlist
from catalog.prices import Case, total_for
from catalog.vat import vat_rate
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.law import clauses
from marketplace.procedure.refusals import Refusal, Refused
from suppliers.models import Company
from tenders import events
from tenders.models import Tender
from tenders.states import T

Chosen = tuple[ListingVersion, int, int]


def total_of(version: ListingVersion, *, quantity: int, months: int) -> int:
    """What the listed price comes to for this quantity and term, in satang, VAT included.

    `months` counts steps of the unit's own term (months, years, days); it is left out where the unit has none.

    Raises:
        Refused: the version states no price.
    """
    if version.price is None:
        raise Refused([Refusal("no_price", _("This listing states no price."), clauses.HOUSE_COMPLETE)])
    term = months if version.unit_words.term else 1
    return total_for(version.price, Case(quantity, term), vat_rate()).total_satang


def take(tender: Tender, shortlist: Shortlist, *, actor: Actor) -> None:
    """Let the purchase rest on a frozen list of its agency, and write down all that the list says.

    Raises:
        Refused: not frozen, of another agency, or of another category.
    """
    if shortlist.agency_id != tender.agency_id or not shortlist.is_frozen or shortlist.category_id != tender.category_id:
        raise Refused(
            [
                Refusal(
                    "not_a_list_for_this",
                    _("This list cannot be used here: it must be frozen, of this agency and of the purchase's category."),
                    clauses.HOUSE_FROZEN_LIST,
                    remedy=_("Confirm the list first, or choose another."),
                )
            ],
            subject=tender,
        )
    tender.shortlist = shortlist
    tender.save(update_fields=["shortlist"])
    lines = shortlists.lines_of(shortlist)
    totals = [line.total_satang for line in lines if line.entry.is_kept and line.total_satang is not None]
    audit.record(
        events.MarketResearchRecorded,
        actor=actor.under(Duty.OFFICER),
        subject=tender,
        basis=(clauses.HOUSE_FROZEN_LIST,),
        payload={
            "shortlist": shortlist.ref,
            "shortlist_sha256": shortlist.sha256,
            "title": shortlist.name,
            "quantity": shortlist.quantity,
            "term": shortlist.term,
            "unit": shortlist.category.unit,
            "kept": len(totals),
            "lowest_satang": min(totals),
            "highest_satang": max(totals),
            "listings": [line.said for line in lines],
        },
    )


def priced(tender: Tender, items: Sequence[Chosen], *, actor: Actor) -> list[tuple[ListingVersion, int, int, int]]:
    """The chosen versions with quantity, term and listed total (satang with VAT).

    A purchase from the catalogue takes them from its frozen list, which is made here of exactly these where there is none
    that somebody narrowed; any other purchase takes today's listed totals.

    Raises:
        Refused: a version is not on the list that the purchase rests on, or is not on sale.
    """
    rows = [(version, quantity, term if version.unit_words.term else 1) for version, quantity, term in items]
    if not tender.method.chosen_from_catalogue:
        return [(*row, total_of(row[0], quantity=row[1], months=row[2])) for row in rows]
    if tender.shortlist is None or tender.shortlist.direct:
        for version, quantity, term in rows:
            total_of(version, quantity=quantity, months=term)  # a listing without a price is refused in these words
        tender.shortlist = shortlists.frozen_directly(actor=actor, name=tender.title, category=tender.category, items=rows)
        tender.save(update_fields=["shortlist"])
    frozen = {
        (entry.version_id, entry.quantity, entry.term): entry.total_satang for entry in tender.shortlist.entries.all() if entry.is_kept
    }
    if outside := [version.title for version, quantity, term in rows if (version.pk, quantity, term) not in frozen]:
        raise Refused([not_on_the_list(outside)], step="choose_items", subject=tender)
    return [(version, quantity, term, frozen[version.pk, quantity, term] or 0) for version, quantity, term in rows]


def not_on_the_list(names: Sequence[str]) -> Refusal:
    """What is said of services or suppliers that the frozen list does not have."""
    return Refusal(
        "not_on_the_list",
        _("Not on the confirmed list of this purchase: %(items)s."),
        clauses.HOUSE_FROZEN_LIST,
        remedy=_("Choose from the list; for anything else revise the request with another list."),
        params={"items": "; ".join(names)},
    )


def prices_of(tender: Tender) -> list[tuple[str, int]]:
    """What a list that somebody narrowed says: the lowest total (satang with VAT) of every supplier that was kept, cheapest first."""
    if tender.shortlist is None or tender.shortlist.direct:
        return []
    seen: dict[str, tuple[str, int]] = {}
    for entry in tender.shortlist.entries.kept().select_related("listing__company").order_by("total_satang", "pk"):
        company = entry.listing.company
        seen.setdefault(company.ref, (f"{company.name_th} ({entry.listing.ref})", entry.total_satang or 0))
    return list(seen.values())


def listed_total(tender: Tender, company: Company) -> int | None:
    """What the company's chosen services come to on the frozen list, satang with VAT; None where it has none here."""
    totals = [item.total_satang for item in tender.items.filter(listing_version__listing__company=company)]
    return sum(totals) if totals else None


def may_choose(tender: Tender) -> bool:
    """Whether its services may be chosen now: while it is drafted; and again once an order fell through and no offer stands."""
    now = Tender.objects.get(pk=tender.pk)
    fallen = now.state == T.NEGOTIATING and now.orders_fallen > 0 and not now.offers.filter(withdrawn=False).exists()
    return now.state == T.DRAFTING or (fallen and now.method.chosen_from_catalogue)
