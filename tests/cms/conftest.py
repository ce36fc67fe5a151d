"""A second editor of rules, and people at a browser."""

import pytest
from django.test import Client

from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.law import calendar
from tests.cast import Player


@pytest.fixture(autouse=True)
def _forget_holidays():
    calendar.forget()
    yield
    calendar.forget()


@pytest.fixture
def second_editor(cast):
    """Somsri also edits rules at the comptroller."""
    person = Person.objects.create(
        email="somsri@talat.example", title="นาง", given_name="สมศรี", family_name="ระเบียบดี", ref="P-second-editor"
    )
    with audit.unit():
        grant(actor=Actor.system(), person=person, organisation=cast.comptroller, duty=Duty.RULE_EDITOR)
    return Player(person, cast.comptroller)


@pytest.fixture
def at_browser():
    """A signed-in browser of a person, English unless said otherwise."""

    def open_for(player, language="en"):
        client = Client(headers={"accept-language": language})
        client.force_login(player.person)
        return client

    return open_for
