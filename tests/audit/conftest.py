"""A log with some entries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marketplace import audit
from tests.audit.notebook import CASE, CLERK, Noted


@pytest.fixture
def log(db: None) -> Callable[[int], int]:
    """Append so many entries; returns the position of the first."""

    def append(count: int) -> int:
        first = audit.head() + 1
        with audit.unit():
            for number in range(count):
                audit.record(Noted, actor=CLERK, subject=CASE, payload={"what": f"thing {number}"})
        return first

    return append
