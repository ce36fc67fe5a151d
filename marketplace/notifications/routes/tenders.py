"""Messages to the agency, its committees and the comptroller about purchases."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.contracts.events import ContractOffered
from marketplace.notifications.of_purchase import (
    OFFICERS,
    appointed,
    approvers,
    at_agency,
    committee,
    dated,
    key_holders,
    key_holders_awaited,
    tell,
)
from marketplace.notifications.recipients import at_comptroller, holders, people
from marketplace.notifications.routing import End, route
from tenders import events
from tenders.models import CommitteeKind, PlanLine

EVALUATION = committee(CommitteeKind.EVALUATION)
HEADS = at_agency(Duty.HEAD_OF_AGENCY)
BUYERS = at_agency(*OFFICERS)
HEAD_AND_BUYERS = at_agency(Duty.HEAD_OF_AGENCY, *OFFICERS)


def _planner(entry: Any) -> list[Person]:
    line = PlanLine.objects.filter(ref=entry.subject.ref).select_related("agency").first()
    return holders(line.agency.ref, Duty.HEAD_OF_AGENCY) if line else []


# --- plan and request
route(
    events.PlanLineDrafted,
    recipients=_planner,
    sentence=_("A plan line waits for your approval: {title}"),
    url=lambda entry: f"/plans/{entry.subject.ref}/",
    waits=True,
)
tell(
    events.CommitteeAppointed,
    appointed,
    _("You were appointed to a committee: {title}"),
    body=_("Order no. {order_no}. First declare whether you have a conflict of interest. The work is due on {due_on}."),
    waits=True,
    ends=[
        End(events.ConflictDeclared, numbered=True, person="actor"),
        End(events.MemberRecused, numbered=True, person="actor"),
        End(events.MemberReplaced, numbered=True, person="person"),
    ],
    moves=False,
    values=dated("due_on"),
)
tell(
    events.MemberRecused,
    HEADS,
    _("A member stepped back; appoint another: {title}"),
    body="{reason}",
    waits=True,
    ends=[End(events.MemberReplaced, numbered=True), End(events.CommitteeAppointed, numbered=True)],
)
tell(events.MemberRecused, BUYERS, _("A member stepped back: {title}"), body="{reason}", name="tenders.member_recused.officers")
tell(
    events.MemberReplaced,
    lambda entry: people([entry.payload["new_member"]]),
    _("You were appointed to a committee in the place of another person: {title}"),
    body=_("Order no. {order_no}. First declare whether you have a conflict of interest."),
    waits=True,
    ends=[
        End(events.ConflictDeclared, numbered=True, person="actor"),
        End(events.MemberRecused, numbered=True, person="actor"),
        End(events.MemberReplaced, numbered=True, person="person"),
    ],
    moves=False,
)
tell(
    events.MemberReplaced,
    lambda entry: people([entry.payload["person"]]),
    _("Another person was appointed in your place: {title}"),
    body=_("Order no. {order_no}. {reason}"),
    name="tenders.member_replaced.leaves",
)
tell(
    events.KeysRenewed,
    key_holders,
    _("You hold a share of a new key of: {title}"),
    body=_("The chair of the committee was replaced before anybody could bid. The earlier key opens nothing."),
)
tell(events.TorFinished, BUYERS, _("The terms of reference are finished: {title}"), waits=True)
tell(events.RequestSubmitted, approvers, _("A request report waits for your decision: {title}"), waits=True)
tell(events.RequestReturned, BUYERS, _("The request report was sent back: {title}"), body="{reason}", waits=True)
tell(events.RequestApproved, BUYERS, _("The request report is approved: {title}"), waits=True)
tell(events.RequestRevised, approvers, _("The request that you approved is being revised: {title}"), body="{reason}")
tell(events.PurchaseWithdrawn, approvers, _("The purchase was withdrawn: {title}"), body="{reason}")

# --- comments, invitation, opening
tell(
    events.CommentReceived,
    BUYERS,
    _("A comment on the draft was received: {title}"),
    waits=True,
    ends=[End(events.CommentAnswered, numbered=True)],
)
tell(events.CommentPeriodEnded, HEAD_AND_BUYERS, _("The period for comments ended; answer them and settle the draft: {title}"), waits=True)
tell(events.CommentsSettled, at_agency(Duty.HEAD_OFFICER), _("The draft is settled; publish the invitation: {title}"), waits=True)
tell(events.QuestionAsked, BUYERS, _("A supplier asked about the documents: {title}"), body="{text}", waits=True)
tell(
    events.InvitationPublished,
    key_holders,
    _("You hold a key share of: {title}"),
    body=_("Bids close on {bid_closes_at}. Hand in your share afterwards; before that it opens nothing."),
    values=dated("bid_closes_at"),
)
tell(
    events.BidWindowClosed,
    key_holders_awaited,
    _("Bids have closed; hand in your key share: {title}"),
    body=_("The bids can be opened once enough shares are handed in."),
    waits=True,
    ends=[End(events.KeyShareHandedIn, person="actor")],
)
tell(
    events.BidWindowClosed,
    at_agency(Duty.HEAD_OFFICER),
    _("Bids have closed; gather the key shares and open them: {title}"),
    waits=True,
    name="tenders.bid_window_closed.opener",
)
tell(events.KeyShareHandedIn, at_agency(Duty.HEAD_OFFICER), _("A key share was handed in: {title}"))
tell(events.NoBidRecorded, BUYERS, _("Nobody bid: {title}"))

# --- evaluation and result
tell(
    events.BidsOpened,
    EVALUATION,
    _("The bids are open: {title}"),
    body=_("The committee judges them from the next working day."),
)
tell(events.EvaluationDayCame, EVALUATION, _("The bids may be judged from today: {title}"), waits=True)
tell(events.BudgetRaised, EVALUATION, _("The budget was raised; go on with the evaluation: {title}"), body="{reason}", waits=True)
tell(
    events.CommitteeTimeExtended,
    EVALUATION,
    _("The committee has more time, until {due_on}: {title}"),
    body="{reason}",
    values=dated("due_on"),
)
tell(events.OfferRecorded, at_agency(Duty.HEAD_OFFICER), _("An offer was recorded: {title}"))
tell(
    events.NextSupplierSought,
    at_agency(Duty.OFFICER),
    _("The order fell through; ask another supplier: {title}"),
    body="{reason}",
    waits=True,
    name="tenders.next_supplier_sought.officers",
)
tell(events.ResultSubmitted, approvers, _("A result report waits for your decision: {title}"), waits=True)
tell(events.ResultReturned, EVALUATION, _("The result report was sent back: {title}"), body="{reason}", waits=True)
tell(events.ResultApproved, at_agency(Duty.HEAD_OFFICER), _("The result is approved; announce the award: {title}"), waits=True)
tell(events.OfferAccepted, at_agency(Duty.HEAD_OFFICER), _("The offer is accepted; announce the result: {title}"), waits=True)
tell(events.AwardAnnounced, BUYERS, _("The award was announced: {title}"), name="tenders.award_announced.agency")
tell(
    events.SigningDayCame,
    HEAD_AND_BUYERS,
    _("The appeal period ended: {title}"),
    body=_("Unless an appeal is open, the contract may be offered and signed."),
    waits=True,
    ends=[End(ContractOffered)],
)
tell(events.EvaluationRedone, EVALUATION, _("The evaluation is taken up again: {title}"), body="{reason}", waits=True)
tell(events.WinnerReplaced, EVALUATION, _("The winner did not sign; propose the next: {title}"), body="{reason}", waits=True)
tell(events.NoCompliantBidRecorded, BUYERS, _("The purchase ended without a winner: {title}"), body="{reason}")
tell(events.PurchaseConcluded, approvers, _("The purchase is concluded: {title}"))
tell(
    events.PurchaseCancelled,
    BUYERS,
    _("The purchase was cancelled: {title}"),
    body="{reason}",
    name="tenders.purchase_cancelled.agency",
)

# --- appeals
tell(events.AppealFiled, HEAD_AND_BUYERS, _("An appeal was filed; nothing may be signed: {title}"), waits=True)
tell(
    events.AppealAdmitted,
    HEADS,
    _("An appeal waits for your decision: {title}"),
    body=_("The agency's decision is due on {due_on}."),
    waits=True,
    values=dated("due_on"),
)
tell(
    events.AppealForwarded,
    at_comptroller(Duty.APPEALS),
    _("An appeal was sent to the Appeals Committee: {title}"),
    body=_("The decision is due on {due_on}."),
    waits=True,
    values=dated("due_on"),
)
tell(
    events.AppealExtended,
    HEAD_AND_BUYERS,
    _("The Appeals Committee extended its time: {title}"),
    body=_("The decision is due on {due_on}."),
    values=dated("due_on"),
)
tell(events.AppealWithdrawn, HEAD_AND_BUYERS, _("An appeal was withdrawn: {title}"))
tell(events.AppealLapsed, at_comptroller(Duty.APPEALS), _("An appeal lapsed, since the committee's time ran out: {title}"))
for _event in (events.AppealUpheld, events.AppealDismissed, events.AppealLapsed, events.AppealAgreed):
    tell(_event, HEAD_AND_BUYERS, _("An appeal was decided: {title}"), name=f"{_event.code}.agency")
