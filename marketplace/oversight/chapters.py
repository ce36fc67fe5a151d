"""The chapters of a case file, from need to payment, and which event belongs to which. Knows event codes, no rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Chapter(models.TextChoices):
    """Chapters in the order in which a purchase is told."""

    NEED = "need", _("Need, terms and reference price")
    REQUEST = "request", _("Request report")
    INVITATION = "invitation", _("Comments, invitation and questions")
    BIDS = "bids", _("Bids and opening")
    EVALUATION = "evaluation", _("Evaluation and negotiation")
    AWARD = "award", _("Result and award")
    APPEAL = "appeal", _("Appeals and decisions")
    CONTRACT = "contract", _("Order or contract")
    DELIVERY = "delivery", _("Delivery and acceptance")
    PAYMENT = "payment", _("Invoice and payment")
    OVERSIGHT = "oversight", _("Refused steps and oversight")


#: Events of purchases and contracts, by chapter. What is not listed is told under its app's chapter below.
_EVENTS: dict[Chapter, str] = {
    Chapter.NEED: (
        "tenders.plan_line_drafted tenders.plan_line_published tenders.plan_line_closed tenders.purchase_started "
        "tenders.purchase_details_changed tenders.items_chosen tenders.market_research_recorded tenders.committee_appointed tenders.conflict_declared "
        "tenders.member_recused tenders.tor_finished tenders.reference_price_recorded tenders.purchase_withdrawn "
        "pricing.report_frozen pricing.survey_letter_issued pricing.survey_answered"
    ),
    Chapter.REQUEST: "tenders.request_submitted tenders.request_returned tenders.request_approved tenders.request_revised",
    Chapter.INVITATION: (
        "tenders.draft_published tenders.comment_received tenders.comment_answered tenders.comments_settled "
        "tenders.invitation_published tenders.question_asked tenders.question_answered tenders.question_not_answered tenders.key_holder_enrolled "
        "tenders.comment_period_ended"
    ),
    Chapter.BIDS: (
        "tenders.bid_sealed tenders.standing_checked tenders.key_share_handed_in tenders.bids_opened tenders.bid_opened "
        "tenders.bid_left_unopened tenders.no_bid_recorded tenders.bid_window_closed"
    ),
    Chapter.EVALUATION: (
        "tenders.evaluation_day_came tenders.check_recorded tenders.bid_found_compliant tenders.bid_rejected tenders.bid_reconsidered "
        "tenders.negotiation_opened tenders.new_prices_called tenders.negotiation_given_up tenders.committee_time_extended tenders.supplier_approached tenders.offer_recorded tenders.budget_raised "
        "tenders.offer_accepted tenders.winner_proposed tenders.lot_reopened tenders.evaluation_redone tenders.winner_replaced"
    ),
    Chapter.AWARD: (
        "tenders.lot_awarded tenders.lot_contracted tenders.lot_closed_without_winner tenders.result_submitted "
        "tenders.result_returned tenders.result_approved tenders.no_compliant_bid_recorded tenders.award_announced "
        "tenders.purchase_concluded tenders.purchase_cancelled tenders.purchase_followed tenders.signing_day_came"
    ),
    Chapter.DELIVERY: (
        "contracts.delivery_made contracts.inspection_recorded contracts.delivery_accepted contracts.delivery_found_defective "
        "contracts.delivery_refused contracts.penalty_notified contracts.warranty_began"
    ),
    Chapter.PAYMENT: "contracts.invoice_submitted contracts.delivery_paid",
}
_BY_CODE = {code: chapter for chapter, codes in _EVENTS.items() for code in codes.split()}
#: What the rest of an app's events are told under.
_BY_APP = {"contracts": Chapter.CONTRACT, "payments": Chapter.PAYMENT}


def chapter_of(code: str) -> Chapter:
    """The chapter of an event by its code; what no chapter claims is told under the last one."""
    if code in _BY_CODE:
        return _BY_CODE[code]
    app, _dot, name = code.partition(".")
    if app == "tenders" and name.startswith("appeal_"):
        return Chapter.APPEAL
    return _BY_APP.get(app, Chapter.OVERSIGHT)
