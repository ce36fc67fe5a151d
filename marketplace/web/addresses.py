"""Where the page of a public reference is. Addresses are permanent, so they may be written down here."""

from __future__ import annotations

import re

PAGES = {
    "tender": "/tenders/{ref}/",
    "contract": "/contracts/{ref}/",
    "listing": "/listings/{ref}/",
    "company": "/suppliers/{ref}/",
    "organisation": "/agencies/{ref}/",
    "plan": "/plans/{ref}/",
    "shortlist": "/work/shortlists/{ref}/",
    "assessment": "/work/needs/{ref}/",
}
#: Prefix of a reference to the kind of object.
PREFIXES = {"T": "tender", "C": "contract", "L": "listing", "S": "company", "SL": "shortlist", "A": "organisation", "NA": "assessment"}
REFERENCE = re.compile(r"^([A-Z]{1,3})-\d{4}-\d{3,}$")


def page_of(kind: str, ref: str) -> str:
    """The address of an object's page; empty where its kind has none."""
    pattern = PAGES.get(kind)
    return pattern.format(ref=ref) if pattern else ""


def page_of_reference(text: str) -> str:
    """The address of what `text` names, if it looks like one of our references; else empty."""
    match = REFERENCE.match(text.strip().upper())
    if match is None:
        return ""
    return page_of(PREFIXES.get(match[1], ""), text.strip().upper())
