"""The states of contracts and deliveries, and the kinds of both. Names only; the machine says what leads where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class K(models.TextChoices):
    """Kinds of agreement."""

    RECEIPT = "receipt", _("Purchase on receipt")
    PURCHASE_ORDER = "purchase_order", _("Purchase order")
    WORK_ORDER = "work_order", _("Work order")
    SALE = "sale", _("Contract of sale")
    HIRE = "hire", _("Contract of hire")


#: Kinds without a written agreement (s. 96 para. 2).
UNWRITTEN = frozenset({K.RECEIPT})
ORDERS = frozenset({K.PURCHASE_ORDER, K.WORK_ORDER})
WORKS = frozenset({K.WORK_ORDER, K.HIRE})


class C(models.TextChoices):
    """States of a contract."""

    #: An officer writes the terms.
    DRAFTING = "drafting", _("Being drafted")
    #: The winner was asked to sign and to give the guarantee.
    OFFERED = "offered", _("Offered for signing")
    #: The party has signed; the agency has not.
    PARTY_SIGNED = "party_signed", _("Signed by the party")
    #: Both have signed: deliveries, acceptance, payment.
    IN_FORCE = "in_force", _("In force")
    #: Everything was accepted; defects are mended free of charge until the period ends.
    WARRANTY = "warranty", _("In the warranty period")
    CLOSED = "closed", _("Closed")
    #: Never came into force.
    VOID = "void", _("Given up before signing")
    #: Ended early under s. 103.
    TERMINATED = "terminated", _("Terminated")


FINAL = frozenset({C.CLOSED, C.VOID, C.TERMINATED})
SIGNED = frozenset({C.IN_FORCE, C.WARRANTY, C.CLOSED, C.TERMINATED})


class D(models.TextChoices):
    """States of a delivery (one instalment of work and of money)."""

    DUE = "due", _("Waits for delivery")
    DELIVERED = "delivered", _("Delivered, being inspected")
    DEFECTIVE = "defective", _("Sent back with defects")
    ACCEPTED = "accepted", _("Accepted as correct")
    REFUSED = "refused", _("Refused for good")


DELIVERY_FINAL = frozenset({D.ACCEPTED, D.REFUSED})


class G(models.TextChoices):
    """Kinds of contract guarantee (cl. 167)."""

    CASH = "cash", _("Cash")
    CHEQUE = "cheque", _("Bank cheque or draft")
    BANK = "bank", _("Bank guarantee")
    ELECTRONIC = "e_lg", _("Electronic bank guarantee (e-LG)")
    BOND = "bond", _("Thai government bond")
    FINANCE_COMPANY = "finance", _("Guarantee of a licensed finance company")


class P(models.TextChoices):
    """States of a proposal to name a work abandoner."""

    #: Only while it is being made; never kept.
    DRAFT = "draft", _("Being written")
    ASKED = "asked", _("Waits for the company's explanation")
    ANSWERED = "answered", _("Explained by the company")
    FORWARDED = "forwarded", _("With the Permanent Secretary for Finance")
    LISTED = "listed", _("Named a work abandoner")
    DISMISSED = "dismissed", _("Not followed")
    WITHDRAWN = "withdrawn", _("Taken back by the agency")


UNDECIDED = frozenset({P.ASKED, P.ANSWERED, P.FORWARDED})
PROPOSAL_FINAL = frozenset({P.LISTED, P.DISMISSED, P.WITHDRAWN})
