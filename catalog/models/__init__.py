"""Rows of the catalogue."""

from catalog.models.category import Category, QuestionSetVersion
from catalog.models.listing import Listing, ListingVersion
from catalog.models.saved import Alert, SavedSearch
from catalog.models.sheet import SheetImport, SheetRow, Stage, Verdict
from catalog.models.sheet_export import ExportStage, SheetExport
from catalog.models.shortlist import Shortlist, ShortlistEntry
from catalog.models.words import WordList

__all__ = [
    "Alert",
    "Category",
    "ExportStage",
    "Listing",
    "ListingVersion",
    "QuestionSetVersion",
    "SavedSearch",
    "SheetExport",
    "SheetImport",
    "SheetRow",
    "Shortlist",
    "ShortlistEntry",
    "Stage",
    "Verdict",
    "WordList",
]
