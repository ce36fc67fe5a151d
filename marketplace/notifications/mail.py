"""Mails: one to each person with everything that is new, as plain text in the person's language."""

from __future__ import annotations

import logging
from collections import defaultdict

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.kernel import clock
from marketplace.notifications.models import Letter, Message

log = logging.getLogger(__name__)


def send_pending(limit: int = 500) -> int:
    """Send what waits to be mailed; return how many mails went out.

    A message is claimed before it is sent, so that two workers never send it twice; where sending fails the claim is
    given back and the next run tries again.
    """
    by_person: dict[int, list[Message]] = defaultdict(list)
    for message in Message.objects.to_be_mailed().select_related("person").order_by("at", "id")[:limit]:
        by_person[message.person_id].append(message)
    sent = 0
    for messages in by_person.values():
        claimed = [message for message in messages if _claim(message)]
        if not claimed:
            continue
        try:
            _send(claimed)
        except OSError:
            log.exception("A mail could not be handed to the mail server; it is tried again")
            Message.objects.filter(pk__in=[message.pk for message in claimed]).update(mailed_at=None)
            continue
        sent += 1
    return sent + _send_letters(limit)


def _send_letters(limit: int) -> int:
    """Send letters to people who may have no account; the address is forgotten with the sending."""
    sent = 0
    for letter in Letter.objects.to_be_mailed().order_by("made_at", "pk")[:limit]:
        if not Letter.objects.filter(pk=letter.pk, mailed_at__isnull=True).update(mailed_at=clock.read_true()):
            continue
        try:
            send_mail(_subject(letter.subject), letter.body, None, [letter.email])
        except OSError:
            log.exception("A letter could not be handed to the mail server; it is tried again")
            Letter.objects.filter(pk=letter.pk).update(mailed_at=None)
            continue
        Letter.objects.filter(pk=letter.pk).update(email="")
        sent += 1
    return sent


def _subject(text: str) -> str:
    """One line, not too long, that says where it comes from."""
    product = _("Talat")
    return f"{product}: {' '.join(text.split())[:150]}"


def _claim(message: Message) -> bool:
    return bool(Message.objects.filter(pk=message.pk, mailed_at__isnull=True).update(mailed_at=clock.read_true()))


def _send(messages: list[Message]) -> None:
    person = messages[0].person
    language = person.language or "th"
    with translation.override(language):
        lines = [
            {
                "title": getattr(message, f"title_{language}"),
                "body": getattr(message, f"body_{language}"),
                "url": settings.BASE_URL.rstrip("/") + message.url if message.url else "",
                "waits": message.waits,
            }
            for message in messages
        ]
        subject = lines[0]["title"] if len(lines) == 1 else ngettext("%(n)d message", "%(n)d messages", len(lines)) % {"n": len(lines)}
        body = render_to_string(
            "notifications/mail.txt", {"person": person, "lines": lines, "base": settings.BASE_URL.rstrip("/"), "demo": settings.DEMO}
        )
        send_mail(_subject(subject), body, None, [person.email])
