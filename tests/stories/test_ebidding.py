"""E-bidding on price, as the regulation tells it. Each test is one sentence of the procedure."""

from __future__ import annotations

import datetime as dt

import pytest

from catalog.models import Category
from marketplace.kernel import clock
from marketplace.procedure import Refused, perform
from tenders.states import L, T
from tests.cast import Cast
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast: Cast) -> p.Play:
    category = Category.objects.get(code="construction-permit")
    return p.Play(cast=cast, category=category)


def test_from_the_request_to_a_signed_lot(play: p.Play) -> None:
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    lot = play.tender.lot
    assert lot.winner == p.company_of(cast.lanna_bidder)
    assert lot.award_satang == 228_000_000
    with clock.shifted_to(clock.at(play.tender.standstill_until, dt.time(23, 59))), pytest.raises(Refused) as refused:
        perform(lot, "sign", actor=cast.head_of_agency.actor, contract="C-1")
    assert "standstill_over" in {refusal.code for refusal in refused.value.refusals}
    lot.guarantee_recorded = True
    lot.save(update_fields=["guarantee_recorded"])
    with clock.shifted_to(clock.at(play.tender.earliest_signing_on, dt.time(9))):
        perform(lot, "sign", actor=cast.head_of_agency.actor, contract="C-1")
        perform(play.tender, "conclude", actor=cast.head_of_agency.actor)
    assert lot.state == L.CONTRACTED
    assert play.tender.state == T.CONCLUDED
