"""The demo's stage: one seed, one anchor day, one clock. Scenes are generators; whoever is earliest plays next."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel import clock
from marketplace.law import calendar
from marketplace.web.demo import PASSWORD

#: A scene does something at the present moment and yields the moment at which it goes on.
Scene = Iterator[dt.datetime]


@dataclass
class Stage:
    """Everything that scenes share. `anchor` is the day on which the demo's present begins."""

    anchor: dt.date
    seed: int = 2570
    tick: Callable[[], None] = lambda: None
    rng: random.Random = field(init=False)
    _queue: list[tuple[dt.datetime, int, Scene]] = field(default_factory=list)
    _serial: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311 - the demo must come out the same every time
        self.password = make_password(PASSWORD)
        self.people = 0

    def day(self, back: int, hour: int = 9, minute: int = 0) -> dt.datetime:
        """The moment `back` days before the anchor, moved to a working day."""
        day = self.anchor - dt.timedelta(days=back)
        return clock.at(calendar.working_day_from(day), dt.time(hour, minute))

    def person(self, local: str, title: str, given: str, family: str) -> Person:
        """A demo person; all have the one password, which is hashed once."""
        self.people += 1
        person = Person(email=f"{local}@demo.example", ref=f"P-D{self.people:05d}", title=title, given_name=given, family_name=family)
        person.password = self.password
        person.save()
        return person

    def enter(self, scene: Scene, at: dt.datetime) -> None:
        """Let a scene begin at a moment."""
        heapq.heappush(self._queue, (at, next(self._serial), scene))

    def play(self, until: dt.datetime) -> None:
        """Play all scenes up to `until` in one chronological order; later ones stay for the next call, or for the visitor."""
        while self._queue and self._queue[0][0] <= until:
            moment, _serial, scene = heapq.heappop(self._queue)
            with clock.shifted_to(moment):
                try:
                    following = next(scene)
                except StopIteration:
                    following = None
            self.tick()
            if following is not None:
                self.enter(scene, max(following, moment))


def acting(person: Person, organisation: Organisation) -> Actor:
    """The actor of a demo person."""
    return Actor.of(person, organisation)


def later(moment: dt.datetime, *, days: int = 0, hours: float = 0) -> dt.datetime:
    """A moment some days (then moved to a working day) and hours later."""
    if days:
        moved = moment + dt.timedelta(days=days)
        day = calendar.working_day_from(clock.civil(moved))
        moment = clock.at(day, moved.astimezone(clock.BANGKOK).time())
    return moment + dt.timedelta(hours=hours)
