"""A page that is only shown has one time; what decides or writes reads the clock each time."""

from __future__ import annotations

import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from marketplace.kernel import clock
from marketplace.kernel.middleware import PageClockMiddleware


def _moments(method: str) -> set[object]:
    seen: list[object] = []

    def view(_request: object) -> HttpResponse:
        for _ in range(200):
            seen.append(clock.read())
        return HttpResponse()

    PageClockMiddleware(view)(RequestFactory().generic(method, "/"))
    return set(seen)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_reads_the_clock_once(method, django_assert_num_queries):
    with django_assert_num_queries(2):  # the database's clock, and how far a demo is ahead
        assert len(_moments(method)) == 1


@pytest.mark.django_db
def test_a_request_that_may_write_reads_it_each_time():
    assert len(_moments("POST")) > 1


@pytest.mark.django_db
def test_nothing_of_a_page_stays_for_the_next():
    with clock.read_once():
        first = clock.read()
    time.sleep(0.01)
    with clock.read_once():
        assert clock.read() > first
        moment = clock.at(clock.today()) + clock.dt.timedelta(days=3)
        with clock.shifted_to(moment):
            assert clock.read() == moment
