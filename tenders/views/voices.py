"""Comments on drafts and questions about documents (cl. 46, 47, 52)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import duties, public, signed_in
from marketplace.accounts.duty import Duty
from tenders import page_forms
from tenders.actions import publishing
from tenders.views.fetch import actor_of, form_page, seen_version, tender_or_404, working_tender_or_404

GET_POST = require_http_methods(["GET", "POST"])


@public
@GET_POST
def comment(request: HttpRequest, ref: str) -> HttpResponse:
    """Anybody comments on a draft; no account is needed."""
    row = tender_or_404(request, ref)
    actor = actor_of(request)
    initial = {"name": actor.name, "email": getattr(request.user, "email", "")}
    form = page_forms.CommentForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> None:
        publishing.comment(row, actor=actor, **data)

    done = _("Thank you. The agency answers you in writing.")
    return form_page(
        request, "tenders/form.html", form, act, to=row.get_absolute_url(), tender=row, title=_("Comment on the draft"), done=done
    )


@signed_in
@GET_POST
def comment_answer(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Answer one commenter in writing."""
    row = working_tender_or_404(request, ref, Duty.OFFICER, Duty.HEAD_OFFICER, Duty.TOR_PERSON)
    said = get_object_or_404(row.comments.all(), number=number)
    form = page_forms.CommentAnswerForm(request.POST or None, initial={"answer": said.answer, "changes_draft": said.changes_draft})

    def act(data: dict[str, Any]) -> None:
        publishing.answer_comment(said, actor=actor_of(request), seen=seen_version(request), **data)

    return form_page(
        request,
        "tenders/form.html",
        form,
        act,
        to=row.get_absolute_url(),
        tender=row,
        title=_("Answer a comment"),
        quoted=said.text,
        done=_("The answer was saved and is sent to the commenter."),
    )


@duties(Duty.BIDDER, Duty.OWNER)
@GET_POST
def question_ask(request: HttpRequest, ref: str) -> HttpResponse:
    """A supplier asks about the documents."""
    row = tender_or_404(request, ref)
    form = page_forms.QuestionForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        publishing.ask(row, actor=actor_of(request), **data)

    return form_page(
        request,
        "tenders/form.html",
        form,
        act,
        to=row.get_absolute_url(),
        tender=row,
        title=_("Ask a question"),
        done=_("Your question was sent."),
    )
