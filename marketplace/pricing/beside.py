"""Links from a listing and from a category to what others ask and pay. Fills places of the catalogue, which knows no benchmark."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from catalog.models import Listing
from catalog.prices import Case


def of_listing(request: HttpRequest, *, listing: Listing, case: Case, **_more: Any) -> str:
    """The way from a listing's price to the prices of others."""
    context = {"code": listing.category.code, "listing": listing.ref, "case": case}
    return render_to_string("pricing/parts/link.html", context, request)


def of_category(request: HttpRequest, *, node: Any, case: Case | None, **_more: Any) -> str:
    """The way from a category to its prices; groups of categories have none."""
    if node is None or not node.is_leaf or case is None:
        return ""
    return render_to_string("pricing/parts/link.html", {"code": node.code, "case": case}, request)
