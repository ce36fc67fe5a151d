"""Who is told of what in purchases and contracts: nobody is forgotten, and what the law wants in writing is mailed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from catalog.models import Category
from marketplace import audit
from marketplace.accounts import events as account_events
from marketplace.audit.events import all_events
from marketplace.kernel import clock
from marketplace.notifications import letters, routing
from marketplace.notifications.mail import send_pending
from marketplace.notifications.models import Letter, Message, Preference
from marketplace.notifications.silent import SILENT
from marketplace.procedure import act, perform
from marketplace.procedure.waking import wake
from tenders.actions import ending, opening, publishing
from tests.factories import purchases as p

PRICES = (230_000_000, 228_000_000)


@pytest.fixture
def play(cast):
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def told(person, route):
    audit.deliver()
    return Message.objects.filter(person=person, route=route).first()


def test_every_event_of_purchases_and_contracts_tells_somebody_or_says_why_not():
    routed = {found.event.code for found in routing.everything()} | {letters.ANSWER}
    codes = {event.code for event in all_events() if event.code.split(".")[0] in {"tenders", "contracts"}}
    assert codes - routed - set(SILENT) == set()
    assert set(SILENT) & routed == set()
    assert set(SILENT) <= codes


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_mailed_to_who_wants_no_mails(cast, monkeypatch):
    from marketplace.accounts.actions.duties import grant
    from marketplace.accounts.duty import Duty

    audit.deliver()
    Message.objects.all().delete()
    person = cast.stranger.person
    Preference.objects.create(person=person, mail_waits=False, mail_news=False)
    made = routing.Route("test.letter", account_events.DutyGranted, lambda entry: [person], "Letter of {ref}", "", None, False, None, True)
    monkeypatch.setattr(routing, "_routes", {"test.letter": made})
    with audit.unit():
        grant(actor=cast.administrator.actor, person=person, organisation=cast.agency, duty=Duty.FINANCE)
    audit.deliver()
    assert Message.objects.get(person=person).mail
    send_pending()
    assert [sent.to for sent in mail.outbox] == [[person.email]]


@pytest.mark.django_db
def test_every_bidder_receives_the_award_with_every_outcome_and_reason(play):
    cast = play.cast
    p.judged(play, [(cast.siam_bidder, PRICES[0]), (cast.lanna_bidder, PRICES[1])], reject=[cast.siam_bidder])
    from tenders.actions import evaluating

    with clock.shifted_to(play.now):
        evaluating.propose_winner(play.tender.lot, actor=cast.chair.actor)
    play.tender.refresh_from_db()
    play.step("submit_result", cast.chair, single_reason="ราคาเหมาะสม")
    play.step("approve_result", cast.head_of_agency)
    play.step("announce_award", cast.head_officer)
    for player in (cast.siam_bidder, cast.siam_owner, cast.lanna_bidder):
        message = told(player.person, "tenders.award_announced")
        assert "เอกสารไม่ครบ" in message.body_th
        assert cast.siam.name_th in message.body_th
        assert cast.lanna.name_en in message.body_en
    assert told(cast.isan_owner.person, "tenders.award_announced") is None
    (route,) = [found for found in routing.everything() if found.name == "tenders.award_announced"]
    assert route.letter


@pytest.mark.django_db
def test_no_message_to_the_agency_or_the_comptroller_tells_of_a_bid_before_the_opening(play):
    cast = play.cast
    p.invited(play)
    audit.deliver()
    before = set(Message.objects.values_list("pk", flat=True))
    p.bid(play, cast.siam_bidder, PRICES[0])
    p.bid(play, cast.lanna_bidder, PRICES[1])
    with clock.shifted_to(play.tender.bid_closes_at + dt.timedelta(seconds=1)):
        opening.hand_in_share(play.tender, actor=cast.chair.actor, passphrase=p.PASSPHRASE)
        wake()
    audit.deliver()
    made = Message.objects.exclude(pk__in=before)
    assert made.exists()
    said = " ".join(f"{m.title_th} {m.title_en} {m.body_th} {m.body_en} {m.url}" for m in made)
    for company in (cast.siam, cast.lanna):
        for name in (company.name_th, company.name_en, company.ref):
            assert name not in said
    assert {m.route for m in made} <= {"tenders.bid_window_closed", "tenders.bid_window_closed.opener", "tenders.key_share_handed_in"}


@pytest.mark.django_db
def test_after_the_deadline_exactly_the_holders_who_have_not_handed_in_are_asked(play):
    cast = play.cast
    p.invited(play)
    p.bid(play, cast.siam_bidder, PRICES[0])
    closes = play.tender.bid_closes_at + dt.timedelta(seconds=1)
    with clock.shifted_to(closes):
        opening.hand_in_share(play.tender, actor=cast.chair.actor, passphrase=p.PASSPHRASE)
        wake()
    assert told(cast.key_officer.person, "tenders.bid_window_closed").waits
    assert told(cast.chair.person, "tenders.bid_window_closed") is None
    assert told(cast.head_officer.person, "tenders.bid_window_closed.opener").waits
    for outsider in (cast.siam_bidder, cast.lanna_bidder, cast.stranger):
        assert not Message.objects.filter(person=outsider.person, route__startswith="tenders.bid_window_closed").exists()


@pytest.mark.django_db
def test_an_appellant_hears_of_every_turn_and_the_others_once_of_the_end(play):
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, PRICES[0]), (cast.lanna_bidder, PRICES[1])])
    with clock.shifted_to(clock.at(play.tender.standstill_until, dt.time(10))):
        appeal = ending.file_appeal(play.tender, actor=cast.siam_bidder.actor, text="ผู้ชนะไม่มีผลงานตามที่ประกาศกำหนดไว้")
        perform(appeal, "admit", actor=cast.officer.actor)
        perform(appeal, "forward", actor=cast.head_of_agency.actor, reason="ผู้ชนะมีผลงานครบ")
        perform(appeal, "dismiss", actor=cast.appeals.actor, reason="ไม่มีเหตุให้รับฟัง")
    assert told(cast.lanna_owner.person, "tenders.appeal_filed.winner") is not None
    for route in ("tenders.appeal_admitted.appellant", "tenders.appeal_forwarded.appellant", "tenders.appeal_dismissed.appellant"):
        assert told(cast.siam_bidder.person, route) is not None, route
    assert "ไม่มีเหตุให้รับฟัง" in told(cast.siam_bidder.person, "tenders.appeal_dismissed.appellant").body_th
    assert told(cast.siam_bidder.person, "tenders.appeal_dismissed.bidders") is None
    assert told(cast.lanna_bidder.person, "tenders.appeal_dismissed.bidders") is not None


# ------------------------------------------------------------------ the commenter's answer
@pytest.fixture
def commented(play):
    """A draft that is open for comments in true time, with one comment of a visitor without an account."""
    from marketplace.accounts.actor import Actor

    p.approved(play)
    act(play.tender, "publish_draft", actor=play.cast.head_officer.actor)
    return publishing.comment(
        play.tender, actor=Actor.anonymous(), name="สมหญิง", email="somying@firm.example", text="ขอให้ลดผลงานเหลือ 1 ล้านบาท"
    )


@pytest.mark.django_db(transaction=True)
def test_a_commenter_without_an_account_gets_the_answer_by_mail_and_the_address_is_forgotten(play, commented):
    publishing.answer_comment(commented, actor=play.cast.officer.actor, answer="ปรับลดตามที่เสนอ", changes_draft=True)
    audit.deliver()
    mail.outbox.clear()
    send_pending()
    send_pending()
    (sent,) = [sent for sent in mail.outbox if sent.to == ["somying@firm.example"]]
    assert "ปรับลดตามที่เสนอ" in sent.body
    assert "ขอให้ลดผลงาน" in sent.body
    assert play.tender.get_absolute_url() in sent.body
    assert Letter.objects.get().email == ""


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_mailed_once_however_often_the_log_is_read(play, commented):
    publishing.answer_comment(commented, actor=play.cast.officer.actor, answer="ไม่ปรับ", changes_draft=False)
    audit.deliver()
    audit.rewind("notifications.letters")
    audit.deliver()
    assert Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_letter_waits_while_the_mail_server_is_away(play, commented, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    publishing.answer_comment(commented, actor=play.cast.officer.actor, answer="ไม่ปรับ", changes_draft=False)
    audit.deliver()
    send_pending()
    assert Letter.objects.to_be_mailed().count() == 1
