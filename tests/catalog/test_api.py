"""The public API of the catalogue."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from catalog.search import SearchDown, indexing
from marketplace.procedure import act
from tests.catalog import shelf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stocked(cast, index):
    one = shelf.live(cast)
    two = shelf.live(cast, company="lanna", price_satang=100_00, vat_included=False, answers={"hosting_location": "agency"})
    indexing.rebuild()
    return one, two


def test_listings_are_found_with_prices_on_the_common_base(stocked, django_assert_max_num_queries):
    Client().get("/api/v1/listings/")
    with django_assert_max_num_queries(5):
        found = Client().get("/api/v1/listings/?category=e-document&sort=price").json()
    assert found["total"] == 2
    assert [row["price"]["common_base_satang"] for row in found["listings"]] == [107_00, 290_00]
    assert found["facets"]["hosting_location"] == {"gdcc": 1, "agency": 1}


def test_filters_are_the_same_as_on_pages(stocked):
    found = Client().get("/api/v1/listings/?category=e-document&hosting_location=agency").json()
    assert [row["ref"] for row in found["listings"]] == [stocked[1].ref]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("colour=red&q=x", ["colour"]),
        ("hosting_location=gdcc", ["hosting_location"]),  # no filter without its category
        ("category=e-document&hosting_location=mars", ["hosting_location"]),
        ("category=nowhere", ["category"]),
        ("category=e-document&sort=loud", ["sort"]),
        ("sort=price", ["sort"]),
        ("size=0", ["size"]),
        ("size=many", ["size"]),
        ("category=e-document&price_from=abc", ["price_from"]),
        ("price_to=100", ["price_to"]),
    ],
)
def test_what_means_nothing_is_refused_by_name_in_both_languages(stocked, query, names):
    response = Client().get(f"/api/v1/listings/?{query}")
    assert response.status_code == 400
    assert response.json()["names"] == names
    assert set(response.json()["sentence"]) == {"th", "en"}
    assert response.json()["sentence"]["th"] != response.json()["sentence"]["en"]


def test_pages_follow_the_cursor(stocked):
    first = Client().get("/api/v1/listings/?size=1").json()
    second = Client().get("/api/v1/listings/", {"size": 1, "after": first["next"]}).json()
    assert {first["listings"][0]["ref"], second["listings"][0]["ref"]} == {listing.ref for listing in stocked}
    assert second["next"] == ""


def test_a_listing_is_served_with_all_its_answers(stocked, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        found = Client().get(f"/api/v1/listings/{stocked[0].ref}/").json()
    assert found["content"] == stocked[0].live_version.content
    assert {answer["name"]: answer["value"] for answer in found["answers"]}["hosting_location"] == "gdcc"


def test_a_listing_that_is_not_public_is_not_served(cast, index, stocked):
    assert Client().get(f"/api/v1/listings/{shelf.draft(cast).ref}/").status_code == 404
    act(stocked[0], "withdraw", actor=cast.siam_owner.actor, seen=stocked[0].version, reason="เลิก")
    assert Client().get(f"/api/v1/listings/{stocked[0].ref}/").status_code == 410


def test_categories_name_their_filters(stocked, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        found = {row["code"]: row for row in Client().get("/api/v1/categories/").json()}
    assert found["e-document"]["parent"] == "local-services"
    assert "hosting_location" in found["e-document"]["filters"]


def test_the_search_being_down_is_said_with_503(stocked, monkeypatch):
    def down(*args, **kwargs):
        raise SearchDown("gone")

    monkeypatch.setattr("catalog.search.search", down)
    assert Client().get("/api/v1/listings/").status_code == 503


def test_the_api_describes_itself(stocked):
    found = Client().get("/api/v1/openapi.json").json()
    assert found["info"]["title"] == "Talat public API"
    assert "/api/v1/listings/{ref}/" in found["paths"]


def test_too_many_requests_are_told_to_wait(stocked, settings):
    settings.RATE_LIMITS_ON = True
    cache.clear()
    codes = [Client().get("/api/v1/categories/").status_code for _ in range(125)]
    assert codes[0] == 200
    assert codes[-1] == 429
    cache.clear()


def test_the_rate_limit_is_on_unless_a_test_switches_it_off():
    from marketplace import settings as product

    assert product.RATE_LIMITS_ON is True
    assert product.API_RATE


def test_the_api_sorts_by_total_and_says_what_it_read(stocked, django_assert_max_num_queries):
    asked = "/api/v1/listings/?category=e-document&q=สารบัณ&sort=price&quantity=1&term=1&total_to=200"
    Client().get(asked)
    with django_assert_max_num_queries(5):
        found = Client().get(asked).json()
    assert [row["ref"] for row in found["listings"]] == [stocked[1].ref]
    assert found["read_as"] == [{"typed": "สารบัณ", "sought": "สารบรรณ"}]
    assert Client().get("/api/v1/listings/?q=สารบัณ&literal=1").json()["total"] == 0
    assert Client().get("/api/v1/listings/?literal=maybe").json()["names"] == ["literal"]
    assert Client().get("/api/v1/listings/?total_to=100").json()["names"] == ["total_to"]
