"""Background work of the registry."""

from celery import shared_task

from suppliers.actions.lapsing import wake_due


@shared_task(name="suppliers.tasks.wake")
def wake() -> list[str]:
    """Let verifications lapse whose day has come. Asks "is it due?" before it knocks."""
    return wake_due()
