"""Countries by their ISO 3166-1 code of two letters, named in the reader's language."""

from __future__ import annotations

from functools import cache

from babel import Locale
from django.utils.translation import get_language

#: Codes of the same shape that are no countries.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@cache
def _names(language: str) -> dict[str, str]:
    known = Locale(language).territories
    return {code: name for code, name in known.items() if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES}


def name_of(code: str) -> str:
    """Name of a country; the code itself where it is not known."""
    return _names((get_language() or "th")[:2]).get(code, code)


def choices(*, without: str = "") -> list[tuple[str, str]]:
    """Codes with names in the order of the names, for a field's choices."""
    named = _names((get_language() or "th")[:2])
    return sorted(((code, name) for code, name in named.items() if code != without), key=lambda pair: pair[1])
