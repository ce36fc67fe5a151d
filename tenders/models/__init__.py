"""Rows of a purchase. Knows no page, no message and no contract."""

from tenders.models.appeal import Appeal
from tenders.models.bid import Bid, BidCheck, BidDocument, KeyShare, OfficerKey, TenderKeyPair
from tenders.models.committee import Committee, CommitteeKind, Seat, SeatRole
from tenders.models.plan import PlanLine
from tenders.models.preparation import ReferencePrice, TenderItem, TermsOfReference
from tenders.models.tender import Lot, Offer, Tender
from tenders.models.voices import DraftComment, Question

__all__ = [
    "Appeal",
    "Bid",
    "BidCheck",
    "BidDocument",
    "Committee",
    "CommitteeKind",
    "DraftComment",
    "KeyShare",
    "Lot",
    "Offer",
    "OfficerKey",
    "PlanLine",
    "Question",
    "ReferencePrice",
    "Seat",
    "SeatRole",
    "Tender",
    "TenderItem",
    "TenderKeyPair",
    "TermsOfReference",
]
