"""Wake the subscribers after a commit. Cheap, and never the reason why something fails: the beat delivers anyway."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache

_KEY = "audit-nudge-on-its-way"
_SECONDS = 10


def wake() -> None:
    """Queue one delivery, unless one is queued that has not begun to read yet."""
    if not getattr(settings, "AUDIT_NUDGE", True):
        return
    if cache.add(_KEY, 1, timeout=_SECONDS):
        from marketplace.audit.tasks import deliver

        deliver.delay()


def begun() -> None:
    """A delivery begins to read: whoever commits from now on must send another nudge."""
    cache.delete(_KEY)
