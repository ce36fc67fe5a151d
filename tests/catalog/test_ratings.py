"""How stars add up, and where the next buyer sees them: cards, sorting, the API. Checked certificates as a filter."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from catalog.actions import ratings
from catalog.models import Listing
from catalog.ratings import DOUBT, MIDDLE, mean, standing
from catalog.search import Query, indexing
from catalog.search.entries import entry_of
from catalog.search.ladder import climb
from catalog.search.query import Sort
from marketplace import audit
from marketplace.kernel import clock as now_and_then
from marketplace.procedure.waking import wake
from suppliers.actions import registering
from suppliers.kinds import Doc
from suppliers.marks import CERTIFICATES
from tests.catalog import shelf
from tests.factories.suppliers import accept_all, pdf, proves

LAST = dt.date(2027, 3, 1)


# ------------------------------------------------------------------ arithmetic
@pytest.mark.parametrize(
    ("number", "total", "shown"), [(0, 0, None), (1, 4, "4.0"), (3, 13, "4.3"), (4, 17, "4.3"), (20, 89, "4.5"), (2, 9, "4.5")]
)
def test_the_mean_has_one_decimal_and_halves_go_up(number, total, shown):
    assert mean(number, total) == (None if shown is None else Decimal(shown))


def test_one_good_word_does_not_outrank_fifty():
    assert standing(1, 5) < standing(50, 240)
    assert standing(0, 0) == MIDDLE * 1000
    assert standing(1, 1) < standing(0, 0) < standing(1, 5)


def test_each_further_good_rating_lifts_and_each_poor_one_lowers():
    for number in range(40):
        for total in (number, 3 * number, 5 * number):
            assert standing(number + 1, total + 5) > standing(number, total) or total == 5 * number
            assert standing(number + 1, total + 1) < standing(number, total) or total == number
    assert DOUBT * MIDDLE > 0


# ------------------------------------------------------------------ where buyers look
pages = pytest.mark.django_db(transaction=True)


def given(listing, *stars, by):
    """Ratings as the contract's step counts them."""
    for one in stars:
        with audit.unit():
            ratings.count([listing], one, actor=by.actor, contract="C-1")
    return Listing.objects.get(pk=listing.pk)


@pytest.fixture
def rated(cast, index):
    """Three listings on sale: one rated well, one not at all, one poorly."""
    good, none, poor = shelf.live(cast), shelf.live(cast, company="lanna"), shelf.live(cast, title_th="ระบบหนังสือเวียน")
    indexing.rebuild()
    audit.deliver()
    given(good, 5, 4, by=cast.officer)
    given(poor, 1, by=cast.officer)
    audit.deliver()
    return good, none, poor


@pages
def test_the_index_follows_a_rating(rated, index):
    good, none, poor = rated
    assert [hit.id for hit in climb(index, Query("", sort=Sort.RATING)).hits] == [good.pk, none.pk, poor.pk]


@pages
@pytest.mark.one_round
@pytest.mark.parametrize(
    ("language", "words", "link"), [("th", "4.5 เต็ม 5 จากผู้ซื้อ 2 ราย", "คะแนนจากผู้ซื้อ"), ("en", "4.5 of 5 by 2 buyers", "rating by buyers")]
)
def test_cards_show_the_mean_and_the_page_sorts_by_it(rated, language, words, link):
    page = Client(headers={"accept-language": language}).get("/catalogue/e-document/?sort=rating").content.decode()
    assert words in page
    assert f"<b>{link}" in page.replace("\n", "")
    places = [page.index(row.get_absolute_url()) for row in rated]
    assert places == sorted(places)


@pages
@pytest.mark.one_round
def test_the_front_page_sorted_by_rating_is_a_list_and_not_called_the_newest(rated):
    page = Client(headers={"accept-language": "en"}).get("/catalogue/?sort=rating").content.decode()
    assert "<h2>Newest</h2>" not in page
    assert page.index(rated[0].get_absolute_url()) < page.index(rated[1].get_absolute_url())
    assert "<h2>Newest</h2>" in Client(headers={"accept-language": "en"}).get("/catalogue/").content.decode()


@pages
def test_the_api_tells_and_sorts(rated):
    found = Client().get("/api/v1/listings/?sort=rating").json()["listings"]
    assert [row["rating"] for row in found] == [{"count": 2, "mean": "4.5"}, None, {"count": 1, "mean": "1.0"}]


@pages
def test_a_rebuild_and_what_followed_the_log_agree(rated, index):
    followed = [hit.id for hit in climb(index, Query("", sort=Sort.RATING)).hits]
    indexing.rebuild()
    assert [hit.id for hit in climb(index, Query("", sort=Sort.RATING)).hits] == followed


# ------------------------------------------------------------------ certificates
def certified(cast, kind, listing):
    company = listing.company
    proves(company, kind, until=LAST, registrar=cast.registrar.person, number="ใบรับรอง 1")
    return Listing.objects.shown().get(pk=listing.pk)


@pages
@pytest.mark.parametrize("kind", list(CERTIFICATES))
def test_a_listing_is_counted_under_each_certificate_until_its_last_day(cast, index, kind):
    listing = certified(cast, kind, shelf.live(cast))
    assert entry_of(listing, LAST).choices["certificate"] == (kind,)
    assert "certificate" not in entry_of(listing, LAST + dt.timedelta(days=1)).choices


@pages
def test_registrations_are_no_certificates(cast, index):
    listing = certified(cast, Doc.SME_GP, shelf.live(cast))
    assert "certificate" not in entry_of(listing, LAST).choices
    assert entry_of(listing, LAST).choices["sme"] == ("yes",)


@pages
@pytest.mark.one_round
@pytest.mark.parametrize(("language", "label"), [("th", "ใบรับรองของผู้ขายที่ตรวจแล้ว"), ("en", "Checked certificates of the supplier")])
def test_buyers_narrow_to_checked_certificates_on_the_page(cast, index, language, label):
    mine, other = shelf.live(cast), shelf.live(cast, company="lanna", title_th="ระบบหนังสือเวียน")
    certified(cast, Doc.ISO_27001, mine)
    indexing.rebuild()
    client = Client(headers={"accept-language": language})
    everything = client.get("/catalogue/e-document/").content.decode()
    assert label in everything
    assert other.get_absolute_url() in everything
    page = client.get("/catalogue/e-document/?certificate=iso_27001").content.decode()
    assert mine.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert f"{label}: ISO 27001" in page


@pages
def test_the_index_follows_when_a_certificate_lapses(cast, index, clock):
    listing = shelf.live(cast)
    upload = pdf(salt="iso")
    registering.add_evidence(listing.company, actor=cast.siam_owner.actor, kind=Doc.ISO_27001, upload=upload, number="1", expires_on=LAST)
    accept_all(listing.company, cast.registrar.actor)
    indexing.rebuild()
    asked = Query("", choices={"certificate": ("iso_27001",)})
    assert [hit.id for hit in climb(index, asked).hits] == [listing.pk]
    clock.set(now_and_then.at(LAST + dt.timedelta(days=1), dt.time(8, 31)))
    wake()
    audit.deliver()
    assert climb(index, asked).total == 0


@pages
def test_the_api_takes_certificates_and_refuses_what_is_none(cast, index):
    listing = certified(cast, Doc.DSURE, shelf.live(cast))
    indexing.rebuild()
    found = Client().get("/api/v1/listings/?certificate=dsure").json()
    assert [row["certificates"] for row in found["listings"]] == [["dsure"]]
    assert found["facets"]["certificate"] == {"dsure": 1}
    assert listing.ref == found["listings"][0]["ref"]
    refused = Client().get("/api/v1/listings/?certificate=egp")
    assert (refused.status_code, refused.json()["names"]) == (400, ["certificate"])
