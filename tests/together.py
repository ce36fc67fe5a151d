"""How tests are dealt out to the workers: those that share something costly go to one of them, together; the rest one by one.

pytest-xdist's own groups are no help: it writes them into the tests' names, which pytest 9.2 no longer lets it change.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

#: Beginning of a test's name → whom it stays with. A browser, a loaded demo, a state that many tests look at.
GROUPS = {
    "tests/browser/": "browser",
    "tests/web/test_demo.py": "demo",
    "tests/property/test_walks.py": "walks",
    "tests/architecture/test_access_table.py": "table of access",
}


class Together(LoadScopeScheduling):
    """Groups first, the largest before the others, then single tests."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for beginning, group in GROUPS.items() if nodeid.startswith(beginning)), nodeid)


def scheduler(config: pytest.Config, log: object) -> Together:
    """For the hook of pytest-xdist."""
    return Together(config, log)
