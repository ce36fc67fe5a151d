"""What the lapse of a document does and when a company is told beforehand, read from `lapses.yaml`. Pure: knows no row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.kernel import clock
from marketplace.law.clauses import Basis, basis
from suppliers.kinds import Doc

FILE = Path(__file__).with_name("lapses.yaml")
#: Offices open: who is told can act.
MORNING = dt.time(8, 30)


class Effect(models.TextChoices):
    """What is no longer so once a document has lapsed."""

    MARK = "mark", _("the mark is no longer shown")
    PREFERENCE = "preference", _("the price preference is no longer given")
    BID = "bid", _("the company cannot bid")
    VERIFICATION = "verification", _("the company is no longer verified: it can neither list, bid nor receive orders")


@dataclass(frozen=True)
class Lapse:
    """One effect of the lapse of one kind of document, and what it rests on."""

    effect: Effect
    basis: Basis


@cache
def _file() -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return said


@cache
def table() -> dict[Doc, tuple[Lapse, ...]]:
    """Kind of document to the effects of its lapse. A kind, effect or basis that does not exist raises."""
    return {
        Doc(kind): tuple(Lapse(Effect(row["effect"]), basis(row["basis"])) for row in rows) for kind, rows in _file()["documents"].items()
    }


def lapses_of(kind: str) -> tuple[Lapse, ...]:
    """Effects of the lapse of a document of this kind; none where nothing changes."""
    return table().get(Doc(kind), ())


def has_effect(kind: str, effect: Effect) -> bool:
    return any(lapse.effect == effect for lapse in lapses_of(kind))


@cache
def days_before() -> tuple[int, ...]:
    """Days before the last day of validity on which the company is reminded, the earliest first."""
    return tuple(sorted((int(days) for days in _file()["remind_days_before"]), reverse=True))


def next_moment(expires_on: dt.date | None, told_on: dt.date) -> dt.datetime | None:
    """When the clock has something to say of a document that ends, after what was said on `told_on`; None if never.

    The day after the last day of validity is the last such moment: the document has lapsed.
    """
    if expires_on is None:
        return None
    days = [expires_on - dt.timedelta(days=days) for days in days_before()] + [expires_on + dt.timedelta(days=1)]
    ahead = [day for day in days if day > told_on]
    return clock.at(ahead[0], MORNING) if ahead else None
