"""The search on the embedded engine: what is found, counted, sorted and paged."""

from __future__ import annotations

import random

import pytest

from catalog.search import Query, SearchDown
from catalog.search.interface import Entry
from catalog.search.ladder import climb
from catalog.search.query import Sort
from catalog.search.words import joined


def entry(
    number: int,
    title: str,
    body: str = "",
    *,
    price: int = 100_00,
    published: int = 1_700_000_000,
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
        {"category": ("all", category), **groups},
    )


@pytest.fixture
def shelf(index):
    index.build(
        [
            entry(1, "ระบบสารบรรณ ลายเซ็นดิจิทัล", "ลงนามด้วยใบรับรอง", price=300_00, published=3, signature="certificate", hosting="gdcc"),
            entry(2, "ระบบรับส่งหนังสือ", "งานสารบรรณ ค้นหาเอกสาร", price=100_00, published=2, signature="picture", hosting="agency"),
            entry(3, "ระบบจองห้องประชุม", "แจ้งเตือนทางอีเมล", price=200_00, published=1, signature="none", hosting="gdcc"),
            entry(4, "คลาวด์ภาครัฐ", "เครื่องแม่ข่ายเสมือน ISO 27001", price=5_00, published=4, category="cloud-hosting", hosting="gdcc"),
        ]
    )
    return index


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


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        "((((",
        "a AND OR NOT",
        "title:x",
        "*",
        "\\",
        "\x00",
        "ก" * 5000,
        "' OR 1=1 --",
        "🙂",
        "-",
        '-"',
        "ๆๆๆ",
        "฿",
        "\u200b",
        "<script>",
        "%00",
        "{}",
        "OR",
        '"" -""',
    ],
)
def test_hostile_text_is_only_text(shelf, hostile):
    page = climb(shelf, Query(hostile))
    assert page.total >= 0


def test_a_groups_counts_ignore_its_own_choice_and_no_other(shelf):
    asked = Query(
        "",
        category="e-document",
        choices={"hosting": ("gdcc",), "signature": ("certificate",)},
        facets=("hosting", "signature", "category"),
    )
    page = climb(shelf, asked)
    assert ids(page) == [1]
    assert page.facets["hosting"] == {"gdcc": 1}  # with the signature chosen
    assert page.facets["signature"] == {"certificate": 1, "none": 1}  # with the hosting chosen
    assert page.facets["category"] == {"all": 4, "e-document": 3, "cloud-hosting": 1}  # a link to a category takes no choices along


def test_two_values_of_a_group_are_alternatives(shelf):
    page = climb(shelf, Query("", category="e-document", choices={"signature": ("certificate", "picture")}, facets=("signature",)))
    assert set(ids(page)) == {1, 2}
    assert page.facets["signature"] == {"certificate": 1, "picture": 1, "none": 1}


def test_a_price_range_narrows_and_both_ends_belong_to_it(shelf):
    assert set(ids(climb(shelf, Query("", category="e-document", price_from=100_00, price_to=200_00)))) == {2, 3}


def test_counts_of_a_chosen_group_still_respect_the_price(shelf):
    page = climb(shelf, Query("", category="e-document", choices={"hosting": ("gdcc",)}, price_to=200_00, facets=("hosting",)))
    assert page.facets["hosting"] == {"gdcc": 1, "agency": 1}


def test_results_are_sorted_by_price_or_age(shelf):
    assert ids(climb(shelf, Query("", category="e-document", sort=Sort.PRICE))) == [2, 3, 1]
    assert ids(climb(shelf, Query("", sort=Sort.NEWEST))) == [4, 1, 2, 3]
    assert ids(climb(shelf, Query(""))) == [4, 1, 2, 3]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("size", [1, 7, 20])
def test_pages_show_everything_once_and_in_order(index, sort, size):
    chance = random.Random(7)
    index.build(
        [
            entry(n, "ระบบสารบรรณ" if n % 3 else "สารบรรณ", price=chance.choice([100, 200, 300]), published=chance.choice([1, 2, 3]))
            for n in range(1, 101)
        ]
    )
    seen, after = [], ""
    while True:
        page = climb(index, Query("สารบรรณ", sort=sort, size=size, after=after))
        seen += ids(page)
        after = page.next
        if not after:
            break
    assert len(seen) == 100
    assert sorted(seen) == list(range(1, 101))
    assert seen == ids(climb(index, Query("สารบรรณ", sort=sort, size=100)))


def test_equal_listings_are_not_sorted_by_age_of_their_ids(index):
    index.build([entry(n, "สารบรรณ") for n in range(1, 40)])
    order = ids(climb(index, Query("สารบรรณ", size=39)))
    assert order not in (sorted(order), sorted(order, reverse=True))


def test_an_unreadable_cursor_gives_the_first_page(shelf):
    for cursor in ("x", "AAAA", "~" * 50, "ก"):
        assert ids(climb(shelf, Query("", after=cursor)))[0] == 4


def test_what_is_put_is_found_at_once_and_what_is_gone_is_not(shelf):
    shelf.put([entry(9, "ระบบใหม่เอี่ยม"), entry(1, "ชื่อใหม่")], gone=[2])
    assert ids(climb(shelf, Query("ใหม่เอี่ยม"))) == [9]
    assert ids(climb(shelf, Query("ลายเซ็น"))) == []
    assert 2 not in ids(climb(shelf, Query("")))


def test_a_rebuild_is_seen_by_who_had_the_old_index_open(shelf):
    assert climb(shelf, Query("")).total == 4
    shelf.build([entry(50, "เล่มเดียว")])
    assert ids(climb(shelf, Query(""))) == [50]


def test_an_index_that_is_not_there_is_said_to_be_down(index):
    with pytest.raises(SearchDown):
        climb(index, Query("x"))
    assert not index.exists()


def test_a_destroyed_index_is_said_to_be_down(shelf, tmp_path):
    for file in (tmp_path / "search").glob("build-*/*"):
        file.write_bytes(b"\x00" * 10)
    shelf.store._open = None
    with pytest.raises(SearchDown):
        climb(shelf, Query("สารบรรณ"))


def test_a_build_that_breaks_leaves_the_old_index(shelf):
    def broken():
        yield entry(60, "ครึ่งทาง")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        shelf.build(broken())
    assert climb(shelf, Query("")).total == 4
