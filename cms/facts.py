"""What the rules about a proposed change may know. Pure data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from marketplace.procedure.facts import Facts


@dataclass(frozen=True, kw_only=True)
class ChangeFacts(Facts):
    """A proposal: who made it and from when it is to apply; everything the log is to keep of it in `said`."""

    proposer_id: int
    first_day: dt.date
    said: dict[str, Any]
