"""Lists ask the database as often for many rows as for few."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Category
from tenders.actions import preparing, requesting
from tenders.methods import SPECIFIC_SMALL
from tests.cast import Cast

pytestmark = pytest.mark.django_db
#: Pages that list purchases or plan lines: who opens them, and the most queries.
PAGES = (
    ("/tenders/", "officer", 12), ("/tenders/", "stranger", 12), ("/plans/", "officer", 12), ("/work/", "officer", 24), ("/", "stranger", 16),
    ("/audit/purchases/", "auditor", 12),
)  # fmt: skip


def begin(cast: Cast, count: int) -> None:
    """So many plan lines, published, and purchases in preparation."""
    category = Category.objects.get(code="construction-permit")
    for number in range(count):
        line = requesting.draft_plan_line(
            actor=cast.officer.actor, title=f"ระบบ {number}", category=category, budget_satang=9_000_000, budget_source="เทศบัญญัติ",
            fiscal_year=2570, month=dt.date(2026, 12, 1),
        )  # fmt: skip
        requesting.publish_plan_line(line, actor=cast.head_of_agency.actor)
        preparing.start_purchase(
            actor=cast.officer.actor,
            title=f"จ้าง {number}",
            category=category,
            method=SPECIFIC_SMALL,
            budget_satang=9_000_000,
            plan_line=line,
        )


def counted(cast: Cast, path: str, who: str) -> int:
    client = Client()
    client.force_login(getattr(cast, who).person)
    client.get(path)  # what is asked once per process does not count
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_lists_of_purchases_and_plans_cost_the_same_with_three_rows_and_with_twenty_three(cast: Cast, clock: Any) -> None:
    begin(cast, 3)
    few = {(path, who): counted(cast, path, who) for path, who, _ in PAGES}
    begin(cast, 20)
    many = {(path, who): counted(cast, path, who) for path, who, _ in PAGES}
    assert many == few
    assert not {(path, who): many[path, who] for path, who, most in PAGES if many[path, who] > most}
