"""Done lately: what the person did themselves, read from the log."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.web.addresses import page_of
from marketplace.web.work import DONE, WorkItem, register


@register
def done_lately(actor: Actor) -> Iterator[WorkItem]:
    """The last entries that the person caused, refusals left out."""
    if not actor.is_person:
        return
    for entry in audit.entries(actor_ref=actor.ref, newest_first=True, limit=20):
        if entry.code.endswith("refused") and entry.code.startswith("procedure."):
            continue
        yield WorkItem(DONE, entry.sentence, page_of(entry.root.kind, entry.root.ref), ref=entry.root.ref, since=entry.at)
