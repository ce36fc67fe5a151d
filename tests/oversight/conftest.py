"""Purchases by both methods, played by their real steps, for the comptroller's desk to look at."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from catalog.models import Category
from marketplace.kernel import clock
from suppliers.models import Company
from tests.cast import Cast
from tests.contracts.conftest import Deal
from tests.factories import purchases as p
from tests.factories.small_purchases import ordered


@pytest.fixture(autouse=True)
def _files_stay_in_the_test(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def play(cast: Cast) -> p.Play:
    """The cast's companies and a category; nothing is bought yet."""
    Company.objects.update(vat_registered=True)
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


@pytest.fixture
def announced(play: p.Play) -> p.Play:
    """An e-bidding purchase of two bidders whose award is announced."""
    return p.announced(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, 228_000_000)])


@pytest.fixture
def paid(play: p.Play) -> p.Play:
    """A small purchase on receipt from Lanna Soft (90,000 baht): delivered, accepted and paid."""
    ordered(play, play.cast.lanna_owner, 9_000_000)
    deal = Deal(play, play.now + dt.timedelta(hours=1)).drafted()
    deal.step("buy_on_receipt", deal.cast.head_officer)
    deal.step("deliver", deal.cast.officer, deal.delivery(), note="ใบส่งของ")
    deal.step("inspect", deal.cast.inspector, deal.delivery(), accepts=True, note="")
    deal.step("submit_invoice", deal.cast.officer, deal.delivery(), invoice="ใบเสร็จ 1", dated_on=clock.civil(deal.now))
    deal.paid()
    play.tender.refresh_from_db()
    return play
