"""Background work of the catalogue."""

from __future__ import annotations

import logging

from celery import shared_task

from catalog.search import indexing

logger = logging.getLogger(__name__)


@shared_task(name="catalog.tasks.rebuild_index")
def rebuild_index() -> int:
    """Build the search index anew; answers how many listings it holds. Safe to run at any time, and twice."""
    number = indexing.rebuild()
    logger.info("The search index was built anew with %d listings", number)
    return number
