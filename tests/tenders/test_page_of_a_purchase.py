"""The page of a purchase: what a stranger reads on an invitation, and how the road is told."""

import datetime as dt

import pytest
from django.test import Client

from catalog.models import Category
from marketplace.kernel import clock
from tenders.timeline import road
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast):
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def page(play, player=None, *, at=None):
    client = Client(headers={"accept-language": "en"})
    if player is not None:
        client.force_login(player.person)
    with clock.shifted_to(at or play.now):
        return client.get(play.tender.get_absolute_url()).content.decode()


def states(tender):
    return [(item["title"], item["state"]) for item in road(tender)][:3]


def test_an_open_invitation_tells_a_stranger_who_may_bid_and_for_whom_it_waits(play):
    p.invited(play)
    html = page(play)
    assert "Can my company bid?" in html
    assert "Sign in to bid" in html
    assert "Waits for: bidders, until" in html


def test_once_the_window_is_closed_nobody_is_told_to_bid_any_more(play):
    p.invited(play)
    html = page(play, at=play.tender.bid_closes_at + dt.timedelta(minutes=1))
    assert "Can my company bid?" not in html
    assert "Waits for: bidders" not in html


def test_the_agencys_own_people_are_not_told_how_to_bid(play):
    p.invited(play)
    assert "Can my company bid?" not in page(play, play.cast.officer)


def test_a_request_that_was_sent_back_is_not_told_as_submitted(play):
    p.drafted(play)
    play.step("submit_request", play.cast.officer)
    assert states(play.tender)[0][1] == "past"
    play.step("return_request", play.cast.head_of_agency, reason="ระบุเหตุผลให้ชัด")
    assert [state for _title, state in states(play.tender)] == ["here", "next", "next"]


def test_an_approver_is_offered_approval_first_and_the_way_back_after_it(play):
    p.drafted(play)
    play.step("submit_request", play.cast.officer)
    html = page(play, play.cast.head_of_agency)
    assert html.index("<h3>Approve request</h3>") < html.index("<h3>Send request back</h3>")
    assert "Read the request report first" in html
