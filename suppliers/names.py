"""Comparing names of people and companies without titles, blanks and case. Pure."""

from __future__ import annotations

import re
import unicodedata

#: Titles as they stand directly before a given name. Longer ones first: นางสาว begins with นาง.
TITLES = (
    "ว่าที่ร้อยตรีหญิง", "ว่าที่ร้อยตรี", "ว่าที่ร.ต.", "นางสาว", "น.ส.", "นส.", "นาย", "นาง", "คุณ", "ดร.", "ศ.ดร.", "รศ.ดร.", "ผศ.ดร.",
    "miss", "mrs.", "mrs", "mr.", "mr", "ms.", "ms", "dr.", "dr",
)  # fmt: skip
_ORDER = sorted(TITLES, key=len, reverse=True)


def key(name: str) -> str:
    """What two spellings of one name have in common: `นาย สมชาย  ใจดี` and `สมชาย ใจดี` give the same key.

    A key is never only a family name: callers compare given and family name together.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)).strip().casefold()
    for title in _ORDER:
        if not text.startswith(title):
            continue
        rest = text[len(title) :]
        # A Latin title ends with a dot or a blank: "Drake" is no doctor.
        if rest.strip() and (not title.isascii() or title.endswith(".") or rest.startswith(" ")):
            text = rest.strip()
            break
    return text


def split(name: str) -> tuple[str, str]:
    """Given and family name of a full name without its title, as they were written."""
    text = re.sub(r"\s+", " ", name).strip()
    bare = text[len(text) - len(key(text)) :] if key(text) else text
    given, _blank, family = bare.partition(" ")
    return given, family
