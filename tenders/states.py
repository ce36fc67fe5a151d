"""The states of a purchase and of what belongs to it. Names only; the machine says what leads where."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class T(models.TextChoices):
    """States of a tender (one purchase, from request to conclusion).

    There is no state "closed", "in standstill" or "under appeal": these follow from dates and are never stored.
    """

    #: An officer writes: need, terms of reference, reference price, method, committees.
    DRAFTING = "drafting", _("Being prepared")
    #: The request report lies before the approver (cl. 22).
    REQUESTED = "requested", _("Request waits for approval")
    #: Approved (cl. 24); the rulebook is frozen from here on.
    APPROVED = "approved", _("Request approved")
    #: The draft is published for comments (cl. 45–46).
    COMMENTING = "commenting", _("Draft open for comments")
    #: Comments are answered (cl. 47); the invitation may be published.
    READY = "ready", _("Ready to be announced")
    #: The invitation is public; envelopes are handed in on the bid day and stay sealed.
    INVITING = "inviting", _("Announced")
    #: The envelopes are open; the committee judges.
    EVALUATING = "evaluating", _("Being evaluated")
    #: Offers are asked for and negotiated: specific method, or a price above the budget (cl. 57–58).
    NEGOTIATING = "negotiating", _("Being negotiated")
    #: The committee's result report lies before the approver (cl. 59).
    REPORTED = "reported", _("Result waits for approval")
    #: The order is approved (cl. 84–86, or cl. 79); the award is not public yet.
    RESULT_APPROVED = "result_approved", _("Result approved")
    #: The award is public (s. 66); where the method has one, the standstill runs.
    AWARDED = "awarded", _("Award announced")
    #: Every lot is settled and a contract is signed.
    CONCLUDED = "concluded", _("Concluded")
    #: No bid, or none that complies.
    FAILED = "failed", _("Ended without a winner")
    #: Cancelled under s. 67 before any signature.
    CANCELLED = "cancelled", _("Cancelled")
    #: Given up by the officer before anything was public.
    WITHDRAWN = "withdrawn", _("Withdrawn")


FINAL = frozenset({T.CONCLUDED, T.FAILED, T.CANCELLED, T.WITHDRAWN})
#: States in which the purchase is known to the public.
PUBLIC = frozenset(
    {
        T.COMMENTING,
        T.READY,
        T.INVITING,
        T.EVALUATING,
        T.NEGOTIATING,
        T.REPORTED,
        T.RESULT_APPROVED,
        T.AWARDED,
        T.CONCLUDED,
        T.FAILED,
        T.CANCELLED,
    }
)


class L(models.TextChoices):
    """States of a lot, the thing that is awarded."""

    OPEN = "open", _("Open")
    PROPOSED = "proposed", _("Winner proposed")
    AWARDED = "awarded", _("Awarded")
    CONTRACTED = "contracted", _("Under contract")
    FAILED = "failed", _("Without a winner")
    CANCELLED = "cancelled", _("Cancelled")


class B(models.TextChoices):
    """States of a bid. A bid is never "won": the lot names the winner, since an upheld appeal revives bids."""

    DRAFT = "draft", _("Being prepared")
    SEALED = "sealed", _("Sealed")
    OPENED = "opened", _("Opened")
    COMPLIANT = "compliant", _("Complies")
    REJECTED = "rejected", _("Does not comply")
    UNOPENED = "unopened", _("Left unopened")


class A(models.TextChoices):
    """States of an appeal (s. 114–119)."""

    FILED = "filed", _("Filed")
    AGENCY_REVIEW = "agency_review", _("With the agency")
    AGREED = "agreed", _("The agency agrees")
    IN_COMMITTEE = "in_committee", _("With the Appeals Committee")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")
    LAPSED = "lapsed", _("Discontinued: the committee's time ran out")
    INADMISSIBLE = "inadmissible", _("Not admissible")
    WITHDRAWN = "withdrawn", _("Withdrawn by the appellant")


APPEAL_OPEN = frozenset({A.FILED, A.AGENCY_REVIEW, A.IN_COMMITTEE})
APPEAL_ACCEPTED = frozenset({A.AGREED, A.UPHELD})


class S(models.TextChoices):
    """States of a seat in a committee."""

    APPOINTED = "appointed", _("Appointed")
    SWORN = "sworn", _("Declared free of conflict")
    RECUSED = "recused", _("Stepped back")
    RELEASED = "released", _("Work done")
    #: Another person was appointed in the seat's place (cl. 25).
    REPLACED = "replaced", _("Replaced by another person")


#: Seats whose person no longer takes part.
GONE = frozenset({S.RECUSED, S.REPLACED})


class Q(models.TextChoices):
    """States of a question about the bidding documents (cl. 52)."""

    ASKED = "asked", _("Waits for an answer")
    ANSWERED = "answered", _("Answered and published")
    NOT_ANSWERED = "not_answered", _("Not answered, with the reason")


class P(models.TextChoices):
    """States of a line of the annual plan (s. 11)."""

    DRAFTED = "drafted", _("Drafted")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")
