"""Purchases: whom each one waits for, by its state; seats, keys, questions, appeals; bids of the own company.

A coarse answer in few queries: whether a step is lawful is said by the purchase's own page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.models import Delegation
from marketplace.kernel import clock
from marketplace.web.work import AHEAD, FOR_ME, FOR_OTHERS, WorkItem, register
from tenders.models import Appeal, Bid, CommitteeKind, KeyShare, PlanLine, Question, Seat, Tender
from tenders.states import APPEAL_OPEN, FINAL, A, B, P, S, T
from tenders.states import Q as Questions

HEADS = frozenset({Duty.HEAD_OF_AGENCY, Duty.SUPERIOR})
BUYERS = frozenset({Duty.OFFICER, Duty.HEAD_OFFICER})


@dataclass(frozen=True)
class Waiting:
    """For whom a state waits, and for what."""

    duties: frozenset[Duty]
    todo: str | Promise
    who: str | Promise


BY_STATE: dict[str, Waiting] = {
    T.DRAFTING: Waiting(BUYERS, _("Finish the request report and submit it"), _("the officer prepares the request")),
    T.REQUESTED: Waiting(HEADS, _("Decide on the request report"), _("the approver decides on the request")),
    T.APPROVED: Waiting(BUYERS | {Duty.HEAD_OF_AGENCY}, _("Announce the draft, waive comments or approach suppliers"), _("the officer goes on")),
    T.READY: Waiting(frozenset({Duty.HEAD_OFFICER}), _("Publish the invitation"), _("the head officer publishes the invitation")),
    T.NEGOTIATING: Waiting(BUYERS, _("Record the offer and decide"), _("offers are negotiated")),
    T.REPORTED: Waiting(HEADS, _("Decide on the result"), _("the approver decides on the result")),
    T.RESULT_APPROVED: Waiting(frozenset({Duty.HEAD_OFFICER}), _("Announce the award"), _("the head officer announces the award")),
}  # fmt: skip
SEAT_WORK = {
    CommitteeKind.TOR: (frozenset({T.DRAFTING}), _("Write the terms of reference")),
    CommitteeKind.EVALUATION: (frozenset({T.EVALUATING}), _("Judge the bids")),
}


def _item(section: str, tender: Tender, todo: str | Promise, due: dt.date | dt.datetime | None = None, *, word: bool = True) -> WorkItem:
    kind = {FOR_ME: "wait", FOR_OTHERS: "", AHEAD: "now"}[section]
    return WorkItem(
        section,
        tender.title,
        tender.get_absolute_url(),
        todo=todo,
        ref=tender.ref,
        due=due,
        word=T(tender.state).label if word else "",
        kind=kind,
    )


@register
def of_agency(actor: Actor) -> Iterator[WorkItem]:
    """Open purchases of the agency: for me, for others, or with a date ahead."""
    if not actor.has(*AGENCY_DUTIES):
        return
    today, now = clock.today(), clock.read()
    held = set(actor.duties)
    if _holds_delegation(actor, today):
        held.add(Duty.HEAD_OF_AGENCY)
    for tender in Tender.objects.of_agency(actor.organisation_id).exclude(state__in=FINAL).order_by("-pk")[:100]:
        waiting = BY_STATE.get(tender.state)
        if waiting is not None:
            mine = not held.isdisjoint(waiting.duties)
            yield _item(FOR_ME if mine else FOR_OTHERS, tender, waiting.todo if mine else waiting.who)
        elif tender.state == T.COMMENTING:
            yield from _commenting(tender, held, today)
        elif tender.state == T.INVITING:
            yield from _inviting(tender, held, now)
        elif tender.state == T.EVALUATING:
            yield _item(FOR_OTHERS, tender, _("the committee judges the bids"))
        elif tender.state == T.AWARDED and tender.earliest_signing_on:
            yield _item(AHEAD, tender, _("The contract may be signed from this day, unless somebody appeals"), tender.earliest_signing_on)


def _commenting(tender: Tender, held: set[Duty], today: dt.date) -> Iterator[WorkItem]:
    if tender.comments_until and tender.comments_until >= today:
        yield _item(AHEAD, tender, _("Last day for comments on the draft"), tender.comments_until)
    else:
        mine = Duty.HEAD_OF_AGENCY in held or not held.isdisjoint(BUYERS)
        yield _item(FOR_ME if mine else FOR_OTHERS, tender, _("Answer the comments and settle the draft"))


def _inviting(tender: Tender, held: set[Duty], now: dt.datetime) -> Iterator[WorkItem]:
    if tender.bid_closes_at and tender.bid_closes_at > now:
        yield _item(AHEAD, tender, _("Bids close; until then they stay sealed"), tender.bid_closes_at)
    elif Duty.HEAD_OFFICER in held:
        yield _item(FOR_ME, tender, _("Gather the key shares and open the bids"))
    else:
        yield _item(FOR_OTHERS, tender, _("the bids are about to be opened"))


def _holds_delegation(actor: Actor, today: dt.date) -> bool:
    return Delegation.objects.in_force(today).filter(organisation_id=actor.organisation_id, holder_id=actor.person_id).exists()


@register
def of_seats(actor: Actor) -> Iterator[WorkItem]:
    """Committees in which the person sits: declare first, then do the committee's work."""
    if actor.person_id is None:
        return
    seats = (
        Seat.objects.filter(person_id=actor.person_id, state__in=[S.APPOINTED, S.SWORN])
        .exclude(committee__tender__state__in=FINAL)
        .select_related("committee__tender")[:100]
    )
    for seat in seats:
        tender = seat.committee.tender
        states, todo = SEAT_WORK.get(CommitteeKind(seat.committee.kind), (frozenset(), ""))
        if seat.state == S.APPOINTED:
            yield _item(FOR_ME, tender, _("Declare that you have no conflict of interest, or step back"), seat.committee.due_on)
        elif tender.state in states:
            yield _item(FOR_ME, tender, todo, seat.committee.due_on)


@register
def of_keys(actor: Actor) -> Iterator[WorkItem]:
    """Key shares that may be handed in, or will be due."""
    if actor.person_id is None:
        return
    now = clock.read()
    shares = KeyShare.objects.filter(holder_id=actor.person_id, handed_in_at__isnull=True, tender__state=T.INVITING).select_related(
        "tender"
    )
    for share in shares[:50]:
        closes = share.tender.bid_closes_at
        if closes and closes > now:
            yield _item(AHEAD, share.tender, _("You hold a key share: hand it in after this moment"), closes)
        else:
            yield _item(FOR_ME, share.tender, _("Hand in your key share so that the bids can be opened"))


@register
def of_voices(actor: Actor) -> Iterator[WorkItem]:
    """Questions and plan lines that wait inside the agency."""
    if actor.has(*BUYERS):
        asked = Question.objects.filter(tender__agency_id=actor.organisation_id, state=Questions.ASKED, tender__state=T.INVITING)
        for question in asked.select_related("tender")[:50]:
            yield _item(FOR_ME, question.tender, _("Answer a question about the documents"), question.tender.bid_opens_at)
    if actor.has(Duty.HEAD_OF_AGENCY):
        for line in PlanLine.objects.filter(agency_id=actor.organisation_id, state=P.DRAFTED).order_by("pk")[:50]:
            yield WorkItem(FOR_ME, line.title, line.get_absolute_url(), todo=_("Approve and publish the plan line"), ref=line.ref)


@register
def of_appeals(actor: Actor) -> Iterator[WorkItem]:
    """Appeals that wait for the agency, or for the secretariat of the Appeals Committee."""
    wanted = Q(pk__in=[])
    if actor.has(Duty.HEAD_OF_AGENCY, *BUYERS):
        wanted |= Q(tender__agency_id=actor.organisation_id, state__in=[A.FILED, A.AGENCY_REVIEW])
    if actor.has(Duty.APPEALS):
        wanted |= Q(state=A.IN_COMMITTEE)
    if not actor.has(Duty.HEAD_OF_AGENCY, Duty.APPEALS, *BUYERS):
        return
    for appeal in Appeal.objects.filter(wanted, state__in=APPEAL_OPEN).select_related("tender").order_by("pk")[:50]:
        yield WorkItem(
            FOR_ME,
            appeal.tender.title,
            appeal.get_absolute_url(),
            todo=_("Deal with the appeal; nothing may be signed until then"),
            ref=appeal.ref,
            due=appeal.due_on,
            word=A(appeal.state).label,
            kind="stop",
        )


@register
def of_bidder(actor: Actor) -> Iterable[WorkItem]:
    """Bids of the company: to be finished, or sealed and waiting."""
    if not actor.has(Duty.BIDDER, Duty.OWNER):
        return
    bids = Bid.objects.filter(company__organisation_id=actor.organisation_id).exclude(tender__state__in=FINAL)
    for bid in bids.select_related("tender").order_by("-pk")[:50]:
        tender = bid.tender
        if bid.state == B.DRAFT and tender.state == T.INVITING:
            item = (FOR_ME, _("Complete the bid; the price is typed on the bid day"), tender.bid_closes_at)
        elif bid.state == B.SEALED:
            item = (AHEAD, _("Your bid is sealed; bids close"), tender.bid_closes_at)
        elif bid.state != B.DRAFT and tender.state in (T.EVALUATING, T.NEGOTIATING, T.REPORTED, T.RESULT_APPROVED):
            item = (FOR_OTHERS, _("the agency judges the bids"), None)
        else:
            continue
        section, todo, due = item
        yield WorkItem(
            section,
            tender.title,
            bid.get_absolute_url(),
            todo=todo,
            ref=tender.ref,
            due=due,
            word=B(bid.state).label,
            kind="wait" if section == FOR_ME else "now",
        )
