"""Messages to suppliers about purchases. What is sealed is told to nobody: there is no message about a bid before its opening.

What the law wants in writing is a letter: it goes out by e-mail whatever the person wished.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Person
from marketplace.notifications import of_purchase as who
from marketplace.notifications.of_purchase import dated, tell
from tenders import events


def _approached(entry: Any) -> list[Person]:
    return who.of_companies(entry.payload["suppliers"])


def _offered(entry: Any) -> list[Person]:
    """The people of the suppliers whose offers no longer count."""
    return who.of_companies(entry.payload["suppliers"])


def _other_bidders(entry: Any) -> list[Person]:
    own = {person.pk for person in who.appellant(entry)}
    return [person for person in who.bidders(entry) if person.pk not in own]


def _supplier(entry: Any) -> list[Person]:
    return who.of_companies([entry.payload["supplier"]])


tell(
    events.QuestionAnswered,
    lambda entry: who.asker(entry) + who.who_prepares_a_bid(entry),
    _("A question about the documents was answered: {title}"),
    body=_("Question: {text}\nAnswer: {answer}"),
)
tell(
    events.QuestionNotAnswered,
    lambda entry: who.asker(entry) + who.who_prepares_a_bid(entry),
    _("A question about the documents is not answered: {title}"),
    body=_("Question: {text}\nReason: {reason}"),
)
tell(
    events.SupplierApproached,
    _approached,
    _("{agency} asks you for an offer: {title}"),
    body=_("Talk to the agency about what is wanted and what it costs."),
    waits=True,
    letter=True,
)
tell(events.OfferAccepted, _supplier, _("{agency} accepted your offer: {title}"), name="tenders.offer_accepted.supplier", letter=True)
tell(events.BidsOpened, who.bidders, _("The bids were opened: {title}"), name="tenders.bids_opened.bidders")
tell(
    events.NegotiationOpened,
    _supplier,
    _("The committee asks you for a lower price: {title}"),
    body="{reason}",
    waits=True,
    letter=True,
)
tell(
    events.NewPricesCalled,
    who.compliant,
    _("The committee asks you for a new offer: {title}"),
    body="{reason}",
    waits=True,
    letter=True,
)
tell(
    events.NextSupplierSought,
    _supplier,
    _("The order fell through; {agency} asks another supplier: {title}"),
    body="{reason}",
    letter=True,
)
tell(events.NegotiationGivenUp, _offered, _("{agency} gave up the negotiation: {title}"), body="{reason}")
tell(
    events.AwardAnnounced,
    who.tenderers,
    _("The award was announced: {title}"),
    body=_("Selected: {winner}.\n{outcomes}\nLast day for appeals: {standstill_until}."),
    values=who.outcomes,
    letter=True,
)
tell(
    events.SigningDayCame,
    who.winner,
    _("The appeal period ended; the agency may call you to sign: {title}"),
    name="tenders.signing_day_came.winner",
)
tell(
    events.EvaluationRedone,
    who.bidders,
    _("The evaluation is taken up again: {title}"),
    body="{reason}",
    name="tenders.evaluation_redone.bidders",
    letter=True,
)
tell(
    events.WinnerReplaced,
    who.bidders,
    _("The winner did not sign; the evaluation is taken up again: {title}"),
    body="{reason}",
    name="tenders.winner_replaced.bidders",
    letter=True,
)
tell(
    events.NoCompliantBidRecorded,
    who.who_handed_in,
    _("The purchase ended without a winner: {title}"),
    body="{reason}",
    name="tenders.no_compliant_bid_recorded.bidders",
    letter=True,
)
tell(events.PurchaseCancelled, who.who_handed_in, _("The purchase was cancelled: {title}"), body="{reason}", letter=True)

# --- appeals
tell(
    events.AppealFiled,
    who.winner,
    _("An appeal was filed; the contract is not signed until it is decided: {title}"),
    name="tenders.appeal_filed.winner",
)
tell(
    events.AppealAdmitted,
    who.appellant,
    _("Your appeal was admitted: {title}"),
    body=_("The agency's decision is due on {due_on}."),
    values=dated("due_on"),
    name="tenders.appeal_admitted.appellant",
    letter=True,
)
tell(events.AppealNotAdmitted, who.appellant, _("Your appeal was not admitted: {title}"), body="{reason}", letter=True)
tell(
    events.AppealForwarded,
    who.appellant,
    _("Your appeal was sent to the Appeals Committee: {title}"),
    body=_("The decision is due on {due_on}."),
    values=dated("due_on"),
    name="tenders.appeal_forwarded.appellant",
    letter=True,
)
tell(
    events.AppealExtended,
    who.appellant,
    _("The Appeals Committee extended its time: {title}"),
    body=_("The decision is due on {due_on}."),
    values=dated("due_on"),
    name="tenders.appeal_extended.appellant",
)
for _event in (events.AppealUpheld, events.AppealDismissed, events.AppealAgreed):
    tell(_event, _other_bidders, _("An appeal was decided: {title}"), name=f"{_event.code}.bidders")
    tell(_event, who.appellant, _("Your appeal was decided: {title}"), name=f"{_event.code}.appellant", body="{reason}", letter=True)
tell(events.AppealLapsed, _other_bidders, _("An appeal was decided: {title}"), name="tenders.appeal_lapsed.bidders")
tell(
    events.AppealLapsed,
    who.appellant,
    _("Your appeal was decided: {title}"),
    body=_("The committee's time ran out. The matter is discontinued and the agency goes on."),
    name="tenders.appeal_lapsed.appellant",
    letter=True,
)
