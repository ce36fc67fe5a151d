"""States of a company's verification and of an entry on the abandoner list. Names only."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class V(models.TextChoices):
    """States of a verification. None is final: a company may always come back, and VERIFIED may be reopened."""

    #: A person claimed the number for the company and gathers facts and documents.
    CLAIMED = "claimed", _("Being filled in")
    #: Handed in; waits for a registrar.
    SUBMITTED = "submitted", _("Waits for the registrar")
    #: A registrar compares claims with evidence.
    EXAMINING = "examining", _("Being examined")
    #: A registrar outside the company found everything in order.
    VERIFIED = "verified", _("Verified")
    #: The registrar asks for more; the company answers and hands in again.
    SENT_BACK = "sent_back", _("Sent back to be completed")
    #: The registrar does not let the company in, and says why.
    REFUSED = "refused", _("Refused")
    #: A document on which the verification stood has lapsed.
    EXPIRED = "expired", _("Lapsed, to be renewed")
    #: The company gave up its place.
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: States in which the company's people may change facts and documents.
EDITABLE = (V.CLAIMED, V.SENT_BACK, V.EXPIRED)


class A(models.TextChoices):
    """States of an entry on the abandoner list."""

    #: Ordered to be a work abandoner; no agency may buy (s. 111).
    LISTED = "listed", _("On the list")
    #: Taken off by a removal order (s. 110).
    REMOVED = "removed", _("Removed by order")


class R(models.TextChoices):
    """States of a request to change facts of a verified company."""

    #: Waits for a registrar; the facts stay as they are.
    WAITING = "waiting", _("Waits for the registrar")
    #: A registrar accepted or refused each change.
    DECIDED = "decided", _("Decided")
    #: The company took the request back.
    TAKEN_BACK = "taken_back", _("Taken back by the company")


class G(models.TextChoices):
    """States of a version of the supplier's terms."""

    #: Being written; nobody is bound.
    DRAFT = "draft", _("Draft")
    #: Published with the day from which it holds; its text never changes again.
    PUBLISHED = "published", _("Published")
