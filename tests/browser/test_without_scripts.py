"""With scripts switched off: from the search to the order, and a bid that is sealed. No page needs a script for its work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog.models import Category
from suppliers.models import Company
from tenders.models import Bid, Tender
from tenders.states import B, T
from tests.browser.test_bidding import bids, prepares_a_bid
from tests.browser.test_buying import approves, asks_and_checks, goods, negotiates, orders  # noqa: F401 - `goods` is a fixture
from tests.factories import purchases as p

pytestmark = [pytest.mark.browser, pytest.mark.one_round]


def test_an_officer_finds_buys_and_orders_without_scripts(walks: Any, cast: Any, goods: Any) -> None:  # noqa: F811
    officer, head, head_officer = (walks(who, javascript=False) for who in (cast.officer, cast.head_of_agency, cast.head_officer))
    asks_and_checks(officer, goods, cast)
    ref = Tender.objects.get().ref
    approves(head, ref)
    negotiates(officer, ref)
    orders(head_officer, ref)
    assert Tender.objects.get().state == T.RESULT_APPROVED


def test_a_company_seals_its_bid_without_scripts(walks: Any, stage: Any, cast: Any, tmp_path: Path) -> None:
    Company.objects.update(vat_registered=True)
    ref = p.invited(p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))).tender.ref
    bidder = walks(cast.siam_bidder, javascript=False)
    bidder.begin("a bid without scripts: siam_bidder")
    prepares_a_bid(bidder, ref, tmp_path)
    bidder.move_clock("deadline")
    bids(bidder, ref, "2,300,000")
    bid = Bid.objects.get()
    assert (bid.state, bid.price_satang) == (B.SEALED, None)
    assert bid.receipt
