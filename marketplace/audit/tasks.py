"""Background work of the log. The beat schedule in the settings wakes these by name."""

from __future__ import annotations

import logging

from celery import shared_task

from marketplace.audit import checkpoints, delivery, nudge

logger = logging.getLogger(__name__)


@shared_task(name="marketplace.audit.tasks.deliver")  # type: ignore[untyped-decorator]
def deliver() -> None:
    """Bring the subscribers to the head. A subscriber that stops has its cursor say so and is tried again later."""
    nudge.begun()
    try:
        delivery.deliver(due_only=True)
    except delivery.DeliveryStopped as stopped:
        logger.warning("%s", stopped)


@shared_task(name="marketplace.audit.tasks.checkpoint")  # type: ignore[untyped-decorator]
def checkpoint() -> None:
    """Sign a checkpoint, if entries were added since the last one."""
    checkpoints.make()
