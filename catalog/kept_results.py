"""Results as visitors see them, kept in the shared cache for a moment: many ask for the same few words.

Only what is the same for everybody is kept: for a visitor without an account, by language and address, until anything in the index
changes (`forget`), the words, the day or the rate of VAT do, and never longer than `settings.RESULTS_KEPT` seconds.
"""

from __future__ import annotations

import hashlib
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalog.search import kept
from catalog.vat import vat_rate
from marketplace.kernel import clock

_GENERATION = "catalog.results.generation"
#: Longer addresses are nobody's habit.
LONGEST = 500


def place(request: HttpRequest) -> str:
    """Where the results of this request are kept; empty where they are not."""
    if not settings.RESULTS_KEPT or request.actor.is_person or len(request.get_full_path()) > LONGEST:  # type: ignore[attr-defined]
        return ""
    kept.refresh()
    said: tuple[object, ...] = (
        kept.versions(),
        get_language(),
        request.get_full_path(),
        clock.today().isoformat(),
        str(vat_rate()),
        cache.get(_GENERATION, ""),
    )
    return "catalog.results." + hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()


def get(place: str) -> SafeString | None:
    """The results kept there; None where there are none."""
    found = cache.get(place) if place else None
    return mark_safe(found) if found is not None else None  # noqa: S308 - was rendered by `put`'s caller


def put(place: str, results: str) -> None:
    """Keep results for a moment."""
    if place:
        cache.set(place, str(results), settings.RESULTS_KEPT)


def forget() -> None:
    """Let nothing that was kept be shown again: the index has changed."""
    if settings.RESULTS_KEPT:
        cache.set(_GENERATION, uuid4().hex, None)
