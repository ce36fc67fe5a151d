"""When the product fails in the middle of a bid, neither the page, the log nor the report to whoever runs it tells the price."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils.log import AdminEmailHandler
from django.views import debug

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from suppliers.models import Company
from tenders.models import Bid, TenderKeyPair
from tenders.states import B
from tests.factories import purchases as p
from tests.secrecy import canary as c
from tests.secrecy.canary import Canary

pytestmark = pytest.mark.django_db

CANARY = Canary(9_876_041_357)
DJANGOS_OWN = "django.views.debug.SafeExceptionReporterFilter"


@pytest.fixture
def reports(settings: Any) -> Iterator[list[Any]]:
    """What is mailed to the administrators, the long form with all variables included."""
    settings.ADMINS = [("ผู้ดูแล", "admin@talat.example")]
    handler = AdminEmailHandler(include_html=True)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    debug.get_default_exception_reporter_filter.cache_clear()
    yield mail.outbox
    logger.removeHandler(handler)
    debug.get_default_exception_reporter_filter.cache_clear()


@pytest.fixture
def play(cast: Any) -> p.Play:
    made = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    Company.objects.update(vat_registered=True)
    return p.invited(made)


def _breaks_while_sealing(settings: Any) -> None:
    """The purchase's public key is damaged: closing the envelope fails with the plain text in hand."""
    TenderKeyPair.objects.update(public_key=b"short")


def _breaks_after_sealing(settings: Any) -> None:
    """The platform's own key is unreadable: signing the receipt fails."""
    settings.PLATFORM_KEY = "not a key"


def _bids(play: p.Play, price: str) -> Any:
    bidder = Client(raise_request_exception=False)
    bidder.force_login(play.cast.siam_bidder.person)
    with clock.shifted_to(play.tender.bid_opens_at + dt.timedelta(hours=1)):
        draft = p.bidding.draft_bid(play.tender, actor=play.cast.siam_bidder.actor)
        for kind in (p.BidDocumentKind.COMPANY, p.BidDocumentKind.TECHNICAL):
            p.bidding.add_document(draft, actor=play.cast.siam_bidder.actor, kind=kind, file=p.stored())
        return bidder.post(f"/tenders/{play.tender.ref}/bid/price/", {"price_satang": price, "confirmed": "on"})


def _text(reports: list[Any]) -> str:
    """All reports of the failure: the short one that Django sends by itself, and the long one."""
    return "".join(letter.body + "".join(content for content, _kind in letter.alternatives) for letter in reports)


@pytest.mark.parametrize("breaks", [_breaks_while_sealing, _breaks_after_sealing])
@pytest.mark.parametrize("price", [CANARY.plain, CANARY.commas, CANARY.thai])
def test_a_failure_while_bidding_tells_nobody_the_price(
    play: p.Play, settings: Any, reports: list[Any], caplog: pytest.LogCaptureFixture, breaks: Any, price: str
) -> None:
    breaks(settings)
    with caplog.at_level(logging.DEBUG):
        response = _bids(play, price)
    assert response.status_code == 500
    report = _text(reports)
    assert "bidding.py" in report, "the report still says where it failed"
    assert "price_satang" in report, "and with which variables"
    places = [
        ("page", response.content),
        ("report", report.encode()),
        ("mail as sent", b"".join(letter.message().as_bytes() for letter in reports)),
        ("log", caplog.text.encode()),
        *c.tables(),
        *c.sessions(),
    ]
    assert c.where(CANARY, places) == []


def test_the_failed_bid_is_a_draft_still_and_the_log_says_that_a_step_failed(play: p.Play, settings: Any) -> None:
    _breaks_after_sealing(settings)
    _bids(play, CANARY.plain)
    bid = Bid.objects.get()
    assert (bid.state, bid.ciphertext, bid.received_at) == (B.DRAFT, None, None)
    last = list(audit.entries())[-1]
    assert last.event.code == "procedure.step_failed"
    assert last.payload == {"step": "seal", "kind": "ValueError"}


def test_with_djangos_own_filter_the_price_would_be_in_the_report(play: p.Play, settings: Any, reports: list[Any]) -> None:
    """The control: what the test above looks for can be found."""
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = DJANGOS_OWN
    debug.get_default_exception_reporter_filter.cache_clear()
    _breaks_while_sealing(settings)
    _bids(play, CANARY.plain)
    assert c.where(CANARY, [("report", _text(reports).encode())])


def test_a_passphrase_is_in_no_report_either(play: p.Play, settings: Any, reports: list[Any]) -> None:
    holder = Client(raise_request_exception=False)
    holder.force_login(play.cast.chair.person)
    settings.PLATFORM_KEY = "not a key"
    with clock.shifted_to(play.tender.bid_closes_at + dt.timedelta(minutes=5)):
        response = holder.post(f"/tenders/{play.tender.ref}/key-share/", {"passphrase": p.PASSPHRASE})
    assert response.status_code == 500
    report = _text(reports)
    assert "passphrase" in report
    assert p.PASSPHRASE not in report
    assert "ม้าสีน้ำตาล" not in report
