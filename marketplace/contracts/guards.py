"""What the database itself refuses about an order from the catalogue: another supplier, or a higher price, than was awarded.

The award in turn stays within the frozen list (`tenders.guards`). The texts name tables; a test holds them together.
"""

from __future__ import annotations

from marketplace.kernel.guards import INSERT, UPDATE, Guard, guard
from tenders.guards import LOT, from_the_catalogue

# ruff: noqa: S608 - every name in these texts is a constant.

CONTRACT = "contracts_contract"


def install_all() -> None:
    """Register every guard of this module."""
    amiss = f"""{from_the_catalogue("NEW.tender_id")} AND NOT EXISTS (SELECT 1 FROM {LOT} o WHERE o.id = NEW.lot_id
        AND o.tender_id = NEW.tender_id AND o.winner_id = NEW.company_id AND NEW.total_satang <= o.award_satang)"""
    # an order that was given up goes on being written to after its lot was awarded to somebody else
    moved = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in ("tender_id", "lot_id", "company_id", "total_satang"))
    said = "an order from the catalogue goes to whom it was awarded, at most at the price awarded"
    guard(Guard(name="order_as_awarded", table=CONTRACT, on=(INSERT,), refuses=amiss, sentence=said))
    guard(Guard(name="order_stays_as_awarded", table=CONTRACT, on=(UPDATE,), refuses=f"({moved}) AND {amiss}", sentence=said))
