"""The contract of every search engine: what is found, counted, sorted and paged. The same tests judge each of them."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.price_table import PriceTable, Row
from catalog.prices import Case
from catalog.search import Query, SearchDown
from catalog.search.interface import Entry
from catalog.search.ladder import climb
from catalog.search.narrowing import tie
from catalog.search.planner import plan
from catalog.search.query import Sort
from catalog.search.suggesting import suggestions
from catalog.search.words import joined
from tests.catalog.conftest import ENGINES, forgotten, made_engine


def entry(
    number: int,
    title: str,
    body: str = "",
    *,
    price: int = 100_00,
    published: int = 1_700_000_000,
    rating: int = 3_000,
    category: str = "e-document",
    **choices: str | tuple[str, ...],
) -> Entry:
    groups = {name: (value,) if isinstance(value, str) else value for name, value in choices.items()}
    return Entry(
        number,
        joined(title),
        joined("สารบรรณอิเล็กทรอนิกส์" if category == "e-document" else "คลาวด์"),
        joined(body),
        joined("บริษัท ทดสอบ จำกัด"),
        price,
        published,
        rating,
        {"category": ("all", category), **groups},
    )


STOCK = [
    entry(
        1, "ระบบสารบรรณ ลายเซ็นดิจิทัล", "ลงนามด้วยใบรับรอง", price=300_00, published=3, digital_signature="certificate", hosting_location="gdcc"
    ),
    entry(2, "ระบบรับส่งหนังสือ", "งานสารบรรณ ค้นหาเอกสาร", price=100_00, published=2, digital_signature="picture", hosting_location="agency"),
    entry(3, "ระบบจองห้องประชุม", "แจ้งเตือนทางอีเมล", price=200_00, published=1, digital_signature="none", hosting_location="gdcc"),
    entry(4, "คลาวด์ภาครัฐ", "เครื่องแม่ข่ายเสมือน ISO 27001", price=5_00, published=4, category="cloud-hosting", hosting_location="gdcc"),
]


@pytest.fixture(scope="module", params=ENGINES)
def shelf(request, tmp_path_factory):
    """Four listings, for tests that only read: built once on every engine."""
    made = made_engine(request.param, tmp_path_factory.mktemp("shelf"))
    made.build(STOCK)
    yield made
    forgotten(made)


@pytest.fixture
def stocked(each_index):
    """The same four listings, for tests that change the index."""
    each_index.build(STOCK)
    return each_index


@pytest.fixture(autouse=True)
def _one_is_enough(monkeypatch):
    """No tail after what has all words, so that tests see what matches; one test asks for it."""
    monkeypatch.setattr("catalog.search.ladder.ENOUGH", 1)


def ids(page):
    return [hit.id for hit in page.hits]


def test_all_words_must_match_and_the_title_counts_most(shelf):
    page = climb(shelf, Query("สารบรรณ"))
    assert page.total == 3  # the category's name counts too
    assert ids(page)[0] == 1


def test_latin_words_match_however_they_are_written(shelf):
    for typed in ("ISO 27001", "iso-27001", "ISO27001", "๒๗๐๐๑"):
        assert ids(climb(shelf, Query(typed))) == [4]


def test_a_phrase_keeps_its_order(shelf):
    assert ids(climb(shelf, Query('"ค้นหา เอกสาร"'))) == [2]
    assert ids(climb(shelf, Query('"เอกสาร ค้นหา"'))) == []


def test_minus_leaves_out_and_or_lets_either_do(shelf):
    assert 1 not in ids(climb(shelf, Query("สารบรรณ -ลายเซ็น")))
    assert set(ids(climb(shelf, Query("จอง OR คลาวด์")))) == {3, 4}


def test_nothing_is_found_where_no_word_is_known(shelf):
    page = climb(shelf, Query("ปุ๋ยอินทรีย์"))
    assert page.total == 0
    assert page.hits == ()


def test_most_words_are_enough_where_nobody_has_all_and_the_page_says_so(shelf):
    page = climb(shelf, Query("ลายเซ็น ใบรับรอง คลาวด์"))
    assert page.rung == "most"
    assert page.exact == 0
    assert 1 in ids(page)


def test_after_few_matches_the_rest_of_their_category_follows_and_nothing_that_was_left_out(shelf, monkeypatch):
    monkeypatch.setattr("catalog.search.ladder.ENOUGH", 40)
    page = climb(shelf, Query("จอง ห้องประชุม"))
    assert (page.rung, page.exact, ids(page)[0], set(ids(page))) == ("category", 1, 3, {1, 2, 3})
    assert set(ids(climb(shelf, Query("จอง ห้องประชุม -ลายเซ็น")))) == {2, 3}
    assert ids(climb(shelf, Query("จอง ห้องประชุม", sort=Sort.NEWEST))) == [3]
    assert ids(climb(shelf, Query("ปุ๋ยอินทรีย์"))) == []


def test_results_are_drawn_to_the_category_that_titles_name(each_index, monkeypatch):
    monkeypatch.setattr("catalog.search.ladder.ENOUGH", 2)
    strangers = [entry(number, "ระบบรับส่งหนังสือ", "บนคลาวด์ภาครัฐ พร้อมสำรองข้อมูล", category="e-document") for number in range(10, 14)]
    subject = [entry(number, "คลาวด์ภาครัฐ", category="cloud-hosting") for number in range(20, 24)]
    loose = [entry(number, "คลาวด์", "เครื่องแม่ข่ายเสมือนและพื้นที่เก็บข้อมูลสำหรับทุกหน่วยงาน", category="cloud-hosting") for number in range(30, 32)]
    each_index.build([*strangers, *subject, *loose])
    page = climb(each_index, Query("คลาวด์ภาครัฐ", facets=("category",)))
    assert page.exact == 8
    assert set(ids(page)[:4]) == {20, 21, 22, 23}
    assert set(ids(page)[4:6]) == {30, 31}
    assert set(ids(page)[6:]) == {10, 11, 12, 13}
    assert page.total == 10
    narrowed = climb(each_index, Query("คลาวด์ภาครัฐ", choices={"hosting_location": ("gdcc",)}))
    assert (narrowed.rung, narrowed.total) == (page.rung, 0)


HOSTILE = [
    '"', "((((", "a AND OR NOT", "title:x", "*", "\\", "\x00", "ก" * 5000, "' OR 1=1 --", "🙂", "-", '-"', "ๆๆๆ", "฿", "\u200b",
    "<script>", "%00", "{}", "OR", '"" -""', "คลาวด์ " * 300, "-" * 300, '"ก" OR -"ข"', "ก็" * 99,
]  # fmt: skip


def test_hostile_text_is_only_text(shelf):
    for hostile in HOSTILE:
        assert climb(shelf, Query(hostile)).total >= 0, hostile


def test_a_groups_counts_ignore_its_own_choice_and_no_other(shelf):
    asked = Query(
        "",
        category="e-document",
        choices={"hosting_location": ("gdcc",), "digital_signature": ("certificate",)},
        facets=("hosting_location", "digital_signature", "category"),
    )
    page = climb(shelf, asked)
    assert ids(page) == [1]
    assert page.facets["hosting_location"] == {"gdcc": 1}  # with the signature chosen
    assert page.facets["digital_signature"] == {"certificate": 1, "none": 1}  # with the hosting chosen
    assert page.facets["category"] == {"all": 4, "e-document": 3, "cloud-hosting": 1}  # a link to a category takes no choices along


def test_two_values_of_a_group_are_alternatives(shelf):
    page = climb(
        shelf, Query("", category="e-document", choices={"digital_signature": ("certificate", "picture")}, facets=("digital_signature",))
    )
    assert set(ids(page)) == {1, 2}
    assert page.facets["digital_signature"] == {"certificate": 1, "picture": 1, "none": 1}


def test_a_price_range_narrows_and_both_ends_belong_to_it(shelf):
    assert set(ids(climb(shelf, Query("", category="e-document", price_from=100_00, price_to=200_00)))) == {2, 3}


def test_counts_of_a_chosen_group_still_respect_the_price(shelf):
    page = climb(
        shelf, Query("", category="e-document", choices={"hosting_location": ("gdcc",)}, price_to=200_00, facets=("hosting_location",))
    )
    assert page.facets["hosting_location"] == {"gdcc": 1, "agency": 1}


def test_results_are_sorted_by_price_or_age(shelf):
    assert ids(climb(shelf, Query("", category="e-document", sort=Sort.PRICE))) == [2, 3, 1]
    assert ids(climb(shelf, Query("", sort=Sort.NEWEST))) == [4, 1, 2, 3]
    assert ids(climb(shelf, Query(""))) == [4, 1, 2, 3]


def test_results_are_sorted_by_what_buyers_gave_and_equals_come_in_their_fair_order(each_index):
    standings = {1: 3_000, 2: 4_200, 3: 2_100, 4: 3_000, 5: 4_900}
    each_index.build([entry(n, "ระบบสารบรรณ", rating=standings[n]) for n in standings])
    fair = sorted((1, 4), key=tie)
    assert ids(climb(each_index, Query("สารบรรณ", sort=Sort.RATING))) == [5, 2, *fair, 3]
    each_index.put([entry(3, "ระบบสารบรรณ", rating=5_000)])
    assert ids(climb(each_index, Query("", sort=Sort.RATING)))[0] == 3


def test_certificates_are_counted_and_narrow_as_alternatives(each_index):
    each_index.build(
        [
            entry(1, "ระบบสารบรรณ", certificate=("iso_27001", "dsure")),
            entry(2, "ระบบสารบรรณ", certificate="dsure"),
            entry(3, "ระบบสารบรรณ"),
            entry(4, "คลาวด์", category="cloud-hosting", certificate="iso_27001"),
        ]
    )
    page = climb(each_index, Query("", facets=("certificate", "category")))
    assert page.facets["certificate"] == {"iso_27001": 2, "dsure": 2}
    chosen = climb(
        each_index, Query("", category="e-document", choices={"certificate": ("iso_27001",)}, facets=("certificate", "category"))
    )
    assert ids(chosen) == [1]
    assert chosen.facets["certificate"] == {"iso_27001": 1, "dsure": 2}
    assert chosen.facets["category"]["cloud-hosting"] == 1, "what tells of the supplier goes along to other categories"


def test_pages_show_everything_once_and_in_order(each_index):
    chance = random.Random(7)
    each_index.build(
        [
            entry(
                n,
                "ระบบสารบรรณ" if n % 3 else "สารบรรณ",
                price=chance.choice([100, 200, 300]),
                published=chance.choice([1, 2, 3]),
                rating=chance.choice([2_000, 4_000]),
            )
            for n in range(1, 101)
        ]
    )
    for sort, size in itertools.product(Sort, (7, 20)):
        seen, after = [], ""
        while True:
            page = climb(each_index, Query("สารบรรณ", sort=sort, size=size, after=after))
            seen += ids(page)
            after = page.next
            if not after:
                break
        assert sorted(seen) == list(range(1, 101)), (sort, size)
        assert seen == ids(climb(each_index, Query("สารบรรณ", sort=sort, size=100))), (sort, size)


def test_equal_listings_are_not_sorted_by_age_of_their_ids(each_index):
    each_index.build([entry(n, "สารบรรณ") for n in range(1, 40)])
    order = ids(climb(each_index, Query("สารบรรณ", size=39)))
    assert order not in (sorted(order), sorted(order, reverse=True))


def test_an_unreadable_cursor_gives_the_first_page(shelf):
    for cursor in ("x", "AAAA", "~" * 50, "ก"):
        assert ids(climb(shelf, Query("", after=cursor)))[0] == 4


def test_what_is_put_is_found_at_once_and_what_is_gone_is_not(stocked):
    stocked.put([entry(9, "ระบบใหม่เอี่ยม"), entry(1, "ชื่อใหม่")], gone=[2])
    assert ids(climb(stocked, Query("ใหม่เอี่ยม"))) == [9]
    assert ids(climb(stocked, Query("ลายเซ็น"))) == []
    assert 2 not in ids(climb(stocked, Query("")))


def test_a_rebuild_is_seen_by_who_had_the_old_index_open(stocked):
    assert climb(stocked, Query("")).total == 4
    stocked.build([entry(50, "เล่มเดียว")])
    assert ids(climb(stocked, Query(""))) == [50]


def test_an_index_that_is_not_there_is_said_to_be_down(each_index):
    with pytest.raises(SearchDown):
        climb(each_index, Query("x"))
    assert not each_index.exists()


def test_a_build_that_breaks_leaves_the_old_index(stocked):
    def broken():
        yield entry(60, "ครึ่งทาง")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        stocked.build(broken())
    assert climb(stocked, Query("")).total == 4


# --- words that are written differently


def test_a_misspelt_word_is_read_as_a_word_of_the_index(shelf):
    page = climb(shelf, Query("ระบบสารบัณ"))
    assert page.repairs == (("สารบัณ", "สารบรรณ"),)
    assert 1 in ids(page)
    assert ids(climb(shelf, Query("ระบบสารบัณ", literal=True))) == []


def test_words_that_came_later_are_known_at_once(stocked):
    assert climb(stocked, Query("แซนบอกซ์")).repairs == ()
    stocked.put([entry(9, "แซนด์บ็อกซ์ทดลองนวัตกรรม")])
    assert ids(climb(stocked, Query("แซนบอกซ์"))) == [9]


def test_suggestions_go_on_from_what_is_typed(shelf):
    assert "ลายเซ็นดิจิทัล" in suggestions(shelf, "ลายเ")
    assert suggestions(shelf, "สารบ")[0].startswith("สารบรรณ")
    assert suggestions(shelf, "ระบบสารบ")[0].startswith("ระบบสารบรรณ")
    assert suggestions(shelf, "ปุ๋ย") == []
    assert suggestions(shelf, "") == []


# --- totals for a case


def table_of(prices: dict[int, tuple[int, int]]) -> PriceTable:
    """Prices (unit, set-up) by id."""
    return PriceTable({number: Row(price, setup, 1, 1, True, ()) for number, (price, setup) in prices.items()}, 1)


@pytest.fixture
def priced():
    """Two is cheaper for one unit, one for many."""
    table = table_of({1: (100_00, 900_00), 2: (300_00, 0), 3: (200_00, 0)})
    return lambda: (table, Decimal(7))


def totals(shelf, priced, **asked):
    case = asked.pop("case", Case(1))
    return climb(shelf, Query("", category="e-document", case=case, unit="one-off", **asked), prices=priced)


def test_the_order_is_by_what_the_readers_case_costs(shelf, priced):
    assert ids(totals(shelf, priced, sort=Sort.PRICE)) == [3, 2, 1]
    assert ids(totals(shelf, priced, sort=Sort.PRICE, case=Case(100))) == [1, 3, 2]


def test_pages_by_total_go_on_where_the_last_one_ended(shelf, priced):
    first = totals(shelf, priced, sort=Sort.PRICE, size=2)
    assert ids(first) == [3, 2]
    assert first.total == 3
    last = totals(shelf, priced, sort=Sort.PRICE, size=2, after=first.next)
    assert (ids(last), last.next) == ([1], "")


def test_a_range_of_totals_narrows_hits_and_counts(shelf, priced):
    page = totals(shelf, priced, total_to=300_00, facets=("hosting_location",), choices={"hosting_location": ("gdcc",)})
    assert ids(page) == [3]
    assert page.facets["hosting_location"] == {"gdcc": 1, "agency": 1}
    assert set(ids(totals(shelf, priced, total_from=300_00, total_to=1000_00))) == {1, 2}
    assert ids(totals(shelf, priced, total_to=1)) == []


def test_too_many_matches_are_said_and_sorted_by_unit_price(shelf, priced, monkeypatch):
    monkeypatch.setattr("catalog.search.totals.MOST", 2)
    page = totals(shelf, priced, sort=Sort.PRICE)
    assert page.too_many
    assert ids(page) == [2, 3, 1]
    assert totals(shelf, priced, total_to=300_00).too_many


def test_ids_of_all_matches_are_told_up_to_a_bound(shelf):
    node = plan("").rungs[0].node
    assert sorted(shelf.ids(node, Query("", category="e-document"), 3)) == [1, 2, 3]
    assert shelf.ids(node, Query(""), 3) is None


# --- accidents


INDEXER = """
import os, sys
sys.path.insert(0, {root!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings_test"
import django
django.setup()
from catalog import search
from tests.catalog.test_engines import entry
def entries():
    number = 100
    while True:
        number += 1
        if number == 2500:
            print("busy", flush=True)
        yield entry(number, "ครึ่งทาง")
search._made({name!r}, *{where!r}).build(entries())
"""


def test_an_engine_killed_while_it_indexes_leaves_the_old_index_and_a_free_way(stocked):
    where = (str(stocked.store.root),) if hasattr(stocked.store, "root") else (os.environ["TALAT_TEST_ELASTICSEARCH"], stocked.store.prefix)
    name = "embedded" if hasattr(stocked.store, "root") else "elasticsearch"
    script = INDEXER.format(root=str(Path(__file__).resolve().parents[2]), name=name, where=where)
    with subprocess.Popen([sys.executable, "-W", "ignore", "-c", script], stdout=subprocess.PIPE, text=True) as indexer:
        assert indexer.stdout.readline() == "busy\n"
        indexer.kill()
    assert climb(stocked, Query("")).total == 4
    stocked.put([entry(5, "ระบบหลังเหตุขัดข้อง")])
    assert ids(climb(stocked, Query("ขัดข้อง"))) == [5]
    assert stocked.build(STOCK[:2]) == 2
    assert climb(stocked, Query("")).total == 2


@pytest.mark.elasticsearch
def test_both_engines_answer_alike(tmp_path):
    """Totals, counts and orders of a few hundred searches on the same random listings."""
    dice = random.Random(2570)
    words = "ระบบ สารบรรณ คลาวด์ อบรม ใบอนุญาต ก่อสร้าง ชำระ ค่าธรรมเนียม ขยะ ข้อมูล เปิด ลายเซ็น cloud backup data iso".split()
    stock = [
        entry(
            number,
            " ".join(dice.sample(words, 3)),
            " ".join(dice.sample(words, 8)),
            price=dice.choice([100, 200, 300]) * 100,
            published=dice.randrange(50),
            category=dice.choice(["e-document", "cloud-hosting"]),
            hosting_location=dice.choice(["gdcc", "agency"]),
            digital_signature=dice.choice(["certificate", "picture", "none"]),
        )
        for number in range(1, 301)
    ]
    one, other = made_engine("embedded", tmp_path), made_engine("elasticsearch", tmp_path)
    try:
        one.build(stock)
        other.build(stock)
        typed = [" ".join(dice.sample([*words, "ใบอนุญาติ", "ปุ๋ย"], dice.randrange(1, 5))) for _turn in range(40)]
        typed += ['"ระบบ สารบรรณ"', "คลาวด์ OR cloud", "-ระบบ ข้อมูล", "อนุญาต", *HOSTILE]
        for text in typed:
            query = Query(
                text,
                category=dice.choice(["", "e-document"]),
                choices=dice.choice(
                    [{}, {"hosting_location": ("gdcc",)}, {"digital_signature": ("certificate", "none"), "hosting_location": ("agency",)}]
                ),
                price_to=dice.choice([None, 200_00]),
                sort=dice.choice(list(Sort)),
                facets=("category", "hosting_location", "digital_signature"),
            )
            here, there = climb(one, query), climb(other, query)
            assert (here.total, here.facets, here.rung, here.repairs) == (there.total, there.facets, there.rung, there.repairs), query
            assert (here.lowest, here.highest) == (there.lowest, there.highest), query
            assert ids(here) == ids(there), query
    finally:
        forgotten(other)
