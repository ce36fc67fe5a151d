"""From the announced award to the signed contract, walked in the browser's way: page by page, button by button."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace.contracts.models import Contract
from marketplace.contracts.states import C
from marketplace.kernel import clock
from suppliers.models import Company
from tenders.actions import ending
from tenders.states import L, T
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db
PRICE = 228_000_000


@pytest.fixture(autouse=True)
def _files_stay_in_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def play(cast):
    """Lanna Soft has won; the appeal period runs."""
    Company.objects.update(vat_registered=True)
    made = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    p.announced(made, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)])
    for player in (cast.inspector, cast.finance, cast.administrator):
        made.declare(player)
    return made


class Browser:
    """One person's browser at one moment, in English."""

    def __init__(self, who, moment):
        self.client, self.moment = Client(headers={"accept-language": "en"}), moment
        if who is not None:
            self.client.force_login(who.person)

    def see(self, address):
        with clock.shifted_to(self.moment):
            response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response.content.decode()

    def send(self, address, **data):
        with clock.shifted_to(self.moment):
            return self.client.post(address, data)

    def take(self, obj, step, **data):
        """Open the page of a step, send its form with the version that it carries; the step must be taken."""
        address = reverse("take_step", args=[obj.log_kind, obj.ref, step])
        seen = re.search(r'name="seen" value="(\d+)"', self.see(address))
        response = self.send(address, seen=seen[1], **data)
        assert response.status_code == 302, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))[:1500]


def purchase(play):
    return play.tender.get_absolute_url()


def in_standstill(play):
    return clock.at(play.tender.standstill_until, dt.time(15))


def after_standstill(play):
    return clock.at(play.tender.earliest_signing_on, dt.time(10))


def test_in_the_appeal_period_the_officer_finds_the_button_and_the_reason_of_the_lock(play):
    page = Browser(play.cast.officer, in_standstill(play)).see(purchase(play))
    assert reverse("contracts:draft", args=[play.tender.lot.ref]) in page
    assert "Signing is locked" in page
    assert "The appeal period runs until the end of" in page


@pytest.mark.parametrize("who", ["head_of_agency", "finance", "auditor", "siam_owner", "lanna_owner", None])
def test_only_the_officer_and_the_head_officer_find_the_button(play, who):
    page = Browser(getattr(play.cast, who) if who else None, in_standstill(play)).see(purchase(play))
    assert "/contracts/draft/" not in page


def test_an_open_appeal_is_shown_as_the_lock_after_the_period_is_over(play):
    with clock.shifted_to(in_standstill(play)):
        ending.file_appeal(play.tender, actor=play.cast.siam_bidder.actor, text="ผู้ชนะไม่มีผลงานตามประกาศ")
    page = Browser(play.cast.officer, after_standstill(play)).see(purchase(play))
    assert "An appeal is open: the contract cannot be signed." in page


def test_before_the_award_is_announced_nobody_is_offered_a_contract(cast):
    made = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    p.judged(made, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)])
    assert "/contracts/draft/" not in Browser(cast.officer, made.now).see(made.tender.get_absolute_url())


def test_the_whole_way_to_the_signature_leads_from_page_to_page(play):
    cast, lot, now = play.cast, play.tender.lot, after_standstill(play)
    officer, party, head = (Browser(who, now) for who in (cast.officer, cast.lanna_owner, cast.head_of_agency))

    drafted = officer.send(reverse("contracts:draft", args=[lot.ref]))
    contract = Contract.objects.get(lot=lot)
    assert contract.ref in drafted.url
    assert contract.ref in officer.see(purchase(play))
    assert contract.ref not in party.see(purchase(play))

    officer.take(contract, "offer")
    assert contract.get_absolute_url() in party.see(purchase(play))
    assert contract.ref not in Browser(None, now).see(purchase(play))

    party.take(contract, "give_guarantee", kind="e_lg", issuer="ธนาคารกรุงไทย", number="LG-1", amount_satang="114,000", dated_on="7/9/2026")
    lot.refresh_from_db()
    assert not lot.guarantee_recorded
    officer.take(contract, "check_guarantee")
    lot.refresh_from_db()
    assert lot.guarantee_recorded

    party.take(contract, "party_sign", confirmed="on")
    head.take(contract, "sign", confirmed="on")
    for row in (contract, lot, play.tender):
        row.refresh_from_db()
    assert (contract.state, lot.state, play.tender.state) == (C.IN_FORCE, L.CONTRACTED, T.CONCLUDED)

    assert lot.contracted_on == clock.civil(now)

    everybody = Browser(None, now)
    page = everybody.see(purchase(play))
    assert contract.get_absolute_url() in page
    assert "The essentials of the contract are public." in page
    assert "2,280,000" in everybody.see(contract.get_absolute_url())


def test_a_guarantee_that_is_sent_back_is_not_recorded_any_more(play):
    cast, lot, now = play.cast, play.tender.lot, after_standstill(play)
    officer, party = Browser(cast.officer, now), Browser(cast.lanna_owner, now)
    officer.send(reverse("contracts:draft", args=[lot.ref]))
    contract = Contract.objects.get(lot=lot)
    officer.take(contract, "offer")
    party.take(contract, "give_guarantee", kind="e_lg", issuer="ธนาคารกรุงไทย", number="LG-1", amount_satang="114,000", dated_on="7/9/2026")
    officer.take(contract, "send_back_guarantee", reason="ธนาคารไม่ยืนยัน")
    lot.refresh_from_db()
    assert not lot.guarantee_recorded
