"""The whole demo in one call: bodies, sellers and purchases on one timeline. Shows nothing and knows no terminal."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from marketplace.kernel import clock
from marketplace.procedure import waking
from marketplace.web.demo import assessing, bodies, buying, other_sellers, sellers
from marketplace.web.demo.stage import Stage

#: Days before the anchor on which the purchases begin: by then every seller that will be verified is.
PURCHASES_BEGIN = 200


@dataclass(frozen=True)
class Size:
    """How much is invented. With `each_outcome_once` there are half as many purchases, and still one of every end."""

    agencies: int = 12
    suppliers: int = 80
    listings: int = 600
    each_outcome_once: bool = False


def play(stage: Stage, size: Size, until: dt.datetime, *, chapter: Callable[[str], None] = lambda name: None) -> int:
    """Play everything up to `until` and return how many purchases there are; `chapter` is told what begins."""
    chapter("sellers")
    world = bodies.found(stage, size.agencies)
    companies = sellers.invent(stage, size.suppliers)
    sellers.plan(stage, world, companies, size.listings)
    other_sellers.plan(stage, world)
    stage.play(min(until, stage.day(PURCHASES_BEGIN, 8)))
    chapter("purchases")
    count = buying.plan(buying.Shop(stage, world, companies), each_outcome_once=size.each_outcome_once)
    assessing.plan(stage, world)
    stage.play(until)
    with clock.shifted_to(until):
        waking.wake()
    return count


@contextmanager
def quick_writes() -> Iterator[None]:
    """SQLite need not reach the disk at each step of a load that is thrown away when it breaks; nor is there garbage worth looking for."""
    gc.disable()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        gc.enable()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")
