"""Letters to people who may have no account: the answer to a comment on a draft goes to whoever commented (cl. 47)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace import audit
from marketplace.kernel import clock
from marketplace.notifications.inbox import FRESH, nudge
from marketplace.notifications.models import Letter
from tenders import events
from tenders.models import DraftComment

ANSWER = "tenders.comment_answered"


def subscribe() -> None:
    """Read the answers to comments from the log."""
    audit.subscriber("notifications.letters", (events.CommentAnswered,))(answer_commenter)


def answer_commenter(entry: Any) -> None:
    """Write the letter for one answer, once. Entries made at a shifted moment, or long ago, are mailed to nobody."""
    if entry.shifted or clock.read_true() - entry.recorded_at > FRESH:
        return
    comment = (
        DraftComment.objects.filter(tender__ref=entry.root.ref, number=entry.payload["number"]).select_related("tender__agency").first()
    )
    if comment is None or not comment.email:
        return
    language = comment.sent_by.language if comment.sent_by is not None else "th"
    with translation.override(language or "th"):
        subject = _("Answer to your comment: %(title)s") % {"title": comment.tender.title}
        address = settings.BASE_URL.rstrip("/") + comment.tender.get_absolute_url()
        context = {"comment": comment, "answer": entry.payload["answer"], "changed": entry.payload["changed"], "address": address}
        body = render_to_string("notifications/comment_answer.txt", {**context, "demo": settings.DEMO})
    made = {"name": comment.name, "email": comment.email, "subject": subject[:300], "body": body, "made_at": clock.read_true()}
    Letter.objects.get_or_create(entry=entry.uuid, route=ANSWER, defaults=made)
    transaction.on_commit(nudge)
