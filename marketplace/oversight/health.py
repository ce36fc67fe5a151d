"""How the log is: signed up to where, who lags behind, and whether its newest entries still give their hashes. Reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from marketplace import audit
from marketplace.audit import chain, checkpoints
from marketplace.audit.models import LogEntry, SubscriberCursor

#: So many of the newest entries are computed anew for every reader of the overview.
COMPUTED = 300


@dataclass(frozen=True)
class Health:
    """The log as seen just now. `first_broken` is the position of the first of the newest entries that does not fit."""

    size: int
    signed_size: int
    signed_at: dt.datetime | None
    computed: int
    first_broken: int | None
    stopped: tuple[str, ...]
    behind: int

    @property
    def unsigned(self) -> int:
        """Entries after the last checkpoint."""
        return max(0, self.size - self.signed_size)


def look() -> Health:
    """Five queries, whatever the length of the log. Verifying all of it is the work of `verify_audit`."""
    head = audit.head()
    checkpoint = checkpoints.latest()
    newest = list(LogEntry.objects.order_by("-position")[: COMPUTED + 1])[::-1]
    cursors = list(SubscriberCursor.objects.order_by("name").values_list("name", "position", "failures"))
    return Health(
        size=head + 1,
        signed_size=checkpoint.size if checkpoint else 0,
        signed_at=checkpoint.made_at if checkpoint else None,
        computed=max(0, len(newest) - 1),
        first_broken=_first_broken(newest),
        stopped=tuple(name for name, _position, failures in cursors if failures),
        behind=max((head - position for _name, position, _failures in cursors), default=0),
    )


def _first_broken(newest: list[LogEntry]) -> int | None:
    """Each entry must name the one before it and give its own hash again."""
    for before, entry in pairwise(newest):
        follows = entry.position == before.position + 1 and entry.previous_hash == before.leaf_hash
        if not follows or chain.leaf(entry.position, entry.previous_hash, entry.body) != entry.leaf_hash:
            return int(entry.position)
    return None
