"""Background work of the engine."""

from celery import shared_task

from marketplace.procedure import waking


@shared_task(name="marketplace.procedure.tasks.wake")
def wake() -> list[str]:
    """Wake what is due. Safe to run at any time, and twice."""
    return waking.wake()
