"""Buyers find and buy only what a supplier with a registration in force sells; the page says why where it is not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Listing
from catalog.search import Query, indexing
from catalog.search.ladder import climb
from marketplace import audit
from marketplace.kernel import clock as kernel_clock
from marketplace.procedure import Refused, perform
from tenders.actions import preparing
from tenders.methods import SPECIFIC_SMALL
from tests.cast import Cast
from tests.catalog import shelf

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    return Client(headers={"accept-language": "en"}).get(address).content.decode()


def lapsed(listing: Listing) -> Listing:
    """The document on which the supplier's verification stood has lapsed yesterday; no task has run since."""
    company = listing.company
    company.verified_until = kernel_clock.today() - dt.timedelta(days=1)
    company.save()
    return listing


def test_a_listing_whose_supplier_is_not_verified_is_not_live_though_it_is_on_sale(cast: Cast) -> None:
    listing = lapsed(shelf.live(cast))
    assert listing.is_on_sale
    assert not listing.is_live(kernel_clock.today())
    assert not Listing.objects.live().exists()
    assert Listing.objects.live(listing.company.verified_until).get() == listing, "on its last day the document still serves"


def test_the_page_of_such_a_listing_stays_and_says_why_it_cannot_be_bought(cast: Cast) -> None:
    listing = shelf.live(cast)
    assert "Not to be bought just now" not in page(listing.get_absolute_url())
    lapsed(listing)
    html = page(listing.get_absolute_url())
    assert "Not to be bought just now" in html
    assert "registration is not in force" in html


def test_it_is_neither_compared_nor_listed(cast: Cast) -> None:
    listing = lapsed(shelf.live(cast))
    assert listing.get_absolute_url() not in page(f"{reverse('compare')}?l={listing.ref}")


@pytest.mark.django_db(transaction=True)
def test_it_leaves_the_search_when_the_verification_is_opened_anew_and_comes_back_with_it(cast: Cast, index: object) -> None:
    listing = shelf.live(cast)
    indexing.rebuild()
    audit.deliver()
    found = lambda: [hit.id for hit in climb(index, Query("")).hits]  # type: ignore[arg-type] # noqa: E731
    assert found() == [listing.pk]
    perform(listing.company, "reopen", actor=cast.registrar.actor, reason="ตรวจสอบหนังสือรับรองใหม่")
    audit.deliver()
    assert found() == []


def test_nothing_of_such_a_supplier_is_put_into_a_purchase(cast: Cast) -> None:
    listing = lapsed(shelf.live(cast))
    with pytest.raises(Refused) as refused:
        preparing.start_purchase(
            actor=cast.officer.actor,
            title="ซื้อระบบสารบรรณ",
            category=listing.category,
            method=SPECIFIC_SMALL,
            budget_satang=290_00,
            items=[(listing.live_version, 1, 1)],  # type: ignore[list-item]
        )
    assert [refusal.code for refusal in refused.value.refusals] == ["unverified"]
    assert refused.value.refusals[0].what_to_do


def test_the_officers_page_for_buying_it_gives_the_reason_and_not_a_missing_page(cast: Cast) -> None:
    listing = lapsed(shelf.live(cast))
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.officer.person)
    answer = client.get(f"{reverse('purchase_start')}?listing={listing.ref}")
    assert answer.status_code == 200
    assert "is not in force" in answer.content.decode()
