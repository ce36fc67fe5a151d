"""The comptroller's desk: list, table and overview of purchases, the queue of flags, the log's health."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from marketplace import audit
from marketplace.kernel import clock, era
from marketplace.oversight import health
from marketplace.oversight import overview as numbers
from marketplace.oversight.models import Flag
from marketplace.oversight.overview import Done, Overview, shares_of
from marketplace.web.work import desk
from tests.cast import Cast
from tests.factories import purchases as p

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_round,
]  # pages; every page is opened on both databases by tests/architecture/test_access.py


@pytest.fixture
def auditor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.auditor.person)
    return client


def refs(response: Any) -> list[str]:
    return [row.tender.ref for row in response.context["rows"]]


def test_the_number_of_bidders_is_told_only_after_the_opening(auditor: Client, play: p.Play) -> None:
    p.invited(play)
    p.bid(play, play.cast.siam_bidder, 230_000_000)
    (row,) = auditor.get("/audit/purchases/").context["rows"]
    assert row.bidders is None
    text = auditor.get("/audit/purchases/table.csv").getvalue().decode()
    assert next(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))["bidders"] == ""


def test_the_list_shows_award_competition_and_flags(auditor: Client, announced: p.Play) -> None:
    (row,) = auditor.get("/audit/purchases/").context["rows"]
    assert (row.bidders, row.award_satang, row.reference_satang, row.flags) == (2, 228_000_000, 231_500_000, ())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=เทศบาลตำบลบ้านน้ำ", True),
        ("q=ดอนสูง", False),
        ("agency=AG-0001", True),
        ("agency=AG-0002", False),
        ("method=ebidding_price", True),
        ("method=specific_small", False),
        ("state=evaluating", True),
        ("state=concluded", False),
        ("flag=open", True),
        ("flag=R018", True),
        ("flag=R011", False),
        ("year=2569", True),
        ("year=2570", False),
        ("year=soon", True),
    ],
)
def test_filters_leave_what_fits(auditor: Client, single: p.Play, query: str, found: bool) -> None:
    assert refs(auditor.get(f"/audit/purchases/?{query}")) == ([single.tender.ref] if found else [])


@pytest.fixture
def single(play: p.Play) -> p.Play:
    """One company bid; the envelopes are open and the flags raised."""
    p.opened(play, [(play.cast.siam_bidder, 230_000_000)])
    audit.deliver()
    return play


def test_the_table_holds_what_the_list_holds(auditor: Client, announced: p.Play) -> None:
    text = auditor.get("/audit/purchases/table.csv").getvalue().decode()
    (row,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    assert (row["purchase"], row["award_baht"], row["bidders"]) == (announced.tender.ref, "2280000.00", "2")


def test_an_open_flag_waits_on_the_auditors_desk_and_in_the_queue(auditor: Client, single: p.Play) -> None:
    assert single.tender.ref in {item.ref for item in desk(single.cast.auditor.actor).for_me}
    assert single.tender.ref not in {item.ref for item in desk(single.cast.registrar.actor).for_me}
    queue = auditor.get("/audit/flags/")
    assert [seen.flag.pk for seen in queue.context["flags"]] == [Flag.objects.get().pk]
    assert auditor.get("/audit/flags/?state=closed").context["flags"] == []


def done(agency: str, method: str, baht: int, *, reference: int = 0, bidders: int = 0, days: tuple[int | None, ...] = ()) -> Done:
    start = dt.datetime(2026, 1, 1, tzinfo=clock.BANGKOK)
    moments = tuple(None if day is None else start + dt.timedelta(days=day) for day in days) or (None,) * 7
    return Done(agency, agency, agency, method, baht * 100, reference * 100, bidders, moments)


def test_shares_are_counted_by_purchases_and_by_value() -> None:
    found = shares_of([done("A", "s", 100_000), done("A", "s", 100_000), done("A", "e", 800_000), done("B", "e", 1)], ["s"])
    assert [(share.agency, share.by_count, share.by_value) for share in found] == [("A", 66.7, 20.0), ("B", 0.0, 0.0)]


def test_savings_leave_out_purchases_without_a_reference_price() -> None:
    overview = Overview(2569, [done("A", "e", 90, reference=100), done("A", "s", 50)])
    assert overview.saved == 10.0
    assert Overview(2569, [done("A", "s", 50)]).saved is None


def test_time_is_measured_between_the_moments_that_a_method_has() -> None:
    straight = done("A", "e", 1, bidders=3, days=(0, 2, 5, 9, 16, 20, 30))
    small = done("A", "s", 1, days=(0, 1, 2, None, None, 4, 5))
    found = {(pace.step, pace.method): pace.days for pace in Overview(2569, [straight, small]).paces}
    assert found[("bid", "e")] == 7.0
    assert found[("judge", "s")] == 2.0
    assert ("publish", "s") not in found


def test_five_bidders_and_more_are_one_bar() -> None:
    opened = (0, 1, 2, 3, 4, 5, 6)
    overview = Overview(2569, [done("A", "e", 1, bidders=number, days=opened) for number in (1, 1, 5, 9)])
    assert overview.competition == [(1, 2), (2, 0), (3, 0), (4, 0), (5, 2)]


def test_the_overview_counts_announced_awards_of_the_year(announced: p.Play) -> None:
    found = numbers.of_year(era.fiscal_year(clock.civil(announced.tender.announced_at)))
    assert (found.total_satang, found.bidders, found.saved) == (228_000_000, 2.0, 1.5)
    assert numbers.of_year(2560).done == []


def test_the_overview_draws_the_country_beside_the_agencies(auditor: Client, announced: p.Play) -> None:
    year = era.fiscal_year(clock.civil(announced.tender.announced_at))
    with clock.shifted_to(announced.now):
        response = auditor.get(f"/audit/?year={year}")
    text = response.content.decode()
    assert text.count('<figure class="chart">') == 4
    assert "97.6" in text
    assert "37.6" in text


def test_the_overview_of_an_empty_year_says_what_will_be_there(auditor: Client) -> None:
    assert auditor.get("/audit/").status_code == 200


def test_pages_make_few_queries(auditor: Client, single: p.Play, django_assert_max_num_queries: Any) -> None:
    for path, most in (("/audit/purchases/", 12), ("/audit/", 18), ("/audit/flags/", 12)):
        auditor.get(path)
        with django_assert_max_num_queries(most):
            assert auditor.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/audit/", "/audit/purchases/", "/audit/purchases/table.csv", "/audit/flags/"])
def test_the_desk_is_the_auditors_alone(client: Client, cast: Cast, path: str) -> None:
    client.force_login(cast.registrar.person)
    assert client.get(path).status_code == 403


def test_the_log_is_whole(single: p.Play) -> None:
    found = health.look()
    assert found.first_broken is None
    assert found.computed > 0
    assert found.size == audit.head() + 1


def test_a_changed_entry_is_named(single: p.Play) -> None:
    from marketplace.audit import triggers

    position = audit.head() - 3
    with triggers.removed(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_logentry SET body = replace(body, '1', '2') WHERE position = %s", [position])
    assert health.look().first_broken == position
