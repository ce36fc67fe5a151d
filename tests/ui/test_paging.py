"""Pages by key: forward, back, filters kept, strange cursors harmless."""

from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from marketplace.kernel.models import ReferenceCounter
from marketplace.ui.paging import Keyset

pytestmark = pytest.mark.django_db
ORDER = ("-year", "prefix")


@pytest.fixture(autouse=True)
def counters():
    rows = [ReferenceCounter(prefix=f"P{n:02d}", year=2560 + n % 3, last=n) for n in range(23)]
    ReferenceCounter.objects.bulk_create(rows)


def page(query="", size=5):
    return Keyset(ReferenceCounter.objects.all(), ORDER, size).page_of(QueryDict(query), "/rows/")


def names(rows):
    return [(row.year, row.prefix) for row in rows]


def follow(url):
    return page(urlsplit(url).query)


def all_names():
    return names(ReferenceCounter.objects.order_by(*ORDER))


def test_walking_forward_shows_every_row_once():
    seen, current = [], page()
    while True:
        seen += names(current)
        if not current.next_url:
            break
        current = follow(current.next_url)
    assert seen == all_names()


def test_walking_back_shows_the_same_pages():
    first = page()
    second = follow(first.next_url)
    third = follow(second.next_url)
    assert names(follow(third.previous_url)) == names(second)
    assert names(follow(second.previous_url)) == names(first)


def test_the_first_page_has_no_way_back_even_when_reached_backwards():
    second = follow(page().next_url)
    assert follow(second.previous_url).previous_url == ""


def test_the_last_page_has_no_next():
    current = page()
    while current.next_url:
        current = follow(current.next_url)
    assert len(current) == 3
    assert current.previous_url


def test_filters_stay_in_the_links_and_the_old_cursor_does_not():
    second = page(urlsplit(page("q=คลาวด์&page=x").next_url).query)
    assert "q=%E0%B8%84" in second.next_url
    assert second.next_url.count("after=") == 1
    assert "before=" not in second.next_url
    assert "after=" not in second.first_url


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "W10",
        "WyJ4Il0",
        "!!!!",
        "W1sidiIsMV0sWyJ6IiwxXV0",
        "a" * 5000,
        "W1sidiIse31dLFsidiIsIngiXV0",
    ],
)
def test_a_cursor_that_cannot_be_read_gives_the_first_page(cursor):
    assert names(page(f"after={cursor}")) == names(page())


def test_a_page_costs_one_query(django_assert_num_queries):
    url = page().next_url
    with django_assert_num_queries(1):
        follow(url)


def test_a_list_that_fits_is_alone():
    assert page(size=50).alone
