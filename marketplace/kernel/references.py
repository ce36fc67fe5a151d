"""Public references: `T-2570-000142` is the 142nd tender of fiscal year 2570. Never a database id."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from marketplace.kernel import clock
from marketplace.kernel.era import fiscal_year
from marketplace.kernel.models import ReferenceCounter


def next_ref(prefix: str, on: dt.date | None = None) -> str:
    """The next reference of `prefix` in the fiscal year of `on` (today by default).

    Must be called inside a transaction: the counter's row stays locked until it ends, so that no number is
    given twice and none is lost by a rollback.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A reference is drawn inside a transaction.")
    year = fiscal_year(on or clock.today())
    if not ReferenceCounter.objects.filter(prefix=prefix, year=year).update(last=F("last") + 1):
        ReferenceCounter.objects.bulk_create([ReferenceCounter(prefix=prefix, year=year)], ignore_conflicts=True)
        ReferenceCounter.objects.filter(prefix=prefix, year=year).update(last=F("last") + 1)
    last = ReferenceCounter.objects.values_list("last", flat=True).get(prefix=prefix, year=year)
    return f"{prefix}-{year}-{last:06d}"
