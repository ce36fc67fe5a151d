"""What the agency ordered before stands beside the request, the decision and the choice of a service (cl. 20)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from suppliers.models import Company
from tenders.actions.requesting import earlier_spend, months_before
from tenders.models import Tender
from tests.factories import purchases as p
from tests.factories import small_purchases as small

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast):
    Company.objects.update(vat_registered=True)
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def ordered_before(play, days):
    """An order of 200,000 baht from Lanna, `days` before; then the clock comes back. The next purchase is drafted for 150,000."""
    now = play.now
    play.at(now - dt.timedelta(days=days))
    small.ordered(play, play.cast.lanna_owner, 20_000_000)
    play.at(now)
    version = small.on_sale(play, "lanna", 15_000_000, by=play.cast.lanna_owner)
    small.drafted(play, version, 15_000_000)
    return version


@pytest.mark.parametrize(("days", "satang"), [(360, 20_000_000), (370, 0)])
def test_twelve_months_of_orders_in_the_category_and_from_the_supplier_are_counted(play, days, satang):
    ordered_before(play, days)
    spend = earlier_spend(play.tender, clock.civil(play.now))
    assert (spend.months, spend.category_satang, spend.supplier_satang) == (12, satang, satang)


def test_the_supplier_is_counted_across_categories_and_the_category_across_suppliers(play):
    ordered_before(play, 30)
    other = Category.objects.get(code="cloud-hosting")
    Tender.objects.exclude(pk=play.tender.pk).update(category=other)
    spend = earlier_spend(play.tender, clock.civil(play.now))
    assert (spend.category_satang, spend.supplier_satang) == (0, 20_000_000)


def test_the_figures_stand_in_the_log_with_the_request(play):
    ordered_before(play, 30)
    play.step("submit_request", play.cast.officer)
    entry = next(entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.step == "submit_request")
    assert (entry.payload["category_spend_satang"], entry.payload["supplier_spend_satang"], entry.payload["spend_months"]) == (
        20_000_000,
        20_000_000,
        12,
    )


def test_who_decides_and_who_chooses_see_the_figures(play):
    version = ordered_before(play, 30)
    play.step("submit_request", play.cast.officer)
    pages = [
        (play.cast.head_of_agency, reverse("take_step", args=["tender", play.tender.ref, "approve_request"])),
        (play.cast.officer, reverse("request_report", args=[play.tender.ref])),
        (play.cast.officer, f"{reverse('purchase_start')}?listing={version.listing.ref}"),
    ]
    for player, address in pages:
        client = Client(headers={"accept-language": "en"})
        client.force_login(player.person)
        with clock.shifted_to(play.now):
            html = client.get(address).content.decode()
        assert "200,000" in html, address
        assert "in the last 12 months" in html, address


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (dt.date(2026, 9, 7), 12, dt.date(2025, 9, 7)),
        (dt.date(2024, 2, 29), 12, dt.date(2023, 2, 28)),
        (dt.date(2026, 1, 31), 2, dt.date(2025, 11, 30)),
    ],
)
def test_months_back_end_on_the_last_day_where_the_month_is_shorter(day, months, found):
    assert months_before(day, months) == found
