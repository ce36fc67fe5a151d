"""Keeping searches, and telling of new listings that match: at most once a day, each listing once.

New is what was put on sale for the first time since the search was looked at last, by positions of the log, so that nothing is
told twice and nothing is left out, however often or late the clock comes round. Only listings that have every word are told of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalog import asking, events, search
from catalog.models import Alert, Listing, SavedSearch
from catalog.questions import definitions
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.audit.models import SubscriberCursor
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.procedure.refusals import Refusal, Refused

#: Searches that one person may keep.
MOST_SAVED = 50
#: New listings that one message names, and as many as are looked at in one run; the next day takes the rest.
MOST_NAMED, MOST_NEW = 20, 2_000
#: As many searches as one run of the clock looks at; the next run takes the rest.
MOST_DUE = 200
#: When alerts are looked at: before the offices open.
MORNING = dt.time(6)
#: The subscriber that keeps the index in step with the log.
INDEX = "catalog.index"


def kept_query(parameters: QueryDict, category: str) -> str:
    """The part of an address that means something to a search, in one order; the place in the list is left out."""
    known = definitions()
    unknown = set(asking.unknown_names(parameters, known, category, frozenset())) | {"after", "sort"}
    pairs = [(name, value) for name in sorted(parameters) if name not in unknown for value in parameters.getlist(name) if value.strip()]
    return urlencode(pairs)[:2000]


def save(*, actor: Actor, name: str, category: str, query: str, alert: Alert) -> SavedSearch:
    """Keep a search under a name. Opens its own unit; what a person looks for is written in no log.

    Raises:
        Refused: nobody is signed in, or the person keeps as many as may be kept.
    """
    with audit.unit():
        if actor.person_id is None or SavedSearch.objects.of(actor.person_id).count() >= MOST_SAVED:
            raise Refused(
                [
                    Refusal(
                        "too_many_saved",
                        _("You keep %(most)s searches already."),
                        clauses.HOUSE_COMPLETE,
                        remedy=_("Remove one that you do not need any more."),
                        params={"most": MOST_SAVED},
                    )
                ]
            )
        return SavedSearch.objects.create(
            ref=next_ref("SV"),
            person_id=actor.person_id,
            name=name,
            category=category,
            query=query,
            alert=alert,
            saved_at=clock.read(),
            looked_upto=audit.head(),
            next_check=_next_check(alert),
        )


def change(saved: SavedSearch, *, name: str, alert: Alert) -> None:
    """Change name or alert. An alert that is switched on anew begins with what is put on sale from now on."""
    with audit.unit():
        row = SavedSearch.objects.get(pk=saved.pk)
        if row.alert == Alert.NONE and alert != Alert.NONE:
            row.looked_upto = audit.head()
        row.name, row.alert = name, alert
        row.next_check = (row.next_check or _next_check(alert)) if alert != Alert.NONE else None
        row.version += 1
        row.save()


def remove(saved: SavedSearch) -> None:
    """Forget a search. Opens its own unit."""
    with audit.unit():
        SavedSearch.objects.filter(pk=saved.pk).delete()


def _next_check(alert: str) -> dt.datetime | None:
    """Tomorrow morning; None without an alert."""
    return None if alert == Alert.NONE else clock.at(clock.today() + dt.timedelta(days=1), MORNING)


def due(now: dt.datetime) -> Iterable[SavedSearch]:
    """Searches with an alert whose day has come, the longest due first."""
    return SavedSearch.objects.due(now).order_by("next_check", "pk")[:MOST_DUE]


def tell(saved: SavedSearch) -> bool:
    """Look whether anything new matches, and say so once. True where something was said.

    Raises:
        SearchDown: the index cannot be read; nothing is taken as looked at, and the clock comes round again.
    """
    upto, found = new_matches(saved)
    told = {"count": len(found), "listings": found[:MOST_NAMED], "by_mail": saved.alert == Alert.MAIL}
    with audit.unit():
        claimed = SavedSearch.objects.filter(pk=saved.pk, next_check=saved.next_check, looked_upto=saved.looked_upto)
        if not claimed.update(looked_upto=upto, next_check=_next_check(saved.alert)) or not found:
            return False
        audit.record(
            events.SavedSearchMatched,
            actor=Actor.system(),
            subject=saved,
            payload=told,
            personal={"name": saved.name, "to": saved.person.ref},
        )
    return True


def new_matches(saved: SavedSearch) -> tuple[int, list[str]]:
    """The position up to which was looked, and references of what is new since the last look and has all that is asked for."""
    cursor = SubscriberCursor.objects.filter(name=INDEX).first()
    upto = max(saved.looked_upto, cursor.position if cursor else 0)  # what the index does not hold yet is left for the next look
    refs: list[str] = []
    for entry in audit.entries(kinds=(events.ListingPublished,), after=saved.looked_upto, until=upto):
        if entry.step == "approve":  # the first version; a change of a listing is nothing new
            refs.append(entry.subject.ref)
        if len(refs) >= MOST_NEW:
            upto = entry.position
            break
    new = {row.pk: row.ref for row in Listing.objects.live().filter(ref__in=refs)}
    if not new:
        return upto, []
    asked = asking.read(saved.parameters, definitions(), saved.category)
    hits = search.matching(asked.query, new)
    return upto, sorted(ref for number, ref in new.items() if number in hits)
