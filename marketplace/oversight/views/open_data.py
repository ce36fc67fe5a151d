"""What is published as data, how to get it whole, what it means. Also the publication policy of the packages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.accounts.access import public
from marketplace.audit import genesis
from marketplace.oversight.ocds import feed


@public
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """One page for people who come for the data."""
    example = feed.newest_ref()
    context = {
        "purchases": feed.public_count(),
        "prefix": settings.OCID_PREFIX,
        "example": feed.ocid_of(example) if example else "",
        "extensions": [*feed.EXTENSIONS, feed.PAGINATION],
        "demo": genesis.is_demo(),
    }
    return render(request, "oversight/open_data.html", context)
