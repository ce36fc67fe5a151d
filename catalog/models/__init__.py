"""Rows of the catalogue."""

from catalog.models.category import Category, QuestionSetVersion
from catalog.models.listing import Listing, ListingVersion
from catalog.models.sheet import SheetImport, SheetRow, Stage, Verdict
from catalog.models.words import WordList

__all__ = ["Category", "Listing", "ListingVersion", "QuestionSetVersion", "SheetImport", "SheetRow", "Stage", "Verdict", "WordList"]
