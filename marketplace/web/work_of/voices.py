"""What is asked and decided around purchases: questions, plan lines, appeals, and the bids of the own company."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.web import waiting
from marketplace.web.waiting import Task
from marketplace.web.work import AHEAD, FOR_ME, FOR_OTHERS, WorkItem, register
from marketplace.web.work_of.tenders import line
from tenders.actions.case import answer_until
from tenders.models import Appeal, Bid, PlanLine, Question
from tenders.states import APPEAL_OPEN, FINAL, A, B, P, T
from tenders.states import Q as Questions

# fmt: off
APPEAL_TASKS = {
    A.FILED: (Task(("appeal.admit", "appeal.refuse_admission"), _("An appeal was filed: take it up, or say why it is not admitted"), _("the agency takes up an appeal")),),
    A.AGENCY_REVIEW: (Task(("appeal.agree", "appeal.forward"), _("Decide on the appeal: agree, or send it to the Appeals Committee"), _("the head of agency decides on an appeal"), due=lambda appeal: appeal.due_on),),
    A.IN_COMMITTEE: (Task(("appeal.uphold", "appeal.dismiss"), _("Decide on the appeal"), _("the Appeals Committee decides on an appeal"), due=lambda appeal: appeal.due_on),),
}
# fmt: on


@register
def of_questions(actor: Actor) -> Iterator[WorkItem]:
    """Questions about the documents that wait for an answer."""
    if not actor.has(Duty.OFFICER, Duty.HEAD_OFFICER):
        return
    asked = Question.objects.filter(tender__agency_id=actor.organisation_id, state=Questions.ASKED, tender__state=T.INVITING)
    for question in asked.select_related("tender__rulebook", "tender__agency")[:50]:
        until = answer_until(question.tender)
        if until is None or clock.today() <= until:
            yield line(question.tender, FOR_ME, _("Answer a question about the documents"), until, ("question.answer_question",))
        elif actor.has(Duty.HEAD_OFFICER):
            todo = _("Record why a question is not answered; the opening waits for it")
            yield line(question.tender, FOR_ME, todo, None, ("question.leave_unanswered",))


@register
def of_plan(actor: Actor) -> Iterator[WorkItem]:
    """Lines of the annual plan that wait for the head of agency."""
    if not actor.has(Duty.HEAD_OF_AGENCY):
        return
    for row in PlanLine.objects.filter(agency_id=actor.organisation_id, state=P.DRAFTED).order_by("pk")[:50]:
        yield WorkItem(
            FOR_ME,
            row.title,
            row.get_absolute_url(),
            todo=_("Approve and publish the plan line"),
            ref=row.ref,
            word=P(row.state).label,
            kind="wait",
            steps=("plan_line.publish",),
        )


@register
def of_appeals(actor: Actor) -> Iterator[WorkItem]:
    """Appeals: with the agency, with the secretariat of the Appeals Committee, and the company's own."""
    wanted = Q(pk__in=[])
    inside = actor.has(Duty.HEAD_OF_AGENCY, Duty.OFFICER, Duty.HEAD_OFFICER)
    if inside:
        wanted |= Q(tender__agency_id=actor.organisation_id)
    if actor.has(Duty.APPEALS):
        wanted |= Q(state=A.IN_COMMITTEE)
    if actor.has(Duty.OWNER, Duty.BIDDER):
        wanted |= Q(company__organisation_id=actor.organisation_id)
    if wanted == Q(pk__in=[]):
        return
    own_side = inside or actor.has(Duty.OWNER, Duty.BIDDER)
    for appeal in Appeal.objects.filter(wanted, state__in=APPEAL_OPEN).select_related("tender").order_by("pk")[:50]:
        shown = lambda section, todo, due, steps, appeal=appeal: WorkItem(  # noqa: E731 - one line per appeal
            section,
            appeal.tender.title,
            appeal.get_absolute_url(),
            todo=todo,
            ref=appeal.ref,
            due=due,
            word=A(appeal.state).label,
            kind="stop",
            steps=steps,
        )
        yield from waiting.items(APPEAL_TASKS[A(appeal.state)], appeal, actor.duties, shown, inside=own_side)


@register
def of_bidder(actor: Actor) -> Iterator[WorkItem]:
    """Bids of the company: to be finished, sealed and waiting, or judged by the agency."""
    if not actor.has(Duty.BIDDER, Duty.OWNER):
        return
    now = clock.read()
    bids = Bid.objects.filter(company__organisation_id=actor.organisation_id).exclude(tender__state__in=FINAL)
    for bid in bids.select_related("tender").order_by("-pk")[:50]:
        found = _stage(bid, now, bids_himself=actor.has(Duty.BIDDER))
        if found is not None:
            section, todo, due, steps = found
            yield WorkItem(
                section,
                bid.tender.title,
                bid.get_absolute_url(),
                todo=todo,
                ref=bid.tender.ref,
                due=due,
                word=B(bid.state).label,
                kind="wait" if section == FOR_ME else "now",
                steps=steps,
            )


def _stage(bid: Bid, now: dt.datetime, *, bids_himself: bool) -> tuple[str, Any, dt.datetime | None, tuple[str, ...]] | None:
    """Section, words, day and steps for a bid; None where nothing is waited for."""
    tender, closes = bid.tender, bid.tender.bid_closes_at
    if bid.state == B.DRAFT:
        if tender.state != T.INVITING or closes is None or now > closes:
            return None
        if bids_himself:
            return FOR_ME, _("Complete the bid; the price is typed on the bid day"), closes, ("bid.seal",)
        return FOR_OTHERS, _("a colleague who bids completes the bid"), closes, ()
    if bid.state == B.SEALED and closes is not None:
        if now > closes:
            return FOR_OTHERS, _("the agency opens the bids"), None, ()
        return AHEAD, _("Your bid is sealed; bids close"), closes, ()
    if tender.state in (T.EVALUATING, T.NEGOTIATING, T.REPORTED, T.RESULT_APPROVED):
        return FOR_OTHERS, _("the agency judges the bids"), None, ()
    return None
