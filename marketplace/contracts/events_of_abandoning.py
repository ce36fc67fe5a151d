"""What can happen to a proposal to name a work abandoner (s. 109; cl. 192-198). None is public: the entry on the list is."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event

REASON = {"reason": "why, in the person's own words"}
ORDER = {"order_no": "number of the order or letter", "decided_on": "day of the decision, ISO"}


class AbandonmentProposed(Event):
    """The head of the contracting agency proposed to name a supplier a work abandoner."""

    code = "contracts.abandonment_proposed"
    sentence = _("The agency proposed to name a work abandoner")
    fields = {
        "company": "reference of the company",
        "purchase": "reference of the purchase",
        "contract": "reference of the contract, or empty",
        "ground": "case of s. 109",
        "sha256": "hash of the evidence",
        "answer_until": "last day for the company's explanation, ISO",
    }


class AbandonmentExplained(Event):
    """The company explained itself."""

    code = "contracts.abandonment_explained"
    sentence = _("The company explained itself")
    fields = {"sha256": "hash of the company's file, or empty"}


class AbandonmentForwarded(Event):
    """The comptroller sent the proposal on to the Permanent Secretary for Finance."""

    code = "contracts.abandonment_forwarded"
    sentence = _("The proposal was sent on to the Permanent Secretary for Finance")
    fields = {
        "letter_no": "number of the letter",
        "opinion": "what the comptroller says about it",
        "heard": "whether the company explained itself",
    }


class AbandonmentListed(Event):
    """The Permanent Secretary's order was recorded; the entry stands on the list from its day on."""

    code = "contracts.abandonment_listed"
    sentence = _("The Permanent Secretary for Finance named the company a work abandoner")
    fields = {**ORDER, **REASON, "entries": "references of the entries on the list"}


class AbandonmentDismissed(Event):
    """The Permanent Secretary did not follow the proposal; the agency is told as well (cl. 194)."""

    code = "contracts.abandonment_dismissed"
    sentence = _("The Permanent Secretary for Finance did not follow the proposal")
    fields = {**ORDER, **REASON}


class AbandonmentWithdrawn(Event):
    """The agency took its proposal back before it was sent on."""

    code = "contracts.abandonment_withdrawn"
    sentence = _("The agency took its proposal back")
    fields = REASON
