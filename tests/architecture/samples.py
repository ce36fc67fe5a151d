"""Real parameters for addresses that have any, so that the table of every address and every duty opens real pages.

An app adds a line per address: its name, and a function from the cast to parameters. An address without a line is
opened with parameters that lead nowhere: that still proves its access mark, because the mark is judged first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast

#: URL name → parameters of a row that exists in the test's database.
PARAMETERS: dict[str, Callable[[Cast], dict[str, Any]]] = {
    "rule": lambda cast: {"slug": "d-appeal"},
    "propose_rule_value": lambda cast: {"slug": "d-appeal"},
}

#: Addresses that answer 302 or 4xx to everybody by design, with the reason.
NEVER_A_PAGE: dict[str, str] = {}

#: List pages and the most queries that each may make, whatever the number of rows: URL name → bound.
LIST_PAGES: dict[str, int] = {
    "rules": 12,
    "rule_changes": 14,
}

#: A value that fits each of Django's converters and belongs to no row.
NOWHERE: dict[str, Any] = {
    "StringConverter": "nowhere",
    "SlugConverter": "nowhere",
    "IntConverter": 999999,
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "PathConverter": "nowhere",
}
