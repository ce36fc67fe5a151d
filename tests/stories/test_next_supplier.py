"""A small order that fails: another supplier is asked before signing; after it the contract ends and a new purchase follows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from marketplace.notifications.models import Message
from marketplace.procedure import Refused, offers, perform
from suppliers.models import Company
from tenders.actions import preparing
from tenders.models import Tender
from tenders.states import L, T
from tests.cast import Cast
from tests.contracts.conftest import Deal
from tests.factories import purchases as p
from tests.factories import small_purchases as small

pytestmark = [pytest.mark.django_db, pytest.mark.one_round]

PRICE = 30_000_000
REASON = "ผู้ขายแจ้งว่าส่งมอบไม่ได้"


def codes(call: Any, *args: Any, **kwargs: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return {one.code for one in refused.value.refusals}


def test_a_small_order_that_fails_goes_to_the_next_supplier(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    Company.objects.update(vat_registered=True)
    play = small.ordered(p.Play(cast=cast, category=Category.objects.get(code="e-document")), cast.lanna_owner, PRICE)
    deal = Deal(play, play.now + dt.timedelta(hours=1)).drafted()

    # The supplier does not sign. Nobody but the head officer or the head of agency lets the order fall.
    assert "wrong_duty" in codes(play.step, "next_supplier", cast.officer, reason=REASON)
    assert "reason_given" in codes(play.step, "next_supplier", cast.head_officer, reason=" ")
    play.step("next_supplier", cast.head_officer, reason=REASON)
    assert (play.tender.state, play.tender.lot.state, play.tender.lot.winner) == (T.NEGOTIATING, L.OPEN, None)
    assert not play.tender.offers.filter(withdrawn=False).exists()
    assert "award_stands" in codes(deal.step, "offer", cast.officer)
    deal.step("void", cast.head_officer, reason=REASON)
    audit.deliver()
    told = Message.objects.filter(root_ref=play.tender.ref, route__startswith="tenders.next_supplier_sought")
    assert told.filter(person=cast.lanna_owner.person).exists()
    assert told.filter(person=cast.officer.person).waiting().exists()

    # What was announced stays public: it is not given up by the back door.
    assert codes(play.step, "abandon_negotiation", cast.officer, reason=REASON) == {"nothing_ordered_before"}
    siam = p.company_of(cast.siam_owner)
    # Its services come from a frozen list: another one is chosen, and frozen, before its supplier is asked.
    theirs = small.on_sale(play, "siam", PRICE)
    assert codes(play.step, "approach_another", cast.officer, suppliers=[siam], reason=REASON) == {"suppliers_on_the_list"}
    with clock.shifted_to(play.now):
        preparing.choose_items(play.tender, actor=cast.officer.actor, items=[(theirs, 1, 1)])
    play.step("approach_another", cast.officer, suppliers=[siam], reason="เลือกรายที่เสนอไว้ลำดับถัดไป")
    small.offer(play, siam, PRICE, PRICE - 50_000)
    with clock.shifted_to(play.now):
        assert "wrong_state" in codes(preparing.choose_items, play.tender, actor=cast.officer.actor, items=[(theirs, 1, 1)])
    play.step("accept_offer", cast.head_officer)
    play.step("announce_award", cast.head_officer)
    assert play.tender.lot.winner == siam

    # In force now. A new purchase follows only once the contract has ended early.
    deal.drafted().terms(
        lines=[{"description": "ระบบ", "quantity": 1, "unit": "ระบบ", "unit_price_satang": PRICE - 50_000}],
        instalments=[{"title": "ส่งมอบ", "amount_satang": PRICE - 50_000, "due_days": 30}],
    ).step("offer", cast.officer)
    deal.step("party_sign", cast.siam_owner, confirmed=True)
    deal.step("sign", cast.head_of_agency, confirmed=True)
    play.tender.refresh_from_db()
    assert play.tender.state == T.CONCLUDED
    assert codes(play.step, "follow_up", cast.officer) == {"ended_without_result"}
    deal.step("terminate", cast.head_of_agency, ground="103.2", reason=REASON)
    play.tender.refresh_from_db()
    with clock.shifted_to(deal.now):
        assert "follow_up" in {one.name for one in offers(play.tender, cast.officer.actor) if one.possible}
    play.step("follow_up", cast.officer)
    successor = Tender.objects.get(predecessor=play.tender)
    assert (successor.state, successor.method_code) == (T.DRAFTING, play.tender.method_code)
    assert codes(perform, play.tender, "follow_up", actor=cast.officer.actor) == {"not_followed"}
