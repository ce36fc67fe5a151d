"""Ways out of what would otherwise stand still, and hands that do not serve (cl. 25, 46, 47, 52, 57). One sentence each."""

from __future__ import annotations

import datetime as dt

import pytest

from marketplace import audit
from marketplace.accounts.actions.delegating import delegate
from marketplace.accounts.models import Family
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure import act
from tenders.actions import evaluating, negotiating, opening, preparing, publishing
from tenders.models import CommitteeKind, DraftComment, Question
from tenders.states import Q, T
from tests.factories import abandoners
from tests.factories import purchases as p
from tests.factories.purchases import Play, company_of
from tests.stories.conftest import refused
from tests.stories.test_ebidding import proposed
from tests.tenders.test_sme_ceiling import make_sme

pytestmark = pytest.mark.django_db
PRICES = (230_000_000, 228_000_000)


# ------------------------------------------------------------------ a question that nobody answered in time
def asked(play: Play) -> Question:
    p.invited(play)
    with clock.shifted_to(play.now):
        return publishing.ask(play.tender, actor=play.cast.siam_bidder.actor, text="ต้องรองรับผู้ใช้กี่คน")


def test_a_question_left_unanswered_with_a_reason_no_longer_keeps_the_envelopes_shut(play: Play) -> None:
    cast, question = play.cast, asked(play)
    p.bid(play, cast.siam_bidder, PRICES[0])
    play.at(play.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(play.now):
        for player in (cast.chair, cast.head_officer):
            opening.hand_in_share(play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
        act(question, "leave_unanswered", actor=cast.head_officer.actor, reason="ถามในวันสุดท้ายหลังเวลาราชการ ตอบไม่ทันกำหนด")
    question.refresh_from_db()
    assert (question.state, question.answer) == (Q.NOT_ANSWERED, "")
    play.step("open_bids", cast.head_officer)
    assert play.tender.state == T.EVALUATING


def test_everybody_reads_the_question_and_why_it_was_not_answered(play: Play, client: object) -> None:
    question = asked(play)
    with clock.shifted_to(play.now):
        act(question, "leave_unanswered", actor=play.cast.head_officer.actor, reason="ไม่เกี่ยวกับเอกสารประกวดราคา")
        html = client.get(play.tender.get_absolute_url()).content.decode()  # type: ignore[attr-defined]
    assert "ต้องรองรับผู้ใช้กี่คน" in html
    assert "ไม่เกี่ยวกับเอกสารประกวดราคา" in html


def test_once_it_is_too_late_to_answer_the_head_officer_finds_the_question_on_the_desk(play: Play) -> None:
    from marketplace.web.work import desk
    from tenders.actions.case import answer_until

    question = asked(play)
    last = answer_until(play.tender)
    assert last is not None

    def steps(day: dt.date) -> set[str]:
        with clock.shifted_to(clock.at(day, dt.time(10))):
            return {step for item in desk(play.cast.head_officer.actor).for_me for step in item.steps}

    assert question.state == Q.ASKED
    assert "question.answer_question" in steps(last)
    assert "question.leave_unanswered" in steps(last + dt.timedelta(days=1))


def test_without_a_reason_and_by_an_officer_no_question_is_left(play: Play) -> None:
    question = asked(play)
    with refused() as why, clock.shifted_to(play.now):
        act(question, "leave_unanswered", actor=play.cast.head_officer.actor, reason=" ")
    assert set(why) == {"reason_given"}
    with refused() as why, clock.shifted_to(play.now):
        act(question, "leave_unanswered", actor=play.cast.officer.actor, reason="ไม่ตอบ")
    assert set(why) == {"wrong_duty"}


# ------------------------------------------------------------------ what was promised to commenters
def promised(play: Play) -> DraftComment:
    p.approved(play)
    play.step("publish_draft", play.cast.head_officer)
    with clock.shifted_to(play.now):
        row = publishing.comment(play.tender, actor=play.cast.stranger.actor, name="สมชาย", email="s@talat.example", text="ควรแยกงานอบรม")
        publishing.answer_comment(row, actor=play.cast.officer.actor, answer="จะแก้ไขตามความเห็น", changes_draft=True)
    play.at(clock.at(play.tender.comments_until + dt.timedelta(days=1), dt.time(9)))
    return row


def test_a_change_that_a_commenter_was_promised_is_made_before_the_round_is_closed(play: Play) -> None:
    cast = play.cast
    promised(play)
    with refused() as why:
        play.step("settle_comments", cast.head_of_agency)
    assert set(why) == {"promised_changes_made"}
    assert why["promised_changes_made"].basis is clauses.REG_47
    with clock.shifted_to(play.now):
        preparing.save_terms(play.tender, actor=cast.chair.actor, sections=[{**p.TERMS[0], "text": "แยกงานอบรมออก"}, p.TERMS[1]])
    play.tender.refresh_from_db()
    with refused() as why:
        play.step("republish_draft", cast.head_officer)
    assert set(why) == {"terms_finished"}, "an unfinished text is not published"
    with clock.shifted_to(play.now):
        preparing.finish_terms(play.tender, actor=cast.chair.actor)
    play.tender.refresh_from_db()
    play.step("republish_draft", cast.head_officer)
    play.at(clock.at(play.tender.comments_until + dt.timedelta(days=1), dt.time(9)))
    play.step("settle_comments", cast.head_of_agency)


def test_an_answer_that_is_corrected_promises_nothing_any_more(play: Play) -> None:
    row = promised(play)
    with clock.shifted_to(play.now):
        publishing.answer_comment(row, actor=play.cast.officer.actor, answer="คงไว้ตามเดิม", changes_draft=False)
    play.step("settle_comments", play.cast.head_of_agency)
    assert play.tender.state == T.READY


def test_nobody_writes_terms_before_declaring_to_have_no_conflict(play: Play) -> None:
    from tenders.models import SeatRole

    p.drafted(play)
    cast = play.cast
    with clock.shifted_to(play.now):
        preparing.appoint(
            play.tender, actor=cast.officer.actor, kind=CommitteeKind.TOR, order_no="9/2569", due_on=dt.date(2026, 12, 31),
            members=[(cast.finance.person, SeatRole.SOLE)],
        )  # fmt: skip
    with refused() as why, clock.shifted_to(play.now):
        preparing.save_terms(play.tender, actor=cast.finance.actor, sections=p.TERMS)
    assert set(why) == {"undeclared"}


# ------------------------------------------------------------------ the committee's time (cl. 25)
def late(play: Play) -> None:
    p.judged(play, [(play.cast.siam_bidder, PRICES[0]), (play.cast.lanna_bidder, PRICES[1])])
    proposed(play)
    committee = play.tender.committees.get(kind=CommitteeKind.EVALUATION)
    committee.due_on = clock.civil(play.now) - dt.timedelta(days=1)
    committee.save(update_fields=["due_on"])


def test_after_its_time_the_committee_reports_only_once_the_head_has_given_a_later_day(play: Play) -> None:
    late(play)
    cast, today = play.cast, clock.civil(play.now)
    with refused() as why:
        play.step("submit_result", cast.chair)
    assert set(why) == {"committee_in_time"}
    assert why["committee_in_time"].basis is clauses.REG_25
    with refused() as why:
        play.step("extend_committee_time", cast.head_of_agency, due_on=today, reason="รอเอกสาร")
    assert set(why) == {"day_is_later"}
    with refused() as why:
        play.step("extend_committee_time", cast.chair, due_on=today + dt.timedelta(days=5), reason="รอเอกสาร")
    assert set(why) == {"wrong_duty"}
    play.step("extend_committee_time", cast.head_of_agency, due_on=today + dt.timedelta(days=5), reason="รอผู้ยื่นข้อเสนอชี้แจงเอกสาร")
    play.step("submit_result", cast.chair)
    assert play.tender.state == T.REPORTED
    entry = next(e for e in audit.entries(root=("tender", play.tender.ref)) if e.step == "extend_committee_time" and e.target)
    assert entry.payload["due_on"] == (today + dt.timedelta(days=5)).isoformat()


# ------------------------------------------------------------------ hands that do not serve
def test_who_evaluates_does_not_decide_on_the_result_even_with_power_to_order(play: Play) -> None:
    cast = play.cast
    with clock.shifted_to(play.now), audit.unit():
        delegate(
            actor=cast.head_of_agency.actor, organisation=cast.agency, holder=cast.member.person, families=[Family.GENERAL],
            max_satang=1_000_000_000, from_on=clock.today(), to_on=dt.date(2026, 12, 31), order_no="มอบ 2/2569", sao_copy_no="สตง 2/2569",
        )  # fmt: skip
    p.judged(play, [(cast.siam_bidder, PRICES[0]), (cast.lanna_bidder, PRICES[1])])
    proposed(play)
    play.step("submit_result", cast.chair)
    with refused() as why:
        play.step("approve_result", cast.member)
    assert set(why) == {"evaluator_does_not_decide"}


def test_a_winner_listed_as_work_abandoner_after_the_approval_is_not_announced(play: Play) -> None:
    cast = play.cast
    p.judged(play, [(cast.siam_bidder, PRICES[0]), (cast.lanna_bidder, PRICES[1])])
    proposed(play)
    play.step("submit_result", cast.chair)
    play.step("approve_result", cast.head_of_agency)
    abandoners.listed(company_of(cast.lanna_bidder), actor=cast.registrar.actor, at=play.now)
    with refused() as why:
        play.step("announce_award", cast.head_officer)
    assert set(why) == {"winner_not_banned"}
    play.step("return_result", cast.head_of_agency, reason="ผู้ชนะถูกแจ้งเวียนเป็นผู้ทิ้งงาน")
    assert play.tender.state == T.EVALUATING


def test_the_list_is_looked_up_with_its_day_at_the_bid_and_at_the_award(play: Play) -> None:
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, PRICES[0]), (cast.lanna_bidder, PRICES[1])])
    winner = company_of(cast.lanna_bidder).ref
    looked = [
        (entry.payload["at_step"], clock.civil(entry.at))
        for entry in audit.entries(root=("tender", play.tender.ref))
        if entry.code == "tenders.standing_checked" and entry.payload["supplier"] == winner
    ]
    assert ("bid", clock.civil(play.tender.bid_opens_at)) in looked
    assert ("award", clock.civil(play.now)) in looked


# ------------------------------------------------------------------ a preferred bid above the budget
def test_a_bid_that_wins_by_preference_above_the_budget_is_negotiated_like_any_other(play: Play) -> None:
    """The lowest price fits the budget; the SME that ranks first does not: it is asked for less, and nobody ends the purchase."""
    cast = play.cast
    make_sme(play)
    p.judged(play, [(cast.siam_bidder, 235_000_000), (cast.lanna_bidder, 245_000_000)])
    proposed(play)
    assert play.tender.lot.winner == company_of(cast.lanna_bidder)
    with refused() as why:
        play.step("record_no_compliant_bid", cast.head_of_agency, reason="สูงกว่าวงเงิน")
    assert set(why) == {"no_acceptable_bid"}
    with refused() as why:
        play.step("submit_result", cast.chair, over_budget_reason="ราคาเหมาะสม")
    assert set(why) == {"negotiated_where_dear"}
    play.step("negotiate_price", cast.chair, reason="ผู้ชนะโดยได้แต้มต่อเสนอราคาสูงกว่าวงเงิน")
    with clock.shifted_to(play.now):
        negotiating.write_offer(
            play.tender, actor=cast.chair.actor, company=company_of(cast.lanna_bidder), first_satang=245_000_000, price_satang=240_000_000
        )
    play.step("record_offer", cast.chair)
    with clock.shifted_to(play.now):
        evaluating.propose_winner(play.tender.lot, actor=cast.chair.actor)
    play.step("submit_result", cast.chair)
    assert play.tender.lot.award_satang == 240_000_000
