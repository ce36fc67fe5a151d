"""What the log says about prices. The docstring of each event is its documentation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event


class CentralPriceEntered(Event):
    """The comptroller's rule editor entered a price that a central agency has set (s. 4)."""

    code = "pricing.central_price_entered"
    sentence = _("A central price was entered in the register")
    public = True
    fields = {
        "source": "which source of s. 4 it is",
        "issuer": "the central agency that set it",
        "document_no": "number of its document",
        "document_on": "day of the document",
        "title": "what the document calls it",
        "category": "code of the category",
        "unit": "price unit",
        "price_satang": "one unit, VAT included, satang",
        "valid_from": "first day on which it is in force",
        "valid_to": "last day, empty while none is set",
    }


class CentralPriceEnded(Event):
    """A central price was taken out of the register."""

    code = "pricing.central_price_ended"
    sentence = _("A central price was taken out of the register")
    public = True
    fields = {"reason": "why"}


class PriceReportFrozen(Event):
    """A price benchmark was frozen as a report: nobody can change what it rests on."""

    code = "pricing.report_frozen"
    sentence = _("The price benchmark was frozen as a report")
    fields = {
        "digest": "SHA-256 of the report's reference, moment and facts",
        "price_source": "which source of s. 4 was chosen",
        "amount_satang": "the amount that was chosen, VAT included, satang",
        "category": "code of the category",
        "unit": "price unit",
        "quantity": "how many units",
        "term": "for how long, in the unit's own steps",
        "figures": "number of prices and suppliers, median and bands by kind of price, satang",
        "left_out": "prices left out, with the reason of each",
    }


class SurveyLetterIssued(Event):
    """A letter that asks a supplier for its price was issued."""

    code = "pricing.survey_letter_issued"
    sentence = _("A supplier was asked for its price by letter")
    fields = {
        "supplier": "reference of the supplier that was asked",
        "quantity": "how many units",
        "term": "for how long, in the unit's own steps",
        "answer_until": "last day for the answer",
        "digest": "digest of the letter",
    }


class SurveyAnswered(Event):
    """A supplier answered a letter that asked for its price."""

    code = "pricing.survey_answered"
    sentence = _("A supplier answered the letter that asked for its price")
    fields = {
        "supplier": "reference of the supplier",
        "price_satang": "its price for the quantity and term, VAT included, satang; empty where it does not offer",
        "note": "what it added",
    }
