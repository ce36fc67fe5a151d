"""Totals of many listings at once are those of the plain calculator, satang by satang."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from catalog import price_table
from catalog.actions import drafts
from catalog.models import Listing, ListingVersion
from catalog.price_table import PriceTable, Row
from catalog.prices import Case, Price, Tier, total_for
from catalog.questions import definitions
from catalog.search import Query, indexing, search
from catalog.search.query import Sort
from marketplace.procedure import act
from marketplace.web.demo import sellers
from tests.catalog import shelf

VAT = Decimal(7)


def price_of(row: Row, factor: int) -> Price:
    tiers = tuple(Tier(quantity, satang) for quantity, satang in row.tiers)
    return Price(row.price_satang, tiers, row.setup_satang, row.minimum_quantity, row.minimum_term, row.vat_included, factor)


def equal(rows: dict[int, Row], factor: int, case: Case, vat: Decimal = VAT) -> bool:
    ids, totals = PriceTable(rows, factor).totals(sorted(rows), case, vat)
    return [int(total) for total in totals] == [total_for(price_of(rows[int(number)], factor), case, vat).total_satang for number in ids]


@pytest.mark.parametrize("vat", [Decimal(7), Decimal("6.3"), Decimal(0), Decimal(10)])
@pytest.mark.parametrize("factor", [1, 730])
def test_a_table_adds_up_like_the_plain_calculator(vat, factor):
    dice = random.Random(11)
    rows = {
        number: Row(
            price := dice.randrange(1, 10**9),
            dice.choice([0, dice.randrange(10**8)]),
            dice.choice([1, 5, 200]),
            dice.choice([1, 12]),
            dice.random() < 0.5,
            tuple((quantity, max(1, price * cut // 100)) for quantity, cut in [(10, 90), (100, 80), (1000, 50)][: dice.randrange(4)]),
        )
        for number in range(1, 400)
    }
    for case in (Case(1), Case(9), Case(10), Case(99, 12), Case(1000, 36), Case(10_000_000, 10_000_000)):
        assert equal(rows, factor, case, vat), case


def test_every_kind_of_listing_that_the_demo_writes_costs_what_the_plain_calculator_says():
    dice = random.Random(2570)
    known = definitions()
    for node in known.leaves():
        texts = [sellers._text(dice, type("S", (), {"name_th": "ก ข", "name_en": "a b", "number": "0"})(), node) for _turn in range(50)]
        versions = [ListingVersion(unit=node.unit, **text) for text in texts]
        rows = {number: price_table._row(version) for number, version in enumerate(versions, start=1)}
        for case in (Case(1), Case(50, 12), Case(12345, 7)):
            assert equal(rows, known.units[node.unit].factor, case), node.code


def test_an_empty_table_and_unknown_listings_have_no_total():
    ids, totals = PriceTable({}, 1).totals([1, 2], Case(1), VAT)
    assert (len(ids), len(totals)) == (0, 0)
    ids, totals = PriceTable({2: Row(100, 0, 1, 1, True, ())}, 1).totals([1, 2, 3], Case(3), VAT)
    assert (list(ids), list(totals)) == ([2], [300])


@pytest.mark.django_db(transaction=True)
def test_a_table_follows_what_is_published_changed_and_withdrawn(cast, index):
    one = shelf.live(cast, price_satang=100_00)
    assert set(price_table.of("user-month").rows) == {one.pk}
    two = shelf.live(cast, company="lanna", price_satang=300_00)
    assert price_table.of("user-month").rows[two.pk].price_satang == 300_00
    drafts.save(one, actor=cast.siam_lister.actor, fields={"price_satang": 500_00})
    act(one, "submit_change", actor=cast.siam_lister.actor, seen=one.version)
    shelf.approve(cast, Listing.objects.get(pk=one.pk))
    assert price_table.of("user-month").rows[one.pk].price_satang == 500_00
    act(two, "withdraw", actor=cast.lanna_owner.actor, seen=two.version, reason="เลิก")
    assert set(price_table.of("user-month").rows) == {one.pk}


@pytest.mark.django_db(transaction=True)
def test_the_search_sorts_and_narrows_by_the_total_that_cards_and_pages_show(cast, index):
    cheap_for_many = shelf.live(cast, price_satang=100_00, setup_satang=50_000_00)
    cheap_for_one = shelf.live(cast, company="lanna", price_satang=300_00, vat_included=False)
    indexing.rebuild()

    def found(quantity, **asked):
        case = Case(quantity, 12)
        page = search(Query("", category="e-document", case=case, unit="user-month", **asked))
        rows = {row.pk: row.live_version.price for row in Listing.objects.live().shown()}
        return [hit.id for hit in page.hits], [total_for(rows[hit.id], case, VAT).total_satang for hit in page.hits]

    for quantity, first in ((1, cheap_for_one), (1000, cheap_for_many)):
        ids, totals = found(quantity, sort=Sort.PRICE)
        assert ids[0] == first.pk
        assert totals == sorted(totals)
        assert found(quantity, sort=Sort.NEWEST, total_to=totals[0])[0] == [first.pk]
        assert found(quantity, sort=Sort.NEWEST, total_to=totals[0] - 1)[0] == []
