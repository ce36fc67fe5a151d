"""Search in the catalogue: one interface, several engines.

Our own planner normalises, cuts and expands what people type; an engine only matches, sorts and counts.
`catalog.search.engine()` answers the engine of the settings; `catalog.search.ladder.search` runs a query on it.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from catalog.search.query import Hit, Page, Query, SearchDown

if TYPE_CHECKING:
    from catalog.search.interface import Engine

__all__ = ["ENGINES", "Hit", "Page", "Query", "SearchDown", "engine", "matching", "search", "suggestions"]

#: Name in the setting TALAT_SEARCH → where the engine is. An engine is imported only when it is used.
ENGINES = {
    "embedded": "catalog.search.embedded.engine.EmbeddedEngine",
    "elasticsearch": "catalog.search.elastic.engine.ElasticEngine",
}


@lru_cache(maxsize=4)
def _made(name: str, *where: str) -> Engine:
    if name not in ENGINES:
        raise ImproperlyConfigured(f"TALAT_SEARCH={name!r}: choose one of {', '.join(sorted(ENGINES))}.")
    module, _, attribute = ENGINES[name].rpartition(".")
    made: Engine = getattr(import_module(module), attribute)(*where)
    return made


def engine() -> Engine:
    """The engine that the settings name."""
    if settings.SEARCH_ENGINE == "elasticsearch":
        return _made("elasticsearch", settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX)
    return _made(settings.SEARCH_ENGINE, str(settings.VAR_DIR / "search"))


def search(query: Query) -> Page:
    """Answer `query`: hits of one page, total, facets with counts, and how far the words were relaxed.

    Raises:
        SearchDown: the index cannot be read just now.
    """
    from catalog import price_table
    from catalog.search import kept
    from catalog.search.ladder import climb
    from catalog.vat import vat_rate

    kept.refresh()
    return climb(engine(), query, prices=lambda: (price_table.of(query.unit), vat_rate()))


def matching(query: Query, among: Collection[int]) -> frozenset[int]:
    """Which of the listings `among` (database ids) have all words and choices of the query; nothing is relaxed.

    Raises:
        SearchDown: the index cannot be read just now.
    """
    from catalog import price_table
    from catalog.search import kept
    from catalog.search.ladder import having_all
    from catalog.vat import vat_rate

    kept.refresh()
    return having_all(engine(), query, among, prices=lambda: (price_table.of(query.unit), vat_rate()))


def suggestions(typed: str) -> list[str]:
    """Words and phrases of listings on sale in which a word starts with what was typed last; nothing while the search is down."""
    from catalog.search import kept, suggesting

    kept.refresh()
    return suggesting.suggestions(engine(), typed)
