"""The page of a purchase asks the database a bounded number of times, whoever looks and whatever happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalog.models import Category
from marketplace.kernel import clock
from tenders.actions import evaluating
from tenders.models import Lot
from tests.cast import Cast
from tests.factories import purchases as p

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_round,
]  # pages; every page is opened on both databases by tests/architecture/test_access.py

#: A visitor without account; who reads only (four queries find out who they are); a bidder, who is told what is missing; who works on it.
MOST = {None: 12, "stranger": 16, "siam_bidder": 21, "officer": 32, "head_of_agency": 32, "chair": 32, "auditor": 32}


def looked_at(play: p.Play, bounded: Callable[[int], Any]) -> None:
    for who, most in MOST.items():
        client = Client()
        if who is not None:
            client.force_login(getattr(play.cast, who).person)
        with clock.shifted_to(play.now):
            client.get(play.tender.get_absolute_url())  # what is read once a process is read
            with bounded(most):
                assert client.get(play.tender.get_absolute_url()).status_code in {200, 404}


def test_the_page_of_a_purchase_makes_few_queries_in_every_phase(cast: Cast, django_assert_max_num_queries: Callable[[int], Any]) -> None:
    play = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    p.drafted(play, comment_round=False)
    looked_at(play, django_assert_max_num_queries)
    play = p.Play(cast=cast, category=play.category)
    p.invited(play)
    looked_at(play, django_assert_max_num_queries)
    p.judged(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)], is_invited=True)
    looked_at(play, django_assert_max_num_queries)
    with clock.shifted_to(play.now):
        evaluating.propose_winner(play.tender.lot, actor=cast.chair.actor)
    play.tender.refresh_from_db()
    play.step("submit_result", cast.chair, single_reason="ราคาเหมาะสม")
    play.step("approve_result", cast.head_of_agency)
    play.step("announce_award", cast.head_officer)
    looked_at(play, django_assert_max_num_queries)
    _a_second_lot_is_added_up(play)


def _a_second_lot_is_added_up(play: p.Play) -> None:
    """Page, table of the comptroller and the power to order take what is awarded in all lots together."""
    from marketplace.oversight.purchases import Row
    from tenders.actions.case import amount_to_order

    first = play.tender.lot
    Lot.objects.create(ref="LT-second", tender=play.tender, number=2, title="ส่วนที่สอง", winner=first.winner, award_satang=1_000_050)
    play.tender.refresh_from_db()
    assert play.tender.awarded_satang == first.award_satang + 1_000_050
    assert Row(play.tender, ()).award_satang == play.tender.awarded_satang
    assert amount_to_order(play.tender) == play.tender.awarded_satang
    with clock.shifted_to(play.now):
        page = Client(headers={"accept-language": "en"}).get(play.tender.get_absolute_url()).content.decode()
    assert "2,290,000.50" in page
