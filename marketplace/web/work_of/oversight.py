"""Flags: what waits for auditors."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.oversight.models import Flag
from marketplace.oversight.views.flags import seen_flags
from marketplace.web.work import FOR_ME, WorkItem, register


@register
def of_flags(actor: Actor) -> Iterator[WorkItem]:
    """Open flags, weightiest first."""
    if not actor.has(Duty.AUDITOR):
        return
    waiting = Flag.objects.open().select_related("tender__agency").order_by("-weight", "-raised_at", "pk")[:30]
    for seen in seen_flags(waiting):
        flag = seen.flag
        yield WorkItem(
            FOR_ME,
            flag.tender.title,
            flag.get_absolute_url(),
            todo=seen.sentence,
            ref=flag.tender.ref,
            since=flag.raised_at,
            word=f"{flag.code} · {seen.title}",
            kind="wait",
            steps=("flag.close",),
        )
