"""Freezing a benchmark as a report, and writing down what was paid. Both inside the unit of whoever calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.kernel.papers import digest
from marketplace.kernel.references import next_ref
from marketplace.pricing import events
from marketplace.pricing.benchmark import Benchmark, Choice
from marketplace.pricing.models import PaidPrice, PriceReport

KIND = "price-report"


def digest_of(ref: str, frozen_at: dt.datetime, facts: Mapping[str, Any]) -> str:
    """SHA-256 over reference, moment and facts in canonical JSON, as papers have it."""
    return digest(KIND, ref, frozen_at, facts)


def is_true(report: PriceReport) -> bool:
    """Whether the report's facts still have the digest that was written down."""
    return digest_of(report.ref, report.frozen_at, report.facts) == report.digest


def freeze(found: Benchmark, chosen: Choice, reason: str, *, actor: Actor, agency_id: int, case_ref: str) -> PriceReport:
    """Keep a benchmark for good. `actor` acts under the duty that the caller has found."""
    now = clock.read()
    ref = next_ref("PR")
    facts = found.as_facts(chosen, reason)
    report = PriceReport.objects.create(
        ref=ref,
        case_ref=case_ref,
        agency_id=agency_id,
        facts=facts,
        digest=digest_of(ref, now, facts),
        frozen_at=now,
        frozen_by_id=actor.person_id,
    )
    ask = found.ask
    audit.record(
        events.PriceReportFrozen,
        actor=actor,
        subject=report,
        basis=("ACT.4", "HOUSE.PRICE_EVIDENCE"),
        payload={
            "digest": report.digest,
            "price_source": str(chosen.source),
            "amount_satang": chosen.amount_satang,
            "category": ask.category,
            "unit": ask.unit,
            "quantity": ask.case.quantity,
            "term": ask.case.term,
            "figures": [
                {"kind": group["kind"], "prices": group["prices"], "suppliers": group["suppliers"], **(group["figures"] or {})}
                for group in facts["groups"]
            ],
            "left_out": [
                {"price": price["key"], "amount_satang": price["case_satang"], "reason": price["reason"]}
                for group in facts["groups"]
                for price in group["left_out"]
            ],
        },
    )
    return report


def write_down_paid(**fields: Any) -> None:
    """What was agreed for a lot (fields of `PaidPrice`); a second call for the lot replaces the first."""
    PaidPrice.objects.update_or_create(lot_ref=fields.pop("lot_ref"), defaults=fields)
