"""The life of a contract, as the law tells it: offer, guarantee, signatures, delivery, acceptance, payment, warranty."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from marketplace import audit
from marketplace.contracts.actions import drafting
from marketplace.contracts.models import Contract, IssuedPaper
from marketplace.contracts.states import C, D, K
from marketplace.kernel import clock
from marketplace.payments.models import Payment
from marketplace.procedure import Refused
from tenders.models import Lot, Tender
from tenders.states import L, T
from tests.contracts.conftest import CONFIRMED, PRICE, Deal

pytestmark = pytest.mark.django_db


def codes(refusal: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refusal.value.refusals}


def test_from_award_to_closing(deal: Deal) -> None:
    deal.signed()
    for number in (1, 2):
        deal.accepted(number)
        deal.invoiced(number)
        deal.paid(number)
    assert deal.contract.state == C.WARRANTY
    assert deal.contract.warranty_until is not None
    deal.on(deal.contract.warranty_until + dt.timedelta(days=1))
    deal.step("return_guarantee", deal.cast.finance, returned_on=clock.civil(deal.now))
    deal.step("close", deal.cast.officer)
    assert deal.contract.state == C.CLOSED
    assert Payment.objects.paid().count() == 2


def test_the_list_of_work_abandoners_is_looked_up_on_the_day_of_signing(deal: Deal) -> None:
    deal.signed()
    looked = [
        (entry.payload["supplier"], clock.civil(entry.at))
        for entry in audit.entries(root=("tender", deal.contract.tender.ref))
        if entry.code == "tenders.standing_checked" and entry.payload["at_step"] == "order"
    ]
    assert looked == [(deal.contract.company.ref, deal.contract.signed_on)]


# ------------------------------------------------------------------ draft
def test_a_draft_is_filled_with_what_the_purchase_knows(deal: Deal) -> None:
    contract = deal.drafted().contract
    assert (contract.kind, contract.company.organisation, contract.total_satang) == (K.HIRE, deal.cast.lanna, PRICE)
    assert contract.guarantee_satang == PRICE * 5 // 100
    assert [line.amount_satang for line in contract.lines.all()] == [PRICE]
    assert deal.delivery().due_days == 120
    assert "ใบเสนอราคาเลขที่" in contract.offer_words


def test_only_an_officer_of_the_agency_drafts(deal: Deal) -> None:
    for player in (deal.cast.siam_owner, deal.cast.other_officer, deal.cast.auditor, deal.cast.finance):
        with clock.shifted_to(deal.now), pytest.raises(Refused):
            drafting.draft(deal.play.tender.lot, actor=player.actor)


def test_a_lot_has_one_standing_contract(deal: Deal) -> None:
    deal.drafted()
    with pytest.raises(Refused) as refusal:
        deal.drafted()
    assert codes(refusal) == {"one_contract"}


def test_a_draft_that_was_given_up_makes_room_for_another(deal: Deal) -> None:
    deal.drafted().step("void", deal.cast.head_officer, reason="พิมพ์ผิดราย")
    deal.drafted()
    assert Contract.objects.standing().count() == 1


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"lines": [{"description": "ก", "quantity": 2, "unit": "งาน", "unit_price_satang": PRICE}]}, "lines_add_up"),
        ({"instalments": [{"title": "ก", "amount_satang": PRICE - 1, "due_days": 30}]}, "instalments_add_up"),
        ({"place": "  "}, "place_written"),
        ({"penalty_rate": Decimal("0.11")}, "penalty_rate_lawful"),
        ({"kind": K.WORK_ORDER}, "kind_allowed"),
        ({"kind": K.RECEIPT}, "in_writing"),
    ],
)
def test_terms_that_do_not_hold_are_not_offered(deal: Deal, changes, rule) -> None:
    deal.drafted().terms(**changes)
    with pytest.raises(Refused) as refusal:
        deal.step("offer", deal.cast.officer)
    assert rule in codes(refusal)


# ------------------------------------------------------------------ standstill, guarantee, signatures
def test_nothing_is_offered_in_the_appeal_period(deal: Deal) -> None:
    assert deal.play.tender.standstill_until is not None
    deal.on(deal.play.tender.standstill_until, 23).drafted().terms()
    with pytest.raises(Refused) as refusal:
        deal.step("offer", deal.cast.officer)
    assert codes(refusal) == {"standstill_over"}


def test_the_offer_is_a_letter_with_the_last_day_for_signing(deal: Deal) -> None:
    deal.offered()
    letter = IssuedPaper.objects.get(contract=deal.contract)
    assert deal.contract.sign_until == clock.civil(deal.now) + dt.timedelta(days=15)
    assert "114,000.00" in " ".join(letter.facts["items"])


def test_the_party_does_not_sign_without_its_guarantee(deal: Deal) -> None:
    deal.offered()
    with pytest.raises(Refused) as refusal:
        deal.step("party_sign", deal.party, **CONFIRMED)
    assert codes(refusal) == {"guarantee_is_given"}


def test_a_guarantee_one_satang_short_is_refused(deal: Deal) -> None:
    deal.offered()
    with pytest.raises(Refused) as refusal:
        deal.step("give_guarantee", deal.party, kind="cash", amount_satang=PRICE * 5 // 100 - 1, dated_on=clock.civil(deal.now))
    assert codes(refusal) == {"guarantee_enough"}


def test_the_agency_does_not_sign_before_the_guarantee_was_checked(deal: Deal) -> None:
    deal.offered()
    deal.step("give_guarantee", deal.party, kind="cash", amount_satang=PRICE * 5 // 100, dated_on=clock.civil(deal.now))
    deal.step("party_sign", deal.party, **CONFIRMED)
    with pytest.raises(Refused) as refusal:
        deal.step("sign", deal.cast.head_of_agency, **CONFIRMED)
    assert codes(refusal) == {"guarantee_is_checked"}


def test_a_guarantee_sent_back_takes_the_partys_signature_with_it(deal: Deal) -> None:
    deal.offered()
    deal.step("give_guarantee", deal.party, kind="cash", amount_satang=PRICE, dated_on=clock.civil(deal.now))
    deal.step("party_sign", deal.party, **CONFIRMED)
    deal.step("send_back_guarantee", deal.cast.finance, reason="ธนาคารแจ้งว่าไม่ได้ออก")
    assert (deal.contract.state, deal.contract.party_signed_at) == (C.OFFERED, None)


def test_only_the_companys_owner_signs_for_it(deal: Deal) -> None:
    deal.offered().guaranteed()
    for player in (deal.cast.lanna_bidder, deal.cast.siam_owner, deal.cast.officer):
        with pytest.raises(Refused):
            deal.step("party_sign", player, **CONFIRMED)


def test_only_who_has_the_power_to_order_signs_for_the_agency(deal: Deal) -> None:
    deal.offered().guaranteed()
    deal.step("party_sign", deal.party, **CONFIRMED)
    for player in (deal.cast.head_officer, deal.cast.officer, deal.cast.superior, deal.cast.other_head):
        with pytest.raises(Refused):
            deal.step("sign", player, **CONFIRMED)


def test_a_signature_that_was_not_confirmed_is_none(deal: Deal) -> None:
    deal.offered().guaranteed()
    with pytest.raises(Refused) as refusal:
        deal.step("party_sign", deal.party, confirmed=False)
    assert codes(refusal) == {"signature_confirmed"}


def test_signing_binds_lot_and_purchase_in_the_same_sitting(deal: Deal) -> None:
    deal.signed()
    assert deal.contract.state == C.IN_FORCE
    assert Lot.objects.get(pk=deal.contract.lot_id).state == L.CONTRACTED
    assert Tender.objects.get(pk=deal.contract.tender_id).state == T.CONCLUDED


def test_a_lot_that_refuses_to_be_signed_keeps_the_contract_unsigned(deal: Deal) -> None:
    deal.offered().guaranteed()
    deal.step("party_sign", deal.party, **CONFIRMED)
    Tender.objects.filter(pk=deal.contract.tender_id).update(standstill_until=clock.civil(deal.now))
    with pytest.raises(Refused) as refusal:
        deal.step("sign", deal.cast.head_of_agency, **CONFIRMED)
    assert "standstill_over" in codes(refusal)
    deal.contract.refresh_from_db(fields=["signed_at"])
    assert deal.contract.signed_at is None
    assert not IssuedPaper.objects.filter(kind="contract").exists()


def test_due_days_count_from_the_day_of_signing(deal: Deal) -> None:
    deal.signed()
    signed_on = clock.civil(deal.now)
    assert [one.due_on for one in deal.contract.deliveries.all()] == [signed_on + dt.timedelta(days=30), signed_on + dt.timedelta(days=120)]


def test_the_log_keeps_the_digest_of_the_signed_paper(deal: Deal) -> None:
    deal.signed()
    entry = next(one for one in audit.entries(root=("tender", deal.play.tender.ref)) if one.event.code == "contracts.contract_signed")
    paper = IssuedPaper.objects.get(kind="contract")
    assert (entry.payload["paper"], entry.payload["digest"]) == (paper.ref, paper.digest)
    assert entry.event.public


def test_copies_are_due_from_one_million_baht_within_thirty_days(deal: Deal) -> None:
    deal.signed()
    assert deal.contract.copies_due_on == clock.civil(deal.now) + dt.timedelta(days=30)
    deal.step("record_copies", deal.cast.officer, copy_sao_no="ตผ 1/2569", copy_rd_no="กค 2/2569")
    assert deal.contract.copies_sent_on == clock.civil(deal.now)
    with pytest.raises(Refused):
        deal.step("record_copies", deal.cast.officer, copy_sao_no="1", copy_rd_no="2")


# ------------------------------------------------------------------ delivery and acceptance
def test_nothing_is_delivered_before_the_contract_is_in_force(deal: Deal) -> None:
    deal.offered()
    with pytest.raises(Refused):
        deal.step("deliver", deal.party, deal.delivery(), note="")


def test_a_delivery_is_accepted_when_everybody_found_it_correct(deal: Deal) -> None:
    deal.signed().delivered()
    for player in deal.acceptors[:2]:
        deal.step("inspect", player, deal.delivery(), accepts=True, note="")
        assert deal.delivery().state == D.DELIVERED
    deal.step("inspect", deal.acceptors[2], deal.delivery(), accepts=True, note="")
    assert deal.delivery().state == D.ACCEPTED
    assert IssuedPaper.objects.get(kind="acceptance").delivery == deal.delivery()


def test_nobody_inspects_twice(deal: Deal) -> None:
    deal.signed().delivered()
    deal.step("inspect", deal.acceptors[0], deal.delivery(), accepts=True, note="")
    with pytest.raises(Refused) as refusal:
        deal.step("inspect", deal.acceptors[0], deal.delivery(), accepts=True, note="")
    assert codes(refusal) == {"not_inspected_yet"}


def test_nobody_outside_the_committee_inspects(deal: Deal) -> None:
    deal.signed().delivered()
    for player in (deal.cast.chair, deal.cast.head_of_agency, deal.cast.officer, deal.party):
        with pytest.raises(Refused):
            deal.step("inspect", player, deal.delivery(), accepts=True, note="")


def test_defects_that_all_found_send_the_delivery_back_with_a_letter(deal: Deal) -> None:
    deal.signed().delivered()
    deal.inspected(1, False, False, False)
    notice = deal.delivery().defect_notices.get()
    assert deal.delivery().state == D.DEFECTIVE
    assert "เมนูค้นหา" in notice.text
    assert notice.told_at is not None


def test_the_party_is_to_be_told_within_three_working_days_of_the_first_finding(deal: Deal) -> None:
    deal.signed().delivered(1, dt.date(2026, 10, 9))  # a Friday; Tuesday 13 October is a holiday
    deal.inspected(1, False, False, False)
    assert deal.delivery().defect_notices.get().tell_by == dt.date(2026, 10, 15)


def test_a_finding_of_defects_says_what_is_wrong(deal: Deal) -> None:
    deal.signed().delivered()
    with pytest.raises(Refused) as refusal:
        deal.step("inspect", deal.acceptors[0], deal.delivery(), accepts=False, note=" ")
    assert codes(refusal) == {"defects_described"}


def test_mended_defects_are_inspected_anew_by_everybody(deal: Deal) -> None:
    deal.signed().delivered()
    deal.inspected(1, False, False, False)
    deal.delivered(1, deal.delivery().due_on)
    assert deal.delivery().round == 2
    assert deal.inspected(1).state == D.ACCEPTED


@pytest.mark.parametrize(("step", "state"), [("accept_by_decision", D.ACCEPTED), ("return_by_decision", D.DEFECTIVE)])
def test_dissent_goes_to_the_head_of_agency_who_decides(deal: Deal, step, state) -> None:
    deal.signed().delivered()
    deal.inspected(1, True, False, True)
    assert deal.delivery().state == D.DELIVERED
    with pytest.raises(Refused):
        deal.step(step, deal.cast.officer, deal.delivery(), reason="ก")
    deal.step(step, deal.cast.head_of_agency, deal.delivery(), reason="ข้อบกพร่องไม่กระทบการใช้งาน")
    assert (deal.delivery().state, deal.delivery().decision) == (state, "ข้อบกพร่องไม่กระทบการใช้งาน")


def test_the_head_of_agency_decides_nothing_while_somebody_has_not_inspected(deal: Deal) -> None:
    deal.signed().delivered()
    deal.step("inspect", deal.acceptors[0], deal.delivery(), accepts=False, note="ไม่ครบ")
    with pytest.raises(Refused) as refusal:
        deal.step("accept_by_decision", deal.cast.head_of_agency, deal.delivery(), reason="ก")
    assert "everyone_inspected" in codes(refusal)


# ------------------------------------------------------------------ penalty
def test_twelve_days_late_cost_twelve_times_the_daily_rate_of_the_whole_price(deal: Deal) -> None:
    deal.signed(penalty_rate=Decimal("0.10"))
    late = deal.accepted(1, deal.delivery().due_on + dt.timedelta(days=12))
    assert (late.days_late, late.penalty_base_satang, late.penalty_satang) == (12, PRICE, PRICE * 12 // 1000)


def test_goods_are_late_on_the_price_of_what_is_not_delivered(deal: Deal) -> None:
    deal.signed(penalty_kind="goods", penalty_rate=Decimal("0.20"), kind=K.SALE)
    late = deal.accepted(1, deal.delivery().due_on + dt.timedelta(days=9))
    part = PRICE * 4 // 10
    assert (late.penalty_base_satang, late.penalty_satang) == (part, part * 9 * 2 // 1000)


def test_a_delivery_in_time_costs_nothing(deal: Deal) -> None:
    assert deal.signed().accepted(1).penalty_satang == 0


def test_the_party_is_told_that_the_penalty_runs_within_seven_working_days(deal: Deal) -> None:
    deal.signed()
    due = deal.delivery().due_on
    deal.on(due)
    with pytest.raises(Refused) as refusal:
        deal.step("notify_penalty", deal.cast.officer)
    assert codes(refusal) == {"something_overdue"}
    deal.on(due + dt.timedelta(days=1)).step("notify_penalty", deal.cast.officer)
    from marketplace.law import calendar

    assert deal.delivery().penalty_notice.tell_by == calendar.add_working_days(due, 7)
    with pytest.raises(Refused):
        deal.step("notify_penalty", deal.cast.officer)


# ------------------------------------------------------------------ money
def test_an_invoice_divides_into_base_vat_tax_penalty_and_net(deal: Deal) -> None:
    amount = 10_700_000
    parts = [{"title": "ก", "amount_satang": amount, "due_days": 30}, {"title": "ข", "amount_satang": PRICE - amount, "due_days": 60}]
    deal.signed(instalments=parts)
    deal.accepted(1)
    invoice = deal.invoiced(1).invoice
    assert (invoice.base_satang, invoice.vat_satang, invoice.withheld_satang, invoice.net_satang) == (
        10_000_000,
        700_000,
        100_000,
        10_600_000,
    )


def test_the_penalty_is_taken_off_the_payment(deal: Deal) -> None:
    deal.signed()
    deal.accepted(1, deal.delivery().due_on + dt.timedelta(days=2))
    deal.invoiced()
    deal.paid()
    payment = Payment.objects.get()
    invoice = deal.delivery().invoice
    assert invoice.penalty_satang == PRICE * 2 // 1000
    assert payment.amount_satang == invoice.net_satang == invoice.total_satang - invoice.withheld_satang - invoice.penalty_satang
    assert (payment.payer, payment.payee, payment.purpose_ref) == (deal.cast.agency, deal.cast.lanna, deal.delivery().ref)


def test_a_penalty_above_the_instalment_leaves_nothing_to_pay_but_settles_it(deal: Deal) -> None:
    parts = [{"title": "ก", "amount_satang": 100_000, "due_days": 30}, {"title": "ข", "amount_satang": PRICE - 100_000, "due_days": 60}]
    deal.signed(instalments=parts)
    deal.accepted(1, deal.delivery().due_on + dt.timedelta(days=3))
    deal.invoiced()
    deal.step("pay", deal.cast.finance, deal.delivery())
    assert deal.delivery().invoice.is_settled
    assert not Payment.objects.exists()


def test_nothing_is_paid_before_acceptance_and_invoice(deal: Deal) -> None:
    deal.signed().delivered()
    with pytest.raises(Refused):
        deal.paid()
    deal.inspected()
    with pytest.raises(Refused) as refusal:
        deal.paid()
    assert "invoiced" in codes(refusal)


def test_nothing_is_paid_twice(deal: Deal) -> None:
    deal.signed().accepted()
    deal.invoiced()
    deal.paid()
    with pytest.raises(Refused) as refusal:
        deal.paid()
    assert codes(refusal) == {"not_paid"}


def test_a_payment_taken_back_may_be_made_anew(deal: Deal) -> None:
    deal.signed().accepted()
    deal.invoiced()
    deal.paid()
    deal.step("reverse", deal.cast.finance, Payment.objects.get(), root=deal.play.tender, reason="โอนผิดบัญชี")
    deal.paid()
    assert Payment.objects.paid().count() == 1


@pytest.mark.parametrize("missing", ["reference", "paid_on", "evidence"])
def test_a_payment_without_proof_changes_nothing(deal: Deal, missing) -> None:
    deal.signed().accepted()
    deal.invoiced()
    told = {"reference": "1", "paid_on": clock.civil(deal.now), "evidence": object(), missing: None}
    with pytest.raises(Refused) as refusal:
        deal.step("pay", deal.cast.finance, deal.delivery(), **told)
    assert codes(refusal) == {"payment_evidenced"}


# ------------------------------------------------------------------ ends
def test_the_warranty_begins_by_itself_with_the_last_acceptance(deal: Deal) -> None:
    deal.signed().accepted(1)
    assert deal.contract.state == C.IN_FORCE
    deal.accepted(2)
    last = clock.civil(deal.now)
    assert (deal.contract.state, deal.contract.warranty_until) == (C.WARRANTY, last.replace(year=last.year + 1))


def test_the_guarantee_stays_until_the_warranty_is_over(deal: Deal) -> None:
    deal.signed().accepted(1)
    deal.accepted(2)
    with pytest.raises(Refused) as refusal:
        deal.step("return_guarantee", deal.cast.finance)
    assert codes(refusal) == {"obligations_ended"}


def test_a_contract_in_which_something_is_unpaid_is_not_closed(deal: Deal) -> None:
    deal.signed(warranty_months=0).accepted(1)
    deal.accepted(2)
    with pytest.raises(Refused) as refusal:
        deal.step("close", deal.cast.officer)
    assert codes(refusal) == {"everything_paid"}


def test_a_contract_is_terminated_on_a_ground_of_the_law_by_the_head_of_agency_alone(deal: Deal) -> None:
    deal.signed()
    for who, ground in ((deal.cast.head_of_agency, "110"), (deal.cast.head_officer, "103.2")):
        with pytest.raises(Refused):
            deal.step("terminate", who, ground=ground, reason="ไม่ส่งมอบ")
    deal.step("terminate", deal.cast.head_of_agency, ground="103.2", reason="ไม่ส่งมอบภายในกำหนด")
    assert deal.contract.state == C.TERMINATED


def test_a_stale_page_changes_nothing(deal: Deal) -> None:
    deal.offered().guaranteed()
    with pytest.raises(Refused) as refusal:
        deal.step("party_sign", deal.party, seen=0, **CONFIRMED)
    assert codes(refusal) == {"stale_page"}
