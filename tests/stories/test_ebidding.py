"""E-bidding on price, as the regulation tells it. Each test is one sentence of the procedure."""

from __future__ import annotations

import datetime as dt

import pytest

from marketplace import audit
from marketplace.accounts.actions.delegating import delegate
from marketplace.accounts.models import Family
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure import perform
from suppliers.dossier import Dossier
from suppliers.kinds import Doc
from suppliers.models import Company
from tenders.actions import evaluating, negotiating, opening, preparing, publishing
from tenders.actions.ending import follow_up
from tenders.models import Tender
from tenders.states import B, L, T
from tests.factories import abandoners
from tests.factories import purchases as p
from tests.factories.purchases import Play, company_of
from tests.factories.suppliers import proves
from tests.stories.conftest import refused

pytestmark = pytest.mark.django_db

BUDGET = 240_000_000  # 2,400,000 baht
DEARER = 260_000_000  # above the budget, within ten percent
MUCH_DEARER = 270_000_000  # above the budget by more than ten percent


def proposed(play: Play) -> None:
    """The chair proposes whom the ranking names."""
    with clock.shifted_to(play.now):
        evaluating.propose_winner(play.tender.lot, actor=play.cast.chair.actor)
    play.tender.refresh_from_db()


def signs(play: Play, at: dt.datetime) -> None:
    """The head of agency signs the lot, the guarantee being recorded."""
    lot = play.tender.lot
    lot.guarantee_recorded = True
    lot.save(update_fields=["guarantee_recorded"])
    with clock.shifted_to(at):
        perform(lot, "sign", actor=play.cast.head_of_agency.actor, contract="C-1")


def signing_day(play: Play) -> dt.datetime:
    assert play.tender.earliest_signing_on is not None
    return clock.at(play.tender.earliest_signing_on, dt.time(9))


# ------------------------------------------------------------------ the straight way
def test_from_the_request_to_a_signed_lot(play: Play) -> None:
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    lot = play.tender.lot
    assert lot.winner == company_of(cast.lanna_bidder)
    assert lot.award_satang == 228_000_000
    with refused() as why:
        signs(play, clock.at(play.tender.standstill_until, dt.time(23, 59)))
    assert set(why) == {"standstill_over"}
    signs(play, signing_day(play))
    with clock.shifted_to(signing_day(play)):
        perform(play.tender, "conclude", actor=cast.head_of_agency.actor)
    assert play.tender.lot.state == L.CONTRACTED
    assert play.tender.state == T.CONCLUDED


def test_nothing_is_signed_without_the_contract_guarantee(play: Play) -> None:
    p.announced(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, 228_000_000)])
    with refused() as why, clock.shifted_to(signing_day(play)):
        perform(play.tender.lot, "sign", actor=play.cast.head_of_agency.actor, contract="C-1")
    assert why["guarantee_given"].basis is clauses.REG_168


def test_evaluation_begins_on_the_working_day_after_the_bid_day(play: Play) -> None:
    p.opened(play, [(play.cast.siam_bidder, 230_000_000)])
    chair = play.cast.chair.actor
    bid = play.tender.bids.get()
    with clock.shifted_to(play.now):
        with refused() as why:
            evaluating.record_check(bid, actor=chair, code="documents", passed=True)
        assert set(why) == {"evaluation_day_reached"}
        for step, more in (("find_compliant", {}), ("reject", {"reason": "ไม่ครบ"})):
            with refused() as why:
                perform(bid, step, actor=chair, supplier=bid.company.ref, **more)
            assert "evaluation_day_reached" in why


def test_a_member_who_has_not_declared_neither_opens_nor_gives_a_share(play: Play) -> None:
    from tenders.models import Seat

    p.invited(play)
    p.bid(play, play.cast.siam_bidder, 230_000_000)
    Seat.objects.filter(committee__tender=play.tender, person=play.cast.chair.person).update(state="appointed")
    chair = play.cast.chair.actor
    with clock.shifted_to(play.tender.bid_closes_at + dt.timedelta(minutes=5)):
        with refused() as why:
            opening.hand_in_share(play.tender, actor=chair, passphrase=p.PASSPHRASE)
        assert set(why) == {"undeclared"}
        for player in (play.cast.head_officer, play.cast.key_officer):
            opening.hand_in_share(play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
        with refused() as why:
            opening.open_bids(play.tender, actor=chair)
        assert set(why) == {"opener_declared"}


# ------------------------------------------------------------------ the request
@pytest.mark.parametrize(("budget", "rule"), [(50_000_000, "amount_above_minimum"), (500_000_001, "amount_within_platform")])
def test_the_method_has_a_floor_of_the_law_and_a_ceiling_of_the_platform(play: Play, budget: int, rule: str) -> None:
    p.drafted(play, budget_satang=budget)
    with refused() as why:
        play.step("submit_request", play.cast.officer)
    assert set(why) == {rule}
    assert why[rule].basis.is_law == (rule == "amount_above_minimum")


def test_who_evaluates_does_not_accept(play: Play) -> None:
    from tenders.models import CommitteeKind, SeatRole

    cast = play.cast
    p.drafted(play)
    with clock.shifted_to(play.now):
        preparing.appoint(
            play.tender, actor=cast.officer.actor, kind=CommitteeKind.ACCEPTANCE, order_no="4/2569", due_on=dt.date(2026, 12, 31),
            members=[(cast.member.person, SeatRole.CHAIR), (cast.finance.person, SeatRole.MEMBER), (cast.inspector.person, SeatRole.MEMBER)],
        )  # fmt: skip
    with refused() as why:
        play.step("submit_request", cast.officer)
    assert set(why) == {"evaluators_do_not_accept"}
    assert cast.member.person.name in why["evaluators_do_not_accept"].text


def test_above_the_head_of_agencys_limit_the_authority_one_level_up_approves(play: Play) -> None:
    from marketplace.law.rulebook import set_value

    day = clock.civil(play.now)
    with clock.shifted_to(play.now):
        set_value("A.GENERAL", BUDGET - 1, effective_from=day, proposed_by="P-A", approved_by="P-B")
    p.drafted(play)
    play.step("submit_request", play.cast.officer)
    with refused() as why:
        play.step("approve_request", play.cast.head_of_agency)
    assert why["has_authority"].params["amount"] == BUDGET
    play.step("approve_request", play.cast.superior)
    entry = next(entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.step == "approve_request" and entry.target)
    assert entry.payload["route"] == "superior"


def test_a_delegation_for_another_family_of_methods_gives_no_power(play: Play) -> None:
    cast = play.cast
    with clock.shifted_to(play.now), audit.unit():
        delegate(
            actor=cast.head_of_agency.actor, organisation=cast.agency, holder=cast.administrator.person, families=[Family.SPECIFIC],
            max_satang=BUDGET * 2, from_on=clock.today(), to_on=dt.date(2026, 12, 31), order_no="มอบ 1/2569", sao_copy_no="สตง 1/2569",
        )  # fmt: skip
    p.drafted(play)
    play.step("submit_request", cast.officer)
    with refused() as why:
        play.step("approve_request", cast.administrator)
    assert set(why) == {"wrong_duty"}


def test_a_delegates_limit_is_judged_anew_by_the_price_of_the_result(play: Play) -> None:
    """Power for the budget is not power for a dearer winner."""
    cast = play.cast
    with clock.shifted_to(play.now), audit.unit():
        delegate(
            actor=cast.head_of_agency.actor, organisation=cast.agency, holder=cast.administrator.person, families=[Family.GENERAL],
            max_satang=BUDGET, from_on=clock.today(), to_on=dt.date(2026, 12, 31), order_no="มอบ 1/2569", sao_copy_no="สตง 1/2569",
        )  # fmt: skip
    p.judged(play, [(cast.siam_bidder, DEARER), (cast.lanna_bidder, DEARER + 100)])
    negotiated(play, DEARER)
    proposed(play)
    play.step("submit_result", cast.chair, over_budget_reason="ราคาตลาดสูงขึ้น")
    with refused() as why:
        play.step("approve_result", cast.administrator)
    assert set(why) == {"wrong_duty"}
    play.step("approve_result", cast.head_of_agency)
    assert play.tender.state == T.RESULT_APPROVED


# ------------------------------------------------------------------ comments on the draft
def commenting(play: Play) -> None:
    p.approved(play)
    play.step("publish_draft", play.cast.head_officer)


def test_a_round_of_comments_runs_its_days_and_every_commenter_is_answered(play: Play) -> None:
    cast = play.cast
    commenting(play)
    with clock.shifted_to(play.now):
        row = publishing.comment(play.tender, actor=cast.stranger.actor, name="สมชาย", email="s@talat.example", text="ควรแยกงานอบรมออก")
    with refused() as why:
        play.step("settle_comments", cast.head_of_agency)
    assert set(why) == {"comment_period_over", "comments_answered"}
    play.at(clock.at(play.tender.comments_until + dt.timedelta(days=1), dt.time(9)))
    with refused() as why:
        play.step("settle_comments", cast.head_of_agency)
    assert why["comments_answered"].params["count"] == 1
    with clock.shifted_to(play.now):
        publishing.answer_comment(row, actor=cast.officer.actor, answer="คงไว้ตามเดิม เพราะต้องอบรมบนระบบจริง", changes_draft=False)
    play.step("settle_comments", cast.head_of_agency)
    assert play.tender.state == T.READY


def test_after_the_last_day_nobody_comments(play: Play) -> None:
    commenting(play)
    late = clock.at(play.tender.comments_until + dt.timedelta(days=1), dt.time(0))
    with refused() as why, clock.shifted_to(late):
        publishing.comment(play.tender, actor=play.cast.stranger.actor, name="ก", email="a@talat.example", text="ช้าไป")
    assert why["comments_closed"].basis is clauses.REG_46
    assert not play.tender.comments.exists()


def test_a_draft_that_was_changed_is_published_again(play: Play) -> None:
    cast = play.cast
    commenting(play)
    with clock.shifted_to(play.now):
        preparing.save_terms(play.tender, actor=cast.chair.actor, sections=[{**p.TERMS[0], "text": "ขอบเขตใหม่ของงาน"}, p.TERMS[1]])
        preparing.finish_terms(play.tender, actor=cast.chair.actor)
    play.tender.refresh_from_db()
    play.at(clock.at(play.tender.comments_until + dt.timedelta(days=1), dt.time(9)))
    with refused() as why:
        play.step("settle_comments", cast.head_of_agency)
    assert set(why) == {"changed_draft_was_republished"}
    play.step("republish_draft", cast.head_officer)
    assert (play.tender.state, play.tender.rounds) == (T.COMMENTING, 2)
    play.at(clock.at(play.tender.comments_until + dt.timedelta(days=1), dt.time(9)))
    play.step("settle_comments", cast.head_of_agency)


def test_a_round_that_was_chosen_is_not_left_out(play: Play) -> None:
    p.approved(play)
    with refused() as why:
        play.step("waive_comments", play.cast.head_of_agency, reason="งานทั่วไป")
    assert set(why) == {"no_comment_round_due"}


# ------------------------------------------------------------------ invitation, questions, opening
def test_questions_are_answered_at_least_three_working_days_before_the_bid_day(play: Play) -> None:
    cast = play.cast
    p.invited(play)
    with clock.shifted_to(play.now):
        question = publishing.ask(play.tender, actor=cast.siam_bidder.actor, text="ต้องรองรับผู้ใช้กี่คน")
    from tenders.actions.case import answer_until

    last = answer_until(play.tender)
    assert last is not None
    with clock.shifted_to(clock.at(last + dt.timedelta(days=1), dt.time(9))), refused() as why:
        perform(question, "answer_question", actor=cast.officer.actor, answer="๒๐๐ คน", number=1, text=question.text)
    assert set(why) == {"answer_in_time"}
    with clock.shifted_to(clock.at(last, dt.time(16))):
        publishing.answer_question(question, actor=cast.officer.actor, answer="๒๐๐ คน")
    question.refresh_from_db()
    assert question.answer == "๒๐๐ คน"


def test_an_unanswered_question_keeps_the_envelopes_shut(play: Play) -> None:
    cast = play.cast
    p.invited(play)
    with clock.shifted_to(play.now):
        publishing.ask(play.tender, actor=cast.siam_bidder.actor, text="ต้องรองรับผู้ใช้กี่คน")
    p.bid(play, cast.siam_bidder, 230_000_000)
    play.at(play.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(play.now):
        for player in (cast.chair, cast.head_officer):
            opening.hand_in_share(play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
    with refused() as why:
        play.step("open_bids", cast.head_officer)
    assert set(why) == {"questions_answered"}
    assert not why["questions_answered"].basis.is_law


def test_no_holder_hands_in_a_share_before_the_window_is_closed(play: Play) -> None:
    p.invited(play)
    for moment in (play.now, play.tender.bid_opens_at, play.tender.bid_closes_at - dt.timedelta(seconds=1)):
        for player in (play.cast.chair, play.cast.head_officer, play.cast.key_officer):
            with clock.shifted_to(moment), refused() as why:
                opening.hand_in_share(play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
            assert set(why) == {"too_early"}


def test_one_share_opens_nothing(play: Play) -> None:
    p.invited(play)
    p.bid(play, play.cast.siam_bidder, 230_000_000)
    play.at(play.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(play.now):
        opening.hand_in_share(play.tender, actor=play.cast.chair.actor, passphrase=p.PASSPHRASE)
    with refused() as why:
        play.step("open_bids", play.cast.head_officer)
    assert set(why) == {"keys_gathered"}
    assert play.tender.bids.get().price_satang is None


def test_when_nobody_bids_it_is_recorded_and_another_purchase_may_follow(play: Play) -> None:
    cast = play.cast
    p.invited(play)
    play.at(play.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(play.now):
        for player in (cast.chair, cast.head_officer):
            opening.hand_in_share(play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
    with refused() as why:
        play.step("open_bids", cast.head_officer)
    assert set(why) == {"some_bid"}
    play.step("record_no_bid", cast.head_officer)
    assert (play.tender.state, play.tender.lot.state) == (T.FAILED, L.FAILED)
    with clock.shifted_to(play.now):
        successor = follow_up(play.tender, actor=cast.officer.actor)
    assert (successor.predecessor, successor.state) == (play.tender, T.DRAFTING)
    assert successor.terms.get().sections == play.tender.terms.first().sections
    with refused() as why, clock.shifted_to(play.now):
        follow_up(play.tender, actor=cast.officer.actor)
    assert set(why) == {"not_followed"}


def test_that_nobody_bid_cannot_be_recorded_where_somebody_did(play: Play) -> None:
    p.invited(play)
    p.bid(play, play.cast.siam_bidder, 230_000_000)
    play.at(play.tender.bid_closes_at + dt.timedelta(minutes=5))
    with refused() as why:
        play.step("record_no_bid", play.cast.head_officer)
    assert set(why) == {"keys_gathered"}, "before the shares are in, nobody learns whether there is a bid"
    with clock.shifted_to(play.now):
        for player in (play.cast.chair, play.cast.head_officer):
            opening.hand_in_share(play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
    with refused() as why:
        play.step("record_no_bid", play.cast.head_officer)
    assert set(why) == {"no_bid"}


# ------------------------------------------------------------------ one bid, none, all too dear
def test_a_single_compliant_bid_is_accepted_only_with_a_reason(play: Play) -> None:
    cast = play.cast
    p.judged(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)], reject=[cast.lanna_bidder])
    proposed(play)
    for nothing in ("", "   "):
        with refused() as why:
            play.step("submit_result", cast.chair, single_reason=nothing)
        assert why["single_bid_reasoned"].basis is clauses.REG_56
    play.step("submit_result", cast.chair, single_reason="ราคาต่ำกว่าราคากลางและเป็นประโยชน์ต่อทางราชการ")
    assert play.tender.single_reason
    assert play.tender.lot.winner == company_of(cast.siam_bidder)


def test_two_compliant_bids_need_no_such_reason(play: Play) -> None:
    p.judged(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, 228_000_000)])
    proposed(play)
    play.step("submit_result", play.cast.chair)
    assert play.tender.state == T.REPORTED


def test_where_no_bid_complies_nobody_can_be_proposed_and_the_approver_ends_it(play: Play) -> None:
    cast = play.cast
    p.judged(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)], reject=[cast.siam_bidder, cast.lanna_bidder])
    with refused() as why:
        proposed(play)
    assert set(why) == {"none"}
    with refused() as why:
        play.step("record_no_compliant_bid", cast.chair, reason="ไม่มีผู้ผ่าน")
    assert set(why) == {"wrong_duty"}
    play.step("record_no_compliant_bid", cast.head_of_agency, reason="ไม่มีผู้เสนอราคาที่ถูกต้อง")
    assert (play.tender.state, play.tender.lot.state) == (T.FAILED, L.FAILED)


def test_a_purchase_with_a_good_bid_is_not_ended_as_one_without(play: Play) -> None:
    p.judged(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, 228_000_000)])
    with refused() as why:
        play.step("record_no_compliant_bid", play.cast.head_of_agency, reason="ไม่ต้องการ")
    assert set(why) == {"no_acceptable_bid"}


def negotiated(play: Play, price: int) -> None:
    """The chair asks the best bidder, writes the new price down and goes back to the evaluation."""
    cast = play.cast
    play.step("negotiate_price", cast.chair, reason="ราคาต่ำสุดสูงกว่าวงเงินงบประมาณ")
    with clock.shifted_to(play.now):
        negotiating.write_offer(
            play.tender, actor=cast.chair.actor, company=company_of(cast.siam_bidder), first_satang=price, price_satang=price, note="ต่อรอง"
        )
    play.step("record_offer", cast.chair)


def all_too_dear(play: Play, price: int = MUCH_DEARER) -> None:
    p.judged(play, [(play.cast.siam_bidder, price), (play.cast.lanna_bidder, price + 1_000_000)])


def test_a_price_above_the_budget_is_negotiated_before_it_is_proposed(play: Play) -> None:
    all_too_dear(play, DEARER)
    proposed(play)
    with refused() as why:
        play.step("submit_result", play.cast.chair, over_budget_reason="ราคาตลาดสูงขึ้น")
    assert set(why) == {"negotiated_where_dear"}
    assert why["negotiated_where_dear"].basis is clauses.REG_57


def test_a_negotiated_price_within_the_budget_is_awarded_at_that_price(play: Play) -> None:
    all_too_dear(play)
    negotiated(play, BUDGET)
    proposed(play)
    play.step("submit_result", play.cast.chair)
    assert play.tender.lot.award_satang == BUDGET


def test_a_negotiated_price_up_to_ten_percent_above_needs_a_reason_and_a_satang_more_is_refused(play: Play) -> None:
    all_too_dear(play)
    negotiated(play, BUDGET * 11 // 10 + 1)
    proposed(play)
    with refused() as why:
        play.step("submit_result", play.cast.chair, over_budget_reason="ราคาเหมาะสม")
    assert set(why) == {"price_within_tolerance"}
    negotiated(play, BUDGET * 11 // 10)
    proposed(play)
    with refused() as why:
        play.step("submit_result", play.cast.chair)
    assert set(why) == {"over_budget_reasoned"}
    play.step("submit_result", play.cast.chair, over_budget_reason="ราคาตลาดสูงขึ้นหลังประกาศราคากลาง")
    assert play.tender.state == T.REPORTED


def test_only_a_bidder_whose_bid_complies_is_asked_for_a_new_price(play: Play) -> None:
    cast = play.cast
    p.judged(play, [(cast.siam_bidder, MUCH_DEARER), (cast.lanna_bidder, 228_000_000)], reject=[cast.lanna_bidder])
    play.step("negotiate_price", cast.chair, reason="ราคาสูงกว่าวงเงิน")
    with refused() as why, clock.shifted_to(play.now):
        lanna = company_of(cast.lanna_bidder)
        negotiating.write_offer(play.tender, actor=cast.chair.actor, company=lanna, first_satang=BUDGET, price_satang=BUDGET)
    assert set(why) == {"no_bid"}


def test_where_the_price_fits_there_is_nothing_to_negotiate(play: Play) -> None:
    p.judged(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, 228_000_000)])
    with refused() as why:
        play.step("negotiate_price", play.cast.chair, reason="อยากได้ถูกลง")
    assert set(why) == {"price_above_budget"}


def test_the_budget_is_raised_by_who_has_power_for_the_new_total(play: Play) -> None:
    cast = play.cast
    all_too_dear(play)
    with refused() as why:
        play.step("raise_budget", cast.head_of_agency, budget_satang=BUDGET, reason="ขอเพิ่ม")
    assert set(why) == {"budget_is_higher"}
    with refused() as why:
        play.step("raise_budget", cast.chair, budget_satang=MUCH_DEARER, reason="ขอเพิ่ม")
    assert set(why) == {"wrong_duty"}
    play.step("raise_budget", cast.head_of_agency, budget_satang=MUCH_DEARER, reason="ได้รับงบประมาณเพิ่มตามหนังสือที่ 5/2569")
    assert (play.tender.state, play.tender.budget_satang) == (T.EVALUATING, MUCH_DEARER)
    proposed(play)
    play.step("submit_result", cast.chair)
    assert play.tender.state == T.REPORTED


def test_where_all_are_too_dear_the_approver_may_end_it(play: Play) -> None:
    all_too_dear(play)
    play.step("negotiate_price", play.cast.chair, reason="ราคาสูงกว่าวงเงิน")
    play.step("record_no_compliant_bid", play.cast.head_of_agency, reason="ต่อรองแล้วไม่มีผู้ใดลดราคาลงในวงเงิน")
    assert play.tender.state == T.FAILED


# ------------------------------------------------------------------ result and award
def test_a_result_that_is_sent_back_takes_its_proposal_back(play: Play) -> None:
    p.judged(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, 228_000_000)])
    proposed(play)
    play.step("submit_result", play.cast.chair)
    play.step("return_result", play.cast.head_of_agency, reason="ขอให้ทบทวนคุณสมบัติ")
    assert (play.tender.state, play.tender.lot.state, play.tender.lot.winner) == (T.EVALUATING, L.OPEN, None)


def test_the_award_tells_every_bidder_the_price_the_outcome_and_the_reason(play: Play) -> None:
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)], reject=[cast.lanna_bidder])
    entry = next(entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.step == "announce_award")
    told = {row["supplier"]: (row["price_satang"], row["outcome"], bool(row["reason"])) for row in entry.payload["bidders"]}
    assert told == {
        company_of(cast.siam_bidder).ref: (230_000_000, "won", True),
        company_of(cast.lanna_bidder).ref: (228_000_000, "rejected", True),
    }


def test_who_becomes_a_work_abandoner_between_bid_and_award_is_not_awarded(play: Play) -> None:
    cast = play.cast
    p.judged(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    proposed(play)
    abandoners.listed(company_of(cast.lanna_bidder), actor=cast.registrar.actor, at=play.now)
    with refused() as why:
        play.step("submit_result", cast.chair)
    assert set(why) == {"winner_not_banned"}
    bid = play.tender.bids.get(company=company_of(cast.lanna_bidder))
    with clock.shifted_to(play.now):
        evaluating.reconsider(bid, actor=cast.chair.actor, reason="ถูกแจ้งเวียนเป็นผู้ทิ้งงาน")
        evaluating.reject(bid, actor=cast.chair.actor, reason="เป็นผู้ทิ้งงานตามคำสั่ง กค (กวจ) 0405/77")
    proposed(play)
    play.step("submit_result", cast.chair, single_reason="เหลือผู้ผ่านรายเดียว ราคาต่ำกว่าราคากลาง")
    assert play.tender.lot.winner == company_of(cast.siam_bidder)


@pytest.mark.parametrize("listed", [abandoners.listed, abandoners.director_listed])
def test_who_becomes_a_work_abandoner_after_the_award_does_not_sign(play: Play, listed: object) -> None:
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    listed(company_of(cast.lanna_bidder), actor=cast.registrar.actor, at=play.now)  # type: ignore[operator]
    with refused() as why:
        signs(play, signing_day(play))
    assert set(why) == {"lot_winner_not_banned"}


@pytest.mark.parametrize(("kind", "rule"), [(Doc.EGP, "company_in_egp"), (Doc.POWER_OF_ATTORNEY, "company_is_verified")])
def test_a_lapsed_document_that_the_table_says_so_of_keeps_a_company_from_bidding(play: Play, kind: Doc, rule: str) -> None:
    cast = play.cast
    p.invited(play)
    company, bid_day = company_of(cast.siam_bidder), clock.civil(play.tender.bid_opens_at)
    proves(company, kind, until=bid_day - dt.timedelta(days=1), registrar=cast.registrar.person)
    Company.objects.filter(pk=company.pk).update(verified_until=Dossier.of(company).verified_until())
    with refused() as why:
        p.bid(play, cast.siam_bidder, 230_000_000)
    assert set(why) == {rule}
    proves(company, kind, until=bid_day, registrar=cast.registrar.person)
    company.evidence.filter(kind=kind, expires_on__lt=bid_day).delete()
    Company.objects.filter(pk=company.pk).update(verified_until=Dossier.of(company).verified_until())
    assert p.bid(play, cast.siam_bidder, 230_000_000).state == B.SEALED


def test_a_work_abandoner_cannot_bid(play: Play) -> None:
    cast = play.cast
    p.invited(play)
    abandoners.listed(company_of(cast.siam_bidder), actor=cast.registrar.actor, at=play.now)
    with refused() as why:
        p.bid(play, cast.siam_bidder, 230_000_000)
    assert why["bidder_not_banned"].basis is clauses.ACT_111


def test_a_winner_who_does_not_sign_is_passed_over_for_the_next(play: Play) -> None:
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    play.at(signing_day(play))
    play.step("replace_winner", cast.head_of_agency, reason="ผู้ชนะไม่มาลงนามภายในกำหนด")
    assert (play.tender.state, play.tender.standstill_until, play.tender.lot.winner) == (T.EVALUATING, None, None)
    proposed(play)
    assert play.tender.lot.winner == company_of(cast.siam_bidder)
    play.step("submit_result", cast.chair, single_reason="ผู้เสนอราคารายถัดไป ราคาอยู่ในวงเงิน")
    play.step("approve_result", cast.head_of_agency)
    play.step("announce_award", cast.head_officer)
    assert play.tender.standstill_until is not None, "a new award has a new standstill"
    signs(play, signing_day(play))
    assert play.tender.lot.state == L.CONTRACTED


# ------------------------------------------------------------------ cancelling
def test_cancelling_leaves_the_envelopes_unopened_for_good(play: Play) -> None:
    cast = play.cast
    p.invited(play)
    p.bid(play, cast.siam_bidder, 230_000_000)
    play.at(play.tender.bid_closes_at + dt.timedelta(minutes=5))
    play.step("cancel", cast.head_of_agency, ground="67.1", reason="ไม่ได้รับการจัดสรรงบประมาณ")
    bid = play.tender.bids.get()
    assert (play.tender.state, play.tender.lot.state, bid.state, bid.price_satang) == (T.CANCELLED, L.CANCELLED, B.UNOPENED, None)
    with clock.shifted_to(play.now):
        for player in (cast.chair, cast.head_officer):
            opening.hand_in_share(play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
    with refused() as why:
        play.step("open_bids", cast.head_officer)
    assert set(why) == {"wrong_state"}
    assert Tender.objects.get(pk=play.tender.pk).bids.get().price_satang is None


@pytest.mark.parametrize(
    ("ground", "reason", "missing"), [("", "เหตุ", "ground_of_s67"), ("67.9", "เหตุ", "ground_of_s67"), ("67.2", " ", "reason_given")]
)
def test_cancelling_needs_a_ground_of_section_67_and_a_reason(play: Play, ground: str, reason: str, missing: str) -> None:
    p.invited(play)
    with refused() as why:
        play.step("cancel", play.cast.head_of_agency, ground=ground, reason=reason)
    assert set(why) == {missing}


def test_after_a_signature_there_is_no_cancelling_and_no_other_winner(play: Play) -> None:
    p.announced(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, 228_000_000)])
    signs(play, signing_day(play))
    play.at(signing_day(play))
    for step, more in (("cancel", {"ground": "67.2"}), ("replace_winner", {})):
        with refused() as why:
            play.step(step, play.cast.head_of_agency, reason="เปลี่ยนใจ", **more)
        assert set(why) == {"no_contract_signed"}
