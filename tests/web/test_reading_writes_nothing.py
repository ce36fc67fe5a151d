"""Looking changes nothing: no page that is only opened writes a row or an entry of the log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace import audit
from marketplace.contracts.models import Contract
from marketplace.kernel import clock
from marketplace.procedure import registry
from marketplace.web.reference.addresses import every_address
from tenders.models import Bid
from tests.cast import Cast
from tests.contracts.conftest import Deal
from tests.factories import purchases as p
from tests.factories.small_purchases import ordered

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_round, pytest.mark.filterwarnings("ignore")]

#: Who looks. Everybody opens the pages of the purchase; these few also every page without parameters.
VIEWERS = ("officer", "head_of_agency", "chair", "siam_bidder", "auditor")
EVERYWHERE = (None, "officer", "siam_bidder")
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)
#: Tables of Django's own that a visit may touch: who is signed in.
SESSIONS = "django_session"
#: Addresses whose visit is itself what is asked for, with the reason.
MEANT = {"inbox_message": "opening one's own message marks it as read"}


@contextmanager
def watched() -> Iterator[list[str]]:
    """Statements that write, as they are sent."""
    seen: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql) and SESSIONS not in sql:
            seen.append(sql[:160])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def rows() -> dict[str, int]:
    """How many rows every table has, sessions excepted."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.db_table != SESSIONS}


def of_purchase(play: p.Play) -> list[str]:
    ref = play.tender.ref
    found = [
        reverse(a.name, kwargs={"ref": ref})
        for a in every_address()
        if a.is_own and a.route.startswith("/tenders/") and set(a.parameters) == {"ref"}
    ]
    found += [reverse("take_step", args=["tender", ref, name]) for name in registry.of(play.tender).machine.steps]
    found += [reverse("oversight:case", args=[ref]), reverse("oversight:case_json", args=[ref]), f"/api/v1/ocds/releases/{ref}/"]
    for bid in Bid.objects.filter(tender=play.tender):
        found.append(reverse("evaluate_bid", args=[ref, bid.ref]))
    for contract in Contract.objects.filter(tender=play.tender):
        found += [reverse(f"contracts:{name}", args=[contract.ref]) for name in ("contract", "terms")]
        found += [reverse("take_step", args=["contract", contract.ref, name]) for name in registry.of(contract).machine.steps]
    return found


def look(play: p.Play, viewers: tuple[str, ...], moment: Any = None) -> int:
    """Everybody opens everything; returns how many pages were really shown."""
    audit.deliver()
    general = [a.route for a in every_address() if a.is_own and not a.parameters and a.name not in MEANT]
    shown = 0
    with clock.shifted_to(moment or play.now):
        clients: dict[str | None, Client] = {None: Client(raise_request_exception=False)}
        for name in viewers:
            clients[name] = Client(raise_request_exception=False)
            clients[name].force_login(getattr(play.cast, name).person)
        before, head = rows(), audit.head()
        for name, client in clients.items():
            for path in [*of_purchase(play), *(general if name in EVERYWHERE else [])]:
                with watched() as written:
                    answer = client.get(path)
                    if answer.streaming:
                        b"".join(answer.streaming_content)
                assert not written, f"{name} opens {path}: {written}"
                shown += answer.status_code == 200
        assert rows() == before
        assert audit.head() == head
    return shown


def test_no_page_that_is_only_opened_writes_anything(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    play = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    p.invited(play)
    assert look(play, VIEWERS, play.tender.bid_opens_at) > 150
    small = ordered(p.Play(cast=cast, category=play.category), cast.lanna_owner, 9_000_000)
    deal = Deal(small, small.now).drafted()
    assert look(deal.play, ("officer", "inspector", "lanna_owner")) > 60


def test_a_bid_is_begun_by_its_first_document_and_not_by_looking(cast: Cast, settings: Any, tmp_path: Any) -> None:
    from tests.factories.suppliers import pdf

    settings.MEDIA_ROOT = tmp_path
    play = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    p.invited(play)
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.siam_bidder.person)
    bid, price = reverse("bid", args=[play.tender.ref]), reverse("bid_price", args=[play.tender.ref])
    with clock.shifted_to(play.tender.bid_opens_at):
        assert "Add document" in client.get(bid).content.decode()
        assert client.get(price).status_code == 200
        refused = client.post(price, {"price_satang": "2,300,000", "confirmed": "on"})
        assert (refused.status_code, "2,300,000" in refused.content.decode()) == (409, True)
        assert client.post(bid, {"kind": "company"}).status_code == 422  # no file: nothing begins
        assert not Bid.objects.exists()
        sent = client.post(bid, {"kind": "company", "file": pdf()})
    assert sent.status_code == 302
    assert Bid.objects.get().documents.count() == 1
