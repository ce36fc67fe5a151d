"""Rows of the catalogue."""

from catalog.models.category import Category, QuestionSetVersion
from catalog.models.listing import Listing, ListingVersion

__all__ = ["Category", "Listing", "ListingVersion", "QuestionSetVersion"]
