"""Wake the subscribers after a commit. Cheap, and never the reason why something fails: the beat delivers anyway."""

from __future__ import annotations

from celery import current_app
from django.conf import settings
from django.core.cache import cache

_KEY = "audit-nudge-on-its-way"
_SECONDS = 10
_TASK = "marketplace.audit.tasks.deliver"


def wake() -> None:
    """Queue one delivery, unless one is queued that has not begun to read yet."""
    if not getattr(settings, "AUDIT_NUDGE", True):
        return
    if cache.add(_KEY, 1, timeout=_SECONDS):
        # By name: the tasks stand above this module, which everybody who writes imports.
        current_app.tasks[_TASK].delay()


def begun() -> None:
    """A delivery begins to read: whoever commits from now on must send another nudge."""
    cache.delete(_KEY)
