"""Subscribers get every entry, in order, at least once, and none of them can stop the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from marketplace import audit
from marketplace.audit import delivery, nudge, tasks
from marketplace.audit.models import SubscriberCursor
from tests.audit.notebook import CASE, CLERK, Noted, Ran, Shown, note, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_mine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Subscribers of this test alone; the product's own are tested where they live."""
    monkeypatch.setattr(delivery, "_subscriptions", {})


def test_a_subscriber_gets_every_entry_in_order_once(log: Callable[[int], int]) -> None:
    seen: list[int] = []
    audit.subscriber("tests.all")(lambda entry: seen.append(entry.position))
    log(120)
    assert audit.deliver() == 120
    assert audit.deliver() == 0
    assert seen == list(range(1, 121))


def test_a_subscriber_gets_only_the_events_it_asked_for() -> None:
    seen: list[str] = []
    audit.subscriber("tests.shown", events=[Shown])(lambda entry: seen.append(entry.code))
    note()
    with audit.unit():
        audit.record(Shown, actor=CLERK, subject=CASE, payload={"what": "x"})
    note()
    audit.deliver()
    assert seen == ["tests.shown"]
    assert SubscriberCursor.objects.get(name="tests.shown").position == audit.head()


def test_a_failing_subscriber_stops_in_front_of_the_entry_and_goes_on_from_there() -> None:
    seen: list[int] = []
    broken = True

    def pick(entry: audit.EntryView) -> None:
        if broken and entry.position == 2:
            raise ValueError("the index is away")
        seen.append(entry.position)

    audit.subscriber("tests.picky")(pick)
    for _ in range(3):
        note()
    with pytest.raises(delivery.DeliveryStopped, match=r"tests\.picky"):
        audit.deliver()
    assert seen == [1]
    cursor = SubscriberCursor.objects.get(name="tests.picky")
    assert (cursor.position, cursor.failures, cursor.failure) == (1, 1, "entry 2: ValueError")
    broken = False
    audit.deliver()
    assert seen == [1, 2, 3]
    assert SubscriberCursor.objects.get(name="tests.picky").failures == 0


def test_one_failing_subscriber_does_not_keep_the_others_from_their_entries() -> None:
    seen: list[int] = []

    def fail(entry: audit.EntryView) -> None:
        raise ValueError

    audit.subscriber("tests.a_fails")(fail)
    audit.subscriber("tests.b_works")(lambda entry: seen.append(entry.position))
    note()
    with pytest.raises(delivery.DeliveryStopped):
        audit.deliver()
    assert seen == [1]


def test_the_worker_waits_before_it_tries_again_and_never_fails_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def fail(entry: audit.EntryView) -> None:
        tries.append(entry.position)
        raise ValueError

    audit.subscriber("tests.fails")(fail)
    note()
    tasks.deliver()
    tasks.deliver()
    assert tries == [1]
    SubscriberCursor.objects.update(retry_at=delivery.clock.read_true() - timedelta(seconds=1))
    tasks.deliver()
    assert tries == [1, 1]
    cursor = SubscriberCursor.objects.get(name="tests.fails")
    assert cursor.failures == 2
    assert cursor.retry_at is not None
    assert cursor.retry_at - delivery.clock.read_true() > timedelta(seconds=2)


def test_what_a_subscriber_records_is_delivered_in_the_same_turn() -> None:
    answered: list[int] = []

    def answer(entry: audit.EntryView) -> None:
        with audit.unit():
            audit.record(Shown, actor=CLERK, subject=CASE, payload={"what": "an answer"})

    audit.subscriber("tests.answers", events=[Noted])(answer)
    audit.subscriber("tests.reads_answers", events=[Shown])(lambda entry: answered.append(entry.position))
    note()
    audit.deliver()
    assert answered == [2]


def test_a_subscriber_that_answers_itself_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(entry: audit.EntryView) -> None:
        note()

    monkeypatch.setattr(delivery, "_MOST_TURNS", 5)
    audit.subscriber("tests.endless")(answer)
    note()
    with pytest.raises(delivery.DeliveryStopped, match="every entry"):
        audit.deliver()


def test_a_new_subscriber_reads_the_whole_log_unless_it_asks_for_what_comes() -> None:
    old, new = [], []
    note()
    audit.subscriber("tests.from_start")(lambda entry: old.append(entry.position))
    audit.subscriber("tests.from_now", from_start=False)(lambda entry: new.append(entry.position))
    delivery.install_cursors()
    note()
    audit.deliver()
    assert (old, new) == ([1, 2], [2])


def test_a_rewound_subscriber_reads_again_and_twice_changes_nothing() -> None:
    kept: dict[int, str] = {}
    audit.subscriber("tests.index")(lambda entry: kept.update({entry.position: entry.payload["what"]}))
    note("a")
    note("b")
    audit.deliver()
    before = dict(kept)
    assert run("deliver_audit", "--rewind", "tests.index") == Ran(0, "2 deliveries\ntests.index: 0 behind\n")
    assert kept == before


def test_a_subscribers_name_belongs_to_one_function() -> None:
    audit.subscriber("tests.name")(test_a_subscribers_name_belongs_to_one_function)
    with pytest.raises(ValueError, match=r"tests\.name"):
        audit.subscriber("tests.name")(note)


def test_lag_says_how_far_behind_a_subscriber_is(log: Callable[[int], int]) -> None:
    audit.subscriber("tests.slow")(lambda entry: None)
    delivery.install_cursors()
    before = delivery.lag()["tests.slow"]
    log(7)
    assert delivery.lag()["tests.slow"] == before + 7


@pytest.mark.django_db(transaction=True)
def test_a_commit_wakes_the_subscribers_once_until_they_begin_to_read(settings: object) -> None:
    settings.AUDIT_NUDGE = True  # type: ignore[attr-defined]
    nudge.begun()
    seen: list[int] = []
    audit.subscriber("tests.woken")(lambda entry: seen.append(entry.position))
    first, second = note(), note()
    assert seen == [audit.entry(first).position, audit.entry(second).position]  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_a_broken_queue_does_not_break_the_commit(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.AUDIT_NUDGE = True  # type: ignore[attr-defined]
    nudge.begun()

    def refuse() -> None:
        raise OSError("no queue")

    monkeypatch.setattr(tasks.deliver, "delay", refuse)
    assert audit.entry(note()) is not None
