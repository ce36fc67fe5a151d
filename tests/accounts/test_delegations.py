"""Delegations (cl. 7): made by the head within the head's limits, listed, taken back, honoured while in force."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marketplace import audit
from marketplace.accounts import authority
from marketplace.accounts.models import Delegation, Family
from marketplace.kernel import clock
from marketplace.law import rulebook

pytestmark = pytest.mark.django_db


def of(player: Any) -> Client:
    client = Client()
    client.force_login(player.person)
    client.cookies["talat_language"] = "en"
    return client


def written(cast: Any, **changes: Any) -> dict[str, Any]:
    """What the head types; days in the Common Era."""
    today = clock.today()
    days = {"from_on": today, "to_on": today + dt.timedelta(days=90)}
    typed = {name: str(changes.pop(name, day)) for name, day in days.items()}
    given = {
        "holder": cast.head_officer.person.ref,
        "families": ["specific"],
        "max_satang": "๑๐๐,๐๐๐",
        "order_no": "ท 12/2569",
        "sao_copy_no": "ชม 99/2569",
    }
    return {**given, **typed, **changes}


def delegates(cast: Any, **changes: Any) -> Any:
    return of(cast.head_of_agency).post(reverse("delegate"), written(cast, **changes))


def power(cast: Any, amount: int, on: dt.date | None = None, family: Family = Family.SPECIFIC) -> str:
    rules = rulebook.current(cast.agency.agency_class, clock.today())
    found = authority.may_order(cast.head_officer.person.pk, cast.agency.pk, family, amount, on or clock.today(), rules)
    return found.route if found else ""


def test_a_delegation_is_recorded_and_gives_power_within_limit_days_and_methods(cast: Any) -> None:
    assert delegates(cast).status_code == 302
    row = Delegation.objects.get()
    assert (row.max_satang, row.families, row.order_no, row.sao_copy_no) == (10_000_000, ["specific"], "ท 12/2569", "ชม 99/2569")
    assert power(cast, 10_000_000) == "delegate"
    assert power(cast, 10_000_001) == ""
    assert power(cast, 1, family=Family.GENERAL) == ""
    assert power(cast, 1, on=row.to_on) == "delegate"
    assert power(cast, 1, on=row.to_on + dt.timedelta(days=1)) == ""
    entry = next(entry for entry in audit.entries(newest_first=True) if entry.code == "accounts.power_delegated")
    assert entry.payload["sao_copy_no"] == "ชม 99/2569"
    assert list(entry.basis) == ["REG.7"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sao_copy_no": ""}, "State Audit Office"),
        ({"max_satang": "50,000,000.01"}, "orders up to 50,000,000"),
        ({"max_satang": "much"}, "much"),
        ({"to_on": "2020-01-01"}, "before the first"),
        ({"families": []}, "For which methods"),
    ],
)
def test_what_is_missing_or_too_much_gets_a_sentence_and_what_was_typed_stays(cast: Any, changes: dict[str, Any], said: str) -> None:
    page = delegates(cast, **changes)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "ท 12/2569" in page.content.decode()
    assert not Delegation.objects.exists()


def test_the_head_cannot_delegate_to_themself_or_to_a_stranger(cast: Any) -> None:
    for ref in (cast.head_of_agency.person.ref, cast.stranger.person.ref):
        assert delegates(cast, holder=ref).status_code == 422
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("who", ["officer", "head_officer", "superior", "administrator", "siam_owner", "other_officer"])
def test_only_the_head_delegates(cast: Any, who: str) -> None:
    assert of(getattr(cast, who)).post(reverse("delegate"), written(cast)).status_code == 403


def test_a_delegation_taken_back_with_its_reason_gives_no_power_from_then_on(cast: Any) -> None:
    delegates(cast)
    address = reverse("revoke_delegation", args=[Delegation.objects.get().ref])
    assert of(cast.other_head).post(address, {"reason": "ไม่ใช่ของตน"}).status_code == 404
    assert of(cast.head_of_agency).post(address, {"reason": ""}).status_code == 422
    assert power(cast, 1) == "delegate"
    assert of(cast.head_of_agency).post(address, {"reason": "ย้ายหน้าที่"}).status_code == 302
    assert power(cast, 1) == ""
    assert of(cast.head_of_agency).post(address, {"reason": "อีกครั้ง"}).status_code == 422
    entry = next(entry for entry in audit.entries(newest_first=True) if entry.code == "accounts.delegation_revoked")
    assert entry.payload["reason"] == "ย้ายหน้าที่"


def test_the_list_tells_in_force_to_come_and_ended_apart(cast: Any) -> None:
    today = clock.today()
    delegates(cast, order_no="NOW")
    delegates(cast, order_no="LATER", from_on=today + dt.timedelta(days=5))
    with clock.shifted_to(clock.read() - dt.timedelta(days=60)):
        delegates(cast, order_no="PAST", from_on=today - dt.timedelta(days=60), to_on=today - dt.timedelta(days=1))
    page = of(cast.officer).get(reverse("delegations")).content.decode()
    assert page.index("NOW") < page.index("LATER") < page.index("PAST")
    assert page.index("In force") < page.index("NOW") < page.index("To come")
    assert "Take back" not in page
    assert "Take back" in of(cast.head_of_agency).get(reverse("delegations")).content.decode()
