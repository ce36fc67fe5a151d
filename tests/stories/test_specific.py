"""The specific method of section 56(2)(b), as the regulation tells it. Each test is one sentence of the procedure."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from catalog.models import Listing
from marketplace import audit
from marketplace.accounts.actions.delegating import delegate
from marketplace.accounts.models import Family
from marketplace.contracts.states import C
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure import perform
from suppliers.kinds import Doc
from suppliers.models.abandoner import Purpose
from tenders.methods import EBIDDING_PRICE, SPECIFIC_SMALL
from tenders.models import CommitteeKind, SeatRole
from tenders.states import L, T
from tests.cast import Player
from tests.contracts.conftest import Deal
from tests.factories import abandoners
from tests.factories import small_purchases as small
from tests.factories.purchases import Play, company_of
from tests.factories.suppliers import proves
from tests.stories.conftest import refused

pytestmark = pytest.mark.django_db

LIMIT = 50_000_000  # 500,000 baht, section 56(2)(b)


def negotiating(play: Play, budget: int = 30_000_000) -> Play:
    """Siam, of the agency's own province, is approached."""
    small.approved(play, small.on_sale(play, "siam", budget), budget)
    small.approach(play, company_of(play.cast.siam_owner))
    return play


def test_from_a_listing_to_a_purchase_on_receipt(play: Play) -> None:
    cast = play.cast
    small.ordered(play, cast.lanna_owner, 10_000_000)
    assert play.tender.state == T.AWARDED
    deal = Deal(play, play.now + dt.timedelta(hours=1)).drafted()
    deal.step("buy_on_receipt", cast.head_officer)
    play.tender.refresh_from_db()
    assert deal.contract.state == C.IN_FORCE
    assert play.tender.state == T.CONCLUDED


# ------------------------------------------------------------------ how much
def test_five_hundred_thousand_baht_is_still_this_method(play: Play) -> None:
    small.drafted(play, small.on_sale(play, "siam", LIMIT), LIMIT)
    play.step("submit_request", play.cast.officer)
    assert play.tender.state == T.REQUESTED


def test_one_satang_more_is_refused_with_the_limit_and_its_clause(play: Play) -> None:
    small.drafted(play, small.on_sale(play, "siam", LIMIT + 1), LIMIT + 1)
    with refused() as why:
        play.step("submit_request", play.cast.officer)
    reason = why["amount_not_above_method"]
    assert reason.basis is clauses.ACT_56_2_B
    for language in ("th", "en"):
        with translation.override(language):
            assert " 500,000 " in reason.text
            assert "500,000.01" in reason.text


def test_the_method_needs_no_line_in_the_annual_plan(play: Play) -> None:
    small.approved(play, small.on_sale(play, "siam", 20_000_000), 20_000_000)
    assert play.tender.plan_line is None
    assert play.tender.state == T.APPROVED


def test_a_single_inspector_is_enough_up_to_one_hundred_thousand_baht_only(play: Play) -> None:
    small.drafted(play, small.on_sale(play, "siam", 10_000_001), 10_000_001)
    with clock.shifted_to(play.now):
        small.appoint(play, CommitteeKind.ACCEPTANCE, "9/2569", [(play.cast.inspector, SeatRole.SOLE)])
    with refused() as why:
        play.step("submit_request", play.cast.officer)
    assert why["committees_large_enough"].basis is clauses.REG_26


# ------------------------------------------------------------------ who
def _delegated(play: Play, *, to: Player, max_satang: int, until: dt.date) -> str:
    cast = play.cast
    with clock.shifted_to(play.now - dt.timedelta(days=30)), audit.unit():
        return delegate(
            actor=cast.head_of_agency.actor, organisation=cast.agency, holder=to.person, families=[Family.SPECIFIC], max_satang=max_satang,
            from_on=clock.today(), to_on=until, order_no="มอบ 1/2569", sao_copy_no="สตง 1/2569",
        ).ref  # fmt: skip


def test_who_submits_the_request_does_not_approve_it(play: Play) -> None:
    """A rule of the platform, not of the law, and called that."""
    cast = play.cast
    _delegated(play, to=cast.head_officer, max_satang=20_000_000, until=dt.date(2026, 12, 31))
    small.drafted(play, small.on_sale(play, "siam", 20_000_000), 20_000_000)
    play.step("submit_request", cast.head_officer)
    with refused() as why:
        play.step("approve_request", cast.head_officer)
    assert set(why) == {"not_requester"}
    assert not why["not_requester"].basis.is_law


def test_an_officer_without_delegation_cannot_approve(play: Play) -> None:
    small.drafted(play, small.on_sale(play, "siam", 20_000_000), 20_000_000)
    play.step("submit_request", play.cast.officer)
    with refused() as why:
        play.step("approve_request", play.cast.head_officer)
    assert set(why) == {"wrong_duty"}


def test_a_delegate_approves_within_the_limit_and_the_log_names_the_delegation(play: Play) -> None:
    ref = _delegated(play, to=play.cast.administrator, max_satang=20_000_000, until=dt.date(2026, 12, 31))
    small.drafted(play, small.on_sale(play, "siam", 20_000_000), 20_000_000)
    play.step("submit_request", play.cast.officer)
    play.step("approve_request", play.cast.administrator)
    entry = next(entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.step == "approve_request")
    assert (entry.payload["route"], entry.payload["delegation"]) == ("delegate", ref)


@pytest.mark.parametrize(("max_satang", "until"), [(19_999_999, dt.date(2026, 12, 31)), (20_000_000, dt.date(2026, 9, 6))])
def test_a_delegation_that_is_too_small_or_over_gives_no_power(play: Play, max_satang: int, until: dt.date) -> None:
    _delegated(play, to=play.cast.administrator, max_satang=max_satang, until=until)
    small.drafted(play, small.on_sale(play, "siam", 20_000_000), 20_000_000)
    play.step("submit_request", play.cast.officer)
    with refused() as why:
        play.step("approve_request", play.cast.administrator)
    assert set(why) == {"wrong_duty"}


# ------------------------------------------------------------------ from whom
def _siam_is_an_sme_that_sells(play: Play, price: int) -> None:
    siam = company_of(play.cast.siam_owner)
    proves(siam, Doc.SME_GP, until=dt.date(2027, 12, 31), registrar=play.cast.registrar.person, number="SME-570001")
    small.on_sale(play, "siam", price)


def test_an_sme_of_the_province_comes_first_and_passing_it_over_needs_a_reason(play: Play) -> None:
    lanna = company_of(play.cast.lanna_owner)
    _siam_is_an_sme_that_sells(play, 21_000_000)
    small.approved(play, small.on_sale(play, "lanna", 20_000_000), 20_000_000)
    with refused() as why:
        small.approach(play, lanna)
    assert why["sme_first"].basis is clauses.CIRC_SMEFIRST
    small.approach(play, lanna, reason="ผู้ประกอบการในจังหวัดไม่รับงานในกำหนดเวลา")
    assert play.tender.state == T.NEGOTIATING


def test_the_reason_for_passing_over_an_sme_is_in_the_log(play: Play) -> None:
    _siam_is_an_sme_that_sells(play, 21_000_000)
    small.approved(play, small.on_sale(play, "lanna", 20_000_000), 20_000_000)
    small.approach(play, company_of(play.cast.lanna_owner), reason="ผู้ประกอบการในจังหวัดไม่รับงาน")
    entry = next(entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.step == "approach_supplier")
    assert entry.payload["reason"] == "ผู้ประกอบการในจังหวัดไม่รับงาน"
    assert entry.payload["sme_first"] == "passed_over"
    assert entry.payload["smes_of_province"] == [company_of(play.cast.siam_owner).ref]


def test_an_sme_of_the_province_is_approached_without_further_words(play: Play) -> None:
    siam = company_of(play.cast.siam_owner)
    _siam_is_an_sme_that_sells(play, 20_000_000)
    theirs = Listing.objects.get(company=siam).live_version
    small.approved(play, small.on_sale(play, "lanna", 20_000_000), 20_000_000, theirs)
    small.approach(play, siam)
    assert play.tender.state == T.NEGOTIATING
    entry = next(entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.step == "approach_supplier")
    assert (entry.payload["sme_first"], entry.payload["province"]) == ("first", play.cast.agency.province)


def test_a_work_abandoner_is_not_approached(play: Play) -> None:
    siam = company_of(play.cast.siam_owner)
    small.approved(play, small.on_sale(play, "siam", 20_000_000), 20_000_000)
    abandoners.listed(siam, actor=play.cast.registrar.actor, at=play.now)
    with refused() as why:
        small.approach(play, siam)
    assert why["suppliers_not_banned"].basis is clauses.ACT_111


@pytest.mark.parametrize("listed", [abandoners.listed, abandoners.director_listed])
def test_who_becomes_a_work_abandoner_while_negotiating_gets_no_order(play: Play, listed: object) -> None:
    """The company itself, or one of its directors in person."""
    siam = company_of(play.cast.siam_owner)
    negotiating(play)
    small.offer(play, siam, 30_000_000, 29_000_000)
    listed(siam, actor=play.cast.registrar.actor, at=play.now)  # type: ignore[operator]
    with refused() as why:
        play.step("accept_offer", play.cast.head_officer)
    assert set(why) == {"offerer_not_banned"}


def test_the_look_into_the_list_is_written_down_with_its_day_at_the_order(play: Play) -> None:
    from suppliers.models import AbandonerCheck

    siam = company_of(play.cast.siam_owner)
    negotiating(play)
    small.offer(play, siam, 30_000_000, 29_000_000)
    play.step("accept_offer", play.cast.head_officer)
    check = AbandonerCheck.objects.get(company=siam, case_ref=play.tender.ref)
    assert (check.purpose, check.on) == (Purpose.ORDER, clock.civil(play.now))


# ------------------------------------------------------------------ at what price
def test_the_newest_offer_counts_and_every_offer_stays_in_the_log(play: Play) -> None:
    siam = company_of(play.cast.siam_owner)
    negotiating(play)
    small.offer(play, siam, 30_000_000, 30_000_000)
    small.offer(play, siam, 30_000_000, 28_500_000, note="ขอลดราคาเนื่องจากใช้หลายปี")
    play.step("accept_offer", play.cast.head_officer)
    assert play.tender.lot.award_satang == 28_500_000
    told = [e.payload["price_satang"] for e in audit.entries(root=("tender", play.tender.ref)) if e.event.code == "tenders.offer_recorded"]
    assert told == [30_000_000, 28_500_000]


def test_a_negotiated_price_is_never_above_the_first(play: Play) -> None:
    negotiating(play)
    with refused() as why:
        small.offer(play, company_of(play.cast.siam_owner), 29_000_000, 29_000_001)
    assert set(why) == {"dearer"}
    assert not play.tender.offers.exists()


def test_an_offer_above_the_approved_amount_is_negotiated_or_given_up(play: Play) -> None:
    siam = company_of(play.cast.siam_owner)
    small.approved(play, small.on_sale(play, "siam", 30_000_000), 29_000_000)
    small.approach(play, siam)
    small.offer(play, siam, 30_000_000, 30_000_000)
    with refused() as why:
        play.step("accept_offer", play.cast.head_officer)
    assert why["offer_within_approved"].params["budget"] == 29_000_000
    play.step("abandon_negotiation", play.cast.officer, reason="ตกลงราคากันไม่ได้")
    assert play.tender.state == T.APPROVED
    small.approach(play, siam)
    with refused() as why:
        play.step("accept_offer", play.cast.head_officer)
    assert "some_offer" in why, "an offer of a negotiation that was given up does not count"


def test_nothing_is_ordered_before_an_offer_is_written_down(play: Play) -> None:
    negotiating(play)
    with refused() as why:
        play.step("accept_offer", play.cast.head_officer)
    assert set(why) == {"some_offer"}


def test_the_officer_negotiates_but_the_head_officer_orders(play: Play) -> None:
    negotiating(play)
    small.offer(play, company_of(play.cast.siam_owner), 30_000_000, 29_000_000)
    with refused() as why:
        play.step("accept_offer", play.cast.officer)
    assert set(why) == {"wrong_duty"}


# ------------------------------------------------------------------ afterwards
def test_there_is_no_standstill_and_no_appeal(play: Play) -> None:
    from tenders.actions.ending import file_appeal

    small.ordered(play, play.cast.lanna_owner, 20_000_000)
    assert play.tender.standstill_until is None
    with refused() as why, clock.shifted_to(play.now):
        file_appeal(play.tender, actor=play.cast.siam_bidder.actor, text="เห็นว่าการจัดซื้อครั้งนี้ไม่เป็นไปตามระเบียบ")
    assert "award_can_be_appealed" in why
    lot = play.tender.lot
    with clock.shifted_to(play.now):
        perform(lot, "sign", actor=play.cast.head_officer.actor, contract="C-1")
    assert lot.state == L.CONTRACTED


def test_the_result_is_public_once_it_is_announced_and_not_before(play: Play, client: object) -> None:
    negotiating(play)
    small.offer(play, company_of(play.cast.siam_owner), 30_000_000, 28_765_400)
    play.step("accept_offer", play.cast.head_officer)
    address = f"/tenders/{play.tender.ref}/award/"
    assert client.get(address).status_code == 404  # type: ignore[attr-defined]
    play.step("announce_award", play.cast.head_officer)
    page = client.get(address)  # type: ignore[attr-defined]
    assert page.status_code == 200
    assert "287,654 " in page.content.decode()


@pytest.mark.parametrize("step", ["withdraw", "revise_request"])
def test_a_request_can_be_taken_back_before_anybody_is_approached(play: Play, step: str) -> None:
    small.approved(play, small.on_sale(play, "siam", 20_000_000), 20_000_000)
    with refused() as why:
        play.step(step, play.cast.officer)
    assert set(why) == {"reason_given"}
    play.step(step, play.cast.officer, reason="หน่วยงานเปลี่ยนแผน")
    assert play.tender.state == {"withdraw": T.WITHDRAWN, "revise_request": T.DRAFTING}[step]
    assert play.tender.rulebook is None or step == "withdraw"


def test_the_values_of_the_law_are_frozen_when_the_request_is_approved(play: Play) -> None:
    """A limit that changes the day after does not change what was approved."""
    from marketplace.law.rulebook import set_value

    negotiating(play)
    day = clock.civil(play.now)
    with clock.shifted_to(play.now):
        set_value("TH.SPECIFIC.MAX", 10_000_000, effective_from=day, proposed_by="P-A", approved_by="P-B")
    small.offer(play, company_of(play.cast.siam_owner), 30_000_000, 29_000_000)
    play.step("accept_offer", play.cast.head_officer)
    assert play.tender.state == T.RESULT_APPROVED


def test_the_power_to_order_rests_on_the_clause_of_the_specific_method(play: Play) -> None:
    from tenders.rules import has_authority

    assert has_authority.basis_in(SPECIFIC_SMALL) is clauses.REG_86
    assert has_authority.basis_in(EBIDDING_PRICE) is clauses.REG_84


def test_a_supplier_whose_registration_lapsed_while_negotiating_gets_no_order(play: Play) -> None:
    lanna = company_of(play.cast.lanna_owner)
    small.approved(play, small.on_sale(play, "lanna", 20_000_000), 20_000_000)
    small.approach(play, lanna)
    small.offer(play, lanna, 20_000_000, 19_000_000)
    lanna.verified_until = clock.civil(play.now) - dt.timedelta(days=1)
    lanna.save(update_fields=["verified_until"])
    with refused() as why:
        play.step("accept_offer", play.cast.head_officer)
    assert set(why) == {"supplier_verified"}
    with refused() as why:
        small.offer(play, lanna, 20_000_000, 18_000_000)
    assert set(why) == {"unverified"}


def test_a_negotiation_given_up_is_called_that_and_names_whose_offers_no_longer_count(play: Play) -> None:
    lanna = company_of(play.cast.lanna_owner)
    small.approved(play, small.on_sale(play, "lanna", 20_000_000), 20_000_000)
    small.approach(play, lanna)
    small.offer(play, lanna, 20_000_000, 19_000_000)
    play.step("abandon_negotiation", play.cast.officer, reason="ผู้ขายไม่ยอมลดราคา")
    entry = next(entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.step == "abandon_negotiation")
    assert (entry.code, entry.payload["suppliers"]) == ("tenders.negotiation_given_up", [lanna.ref])
