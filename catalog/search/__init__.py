"""Search in the catalogue: one interface, several engines.

Our own planner normalises, cuts and expands what people type; an engine only matches, sorts and counts.
`catalog.search.engine()` answers the engine of the settings; `catalog.search.ladder.search` runs a query on it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from catalog.search.query import Hit, Page, Query, SearchDown

if TYPE_CHECKING:
    from catalog.search.interface import Engine

__all__ = ["ENGINES", "Hit", "Page", "Query", "SearchDown", "engine", "search"]

#: Name in the setting TALAT_SEARCH → where the engine is. An engine is imported only when it is used.
ENGINES = {"embedded": "catalog.search.embedded.engine.EmbeddedEngine"}


@lru_cache(maxsize=4)
def _made(name: str, folder: str) -> Engine:
    if name not in ENGINES:
        raise ImproperlyConfigured(f"TALAT_SEARCH={name!r}: choose one of {', '.join(sorted(ENGINES))}.")
    module, _, attribute = ENGINES[name].rpartition(".")
    made: Engine = getattr(import_module(module), attribute)(folder)
    return made


def engine() -> Engine:
    """The engine that the settings name."""
    return _made(settings.SEARCH_ENGINE, str(settings.VAR_DIR / "search"))


def search(query: Query) -> Page:
    """Answer `query`: hits of one page, total, facets with counts, and how far the words were relaxed.

    Raises:
        SearchDown: the index cannot be read just now.
    """
    from catalog.search.ladder import climb

    return climb(engine(), query)
