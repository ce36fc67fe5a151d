"""Why a company cannot bid and what comes next: every reason at once, the same as at the door, on the purchase's page."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from catalog.models import Category
from marketplace.kernel import clock
from suppliers.models import Company
from suppliers.states import V
from tenders import rules
from tenders.actions.why_not import against_bidding
from tenders.models import Bid
from tests.factories import abandoners
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast):
    return p.invited(p.Play(cast=cast, category=Category.objects.get(code="construction-permit")))


def against(play, who, at):
    with clock.shifted_to(at):
        return against_bidding(play.tender, p.company_of(who), actor=who.actor)


def in_the_window(play):
    return play.tender.bid_opens_at + dt.timedelta(minutes=5)


def test_every_reason_is_told_at_once_with_its_basis_and_nothing_is_begun(play):
    company = p.company_of(play.cast.isan_owner)
    Company.objects.filter(pk=company.pk).update(state=V.CLAIMED, egp_no="")
    abandoners.listed(company, actor=play.cast.registrar.actor, at=play.now)
    found = {one.code: one for one in against(play, play.cast.isan_owner, play.now)}
    expected = {"wrong_duty", "company_is_verified", "company_in_egp", "bidder_not_banned", "within_bid_window", "bid_documents_complete"}
    assert expected <= set(found)
    assert all(one.text and one.basis for one in found.values())
    assert all(found[code].what_to_do for code in expected - {"wrong_duty"})
    assert not Bid.objects.exists()


def test_a_company_that_only_lacks_its_documents_is_told_only_that(play):
    assert [one.code for one in against(play, play.cast.siam_bidder, in_the_window(play))] == ["bid_documents_complete"]


def test_who_has_bid_is_told_that_one_bid_is_all(play):
    p.bid(play, play.cast.siam_bidder, 230_000_000)
    assert "bids_once" in [one.code for one in against(play, play.cast.siam_bidder, in_the_window(play))]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_of_the_purchase_says_it_in_the_readers_language(play, language):
    company = p.company_of(play.cast.siam_bidder)
    Company.objects.filter(pk=company.pk).update(state=V.EXPIRED)
    client = Client(headers={"accept-language": language})
    client.force_login(play.cast.siam_bidder.person)
    with clock.shifted_to(play.now):
        page = client.get(play.tender.get_absolute_url()).content.decode()
    with translation.override(language):
        assert str(rules.company_is_verified.sentence) in page
        assert str(rules.company_is_verified.remedy) in page
