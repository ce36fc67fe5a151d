"""Results are kept for visitors for a moment, and for nobody else."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from catalog.search import indexing
from marketplace import audit
from marketplace.procedure import act
from tests.catalog import shelf

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/catalogue/?q=สารบรรณ"


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.RESULTS_KEPT = 60
    cache.clear()
    yield
    cache.clear()


def how(response):
    return response["Server-Timing"].partition("desc=")[2]


def test_a_visitor_is_shown_what_another_one_was(cast, index):
    listing = shelf.live(cast)
    audit.deliver()
    first, second = Client().get(ADDRESS), Client().get(ADDRESS)
    assert (how(first), how(second)) == ("made", "kept")
    assert listing.get_absolute_url() in second.content.decode()
    assert first.content.decode().count("<h1") == second.content.decode().count("<h1") == 1
    assert how(Client().get(ADDRESS, headers={"Accept-Language": "en"})) == "made"
    assert how(Client().get(f"{ADDRESS}&sme=yes")) == "made"


def test_kept_results_hold_nothing_of_one_visitor(cast, index):
    shelf.live(cast)
    audit.deliver()
    Client().get(ADDRESS)
    kept = [value for key in list(cache._cache) if isinstance(value := cache.get(key.split(":", 2)[2]), str) and "<" in value]
    assert len(kept) == 1
    assert "csrfmiddlewaretoken" not in kept[0]
    assert "nonce=" not in kept[0]


def test_a_change_of_the_index_ends_what_was_kept(cast, index):
    listing = shelf.live(cast)
    audit.deliver()
    Client().get(ADDRESS)
    act(listing, "suspend", actor=cast.registrar.actor, seen=listing.version, reason="เหตุผล")
    audit.deliver()
    after = Client().get(ADDRESS)
    assert how(after) == "made"
    assert listing.get_absolute_url() not in after.content.decode()
    indexing.rebuild()
    assert how(Client().get(ADDRESS)) == "made"


def test_people_with_an_account_see_results_of_their_own(cast, index):
    shelf.live(cast)
    audit.deliver()
    Client().get(ADDRESS)
    client = Client()
    client.force_login(cast.siam_lister.person)
    assert how(client.get(ADDRESS)) == "made"
    assert how(client.get(ADDRESS)) == "made"
