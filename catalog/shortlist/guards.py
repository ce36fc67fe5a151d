"""What the database itself refuses about shortlists: a frozen one and its lines never change, and none is born frozen.

The texts name the tables of `catalog.models.shortlist`; a test holds the two together.
"""

from __future__ import annotations

from catalog.shortlist.states import MOST_KEPT, ShortlistState
from marketplace.kernel.guards import DELETE, INSERT, UPDATE, Guard, guard

# ruff: noqa: S608 - every name in these texts is a constant.

LIST, ENTRY = "catalog_shortlist", "catalog_shortlistentry"
FROZEN = str(ShortlistState.FROZEN)
_SENTENCE = "a frozen shortlist never changes"


def _is_frozen(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {LIST} s WHERE s.id = {row}.shortlist_id AND s.state = '{FROZEN}')"


def _of(row: str) -> str:
    return f"SELECT 1 FROM {LIST} s WHERE s.id = {row}.shortlist_id"


def install_all() -> None:
    """Register every guard of this module."""
    guard(Guard(name="shortlistentry_into_frozen", table=ENTRY, on=(INSERT, UPDATE), refuses=_is_frozen("NEW"), holds=_of("NEW"), sentence=_SENTENCE))  # fmt: skip
    guard(Guard(name="shortlistentry_of_frozen", table=ENTRY, on=(UPDATE, DELETE), refuses=_is_frozen("OLD"), holds=_of("OLD"), sentence=_SENTENCE))  # fmt: skip
    guard(Guard(name="shortlist_frozen", table=LIST, on=(UPDATE, DELETE), refuses=f"OLD.state = '{FROZEN}'", sentence=_SENTENCE))
    guard(
        Guard(
            name="shortlist_begins_open",
            table=LIST,
            on=(INSERT,),
            # the second half: SQLite's INSERT OR REPLACE removes the row in the way without asking a DELETE trigger
            refuses=f"""NEW.state = '{FROZEN}'
                OR EXISTS (SELECT 1 FROM {LIST} s WHERE (s.id = NEW.id OR s.ref = NEW.ref) AND s.state = '{FROZEN}')""",
            sentence="a shortlist begins open",
        )
    )
    guard(
        Guard(
            name="shortlist_frozen_whole",
            table=LIST,
            on=(UPDATE,),
            refuses=f"""NEW.state = '{FROZEN}' AND (
                (SELECT count(*) FROM {ENTRY} e WHERE e.shortlist_id = NEW.id AND e.rejected_reason = '') NOT BETWEEN 1 AND {MOST_KEPT}
                OR EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.shortlist_id = NEW.id AND e.rejected_reason = '' AND e.total_satang IS NULL))""",
            sentence="a shortlist is frozen with 1 to 30 listings, each with its total",
        )
    )
