"""Brings the release's rule values and known special holidays into the database after each migration. Changes nothing that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import connections

from marketplace.kernel import clock
from marketplace.law.definitions import definitions
from marketplace.law.models import HolidayOverride, RuleValue
from marketplace.law.sources import described

RELEASE = "release"


def seed(using: str = "default") -> int:
    """Add what is missing; return how many rows were added. Values set by people are never touched."""
    if RuleValue._meta.db_table not in connections[using].introspection.table_names():
        return 0
    return _rules(using) + _holidays(using)


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Handler of `post_migrate`."""
    seed(using)


def _rules(using: str) -> int:
    there = set(RuleValue.objects.using(using).filter(origin=RELEASE, scope="").values_list("rule_id", flat=True))
    moment = clock.read_true()
    missing = [
        RuleValue(
            rule_id=one.rule_id,
            kind=one.kind,
            unit=one.unit,
            value=one.seed,
            layer=one.layer,
            basis=one.basis.code,
            confidence=one.confidence,
            source="" if one.confidence == "HOUSE" else described(one.confidence),
            effective_from=one.seed_from,
            since_known=one.since_known,
            origin=RELEASE,
            proposed_by=RELEASE,
            entered_at=moment,
        )
        for one in definitions().values()
        if one.rule_id not in there
    ]
    RuleValue.objects.using(using).bulk_create(missing)
    return len(missing)


def _holidays(using: str) -> int:
    there = set(HolidayOverride.objects.using(using).values_list("day", flat=True))
    moment = clock.read_true()
    raw = yaml.safe_load((Path(__file__).parent / "holidays.yaml").read_text(encoding="utf-8"))
    missing = [
        HolidayOverride(
            day=one["day"],
            effect=one["effect"],
            name_th=one["th"],
            name_en=one["en"],
            origin=RELEASE,
            proposed_by=RELEASE,
            entered_at=moment,
        )
        for one in raw
        if one["day"] not in there
    ]
    HolidayOverride.objects.using(using).bulk_create(missing)
    return len(missing)
