"""Where a statement about the law was read, and what its confidence tag means. Knows no clause and no person.

A tag is either a source key (`S1`), the text was read there; `OWN-H`, well known but not read again for this release;
or `OWN-U`, not confirmed: the comptroller has to check it before anybody relies on it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext

SOURCES: Final[dict[str, str]] = {
    "S1": "Tentative English translation of the Public Procurement and Supplies Administration Act B.E. 2560",
    "S2": "Tentative English translation of the Ministry of Finance Regulation B.E. 2560",
    "S3": "Anti-Corruption Organization of Thailand (ACT Ai), guide to procurement",
    "S4": "Practitioner's guide to bid protests in Thailand",
    "S5": "Press report on the Comptroller General's 2025 regulation on appeals",
    "S6": "The Nation, 1 September 2020 (promoted supplies)",
    "S7": "The Nation, 2023 (SME purchases)",
    "S8": "The Nation, 30 October 2023 (Made in Thailand)",
    "S9": "Guide to THAI SME-GP B.E. 2565",
    "S10": "VietnamPlus (domestic content in Thai procurement)",
    "S12": "Bangkok Post and The Phuket News, April 2025 (integrity pact)",
    "S13": "The Nation, 15 January 2026 (contractor rating book)",
    "S17": "Press report on e-bidding and its time window, about 2023",
    "S26": "Open-source procurement workflow application for Thai agencies",
    "S27": "Terms of reference of twelve Thai digital projects",
    "S28": "Thai construction supervision application",
    "S29": "Qualification lists in published Thai invitations",
    "S30": "Titles of reference-price notices of Thai local governments",
    "S34": "Law firm overviews of Thai public procurement",
    "S36": "Titles of notices of Thai agencies that quote the ministerial regulations",
    "S39": "Thai official memoranda that quote circular W 119",
    "S41": "Official Information Act summaries of Thai agencies",
    "S46": "Law office note on the base of late penalties",
    "S48": "Open-source acceptance workflow of a Thai agency",
    "S49": "Open-source contract workflow of a Thai agency",
}


class Certainty(StrEnum):
    """How far a statement may be relied on."""

    READ = "read"
    KNOWN = "known"
    UNCONFIRMED = "unconfirmed"

    @property
    def words(self) -> str:
        """One plain phrase in the reader's language."""
        if self is Certainty.READ:
            return gettext("Read in a source")
        if self is Certainty.KNOWN:
            return gettext("Well known, not read again in a source")
        return gettext("Not confirmed: the comptroller has to check it")


def certainty_of(tag: str) -> Certainty:
    """What a confidence tag means. Several source keys may be joined by commas. Raises ValueError for an unknown tag."""
    if tag == "OWN-H":
        return Certainty.KNOWN
    if tag == "OWN-U":
        return Certainty.UNCONFIRMED
    keys = tag.split(",")
    if not all(key in SOURCES for key in keys):
        raise ValueError(f"unknown confidence tag {tag!r}")
    return Certainty.READ


def described(tag: str, at: str = "") -> str:
    """The source of a tag in words (English, as the sources are catalogued), with the place in it."""
    if tag.startswith("OWN"):
        return ""
    text = "; ".join(SOURCES[key] for key in tag.split(","))
    return f"{text}, {at}" if at else text
