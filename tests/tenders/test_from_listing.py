"""From a listing's page to a purchase: who is offered the button, and that the total stays the same."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from marketplace import audit
from marketplace.procedure import act
from suppliers.actions import abandoners
from suppliers.models.abandoner import Who
from tenders.models import Tender
from tests.catalog import shelf
from tests.factories import market

pytestmark = pytest.mark.django_db(transaction=True)


def sees(listing, player=None, query=""):
    client = Client()
    client.cookies["talat_language"] = "en"
    if player is not None:
        client.force_login(player.person)
    return client, client.get(f"{listing.get_absolute_url()}{query}").content.decode()


def button(html):
    found = re.search(r'href="(/tenders/start/[^"]*)"', html)
    return found[1].replace("&amp;", "&") if found else ""


def bought(client, path, inspector, **given):
    data = {
        "need": "ลดเวลารับส่งหนังสือ",
        "result": "ตอบหนังสือภายใน 1 วัน",
        "budget_source": "เทศบัญญัติ",
        "delivery_days": "30",
        "inspector": str(inspector.person.pk),
        "declared": "on",
        **given,
    }
    response = client.post(path, data)
    assert response.status_code == 302, response.content.decode()
    return Tender.objects.get()


@pytest.mark.parametrize(
    ("category", "price", "case", "total"),
    [
        ("e-document", 200_00, {"quantity": "20", "months": "12"}, 20 * 12 * 200_00),
        ("garbage-fee", 20_00, {"quantity": "2000", "months": "2"}, 2000 * 2 * 20_00),  # households and years
        ("software-development", 3_000_00, {"quantity": "30"}, 30 * 3_000_00),  # man-days have no term
    ],
)
def test_a_purchase_begins_with_the_total_that_the_listing_showed(cast, category, price, case, total):
    listing = shelf.live(cast, category, price_satang=price)
    query = f"?quantity={case['quantity']}&term={case.get('months', '1')}"
    client, html = sees(listing, cast.officer, query)
    assert f"{total // 100:,}" in html
    path = button(html)
    assert f"listing={listing.ref}" in path
    form = client.get(path).content.decode()
    assert f'value="{case["quantity"]}"' in form
    assert ('name="months"' in form and 'type="hidden" name="months"' not in form) == ("months" in case)
    tender = bought(client, path, cast.inspector, **case)
    assert (tender.budget_satang, tender.items.get().total_satang) == (total, total)


def test_terms_name_the_quantity_with_its_unit(cast):
    from tenders.terms import template_for

    listing = shelf.live(cast, price_satang=200_00)
    client, html = sees(listing, cast.officer)
    tender = bought(client, button(html), cast.inspector, quantity="20", months="12")
    text = "\n".join(section["text"] for section in template_for(tender))
    assert "20 ผู้ใช้" in text
    assert "12 เดือน" in text


def test_above_the_limit_of_the_specific_method_competition_is_named(cast):
    listing = shelf.live(cast, price_satang=5_000_00)
    _client, html = sees(listing, cast.officer, "?quantity=200&term=12")
    assert "goes through competition" in html
    assert button(html) == "/tenders/start/"


def test_only_officers_are_offered_the_purchase(cast):
    listing = shelf.live(cast, price_satang=200_00)
    for player in (cast.lanna_owner, cast.inspector, cast.auditor):
        assert not button(sees(listing, player)[1])
    assert "/accounts/login/?next=" in sees(listing)[1]


def test_a_listings_page_makes_at_most_twelve_queries_for_an_officer(cast, django_assert_max_num_queries):
    listing = shelf.live(cast, price_satang=200_00)
    client, _html = sees(listing, cast.officer)
    with django_assert_max_num_queries(12):
        client.get(listing.get_absolute_url())


def test_a_supplier_whose_registration_is_not_in_force_is_not_offered(cast, clock):
    listing = shelf.live(cast, price_satang=200_00)
    company = listing.company
    company.verified_until = clock.moment.date() - dt.timedelta(days=1)
    company.save()
    _client, html = sees(listing, cast.officer)
    assert not button(html)
    assert "not in force just now" in html


def test_a_work_abandoner_is_not_offered_and_the_clause_is_named(cast):
    listing = shelf.live(cast, price_satang=200_00)
    row = abandoners.Row(Who.COMPANY, listing.company.number, listing.company.name_th, "กค 0405/1", dt.date(2026, 1, 5))
    with audit.unit():
        abandoners.enter(row, actor=cast.registrar.actor, as_of=dt.date(2026, 1, 10))
    _client, html = sees(listing, cast.officer)
    assert not button(html)
    assert "may not be bought from" in html


def test_the_request_is_ready_to_be_submitted_when_nothing_is_left_to_fill_in(cast):
    market.five(cast, province="ลำพูน")
    listing = shelf.live(cast, price_satang=220_00)
    client, html = sees(listing, cast.officer)
    tender = bought(client, button(html), cast.inspector, quantity="20", months="12")
    terms = tender.terms.get()
    assert terms.finished_at is not None
    assert "[" not in "".join(section["text"] for section in terms.sections)
    report = client.get(f"/tenders/{tender.ref}/report/").content.decode()
    assert f"/step/tender/{tender.ref}/submit_request/" in report


def test_terms_with_a_gap_in_square_brackets_are_not_finished():
    from tenders.lint import findings

    (found,) = findings([{"key": "objectives", "title": "วัตถุประสงค์", "text": "1. [ระบุผลที่วัดได้]"}])
    assert (found.code, found.blocks) == ("gap", True)


def test_an_officer_asks_the_supplier_and_writes_down_the_price_on_one_page(cast):
    market.five(cast, province="ลำพูน")
    listing = shelf.live(cast, price_satang=220_00)
    client, html = sees(listing, cast.officer)
    tender = bought(client, button(html), cast.inspector, quantity="20", months="12")
    act(tender, "submit_request", actor=cast.officer.actor)
    act(tender, "approve_request", actor=cast.head_of_agency.actor)
    page = client.get(f"/tenders/{tender.ref}/approach/")
    assert page.status_code == 200
    supplier = str(listing.company.pk)
    dear = client.post(f"/tenders/{tender.ref}/approach/", {"suppliers": supplier, "price_satang": "99,000,000"})
    assert dear.status_code == 409
    assert not tender.offers.exists()
    client.post(f"/tenders/{tender.ref}/approach/", {"suppliers": supplier, "price_satang": "50,000"})
    assert tender.offers.get().price_satang == 50_000_00
