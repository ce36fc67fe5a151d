"""Messages: made once from the log, to the right people, mailed to who wants it."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from marketplace import audit
from marketplace.accounts.actions.duties import end, grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.notifications import routing
from marketplace.notifications.mail import send_pending
from marketplace.notifications.models import Message, Preference

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quiet_start(cast):
    """The cast's own duties were told already: each test begins with an empty inbox and no mail."""
    audit.deliver()
    Message.objects.all().delete()
    mail.outbox.clear()


def entrust(cast, person=None, duty=Duty.FINANCE):
    with audit.unit():
        membership = grant(actor=cast.administrator.actor, person=person or cast.stranger.person, organisation=cast.agency, duty=duty)
    audit.deliver()
    return membership


def test_who_receives_a_duty_is_told_in_both_languages(cast):
    entrust(cast)
    message = Message.objects.get(person=cast.stranger.person)
    assert cast.agency.name_th in message.title_th
    assert "เจ้าหน้าที่การเงิน" in message.title_th
    assert "Finance officer" in message.title_en


def test_delivering_an_entry_again_makes_no_second_message(cast):
    entrust(cast)
    audit.rewind("notifications.inbox")
    audit.deliver()
    assert Message.objects.filter(person=cast.stranger.person).count() == 1


def test_who_took_the_step_is_not_told_of_it(cast):
    with audit.unit():
        grant(actor=cast.administrator.actor, person=cast.administrator.person, organisation=cast.agency, duty=Duty.FINANCE)
    audit.deliver()
    assert not Message.objects.filter(person=cast.administrator.person).exists()


def test_news_are_mailed_only_to_who_asked_for_them(cast):
    entrust(cast)
    send_pending()
    assert mail.outbox == []
    Preference.objects.create(person=cast.stranger.person, mail_news=True)
    entrust(cast, duty=Duty.SUPERIOR)
    send_pending()
    assert [sent.to for sent in mail.outbox] == [[cast.stranger.person.email]]


def test_a_mail_is_in_the_language_of_the_person_and_sent_once(cast):
    person = cast.stranger.person
    Preference.objects.create(person=person, mail_news=True)
    person.language = "en"
    person.save()
    entrust(cast)
    assert send_pending() <= 1
    assert send_pending() == 0
    (sent,) = mail.outbox
    assert "You now hold the duty" in sent.subject
    assert not re.search("[ก-๙]", sent.subject.replace(cast.agency.name_th, ""))
    assert "/work/" in sent.body


def test_several_messages_go_out_in_one_mail(cast):
    Preference.objects.create(person=cast.stranger.person, mail_news=True)
    with audit.unit():
        first = grant(actor=cast.administrator.actor, person=cast.stranger.person, organisation=cast.agency, duty=Duty.FINANCE)
        end(actor=cast.administrator.actor, membership=first)
    from marketplace.notifications import tasks

    before = tasks.send_mails.delay
    tasks.send_mails.delay = lambda: None
    try:
        audit.deliver()
    finally:
        tasks.send_mails.delay = before
    assert send_pending() == 1
    assert len(mail.outbox) == 1


def test_when_the_mail_server_is_away_the_mail_is_sent_later(cast, settings):
    Preference.objects.create(person=cast.stranger.person, mail_news=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    entrust(cast)
    assert send_pending() == 0
    assert Message.objects.to_be_mailed().count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_pending() == 1


def test_entries_made_at_a_shifted_moment_are_never_mailed(cast, clock):
    Preference.objects.create(person=cast.stranger.person, mail_news=True)
    entrust(cast)
    assert Message.objects.filter(person=cast.stranger.person).exists()
    assert not Message.objects.to_be_mailed().exists()


def test_the_inbox_shows_only_ones_own_messages(cast, client):
    entrust(cast)
    client.force_login(cast.officer.person)
    assert "ยังไม่มีข้อความ" in client.get(reverse("inbox")).content.decode()
    message = Message.objects.get(person=cast.stranger.person)
    assert client.get(reverse("inbox_message", args=[message.token])).status_code == 404


def test_opening_a_message_marks_it_read_and_leads_on(cast, client):
    entrust(cast)
    client.force_login(cast.stranger.person)
    message = Message.objects.get(person=cast.stranger.person)
    assert client.get(reverse("inbox_message", args=[message.token])).url == "/work/"
    message.refresh_from_db()
    assert message.read_at is not None
    assert Message.objects.of(cast.stranger.person).unread().count() == 0


def test_everything_can_be_marked_as_read(cast, client):
    entrust(cast)
    client.force_login(cast.stranger.person)
    client.post(reverse("inbox_read_all"))
    assert not Message.objects.of(cast.stranger.person).unread().exists()


def test_wishes_are_kept(cast, client):
    client.force_login(cast.stranger.person)
    client.post(reverse("inbox_preferences"), {"mail_news": "on"})
    wish = Preference.of(cast.stranger.person)
    assert (wish.mail_waits, wish.mail_news) == (False, True)


def test_the_inbox_costs_the_same_with_one_message_and_with_fifty(cast, client, django_assert_max_num_queries):
    person = cast.stranger.person
    entry = audit.entry(entrust_uuid(cast))
    Message.objects.bulk_create(
        Message(person=person, entry=entry.uuid, route=f"r{n}", at=entry.at, title_th="ก", title_en="a") for n in range(50)
    )
    client.force_login(person)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("inbox"))
    assert "after=" in page.content.decode()


def entrust_uuid(cast):
    entrust(cast)
    return Message.objects.filter(person=cast.stranger.person).first().entry


def test_every_route_fills_its_sentence_from_what_its_event_declares():
    """A sentence that names a key which neither the event nor the route knows would be shown with a dash."""
    for found in routing.everything():
        known = {*found.event.fields, *found.event.personal, "actor", "ref", "case"}
        named = set(re.findall(r"\{(\w+)\}", f"{found.sentence} {found.body}"))
        assert found.values is not None or named <= known, (found.name, named - known)


def test_no_message_carries_the_price_of_a_bid():
    for found in routing.everything():
        assert "price" not in f"{found.sentence} {found.body}".lower(), found.name


def test_the_system_is_no_recipient(cast):
    with audit.unit():
        grant(actor=Actor.system(), person=cast.stranger.person, organisation=cast.agency, duty=Duty.FINANCE)
    audit.deliver()
    assert set(Message.objects.values_list("person__ref", flat=True)) == {cast.stranger.person.ref}
