"""Addresses of purchases, plans and appeals. Readable nouns, public references."""

from django.urls import path

from tenders.views import award, bids, judging, lists, page, prepare, specific, voices

urlpatterns = [
    path("tenders/", lists.tenders, name="tenders"),
    path("tenders/start/", prepare.start, name="purchase_start"),
    path("tenders/my-key/", judging.own_key, name="own_key"),
    path("tenders/<slug:ref>/", page.tender, name="tender"),
    path("tenders/<slug:ref>/news/", page.news, name="tender_news"),
    path("tenders/<slug:ref>/details/", prepare.details, name="purchase_details"),
    path("tenders/<slug:ref>/services/", prepare.items, name="purchase_items"),
    path("tenders/<slug:ref>/committees/", prepare.committees, name="purchase_committees"),
    path("tenders/<slug:ref>/terms/", prepare.terms, name="tender_terms"),
    path("tenders/<slug:ref>/terms/edit/", prepare.edit_terms, name="purchase_terms"),
    path("tenders/<slug:ref>/reference-price/", prepare.reference_price, name="purchase_reference_price"),
    path("tenders/<slug:ref>/report/", prepare.report, name="request_report"),
    path("tenders/<slug:ref>/approach/", specific.approach, name="purchase_approach"),
    path("tenders/<slug:ref>/offer/", specific.offer, name="purchase_offer"),
    path("tenders/<slug:ref>/comment/", voices.comment, name="comment"),
    path("tenders/<slug:ref>/comments/<int:number>/", voices.comment_answer, name="comment_answer"),
    path("tenders/<slug:ref>/question/", voices.question_ask, name="question_ask"),
    path("tenders/<slug:ref>/invitation/", award.invitation, name="invitation"),
    path("tenders/<slug:ref>/bid/", bids.bid, name="bid"),
    path("tenders/<slug:ref>/bid/price/", bids.price, name="bid_price"),
    path("tenders/<slug:ref>/bid/receipt/", bids.receipt, name="bid_receipt"),
    path("tenders/<slug:ref>/bid/envelope/", bids.envelope, name="bid_envelope"),
    path("tenders/<slug:ref>/bid/documents/<slug:document>/remove/", bids.bid_document_remove, name="bid_document_remove"),
    path("tenders/<slug:ref>/bids/<slug:bid>/documents/<slug:document>/", bids.bid_document, name="bid_document"),
    path("tenders/<slug:ref>/key-share/", judging.key_share, name="key_share"),
    path("tenders/<slug:ref>/evaluation/", judging.evaluation, name="evaluation"),
    path("tenders/<slug:ref>/evaluation/<slug:bid>/", judging.evaluate_bid, name="evaluate_bid"),
    path("tenders/<slug:ref>/award/", award.award_notice, name="award_notice"),
    path("tenders/<slug:ref>/appeal/", award.appeal_file, name="appeal_file"),
    path("appeals/<slug:ref>/", award.appeal, name="appeal"),
    path("verify/check_receipt.py", bids.receipt_script, name="receipt_script"),
    path("plans/", prepare.plans, name="plans"),
    path("plans/new/", prepare.plan_line_new, name="plan_line_new"),
    path("plans/<slug:ref>/", prepare.plan_line, name="plan_line"),
    path("agencies/<slug:ref>/", lists.agency, name="agency"),
]
