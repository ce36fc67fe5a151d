"""Committees that change: a member steps back, another takes the place, the chair's key passes on in time, and who decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from marketplace.notifications.models import Message
from marketplace.procedure import Refused, act
from marketplace.web.work import desk
from suppliers.models import Company
from tenders.actions import evaluating, opening
from tenders.actions.case import evaluation_day
from tenders.models import CommitteeKind, KeyShare, Seat
from tenders.states import S, T
from tests.cast import Cast, Player
from tests.contracts.conftest import PRICE, Deal
from tests.factories import purchases as p

pytestmark = [pytest.mark.django_db, pytest.mark.one_round]

REASON = "มีส่วนได้เสียกับผู้ยื่นข้อเสนอ"


@pytest.fixture
def play(cast: Cast, settings: Any, tmp_path: Any) -> p.Play:
    settings.MEDIA_ROOT = tmp_path
    Company.objects.update(vat_registered=True)
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def seat(play: p.Play, who: Player, kind: CommitteeKind = CommitteeKind.EVALUATION) -> Seat:
    return Seat.objects.get(committee__tender=play.tender, committee__kind=kind, person=who.person)


def step_back(play: p.Play, who: Player, kind: CommitteeKind = CommitteeKind.EVALUATION, at: dt.datetime | None = None) -> None:
    with clock.shifted_to(at or play.now):
        act(seat(play, who, kind), "recuse", actor=who.actor, reason=REASON)


def replace(
    play: p.Play, gone: Player, successor: Player | None, *, by: Player | None = None, at: dt.datetime | None = None, **more: Any
) -> Seat:
    kind = more.pop("kind", CommitteeKind.EVALUATION)
    given = {"successor": successor.person if successor else None, "order_no": "9/2569", "reason": REASON, **more}
    with clock.shifted_to(at or play.now):
        made: Seat = act(seat(play, gone, kind), "replace", actor=(by or play.cast.head_of_agency).actor, **given)
    return made


def refusals(call: Any, *args: Any, **kwargs: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    assert all(str(one.sentence) and one.basis for one in refused.value.refusals)
    return {one.code for one in refused.value.refusals}


def todo(play: p.Play, who: Player, at: dt.datetime | None = None) -> list[str]:
    with clock.shifted_to(at or play.now):
        return [name for item in desk(who.actor).for_me for name in item.steps]


def test_a_member_who_steps_back_is_replaced_before_the_committee_reports(play: p.Play) -> None:
    cast = play.cast
    p.judged(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)])
    with clock.shifted_to(play.now):
        evaluating.propose_winner(play.tender.lot, actor=cast.chair.actor)
    play.tender.refresh_from_db()
    step_back(play, cast.second_member)
    assert "committee_complete" in refusals(play.step, "submit_result", cast.chair)
    assert "seat.replace" in todo(play, cast.head_of_agency)
    assert "seat.replace" not in todo(play, cast.officer)

    assert refusals(replace, play, cast.second_member, cast.officer, by=cast.officer)  # only who appoints
    assert refusals(replace, play, cast.second_member, None) == {"successor_fits"}
    assert refusals(replace, play, cast.second_member, cast.other_officer) == {"successor_fits"}
    assert refusals(replace, play, cast.second_member, cast.member) == {"successor_fits"}
    assert refusals(replace, play, cast.second_member, cast.inspector) == {"successor_on_one_side"}
    assert refusals(replace, play, cast.second_member, cast.officer, order_no=" ", reason="") == {"replacement_ordered", "reason_given"}
    _by_the_form(play)

    made = seat(play, cast.officer)
    assert (made.state, made.role, made.order_no, made.in_place_of) == (S.APPOINTED, "member", "9/2569", seat(play, cast.second_member))
    assert seat(play, cast.second_member).state == S.REPLACED
    assert "seat.replace" not in todo(play, cast.head_of_agency)
    assert "seat.declare" in todo(play, cast.officer)
    _told(play)

    evaluation = reverse("evaluation", args=[play.tender.ref])
    new, old = Client(), Client()
    new.force_login(cast.officer.person)
    old.force_login(cast.second_member.person)
    with clock.shifted_to(play.now):
        assert (new.get(evaluation).status_code, old.get(evaluation).status_code) == (404, 404)
    assert "members_declared" in refusals(play.step, "submit_result", cast.chair)
    play.declare(cast.officer)
    with clock.shifted_to(play.now):
        assert new.get(evaluation).status_code == 200

    refs = {player: player.person.ref for player in (cast.chair, cast.member, cast.officer)}
    assert refusals(play.step, "submit_result", cast.chair, present=[refs[cast.chair]]) == {"quorum_met"}
    assert refusals(play.step, "submit_result", cast.chair, present=[refs[cast.member], refs[cast.officer]]) == {"quorum_met"}
    play.step("submit_result", cast.chair, present=[refs[cast.chair], refs[cast.officer]])
    assert play.tender.state == T.REPORTED
    (told,) = [e for e in audit.entries(root=("tender", play.tender.ref)) if e.code == "tenders.result_submitted"]
    assert set(told.payload["took_part"]) == {refs[cast.chair], refs[cast.officer]}


def _by_the_form(play: p.Play) -> None:
    """The head of agency replaces the member on the pages, in both languages; what was typed stays."""
    cast = play.cast
    gone = seat(play, cast.second_member)
    address = reverse("take_step", args=["seat", gone.ref, "replace"])
    for language, empty, button in (
        ("en", "A place in a committee is empty", "Appoint another person"),
        ("th", "ตำแหน่งในคณะกรรมการว่าง", "แต่งตั้งผู้อื่นแทน"),
    ):
        client = Client(headers={"accept-language": language})
        client.force_login(cast.head_of_agency.person)
        with clock.shifted_to(play.now):
            page = client.get(play.tender.get_absolute_url()).content.decode()
            assert empty in page
            assert address in page
            form = client.get(address).content.decode()
            assert button in form
            assert cast.officer.person.name in form
            assert cast.member.person.name not in form.split("<form")[-1]
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.head_of_agency.person)
    given = {"seen": gone.version, "successor": cast.officer.person.pk, "order_no": "9/2569", "reason": ""}
    with clock.shifted_to(play.now):
        assert "9/2569" in (again := client.post(address, given)).content.decode()
        assert again.status_code == 422
        assert client.post(address, {**given, "reason": REASON}).status_code == 302


def _told(play: p.Play) -> None:
    audit.deliver()
    cast = play.cast
    about = Message.objects.filter(root_ref=play.tender.ref)
    assert about.filter(person=cast.officer.person, route="tenders.member_replaced").waiting().exists()
    assert about.filter(person=cast.second_member.person, route="tenders.member_replaced.leaves").exists()
    assert not about.filter(person=cast.head_of_agency.person, route="tenders.member_recused").waiting().exists()


def test_a_request_with_an_empty_place_is_not_approved(play: p.Play) -> None:
    cast = play.cast
    p.drafted(play, comment_round=False)
    play.step("submit_request", cast.officer)
    step_back(play, cast.second_member)
    assert refusals(play.step, "approve_request", cast.head_of_agency) == {"committees_large_enough"}
    replace(play, cast.second_member, cast.head_officer)
    play.step("approve_request", cast.head_of_agency)
    assert play.tender.state == T.APPROVED


def test_a_new_chair_gets_a_share_of_a_new_key_before_the_window_and_nobody_after(play: p.Play) -> None:
    cast = play.cast
    p.invited(play)
    before = bytes(play.tender.key_pair.public_key)
    assert refusals(replace, play, cast.chair, cast.officer) == {"successor_has_key"}
    with clock.shifted_to(play.now):
        opening.enrol(actor=cast.officer.actor, passphrase=p.PASSPHRASE)
    replace(play, cast.chair, cast.officer)
    play.declare(cast.officer)
    play.tender.refresh_from_db()
    assert bytes(play.tender.key_pair.public_key) != before
    assert set(KeyShare.objects.filter(tender=play.tender).values_list("holder", flat=True)) == {
        cast.officer.person.pk, cast.head_officer.person.pk, cast.key_officer.person.pk,
    }  # fmt: skip
    (renewed,) = [e for e in audit.entries(root=("tender", play.tender.ref)) if e.code == "tenders.keys_renewed"]
    assert renewed.payload["public_key"] == bytes(play.tender.key_pair.public_key).hex()

    # From the first moment of the window on it is refused in the same words, whether somebody has bid or not.
    opens, closes = play.tender.bid_opens_at, play.tender.bid_closes_at
    assert refusals(replace, play, cast.officer, cast.superior, at=opens) == {"key_may_pass_on"}
    p.bid(play, cast.siam_bidder, 230_000_000)
    p.bid(play, cast.lanna_bidder, PRICE)
    late = closes + dt.timedelta(minutes=5)
    assert refusals(replace, play, cast.officer, cast.superior, at=late) == {"key_may_pass_on"}
    replace(play, cast.member, cast.superior, at=late)  # another member may be replaced at any time
    play.at(late).declare(cast.superior)

    with clock.shifted_to(late):
        assert refusals(opening.hand_in_share, play.tender, actor=cast.chair.actor, passphrase=p.PASSPHRASE) == {"wrong_duty"}
        for holder in (cast.officer, cast.head_officer):
            opening.hand_in_share(play.tender, actor=holder.actor, passphrase=p.PASSPHRASE)
    play.step("open_bids", cast.head_officer)
    assert sorted(play.tender.bids.values_list("price_satang", flat=True)) == [PRICE, 230_000_000]

    replace(play, cast.officer, cast.head_officer, at=late)  # opened: no key is needed any more
    with clock.shifted_to(clock.at(evaluation_day(play.tender), dt.time(10))):
        assert refusals(evaluating.record_check, play.tender.bids.first(), actor=cast.officer.actor, code="documents", passed=True) == {
            "wrong_duty"
        }


def test_who_accepts_is_replaced_after_signing_and_the_earlier_finding_counts_no_longer(play: p.Play) -> None:
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)])
    play.declare(cast.inspector, cast.finance, cast.administrator)
    deal = Deal(play, clock.at(play.tender.earliest_signing_on, dt.time(10))).signed()
    play.tender.refresh_from_db()
    assert play.tender.state == T.CONCLUDED
    delivery = deal.delivered(1)
    deal.step("inspect", cast.finance, delivery, accepts=False, note="เมนูค้นหาใช้ไม่ได้")
    play.at(deal.now)
    step_back(play, cast.finance, CommitteeKind.ACCEPTANCE)
    for player in (cast.inspector, cast.administrator):
        deal.step("inspect", player, deal.delivery(1), accepts=True, note="")
    assert deal.delivery(1).state == "delivered"
    assert "acceptors_appointed" in refusals(deal.step, "accept", cast.inspector, deal.delivery(1))
    assert "seat.replace" in todo(play, cast.head_of_agency)
    assert refusals(replace, play, cast.finance, cast.member, kind=CommitteeKind.ACCEPTANCE) == {"successor_on_one_side"}
    replace(play, cast.finance, cast.superior, kind=CommitteeKind.ACCEPTANCE)
    assert "conflict_declared" in refusals(deal.step, "inspect", cast.superior, deal.delivery(1), accepts=True, note="")
    play.declare(cast.superior)
    deal.step("inspect", cast.superior, deal.delivery(1), accepts=True, note="")
    assert deal.delivery(1).state == "accepted"
    assert deal.delivery(1).inspections.count() == 4  # what was found before stays on record
    assert refusals(replace, play, cast.chair, cast.officer) == {"seat_still_needed"}

    _late_acceptance(deal, play)


def _late_acceptance(deal: Deal, play: p.Play) -> None:
    """The last day of the committee: shown, refused after it, extended by the head of agency alone."""
    cast = play.cast
    committee = play.tender.committees.get(kind=CommitteeKind.ACCEPTANCE)
    committee.due_on = deal.delivery(2).due_on - dt.timedelta(days=3)
    committee.save()
    deal.delivered(2)
    play.at(deal.now)
    assert refusals(deal.step, "inspect", cast.inspector, deal.delivery(2), accepts=True, note="") == {"acceptors_in_time"}
    assert "delivery.inspect" not in todo(play, cast.inspector)
    assert "contract.extend_acceptance_time" in todo(play, cast.head_of_agency)
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.head_of_agency.person)
    with clock.shifted_to(deal.now):
        page = client.get(deal.contract.get_absolute_url()).content.decode()
    assert "Last day for the acceptance committee" in page
    assert "overdue" in page
    assert "Give the acceptance committee more time" in page
    more = committee.due_on + dt.timedelta(days=30)
    assert refusals(deal.step, "extend_acceptance_time", cast.officer, due_on=more, reason=REASON) == {"wrong_duty"}
    assert refusals(deal.step, "extend_acceptance_time", cast.head_of_agency, due_on=committee.due_on, reason="") == {
        "acceptance_day_is_later", "reason_given",
    }  # fmt: skip
    deal.step("extend_acceptance_time", cast.head_of_agency, due_on=more, reason="ผู้ขายส่งมอบล่าช้า")
    committee.refresh_from_db()
    assert committee.due_on == more
    for player in (cast.inspector, cast.superior, cast.administrator):
        deal.step("inspect", player, deal.delivery(2), accepts=True, note="")
    assert deal.delivery(2).state == "accepted"
