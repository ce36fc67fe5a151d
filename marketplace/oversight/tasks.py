"""Background work of the comptroller's desk."""

from __future__ import annotations

import logging

from celery import shared_task

from marketplace.oversight.actions import comparing

logger = logging.getLogger(__name__)


@shared_task(name="marketplace.oversight.tasks.compare_listings")
def compare_listings() -> int:
    """Compare all live listings anew; answers how many pairs are alike. Safe to run twice."""
    number = comparing.compare_listings()
    logger.info("Live listings were compared: %d pairs are alike", number)
    return number
