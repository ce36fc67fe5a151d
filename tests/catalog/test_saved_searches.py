"""Saved searches: kept by their person alone, told of new listings that match at most once a day, each listing once."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from catalog.actions import saved
from catalog.models import Alert, SavedSearch
from catalog.search import SearchDown
from marketplace import audit
from marketplace.notifications.models import Message
from marketplace.procedure import waking
from tests.catalog import shelf
from tests.catalog.test_shortlists import browser

pytestmark = pytest.mark.django_db(transaction=True)


def told(person) -> list[str]:
    audit.deliver()
    return [message.title_en for message in Message.objects.of(person).filter(route="catalog.saved_search_matched").order_by("pk")]


def test_a_search_is_kept_from_its_page_changed_and_removed_by_its_person_alone(cast, index) -> None:
    shelf.live(cast, price_satang=200_00)
    audit.deliver()
    officer = browser(cast.officer)
    address = "/catalogue/e-document/?q=สารบรรณ&sme=no&quantity=20&nonsense=1&after=xyz"
    link = re.search(r'href="(/work/searches/new/[^"]*)"', officer.get(address).content.decode())[1].replace("&amp;", "&")
    assert "/work/searches/new/" not in Client().get(address).content.decode()
    page = officer.get(link).content.decode()
    assert "“สารบรรณ”" in page
    assert "SME: Others" in page
    assert officer.post(link, {"name": "", "alert": "mail"}).status_code == 422
    assert officer.post(link, {"name": "สารบรรณ SME", "alert": "mail"}).status_code == 302
    kept = SavedSearch.objects.get()
    assert (kept.person, kept.category, kept.alert) == (cast.officer.person, "e-document", Alert.MAIL)
    assert "nonsense" not in kept.query
    assert "after" not in kept.query
    assert officer.get(kept.address).status_code == 200
    own = f"/work/searches/{kept.ref}/"
    assert "สารบรรณ SME" in officer.get("/work/searches/").content.decode()
    for stranger in (browser(cast.head_officer), browser(cast.siam_owner)):
        assert "สารบรรณ SME" not in stranger.get("/work/searches/").content.decode()
        assert stranger.get(own).status_code == 404
        assert stranger.post(f"{own}remove/").status_code == 404
    officer.post(own, {"name": "ชื่อใหม่", "alert": "none"})
    kept.refresh_from_db()
    assert (kept.name, kept.next_check) == ("ชื่อใหม่", None)
    assert officer.post(f"{own}remove/").status_code == 302
    assert not SavedSearch.objects.exists()
    # what a person looks for stands in no log
    assert not [entry for entry in audit.entries() if entry.subject.kind == "saved_search"]


def test_new_listings_are_told_once_a_day_however_often_the_clock_comes_round(cast, index, clock) -> None:
    actor, person = cast.officer.actor, cast.officer.person
    shelf.live(cast, price_satang=200_00)  # on sale before: nothing new
    audit.deliver()
    kept = saved.save(actor=actor, name="Letters", category="e-document", query="q=ห้องประชุม", alert=Alert.INBOX)
    other = saved.save(actor=actor, name="Fees", category="garbage-fee", query="", alert=Alert.INBOX)
    quiet = saved.save(actor=actor, name="Quiet", category="e-document", query="", alert=Alert.NONE)
    first = shelf.live(
        cast, price_satang=220_00, title_th="ระบบจองห้องประชุม", title_en="Rooms", summary_th="จองห้องประชุม", summary_en="Rooms"
    )
    shelf.live(cast, price_satang=210_00)  # has another word than the one sought
    assert waking.wake() == []
    assert told(person) == []  # not before tomorrow morning

    clock.advance(days=1)
    assert waking.wake() == [kept.ref]
    assert waking.wake() == []
    assert told(person) == ["New in your saved search “Letters”: 1"]
    message = Message.objects.get(route="catalog.saved_search_matched")
    assert (message.mail, message.url.split("?")[0]) == (False, "/catalogue/e-document/")
    assert first.live_version.title_th in message.body_th
    entry = next(entry for entry in audit.entries() if entry.event.code == "catalog.saved_search_matched")
    assert entry.payload["listings"] == [first.ref]
    assert "Letters" not in str(entry.payload)  # the name is personal: beside the chain, erasable

    # a changed listing is nothing new; a new one on the same day waits for the next
    clock.advance(hours=2)
    shelf.live(cast, "garbage-fee", price_satang=20_00)
    audit.deliver()
    assert waking.wake() == []
    clock.advance(days=1)
    assert waking.wake() == [other.ref]
    assert told(person) == ["New in your saved search “Letters”: 1", "New in your saved search “Fees”: 1"]
    quiet.refresh_from_db()
    assert quiet.next_check is None


def test_while_the_search_is_down_nothing_is_taken_as_looked_at(cast, index, clock, monkeypatch) -> None:
    kept = saved.save(actor=cast.officer.actor, name="Letters", category="e-document", query="q=สารบรรณ", alert=Alert.MAIL)
    shelf.live(cast, price_satang=210_00)
    audit.deliver()
    clock.advance(days=1)

    def down(*_args, **_more):
        raise SearchDown("the engine was killed")

    with monkeypatch.context() as patch:
        patch.setattr("catalog.search.matching", down)
        assert waking.wake() == []
    kept.refresh_from_db()
    assert kept.next_check <= clock.moment
    # what the index does not hold yet is left for the next look as well
    shelf.live(cast, price_satang=220_00)
    assert waking.wake() == [kept.ref]
    assert audit.deliver()
    clock.advance(days=1)
    assert waking.wake() == [kept.ref]
    assert told(cast.officer.person) == ["New in your saved search “Letters”: 1"] * 2


def test_a_fiftieth_search_is_the_last_and_ranges_of_totals_count(cast, index, clock) -> None:
    actor = cast.officer.actor
    dear = saved.save(actor=actor, name="x", category="e-document", query="quantity=20&term=12&total_to=50000", alert=Alert.INBOX)
    cheap = shelf.live(cast, price_satang=200_00)  # 48,000
    shelf.live(cast, price_satang=300_00)  # 72,000
    audit.deliver()
    clock.advance(days=1)
    assert saved.new_matches(dear)[1] == [cheap.ref]
    SavedSearch.objects.bulk_create(
        SavedSearch(ref=f"SV-X-{n}", person=cast.officer.person, name="x", saved_at=clock.moment - dt.timedelta(days=n)) for n in range(49)
    )
    with pytest.raises(saved.Refused):
        saved.save(actor=actor, name="y", category="", query="q=x", alert=Alert.NONE)
    assert not mail.outbox
