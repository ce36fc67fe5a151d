"""Real parameters for addresses that have any, so that the table of every address and every duty opens real pages.

An app adds a line per address: its name, and a function from the cast to parameters. An address without a line is
opened with parameters that lead nowhere: that still proves its access mark, because the mark is judged first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast


def _listing(cast: Cast) -> str:
    """Reference of a listing on sale; made once per database."""
    from catalog.models import Listing
    from tests.catalog import shelf

    found = Listing.objects.live().first() or shelf.live(cast)
    return str(found.ref)


def _waiting(cast: Cast) -> str:
    """Reference of a listing that waits for a registrar; made once per database."""
    from catalog.models import Listing
    from tests.catalog import shelf

    found = Listing.objects.waiting().first() or shelf.submitted(cast)
    return str(found.ref)


def _begun(cast: Cast) -> str:
    """Reference of a purchase that an officer has begun; made once per database."""
    from catalog.models import Category
    from tenders.actions import preparing
    from tenders.methods import SPECIFIC_SMALL
    from tenders.models import Tender

    found = Tender.objects.first() or preparing.start_purchase(
        actor=cast.officer.actor,
        title="จ้างเหมาบริการระบบสารบรรณอิเล็กทรอนิกส์",
        category=Category.objects.get(code="e-document"),
        method=SPECIFIC_SMALL,
        budget_satang=9_000_000,
    )
    return str(found.ref)


def _list(cast: Cast) -> tuple[str, str]:
    """References of an open shortlist of the officer's agency and of a listing on it; made once per database."""
    from catalog.actions import shortlists
    from catalog.models import Listing, Shortlist
    from catalog.prices import Case

    listing = Listing.objects.get(ref=_listing(cast))
    found = Shortlist.objects.open().deliberate().first() or shortlists.begin(
        actor=cast.officer.actor, name="ระบบสารบรรณ", category=listing.category, case=Case(1, 1), listings=[listing]
    )
    return str(found.ref), str(found.entries.get().listing.ref)


def _assessment(cast: Cast, *, done: bool = False) -> str:
    """Reference of an assessment of the officer's agency, finished or being filled in; made once per database."""
    from marketplace.needs.models import Assessment
    from tests.needs.conftest import finished, graded

    if not Assessment.objects.exists():
        finished(cast.officer, {"letters": 0})
        graded(cast.officer)
    return str(Assessment.objects.get(state="finished" if done else "begun").ref)


def _search(cast: Cast) -> str:
    """Reference of a search that the officer keeps; made once per database."""
    from catalog.actions import saved
    from catalog.models import Alert, SavedSearch

    found = SavedSearch.objects.first() or saved.save(
        actor=cast.officer.actor, name="สารบรรณ", category="e-document", query="q=สารบรรณ", alert=Alert.INBOX
    )
    return str(found.ref)


def _sheet(cast: Cast) -> str:
    """Reference of a spreadsheet that a company handed in; made once per database. Nobody opens its file here."""
    from catalog.models import Category, SheetImport
    from marketplace.kernel import clock
    from marketplace.kernel.models import StoredFile
    from tests.catalog import shelf

    now = clock.read()
    kept = {
        "kind": "csv",
        "size": 1,
        "sha256": "0" * 64,
        "verdict": "clean",
        "scanner": "none",
        "received_at": now,
        "received_by": "nobody",
    }
    sheet, _new = SheetImport.objects.get_or_create(
        ref="SH-2570-000001",
        defaults={
            "company": shelf.company_of(cast),
            "category": Category.objects.get(code="e-document"),
            "file": StoredFile.objects.get_or_create(ref="F-SAMPLE", defaults={"name": "a.csv", "path": "private/sample", **kept})[0],
            "stage": "checked",
            "last_moved": now,
            "received_at": now,
            "received_by": cast.siam_lister.person,
        },
    )
    return str(sheet.ref)


def _export(cast: Cast) -> str:
    """Reference of a file of listings that a company asked for; made once per database."""
    from catalog.actions import sheet_exports
    from catalog.models import Category, SheetExport
    from tests.catalog import shelf

    found = SheetExport.objects.first() or sheet_exports.ask(
        shelf.company_of(cast), Category.objects.get(code="e-document"), "csv", language="th", actor=cast.siam_lister.actor
    )
    return str(found.ref)


def _central(cast: Cast) -> str:
    """Reference of a central price in the register; made once per database."""
    import datetime as dt

    from catalog.models import Category
    from marketplace.pricing.actions import central
    from marketplace.pricing.models import CentralPrice

    day = dt.date(2026, 10, 1)
    found = CentralPrice.objects.first() or central.enter(
        actor=cast.rule_editor.actor, source="standard", issuer="mdes", document_no="1/2569", document_on=day, title="ระบบสารบรรณ",
        category=Category.objects.get(code="e-document"), unit="user-month", price_satang=150_00, valid_from=day, valid_to=None,
    )  # fmt: skip
    return str(found.ref)


#: URL name → parameters of a row that exists in the test's database.
PARAMETERS: dict[str, Callable[[Cast], dict[str, Any]]] = {
    "end_duty": lambda cast: {"person": cast.officer.person.ref, "duty": "officer"},
    "search_words": lambda cast: {"kind": "synonyms"},
    "category": lambda cast: {"code": "e-document"},
    "listing": lambda cast: {"ref": _listing(cast)},
    "listing_version": lambda cast: {"ref": _listing(cast), "number": 1},
    "prices_of": lambda cast: {"code": "e-document"},
    "central_price": lambda cast: {"ref": _central(cast)},
    "own_listing": lambda cast: {"ref": _listing(cast)},
    "own_listing_whole": lambda cast: {"ref": _listing(cast)},
    "own_listing_check": lambda cast: {"ref": _listing(cast)},
    "own_listing_part": lambda cast: {"ref": _listing(cast), "part": "price"},
    "saved_search": lambda cast: {"ref": _search(cast)},
    "saved_search_remove": lambda cast: {"ref": _search(cast)},
    "shortlist": lambda cast: {"ref": _list(cast)[0]},
    "shortlist_case": lambda cast: {"ref": _list(cast)[0]},
    "shortlist_freeze": lambda cast: {"ref": _list(cast)[0]},
    "shortlist_entry": lambda cast: {"ref": _list(cast)[0], "listing": _list(cast)[1]},
    "shortlist_export": lambda cast: {"ref": _list(cast)[0], "kind": "csv"},
    "needs:assessment": lambda cast: {"ref": _assessment(cast)},
    "needs:part": lambda cast: {"ref": _assessment(cast), "part": "data"},
    "needs:plan": lambda cast: {"ref": _assessment(cast, done=True)},
    "sheets_category": lambda cast: {"code": "e-document"},
    "sheet_download": lambda cast: {"code": "e-document", "what": "template", "kind": "csv"},
    "sheet_export": lambda cast: {"ref": _export(cast)},
    "sheet_import": lambda cast: {"ref": _sheet(cast)},
    "sheet_decide": lambda cast: {"ref": _sheet(cast), "decision": "confirm"},
    "review_listing": lambda cast: {"ref": _waiting(cast)},
    "suppliers:terms_version": lambda cast: {"number": 1},
    "rule": lambda cast: {"slug": "d-appeal"},
    "propose_rule_value": lambda cast: {"slug": "d-appeal"},
    "oversight:case": lambda cast: {"ref": _begun(cast)},
    "oversight:case_json": lambda cast: {"ref": _begun(cast)},
    "verify_entry": lambda cast: {"position": 1},
    "suppliers:company": lambda cast: {"ref": cast.siam.ref},
    "suppliers:case": lambda cast: {"ref": cast.siam.ref},
    "suppliers:desk_case": lambda cast: {"ref": cast.siam.ref},
    "suppliers:part": lambda cast: {"part": "company"},
}

#: Addresses that answer 302 or 4xx to everybody by design, with the reason.
NEVER_A_PAGE: dict[str, str] = {
    "saved_search_remove": "only removes a search",
    "shortlist_case": "only writes for how many and how long",
    "sheet_decide": "only takes a decision",
    "suppliers:case": "leads on to the desk, to the company's own page or to the public one",
}

#: List pages and the most queries that each may make, whatever the number of rows: URL name → bound.
LIST_PAGES: dict[str, int] = {
    "catalogue": 12,
    "own_listings": 12,
    "own_shortlists": 12,
    "needs:own": 12,
    "needs:shared": 16,
    "saved_searches": 12,
    "sheets_home": 12,
    "central_prices": 12,
    "survey_letters": 12,
    "review_desk": 12,
    "contracts:list": 8,
    "oversight:purchases": 12,
    "oversight:flags": 12,
    "oversight:listings_alike": 13,
    "oversight:listings_prices": 12,
    "rules": 12,
    "rule_changes": 14,
    "suppliers:list": 12,
    "suppliers:abandoners": 10,
    "suppliers:desk": 16,
}

#: A value that fits each of Django's converters and belongs to no row.
NOWHERE: dict[str, Any] = {
    "StringConverter": "nowhere",
    "SlugConverter": "nowhere",
    "IntConverter": 999999,
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "PathConverter": "nowhere",
}
