"""Reading the log: by case, subject, event and actor, in order, in chunks."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from marketplace import audit
from tests.audit.notebook import CASE, Case, Clerk, Noted, Shown, note

pytestmark = pytest.mark.django_db


def test_entries_come_in_order_and_leave_out_entry_0(log: Callable[[int], int]) -> None:
    log(3)
    assert [entry.position for entry in audit.entries()] == [1, 2, 3]
    assert next(iter(audit.entries(after=-1))).position == 0


def test_a_long_log_is_read_in_chunks_without_losing_any(log: Callable[[int], int], django_assert_max_num_queries: Callable) -> None:
    log(1203)
    with django_assert_max_num_queries(8):
        assert [entry.position for entry in audit.entries()] == list(range(1, 1204))
    assert [entry.position for entry in audit.entries(newest_first=True)] == list(range(1203, 0, -1))


def test_a_case_file_has_what_belongs_to_the_case_and_nothing_else() -> None:
    tender = Case("T-1", "tender")
    note("tender", subject=tender)
    note("bid", subject=Case("B-1", "bid", tender))
    note("other", subject=Case("T-2", "tender"))
    assert [entry.payload["what"] for entry in audit.entries(("tender", "T-1"))] == ["tender", "bid"]
    assert [entry.payload["what"] for entry in audit.entries(subject=("bid", "B-1"))] == ["bid"]


def test_entries_can_be_asked_by_event_actor_and_span(log: Callable[[int], int]) -> None:
    log(4)
    with audit.unit():
        audit.record(Shown, actor=Clerk(ref="P-other"), subject=CASE, payload={"what": "x"})
    assert [entry.position for entry in audit.entries(kinds=[Shown])] == [5]
    assert [entry.position for entry in audit.entries(kinds=[Noted], after=2, until=3)] == [3]
    assert [entry.position for entry in audit.entries(actor_ref="P-other")] == [5]


def test_the_latest_few_are_read_with_one_page(log: Callable[[int], int], django_assert_num_queries: Callable) -> None:
    log(30)
    with django_assert_num_queries(2):
        assert [entry.position for entry in audit.entries(newest_first=True, limit=3)] == [30, 29, 28]


def test_an_unknown_entry_is_none() -> None:
    assert audit.entry(uuid4()) is None


def test_a_sentence_shows_a_dash_for_a_value_that_the_entry_does_not_have() -> None:
    with audit.unit():
        uuid = audit.record(Noted, actor=Clerk(), subject=CASE)
    entry = audit.entry(uuid)
    assert entry is not None
    assert entry.sentence == "– was noted"
