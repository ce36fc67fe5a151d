"""The list of work abandoners, as the comptroller enters it."""

from __future__ import annotations

import datetime as dt

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from suppliers.actions.abandoners import Row, enter
from suppliers.models import Abandoner, Company
from suppliers.models.abandoner import Who


def listed(company: Company, *, actor: Actor, at: dt.datetime) -> Abandoner:
    """The company is on the list since the day of `at`."""
    day = clock.civil(at)
    with clock.shifted_to(at), audit.unit():
        row = Row(who=Who.COMPANY, number=company.number, name=company.name_th, order_no="กค (กวจ) 0405/77", ordered_on=day, ground="109.2")
        return enter(row, actor=actor, as_of=day)


def director_listed(company: Company, *, actor: Actor, at: dt.datetime) -> Abandoner:
    """A director of the company is on the list in person."""
    day = clock.civil(at)
    director = company.directors.present().first()
    assert director is not None
    with clock.shifted_to(at), audit.unit():
        row = Row(who=Who.PERSON, number="", name=director.name, order_no="กค (กวจ) 0405/78", ordered_on=day)
        return enter(row, actor=actor, as_of=day)
