"""Orders and purchases on receipt: the small amounts of the specific method (s. 96; cl. 79)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from marketplace.contracts.models import IssuedPaper
from marketplace.contracts.states import C, D, K
from marketplace.kernel import clock
from marketplace.procedure import Refused
from tenders.models import Tender
from tenders.states import T
from tests.contracts.conftest import CONFIRMED, Deal
from tests.factories import purchases as p
from tests.factories.small_purchases import ordered

pytestmark = pytest.mark.django_db


def deal_of(play: p.Play, price_satang: int) -> Deal:
    ordered(play, play.cast.lanna_owner, price_satang)
    return Deal(play, play.now + dt.timedelta(hours=1)).drafted()


def codes(refusal: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refusal.value.refusals}


def receipt(deal: Deal) -> dict[str, Any]:
    one = deal.contract
    return {"kind": K.RECEIPT, "warranty_months": 0} | _whole(one.total_satang)


def _whole(total: int) -> dict[str, Any]:
    return {
        "lines": [{"description": "ระบบ", "quantity": 1, "unit": "งาน", "unit_price_satang": total}],
        "instalments": [{"title": "ระบบ", "amount_satang": total, "due_days": 30}],
    }


@pytest.mark.parametrize(("price", "kind"), [(10_000_000, K.RECEIPT), (10_000_001, K.WORK_ORDER), (50_000_000, K.WORK_ORDER)])
def test_the_amount_decides_which_kind_is_proposed(play: p.Play, price, kind) -> None:
    deal = deal_of(play, price)
    assert (deal.contract.kind, deal.contract.guarantee_satang) == (kind, 0)


def test_a_small_purchase_is_ordered_on_receipt_by_the_head_officer(play: p.Play) -> None:
    deal = deal_of(play, 10_000_000)
    deal.step("buy_on_receipt", deal.cast.head_officer)
    assert deal.contract.state == C.IN_FORCE
    assert Tender.objects.get(pk=deal.contract.tender_id).state == T.CONCLUDED
    assert not IssuedPaper.objects.exists()


def test_one_inspector_accepts_a_small_purchase_alone(play: p.Play) -> None:
    deal = deal_of(play, 10_000_000)
    deal.step("buy_on_receipt", deal.cast.head_officer)
    deal.step("deliver", deal.cast.officer, deal.delivery(), note="ใบส่งของ")
    deal.step("inspect", deal.cast.inspector, deal.delivery(), accepts=True, note="")
    assert deal.delivery().state == D.ACCEPTED
    deal.step("submit_invoice", deal.cast.officer, deal.delivery(), invoice="ใบเสร็จ 1", dated_on=clock.civil(deal.now))
    deal.paid()
    deal.step("close", deal.cast.officer)
    assert deal.contract.state == C.CLOSED


def test_one_satang_above_the_limit_is_not_bought_on_receipt(play: p.Play) -> None:
    deal = deal_of(play, 10_000_001)
    deal.terms(**receipt(deal))
    with pytest.raises(Refused) as refusal:
        deal.step("buy_on_receipt", deal.cast.head_officer)
    assert codes(refusal) == {"small_enough_for_receipt"}


def test_an_order_is_signed_by_the_supplier_and_then_by_the_head_officer_without_guarantee_and_standstill(play: p.Play) -> None:
    deal = deal_of(play, 50_000_000)
    deal.terms(**_whole(50_000_000))
    deal.step("offer", deal.cast.officer)
    deal.step("party_sign", deal.party, **CONFIRMED)
    deal.step("sign", deal.cast.head_officer, **CONFIRMED)
    paper = IssuedPaper.objects.get(kind="order")
    assert deal.contract.state == C.IN_FORCE
    assert (paper.title, paper.facts["signed_by_agency"]["position"]) == ("ใบสั่งจ้าง", "หัวหน้าเจ้าหน้าที่")
    assert deal.contract.copies_due_on is None


def test_the_officer_who_writes_the_order_does_not_sign_it(play: p.Play) -> None:
    deal = deal_of(play, 50_000_000)
    deal.terms(**_whole(50_000_000))
    deal.step("offer", deal.cast.officer)
    deal.step("party_sign", deal.party, **CONFIRMED)
    with pytest.raises(Refused):
        deal.step("sign", deal.cast.officer, **CONFIRMED)


def test_a_work_order_late_by_a_day_costs_at_least_one_hundred_baht(play: p.Play) -> None:
    deal = deal_of(play, 5_000_000)
    deal.terms(**_whole(5_000_000), kind=K.WORK_ORDER)
    deal.step("offer", deal.cast.officer)
    deal.step("party_sign", deal.party, **CONFIRMED)
    deal.step("sign", deal.cast.head_officer, **CONFIRMED)
    due = deal.delivery().due_on
    deal.on(due + dt.timedelta(days=1))
    deal.step("deliver", deal.party, deal.delivery(), note="")
    deal.step("inspect", deal.cast.inspector, deal.delivery(), accepts=True, note="")
    assert deal.delivery().penalty_satang == 10_000
