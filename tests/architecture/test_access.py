"""Every view of ours carries an access mark that somebody can meet, and list pages make few queries.

What each kind of person meets at each address stands in the table of access and is walked by `test_access_table`.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from marketplace.accounts.duty import CASE_DUTIES, Duty
from marketplace.web.reference.addresses import Address, every_address
from tests.architecture import samples
from tests.cast import Cast, assemble

OWN = [address for address in every_address() if address.is_own]
#: For pages that ask for no duty, these few stand for everybody.
FEW = ("stranger", "officer", "siam_owner", "auditor")


def _path(address: Address, cast: Cast) -> str:
    made = samples.PARAMETERS.get(address.name)
    parameters = made(cast) if made else {name: samples.NOWHERE.get(kind, "nowhere") for name, kind in address.parameters.items()}
    try:
        return reverse(address.name, kwargs=parameters)
    except NoReverseMatch:
        if address.parameters:
            raise
        return address.route


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The cast, created once for the whole table and signed in once each."""
    table = transaction.atomic()
    table._from_testcase = True  # as Django's TestCase does: the product's durable blocks may stand inside
    with django_db_blocker.unblock(), table:
        cast = assemble()
        clients: dict[str, Client] = {}
        met: set[frozenset[Duty]] = set()
        for name, player in cast.players().items():
            held = player.actor.duties
            if held in met and name not in FEW:  # a second officer meets what the first one meets
                continue
            met.add(held)
            clients[name] = Client(raise_request_exception=False)
            clients[name].force_login(player.person)
        yield cast, clients
        transaction.set_rollback(True)


def _answer(client: Client, path: str) -> tuple[str, int]:
    response = client.get(path)
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/accounts/login/")
    return ("sign in" if to_sign_in else "page", response.status_code)


def test_there_is_something_to_open() -> None:
    assert len(OWN) > 3


@pytest.mark.parametrize("address", OWN, ids=lambda address: address.name or address.route)
def test_the_view_carries_an_access_mark(address: Address) -> None:
    assert address.access is not None, f"{address.route} ({address.module}) is for whom? Mark it with @public, @signed_in or @duties"
    assert address.access.kind in {"public", "signed_in", "duties"}


@pytest.mark.parametrize("address", OWN, ids=lambda address: address.name or address.route)
def test_a_page_for_a_duty_is_for_one_that_can_be_held(address: Address) -> None:
    """Duties by appointment are never held by membership: a page marked with them alone could be opened by nobody."""
    access = address.access
    if access is not None and access.kind == "duties":
        assert access.duties - CASE_DUTIES, f"{address.route} is marked with duties of a case only"


@pytest.mark.parametrize("name", sorted(samples.PARAMETERS))
def test_a_sample_is_a_page_that_somebody_can_open(name: str, everybody: tuple[Cast, dict[str, Client]]) -> None:
    cast, clients = everybody
    address = next(address for address in OWN if address.name == name)
    path = _path(address, cast)
    statuses = {_answer(client, path)[1] for client in clients.values()}
    assert 200 in statuses or name in samples.NEVER_A_PAGE, f"{path} answers only {statuses}"


@pytest.mark.parametrize("name", sorted(samples.LIST_PAGES))
def test_a_list_page_makes_few_queries(name: str, everybody: tuple[Cast, dict[str, Client]]) -> None:
    """The bound holds for whoever may open the page; that it does not grow with the rows is each app's own test."""
    cast, clients = everybody
    address = next(address for address in OWN if address.name == name)
    path = _path(address, cast)
    counted = {}
    for who, client in clients.items():
        with CaptureQueriesContext(connection) as captured:
            status = client.get(path).status_code
        if status == 200:
            counted[who] = len(captured)
    assert counted, f"nobody can open {path}"
    assert max(counted.values()) <= samples.LIST_PAGES[name], counted
