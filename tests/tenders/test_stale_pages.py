"""Who works on an old page is warned; nothing of a colleague is written over, and what was typed stays."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace.kernel import clock
from tenders.actions import preparing, publishing
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast):
    return p.drafted(p.Play(cast=cast, category=Category.objects.get(code="construction-permit")))


def browser(player):
    client = Client(headers={"accept-language": "en"})
    client.force_login(player.person)
    return client


def opens(client, address):
    """What the page carries as the version that is seen."""
    return re.search(r'name="seen" value="(\d+)"', client.get(address).content.decode())[1]


def colleague_acts(play):
    play.tender.refresh_from_db()
    preparing.change_details(play.tender, actor=play.cast.head_officer.actor, need="เหตุผลที่เพื่อนร่วมงานเขียน")


DETAILS = {
    "title": "ชื่อใหม่", "need": "เหตุผลของฉัน", "budget_satang": "2,400,000", "budget_source": "เทศบัญญัติ", "delivery_days": "90",
    "method_reason": "วงเงินเกิน 500,000 บาท",
}  # fmt: skip


def test_details_written_on_an_old_page_overwrite_nothing_and_stay_typed(play):
    client, address = browser(play.cast.officer), reverse("purchase_details", args=[play.tender.ref])
    seen = opens(client, address)
    colleague_acts(play)
    answer = client.post(address, {**DETAILS, "seen": seen})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone else has acted since this page was opened" in html
    assert "เหตุผลของฉัน" in html
    play.tender.refresh_from_db()
    assert play.tender.need == "เหตุผลที่เพื่อนร่วมงานเขียน"
    again = re.search(r'name="seen" value="(\d+)"', html)[1]
    assert client.post(address, {**DETAILS, "seen": again}).status_code == 302, "warned, the person decides anew"
    play.tender.refresh_from_db()
    assert play.tender.need == "เหตุผลของฉัน"


def test_a_page_shown_again_for_bad_input_still_knows_what_was_seen_first(play):
    client, address = browser(play.cast.officer), reverse("purchase_details", args=[play.tender.ref])
    seen = opens(client, address)
    colleague_acts(play)
    answer = client.post(address, {**DETAILS, "budget_satang": "สองล้าน", "seen": seen})
    assert answer.status_code == 422
    assert f'name="seen" value="{seen}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "page", "data"),
    [
        ("officer", "purchase_committees", {"kind": "tor", "tor-order_no": "7/2569", "tor-due_on": "31/12/2026"}),
        ("chair", "purchase_terms", {"text_scope": "ขอบเขตใหม่"}),
        ("chair", "purchase_reference_price", {"source": "market", "name_1": "ก", "amount_1": "1", "amount_satang": "1", "reason": "ไม่มี"}),
    ],
)
def test_committees_terms_and_reference_price_are_guarded_too(play, who, page, data):
    client, address = browser(getattr(play.cast, who)), reverse(page, args=[play.tender.ref])
    seen = opens(client, address)
    colleague_acts(play)
    if page == "purchase_committees":
        data = {**data, "tor-chair": str(play.cast.member.person.pk)}
    if page == "purchase_reference_price":
        data = {**data, "name_2": "ข", "amount_2": "1", "name_3": "ค", "amount_3": "1"}
    answer = client.post(address, {**data, "seen": seen})
    assert answer.status_code == 409
    assert "Someone else has acted" in answer.content.decode()


def test_two_colleagues_who_answer_the_same_comment_do_not_overwrite_each_other(cast):
    play = p.approved(p.Play(cast=cast, category=Category.objects.get(code="construction-permit")))
    play.step("publish_draft", cast.head_officer)
    with clock.shifted_to(play.now):
        row = publishing.comment(play.tender, actor=cast.stranger.actor, name="สมชาย", email="s@talat.example", text="ควรแยกงานอบรม")
    client, address = browser(cast.officer), reverse("comment_answer", args=[play.tender.ref, row.number])
    seen = opens(client, address)
    publishing.answer_comment(row, actor=cast.head_officer.actor, answer="คงไว้ตามเดิม", changes_draft=False)
    assert client.post(address, {"answer": "จะแก้ไข", "changes_draft": "on", "seen": seen}).status_code == 409
    row.refresh_from_db()
    assert row.answer == "คงไว้ตามเดิม"


def test_an_open_page_asks_whether_somebody_acted_and_warns(play):
    client = browser(play.cast.officer)
    play.tender.refresh_from_db()
    address = reverse("tender_news", args=[play.tender.ref])
    seen = play.tender.version
    assert client.get(address, {"seen": seen}).status_code == 204
    colleague_acts(play)
    answer = client.get(address, {"seen": seen})
    assert "Someone else has acted meanwhile" in answer.content.decode()
    assert address in client.get(play.tender.get_absolute_url()).content.decode()


def test_the_open_page_learns_nothing_of_a_bid_that_was_handed_in(cast):
    play = p.invited(p.Play(cast=cast, category=Category.objects.get(code="construction-permit")))
    seen = play.tender.version
    p.bid(play, cast.siam_bidder, 230_000_000)
    assert browser(cast.officer).get(reverse("tender_news", args=[play.tender.ref]), {"seen": seen}).status_code == 204
