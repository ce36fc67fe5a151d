"""Subscribers: what other apps do about entries, soon after they were committed, in order and without gaps.

Every subscriber has a cursor, the position of the last entry it dealt with. Positions are given under one lock in
the order of the commits, so an entry can never appear behind a cursor. An entry is delivered at least once: after a
crash the last few come again, so a subscriber's work must be such that doing it twice changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from marketplace.audit import locks, reading
from marketplace.audit.events import Event
from marketplace.audit.models import SubscriberCursor
from marketplace.audit.reading import EntryView
from marketplace.kernel import clock

logger = logging.getLogger(__name__)

Handler = Callable[[EntryView], None]

_SAVE_EVERY = 50
_LONGEST_WAIT = timedelta(minutes=15)
#: A subscriber that answers its own entries for ever is a mistake; this many turns in one delivery show it.
_MOST_TURNS = 1000


class DeliveryStopped(RuntimeError):
    """Some subscribers stopped at an entry; all others were served. The first failure is the cause."""


@dataclass(frozen=True)
class Subscription:
    """A subscriber: its name, what it does and which events it wants (None: all)."""

    name: str
    handler: Handler
    events: tuple[type[Event], ...] | None
    from_start: bool


_subscriptions: dict[str, Subscription] = {}


def subscriber(name: str, events: Iterable[type[Event]] | None = None, *, from_start: bool = True) -> Callable[[Handler], Handler]:
    """Register a function that is called with every entry of the given events (None: of all).

    Args:
        name: stable name of the cursor, `<app>.<what it does>`; renaming it delivers everything again.
        events: the events it wants.
        from_start: a new subscriber reads the whole log; False: only what comes after it was installed (mails).

    Raises:
        ValueError: the name belongs to another function.
    """

    def register(handler: Handler) -> Handler:
        known = _subscriptions.get(name)
        if known is not None and _place(known.handler) != _place(handler):
            raise ValueError(f"the subscriber {name!r} is {_place(known.handler)}")
        wanted = None if events is None else tuple(events)
        _subscriptions[name] = Subscription(name, handler, wanted, from_start)
        return handler

    return register


def _place(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def subscriptions() -> list[Subscription]:
    """All subscribers, by name."""
    return [_subscriptions[name] for name in sorted(_subscriptions)]


def install_cursors() -> None:
    """Give every subscriber its cursor; idempotent. Run by `migrate`."""
    known = set(SubscriberCursor.objects.values_list("name", flat=True))
    for subscription in subscriptions():
        if subscription.name not in known:
            start = 0 if subscription.from_start else max(0, reading.head())
            SubscriberCursor.objects.get_or_create(name=subscription.name, defaults={"position": start})


def deliver(*, due_only: bool = False) -> int:
    """Bring every subscriber to the head of the log, including what they record themselves.

    Args:
        due_only: leave out subscribers that failed lately and wait for their next try (the worker's way).

    Returns:
        How many deliveries were made.

    Raises:
        DeliveryStopped: after all others were served, where one or more subscribers failed.
    """
    made, failed = 0, {}
    for _turn in range(_MOST_TURNS):
        moved = 0
        for subscription in subscriptions():
            if subscription.name in failed:
                continue
            count, failure = _serve(subscription, due_only)
            moved += count
            if failure is not None:
                failed[subscription.name] = failure
        made += moved
        if not moved:
            break
    else:
        raise DeliveryStopped("some subscriber records an entry for every entry it reads")
    if failed:
        names = ", ".join(sorted(failed))
        raise DeliveryStopped(f"these subscribers stopped: {names}") from next(iter(failed.values()))
    return made


def rewind(name: str, position: int = 0) -> None:
    """Let a subscriber read again from after `position`: for rebuilding what it keeps.

    Raises:
        KeyError: there is no such subscriber.
    """
    subscription = _subscriptions[name]
    cursor = {"position": position, "failures": 0, "failure": "", "retry_at": None}
    SubscriberCursor.objects.update_or_create(name=subscription.name, defaults=cursor)


def _serve(subscription: Subscription, due_only: bool) -> tuple[int, Exception | None]:
    """Deliver to one subscriber up to the head, alone. Returns how many it took and what stopped it."""
    with locks.alone(f"subscriber {subscription.name}") as mine:
        if not mine:
            return 0, None
        cursor, _ = SubscriberCursor.objects.get_or_create(name=subscription.name)
        if due_only and cursor.retry_at is not None and clock.read_true() < cursor.retry_at:
            return 0, None
        head = reading.head()
        if cursor.position >= head:
            return 0, None
        return _walk(subscription, cursor, head)


def _walk(subscription: Subscription, cursor: SubscriberCursor, head: int) -> tuple[int, Exception | None]:
    made = 0
    for entry in reading.entries(kinds=subscription.events, after=cursor.position, until=head):
        try:
            subscription.handler(entry)
        except Exception as failure:  # one subscriber's fault must not keep the others from their entries
            _note_failure(subscription, cursor, entry, failure)
            return made, failure
        made += 1
        cursor.position = entry.position
        if made % _SAVE_EVERY == 0:
            _move(cursor)
    cursor.position = head
    cursor.failures, cursor.failure, cursor.retry_at = 0, "", None
    _move(cursor)
    return made, None


def _move(cursor: SubscriberCursor) -> None:
    cursor.moved_at = clock.read_true()
    cursor.save()


def _note_failure(subscription: Subscription, cursor: SubscriberCursor, entry: EntryView, failure: Exception) -> None:
    """Stop in front of the entry: skipping it would be a gap. Try again later, and later still."""
    logger.error("subscriber %s stopped at entry %s", subscription.name, entry.position, exc_info=failure)
    cursor.failures += 1
    # The kind only: the text of a failure can quote what it was given.
    cursor.failure = f"entry {entry.position}: {type(failure).__name__}"
    wait = min(_LONGEST_WAIT, timedelta(seconds=2 ** min(cursor.failures, 12)))
    cursor.retry_at = clock.read_true() + wait
    _move(cursor)


def lag() -> dict[str, int]:
    """How many positions each subscriber is behind the head."""
    head = reading.head()
    at = dict(SubscriberCursor.objects.values_list("name", "position"))
    return {subscription.name: head - at.get(subscription.name, 0) for subscription in subscriptions()}
