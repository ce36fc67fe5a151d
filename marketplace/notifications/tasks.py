"""Background work of the inbox."""

from __future__ import annotations

from celery import shared_task

from marketplace.notifications.mail import send_pending


@shared_task(name="marketplace.notifications.tasks.send_mails")
def send_mails() -> int:
    """Mail what waits to be mailed."""
    return send_pending()
