"""Which fields change with a step: pure functions from facts to field changes, named in the machine's rows."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any

from marketplace.contracts.facts import ContractFacts, DeliveryFacts

Changes = Mapping[str, Any]


def offered(f: ContractFacts) -> Changes:
    days = f.rulebook.integer("D.SIGN")
    return {"offered_at": f.now, "offered_by_id": f.actor.person_id, "sign_until": f.today + dt.timedelta(days=days)}


def taken_back(f: ContractFacts) -> Changes:
    return {"offered_at": None, "offered_by_id": None, "sign_until": None, "party_signed_at": None, "party_signed_by_id": None}


def party_signed(f: ContractFacts) -> Changes:
    return {"party_signed_at": f.now, "party_signed_by_id": f.actor.person_id}


def guarantee_sent_back(f: ContractFacts) -> Changes:
    """A signature that rested on the guarantee falls with it."""
    return {"party_signed_at": None, "party_signed_by_id": None}


def signed(f: ContractFacts) -> Changes:
    copies = f.today + dt.timedelta(days=f.rulebook.integer("D.COPY.SAO")) if f.copies_due else None
    return {
        "signed_at": f.now,
        "signed_by_id": f.actor.person_id,
        "signed_as": str(f.inputs.get("signed_as", "")),
        "signed_on": f.today,
        "copies_due_on": copies,
    }


def copies_sent(f: ContractFacts) -> Changes:
    return {
        "copies_sent_on": f.today,
        "copy_sao_no": str(f.inputs["copy_sao_no"]).strip(),
        "copy_rd_no": str(f.inputs["copy_rd_no"]).strip(),
    }


def warranty(f: ContractFacts) -> Changes:
    return {"warranty_until": months_later(f.inputs.get("accepted_on") or f.today, f.warranty_months)}


def ended(f: ContractFacts) -> Changes:
    return {
        "ended_at": f.now,
        "ended_by_id": f.actor.person_id,
        "end_ground": str(f.inputs.get("ground", "")),
        "end_reason": str(f.inputs.get("reason", "")),
    }


def delivered(f: DeliveryFacts) -> Changes:
    return {
        "delivered_on": f.today,
        "delivered_at": f.now,
        "delivered_by_id": f.actor.person_id,
        "delivery_note": str(f.inputs.get("note", "")),
    }


def delivered_again(f: DeliveryFacts) -> Changes:
    return {**delivered(f), "round": f.round + 1, "decision": "", "decided_at": None, "decided_by_id": None}


def accepted(f: DeliveryFacts) -> Changes:
    return {
        "accepted_at": f.now,
        "accepted_by_id": f.actor.person_id,
        "days_late": f.days_late,
        "penalty_base_satang": f.penalty_base_satang,
        "penalty_satang": f.penalty_satang,
    }


def decided(f: DeliveryFacts) -> Changes:
    return {"decision": str(f.inputs.get("reason", "")), "decided_at": f.now, "decided_by_id": f.actor.person_id}


def accepted_by_decision(f: DeliveryFacts) -> Changes:
    return {**accepted(f), **decided(f)}


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later; the month's last day where there is none."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
