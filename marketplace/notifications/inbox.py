"""Makes messages of entries, settles those whose work is done, and tells how many are unread.

The subscriber may be called twice with an entry.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.notifications import routing
from marketplace.notifications.models import Message, Preference
from tenders.states import T

#: Mails tell of what just happened; when the inbox is made anew from the log, nobody is mailed again.
FRESH = dt.timedelta(days=2)
#: States in which a purchase has ended without a contract: nothing of it waits for anybody.
ENDED_EARLY = frozenset({T.FAILED, T.CANCELLED, T.WITHDRAWN})


def make_messages(entry: Any) -> None:
    """Subscriber of the log: one message per route and person; what the entry settles is no longer open.

    Doing it twice changes nothing: an entry settles only messages of earlier ones.
    """
    settle(entry)
    fresh = clock.read_true() - entry.recorded_at < FRESH
    made: list[Message] = []
    for found in routing.routes_of(entry.event):
        people = [person for person in found.recipients(entry) if person.ref != entry.actor.ref]
        if people:
            made += _messages(found, entry, people, fresh)
    if not made:
        return
    Message.objects.bulk_create(made, ignore_conflicts=True)
    if any(message.mail for message in made):
        transaction.on_commit(nudge)


def _messages(found: routing.Route, entry: Any, people: list[Person], fresh: bool) -> list[Message]:
    title_th, body_th = found.words(entry, "th")
    title_en, body_en = found.words(entry, "en")
    wishes = {wish.person_id: wish for wish in Preference.objects.filter(person__in=people)}
    made = []
    for person in {person.pk: person for person in people}.values():
        wish = wishes.get(person.pk) or Preference(person=person)
        made.append(
            Message(
                person=person,
                entry=entry.uuid,
                position=entry.position,
                subject_ref=entry.subject.ref,
                number=number_of(entry),
                route=found.name,
                at=entry.at,
                title_th=title_th,
                title_en=title_en,
                body_th=body_th,
                body_en=body_en,
                url=found.url(entry) if found.url is not None else "",
                root_ref=entry.root.ref,
                waits=found.waits,
                mail=fresh and not entry.shifted and _is_mailed(found, entry, wish),
            )
        )
    return made


def number_of(entry: Any) -> str:
    """Which of several alike the entry is about, as its payload says it; empty where there is but one."""
    return str(next((entry.payload[key] for key in ("number", "committee") if key in entry.payload), ""))


def settle(entry: Any) -> None:
    """Messages that asked for what has now been done, or for what fell away with the purchase, are open no longer."""
    open_here = Message.objects.waiting().filter(root_ref=entry.root.ref, position__lt=entry.position)
    over = Q(pk__in=[])
    if entry.source != entry.target:
        over |= Q(subject_ref=entry.subject.ref, route__in=routing.settled_by_moving())
        if entry.target in ENDED_EARLY and entry.subject.ref == entry.root.ref:
            over |= Q(root_ref=entry.root.ref)
    for route, end in routing.ends_by(entry.event):
        one = Q(route=route)
        if end.numbered:
            one &= Q(number=number_of(entry))
        if end.person:
            one &= Q(person__ref=entry.actor.ref if end.person == "actor" else entry.payload[end.person])
        over |= one
    if over != Q(pk__in=[]):
        open_here.filter(over).update(over_at=entry.at)


def _is_mailed(found: routing.Route, entry: Any, wish: Preference) -> bool:
    if found.mails is not None:
        return found.mails(entry)
    return found.letter or (wish.mail_waits if found.waits else wish.mail_news)


def nudge() -> None:
    """Let the mails go out now, where a worker listens."""
    from marketplace.notifications.tasks import send_mails

    if getattr(settings, "AUDIT_NUDGE", True):
        send_mails.delay()


def unread_count(request: HttpRequest) -> int:
    """How many messages the signed-in person has not read."""
    return Message.objects.filter(person_id=request.user.pk).unread().count()
