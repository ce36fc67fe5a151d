"""What the database itself refuses about orders from the catalogue: anything that the purchase's frozen list does not have, or dearer.

The texts name the tables of `tenders.models` and of the catalogue's shortlists; a test holds them together.
"""

from __future__ import annotations

from catalog.shortlist.guards import ENTRY, FROZEN, LIST
from marketplace.kernel.guards import DELETE, INSERT, UPDATE, Guard, guard
from tenders.methods import METHODS

# ruff: noqa: S608 - every name in these texts is a constant.

TENDER, ITEM, OFFER, LOT = "tenders_tender", "tenders_tenderitem", "tenders_offer", "tenders_lot"
VERSION, LISTING = "catalog_listingversion", "catalog_listing"
#: Methods whose orders name what stands on a frozen list.
FROM_THE_CATALOGUE = ", ".join(f"'{code}'" for code in sorted({row.code for row in METHODS.values() if row.chosen_from_catalogue}))


def from_the_catalogue(tender: str) -> str:
    """SQL: the purchase of this id orders from the catalogue."""
    return f"EXISTS (SELECT 1 FROM {TENDER} t WHERE t.id = {tender} AND t.method_code IN ({FROM_THE_CATALOGUE}))"


def _held(tender: str) -> str:
    return f"SELECT 1 FROM {TENDER} t WHERE t.id = {tender}"


def _on_the_list(shortlist: str, item: str) -> str:
    """SQL: the item stands on the frozen list in this version, quantity and term, and is no dearer."""
    return f"""EXISTS (SELECT 1 FROM {ENTRY} e JOIN {LIST} s ON s.id = e.shortlist_id
        WHERE s.id = {shortlist} AND s.state = '{FROZEN}' AND e.rejected_reason = '' AND e.version_id = {item}.listing_version_id
        AND e.quantity = {item}.quantity AND e.term = {item}.months AND {item}.total_satang <= e.total_satang)"""


def _listed(tender: str, company: str) -> str:
    """SQL: what the company's chosen services come to; 0 where it has none."""
    return f"""coalesce((SELECT sum(i.total_satang) FROM {ITEM} i JOIN {VERSION} v ON v.id = i.listing_version_id
        JOIN {LISTING} l ON l.id = v.listing_id WHERE i.tender_id = {tender} AND l.company_id = {company}), 0)"""


def install_all() -> None:
    """Register every guard of this module."""
    guard(
        Guard(
            name="tenderitem_on_the_list",
            table=ITEM,
            on=(INSERT, UPDATE),
            holds=_held("NEW.tender_id"),
            refuses=f"""{from_the_catalogue("NEW.tender_id")}
                AND NOT {_on_the_list(f"(SELECT t.shortlist_id FROM {TENDER} t WHERE t.id = NEW.tender_id)", "NEW")}""",
            sentence="an order from the catalogue names versions of its frozen list, at most at the price there",
        )
    )
    guard(
        Guard(
            name="tenderitem_once_awarded",
            table=ITEM,
            on=(UPDATE, DELETE),
            holds=_held("OLD.tender_id"),
            refuses=f"""{from_the_catalogue("OLD.tender_id")}
                AND EXISTS (SELECT 1 FROM {LOT} o WHERE o.tender_id = OLD.tender_id AND o.award_satang IS NOT NULL)""",
            sentence="what was ordered keeps its services",
        )
    )
    guard(
        Guard(
            name="tender_keeps_its_list",
            table=TENDER,
            on=(UPDATE,),
            refuses=f"""NEW.method_code IN ({FROM_THE_CATALOGUE})
                AND (NEW.method_code <> OLD.method_code OR coalesce(NEW.shortlist_id, 0) <> coalesce(OLD.shortlist_id, 0))
                AND (EXISTS (SELECT 1 FROM {ITEM} i WHERE i.tender_id = NEW.id AND NOT {_on_the_list("NEW.shortlist_id", "i")})
                    OR (NEW.method_code <> OLD.method_code AND EXISTS (SELECT 1 FROM {OFFER} f WHERE f.tender_id = NEW.id))
                    OR EXISTS (SELECT 1 FROM {LOT} o WHERE o.tender_id = NEW.id AND o.award_satang IS NOT NULL))""",
            sentence="a purchase from the catalogue keeps the frozen list that its services stand on",
        )
    )
    guard(
        Guard(
            name="offer_within_the_list",
            table=OFFER,
            on=(INSERT, UPDATE),
            holds=_held("NEW.tender_id"),
            refuses=f"""NOT NEW.withdrawn AND {from_the_catalogue("NEW.tender_id")}
                AND NEW.price_satang > {_listed("NEW.tender_id", "NEW.company_id")}""",
            sentence="an offer for an order from the catalogue is never above its frozen list",
        )
    )
    guard(
        Guard(
            name="award_within_the_list",
            table=LOT,
            on=(INSERT, UPDATE),
            holds=_held("NEW.tender_id"),
            refuses=f"""NEW.award_satang IS NOT NULL AND {from_the_catalogue("NEW.tender_id")}
                AND NEW.award_satang > {_listed("NEW.tender_id", "NEW.winner_id")}""",
            sentence="an order from the catalogue goes to a supplier of its frozen list, at most at the price there",
        )
    )
