"""A price that was typed into a bid is nowhere before the envelopes are opened, and nowhere but in the answer when the bid was refused."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from celery.signals import before_task_publish
from django.conf import settings as product
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from catalog.models import Category
from catalog.search import search
from catalog.search.indexing import rebuild
from catalog.search.query import Query
from marketplace import audit
from marketplace.audit import checkpoints
from marketplace.kernel import clock
from marketplace.kernel.files.scanning import EmbeddedScanner
from marketplace.notifications.mail import send_pending
from marketplace.notifications.models import Message
from marketplace.web.reference.addresses import every_address
from suppliers.models import Company
from tenders.actions import opening
from tenders.models import Bid
from tenders.states import B
from tests.cast import assemble
from tests.factories import purchases as p
from tests.factories.suppliers import pdf
from tests.secrecy import canary as c
from tests.secrecy.canary import Canary, Place

CANARY = Canary(9_876_041_357)
#: Where Wagtail's admin is, which is looked at by who may enter it.
DESK = "/cms/"


@dataclass
class World:
    """One purchase in its bid window, everything around it writing to disk as in production."""

    play: p.Play
    logs: io.StringIO
    tasks: list[Any]

    def browser(self, who: str, **headers: str) -> Client:
        client = Client(raise_request_exception=False, headers=headers or None)
        client.force_login(getattr(self.play.cast, who).person)
        return client

    def at(self, **later: float) -> Any:
        """This long after the bid window opened."""
        return clock.shifted_to(self.play.tender.bid_opens_at + dt.timedelta(**later))


@pytest.fixture
def world(transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Files, cache, mail and queue are written to the var folder; everything is logged, every query included."""
    var = Path(product.VAR_DIR)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(var / "cache")}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.AUDIT_NUDGE = True
    current_app.conf.task_always_eager = False
    monkeypatch.setattr(connections["default"], "force_debug_cursor", True)
    logs, tasks = io.StringIO(), []
    handler = logging.StreamHandler(logs)
    loggers = [logging.getLogger(name) for name in (None, "django", "django.db.backends", "celery", "kombu")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)

    def keep(**signal: Any) -> None:
        tasks.append({"headers": signal["headers"], "body": signal["body"]})

    before_task_publish.connect(keep)
    play = p.Play(cast=assemble(), category=Category.objects.get(code="construction-permit"))
    Company.objects.update(vat_registered=True)
    p.invited(play)
    rebuild()
    yield World(play, logs, tasks)
    before_task_publish.disconnect(keep)
    current_app.conf.task_always_eager = True
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    cache.clear()


def _bids(world: World) -> None:
    """The bidder tries in every wrong way first, the price typed in every spelling, and hands in at last."""
    ref = world.play.tender.ref
    bidder = world.browser("siam_bidder")
    page, to = f"/tenders/{ref}/bid/", f"/tenders/{ref}/bid/price/"
    whole = {"price_satang": CANARY.commas, "confirmed": "on"}
    with world.at(hours=-1):
        bidder.get(page)
        for kind in ("company", "technical"):
            assert bidder.post(page, {"kind": kind, "file": pdf(f"{kind}.pdf", kind)}).status_code == 302
        assert bidder.post(page, {"kind": "other", "file": pdf("virus.pdf", EmbeddedScanner.SIGNATURE.decode())}).status_code == 422
    with world.at(seconds=-1):
        _given_back(bidder.post(to, whole), 409, CANARY.commas)
    cache.clear()  # the delivery that is on its way begins: the next commit asks for another
    with world.at(hours=1):
        _given_back(bidder.post(to, {"price_satang": CANARY.plain}), 422, CANARY.plain)
        _given_back(bidder.post(to, {"price_satang": f"{CANARY.plain}7", "confirmed": "on"}), 422, f"{CANARY.plain}7")
        assert bidder.post(to, {"price_satang": CANARY.thai, "confirmed": "on"}).status_code == 302
        _given_back(bidder.post(to, whole), 409, CANARY.commas)
        assert Bid.objects.get().state == B.SEALED
    with world.at(hours=4):
        _given_back(bidder.post(to, whole), 409, CANARY.commas)


def _given_back(response: Any, status: int, typed: str) -> None:
    assert response.status_code == status
    assert f'value="{typed}"' in response.content.decode(), "what was typed stays in the page"
    assert "no-store" in response["Cache-Control"]


def _works_on() -> None:
    """What happens by itself afterwards: messages, mails, the index, a checkpoint."""
    audit.deliver()
    Message.objects.update(mail=True)  # whatever people wish: every message goes out
    send_pending()
    checkpoints.make()


def _pages(world: World) -> Iterator[Place]:
    """What the bidder, the buyer, the auditor and an administrator of the guidance can open, the public interface included."""
    ref, bid = world.play.tender.ref, Bid.objects.get().ref
    own = [a.route for a in every_address() if not a.parameters and a.is_own]
    own += [
        f"/tenders/{ref}/",
        f"/tenders/{ref}/bid/",
        f"/tenders/{ref}/bid/price/",
        f"/tenders/{ref}/bid/receipt/",
        f"/tenders/{ref}/evaluation/",
        f"/tenders/{ref}/evaluation/{bid}/",
        f"/step/bid/{bid}/open/",
        f"/audit/cases/{ref}/",
        f"/audit/cases/{ref}/case.json",
        f"/api/v1/ocds/releases/{ref}/",
    ]
    for who in ("siam_bidder", "head_officer", "auditor"):
        client = world.browser(who)
        for path in own:
            yield f"page {path} for {who}", _content(client.get(path))
    visitor = Client()
    for position in range(1, audit.head() + 1):
        yield f"entry {position}", _content(visitor.get(f"/verify/entries/{position}/"))
    desk = world.browser("rule_editor")
    opened = 0
    for address in every_address():
        if address.route.startswith(DESK) and not address.parameters and "(?P" not in address.route:
            response = desk.get(address.route)
            opened += response.status_code == 200
            yield f"page {address.route} of the desk", _content(response)
    assert opened > 10, "the desk's pages can be opened"


def _content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _export(to: Path) -> Iterator[Place]:
    try:
        call_command("export_ocds", output=to / "ocds.json", stdout=io.StringIO())
        yield "open data", (to / "ocds.json").read_bytes()
    except CommandError:
        yield "open data: nothing is public yet", b""


def _kept(world: World) -> Iterator[Place]:
    """Everything that is kept anywhere, or was sent or logged."""
    yield from c.folder(Path(product.VAR_DIR))
    yield from c.tables()
    yield from c.sessions()
    yield "log", world.logs.getvalue().encode()
    yield "mail", b"\n".join(str(letter.message()).encode() for letter in getattr(mail, "outbox", []))
    yield "tasks", json.dumps(world.tasks, default=str, ensure_ascii=False).encode()
    for text in (CANARY.plain, CANARY.commas, str(CANARY.satang)):
        yield f"search for {text}", str(search(Query(text=text)).total).encode()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_price_is_nowhere_before_opening_and_everywhere_it_belongs_after(world: World, tmp_path: Path) -> None:
    _bids(world)
    with world.at(hours=4):
        _works_on()
        for holder in ("chair", "head_officer"):
            opening.hand_in_share(world.play.tender, actor=getattr(world.play.cast, holder).actor, passphrase=p.PASSPHRASE)
        _works_on()
        places = [*_kept(world), *_pages(world), *_export(tmp_path)]
        assert c.where(CANARY, places) == []
        _looked_where_it_matters(places)
        opening.open_bids(world.play.tender, actor=world.play.cast.head_officer.actor)
        _works_on()
        found = c.where(CANARY, [*_kept(world), *_pages(world)])
    for place in ("table tenders_bid", "table audit_logentry", f"page /audit/cases/{world.play.tender.ref}/ for auditor"):
        assert any(one.startswith(f"{place}:") for one in found), f"after opening the finder finds the price in {place}"


def _looked_where_it_matters(places: list[Place]) -> None:
    """The search was no walk through empty rooms; on PostgreSQL the database is no file."""
    sizes: dict[str, int] = {}
    for place, content in places:
        kind = place.partition(" ")[0]
        sizes[kind] = sizes.get(kind, 0) + len(content)
    for kind, least in {"file": 20_000, "table": 100_000, "session": 10, "log": 50_000, "tasks": 50, "page": 500_000}.items():
        assert sizes.get(kind, 0) > least, f"there is something to look through: {kind}"
    names = "\n".join(place for place, _content in places)
    for part in ("file media/", "file queue/messages/", "file mail/", "file cache/", "file search/"):
        assert part in names, f"{part} was written"
    text = dict(places)
    assert b"INSERT INTO" in text["log"]
    assert b"tenders_bid" in text["log"], "queries on bids were logged"
