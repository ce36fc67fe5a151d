"""A message that asked for something says so only as long as it is open; what settles it is read from the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from marketplace.notifications import routing
from marketplace.notifications.models import Message
from marketplace.procedure.waking import wake
from tenders.actions import ending, opening
from tenders.models import Tender
from tests.cast import Cast, Player
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast: Cast) -> p.Play:
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def open_for(player: Player, tender: Tender) -> list[str]:
    """Routes of the messages about the purchase that still ask the person for something."""
    audit.deliver()
    return sorted(Message.objects.of(player.person).waiting().filter(root_ref=tender.ref).values_list("route", flat=True))


def test_what_was_asked_is_open_until_it_is_done_or_falls_away(play: p.Play) -> None:
    cast = play.cast
    p.drafted(play, comment_round=False)
    assert "tenders.committee_appointed" not in open_for(cast.chair, play.tender)  # declared for both committees
    assert open_for(cast.inspector, play.tender) == ["tenders.committee_appointed"]
    play.step("submit_request", cast.officer)
    assert open_for(cast.head_of_agency, play.tender) == ["tenders.request_submitted"]
    assert "tenders.tor_finished" not in open_for(cast.officer, play.tender)
    play.step("return_request", cast.head_of_agency, reason="ระบุเหตุผลให้ชัด")
    assert open_for(cast.head_of_agency, play.tender) == []
    assert open_for(cast.officer, play.tender) == ["tenders.request_returned"]
    play.step("submit_request", cast.officer)
    assert open_for(cast.head_of_agency, play.tender) == ["tenders.request_submitted"]  # asked anew, and only once open

    audit.rewind("notifications.inbox")  # read again from the beginning: the same is open
    assert open_for(cast.head_of_agency, play.tender) == ["tenders.request_submitted"]
    _the_inbox_says_so(cast)

    play.step("approve_request", cast.head_of_agency)
    play.step("withdraw", cast.officer, reason="ไม่มีงบประมาณ")
    assert open_for(cast.inspector, play.tender) == []  # fell away with the purchase
    assert not Message.objects.waiting().filter(root_ref=play.tender.ref).exists()


def _the_inbox_says_so(cast: Cast) -> None:
    for language, waits, settled in (("en", "Waits for you", "Nothing left to do"), ("th", "รอท่าน", "ไม่มีอะไรต้องทำแล้ว")):
        client = Client(headers={"accept-language": language})
        client.force_login(cast.head_of_agency.person)
        everything = client.get(reverse("inbox")).content.decode()
        assert (waits in everything, settled in everything) == (True, True)
        assert settled not in client.get(reverse("inbox"), {"show": "waits"}).content.decode()


def test_each_key_holder_settles_their_own_message(play: p.Play) -> None:
    cast = play.cast
    p.invited(play)
    p.bid(play, cast.siam_bidder, 230_000_000)
    with clock.shifted_to(play.tender.bid_closes_at + dt.timedelta(minutes=5)):
        wake()
        assert "tenders.bid_window_closed" in open_for(cast.chair, play.tender)
        opening.hand_in_share(play.tender, actor=cast.chair.actor, passphrase=p.PASSPHRASE)
        assert "tenders.bid_window_closed" not in open_for(cast.chair, play.tender)
        assert "tenders.bid_window_closed" in open_for(cast.key_officer, play.tender)
        opening.hand_in_share(play.tender, actor=cast.head_officer.actor, passphrase=p.PASSPHRASE)
        opening.open_bids(play.tender, actor=cast.head_officer.actor)
    assert open_for(cast.key_officer, play.tender) == []  # the envelopes are open without it


def test_a_decided_appeal_waits_for_nobody(play: p.Play) -> None:
    from marketplace.procedure import perform

    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    with clock.shifted_to(clock.at(play.tender.standstill_until, dt.time(10))):
        appeal: Any = ending.file_appeal(play.tender, actor=cast.siam_bidder.actor, text="ผู้ชนะไม่มีผลงานตามที่ประกาศกำหนดไว้")
        assert "tenders.appeal_filed" in open_for(cast.officer, play.tender)
        perform(appeal, "admit", actor=cast.officer.actor)
        assert open_for(cast.officer, play.tender) == []
        assert "tenders.appeal_admitted" in open_for(cast.head_of_agency, play.tender)
        perform(appeal, "forward", actor=cast.head_of_agency.actor, reason="ผู้ชนะมีผลงานครบ")
        assert open_for(cast.head_of_agency, play.tender) == []
        assert open_for_office(cast) == ["tenders.appeal_forwarded"]
        perform(appeal, "dismiss", actor=cast.appeals.actor, reason="ไม่มีเหตุให้รับฟัง")
    audit.deliver()
    assert open_for_office(cast) == []


def open_for_office(cast: Cast) -> list[str]:
    audit.deliver()
    return list(Message.objects.of(cast.appeals.person).waiting().values_list("route", flat=True))


def test_every_message_that_asks_for_something_has_an_end() -> None:
    endless = [found.name for found in routing.everything() if found.waits and not found.moves and not found.ends]
    assert not endless
