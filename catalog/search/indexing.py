"""Keeps the index in step with the listings: whole rebuilds, and changes as the audit log tells them.

Every change is made by reading the rows again, so that doing it twice, late or out of turn changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from celery import current_app

from catalog import kept_results
from catalog.events import ListingPublished, ListingRated, ListingResumed, ListingSuspended, ListingWithdrawn, WordListChanged
from catalog.models import Listing
from catalog.search import engine, kept, lists
from catalog.search.dictionary import of, using
from catalog.search.entries import all_entries, entries_of
from catalog.search.interface import Entry
from marketplace import audit
from marketplace.kernel import clock

#: After so many listings a rebuild tells how far it is.
TOLD_EVERY = 100
CHANGES = (ListingPublished, ListingSuspended, ListingResumed, ListingWithdrawn, ListingRated)


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build the whole index anew and switch to it; answers how many listings it holds.

    Changes that are recorded meanwhile come after it: the subscriber waits for the writer's lock and reads rows again.
    """

    def watched() -> Iterator[Entry]:
        for number, entry in enumerate(all_entries(), start=1):
            if progress is not None and not number % TOLD_EVERY:
                progress(number)
            yield entry

    kept.refresh(now=True)
    upto = audit.head()  # read before the rows: what is recorded from here on is followed again
    with using(of(lists.current().words)):
        number = engine().build(watched(), upto=upto)
    kept_results.forget()
    return number


def refresh(listings: Iterable[Listing]) -> None:
    """Put what may be bought among `listings` into the index and take the rest out. `listings` hold their relations."""
    rows, today = list(listings), clock.today()
    live = [row for row in rows if row.is_live(today)]
    if not engine().exists():
        rebuild()
        return
    with using(engine().dictionary()):
        engine().put(entries_of(live), gone=[row.pk for row in rows if not row.is_live(today)])
    kept_results.forget()


@audit.subscriber("catalog.index", events=None)
def follow(entry: audit.EntryView) -> None:
    """A listing was published, suspended, resumed, withdrawn or rated, or something about its company changed."""
    if entry.position <= engine().upto():
        return
    if entry.event is WordListChanged:
        if entry.payload["kind"] == "words":
            current_app.tasks["catalog.tasks.rebuild_index"].delay()
        return
    if entry.event in CHANGES:
        refresh(Listing.objects.shown().filter(ref=entry.subject.ref))
    elif entry.subject.kind == "company":
        found = list(Listing.objects.on_sale().shown().filter(company__ref=entry.subject.ref))
        if found:
            refresh(found)
