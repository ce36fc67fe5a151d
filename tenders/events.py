"""What can happen in a purchase. Payloads carry what the case file must be able to show without any other table."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event

REASON = {"reason": "the reason given, as written"}


# --- plan
class PlanLineDrafted(Event):
    """A line of the annual plan was drafted (s. 11, cl. 11)."""

    code = "tenders.plan_line_drafted"
    sentence = _("A line of the annual plan was drafted")
    fields = {
        "title": "what is to be bought",
        "category": "category code",
        "budget_satang": "estimated amount, satang",
        "fiscal_year": "fiscal year, Buddhist Era",
        "month": "expected month of the invitation, YYYY-MM",
    }


class PlanLinePublished(Event):
    """A line of the annual plan was approved and published (s. 11)."""

    code = "tenders.plan_line_published"
    sentence = _("The plan line was published")
    fields = {
        "title": "what is to be bought",
        "category": "category code",
        "budget_satang": "estimated amount, satang",
        "fiscal_year": "fiscal year, Buddhist Era",
        "month": "expected month of the invitation, YYYY-MM",
    }
    public = True


class PlanLineClosed(Event):
    """A plan line was closed: bought, or given up with a reason."""

    code = "tenders.plan_line_closed"
    sentence = _("The plan line was closed")
    fields = {**REASON, "tender": "reference of the tender that used it"}
    public = True


# --- before the request
class PurchaseStarted(Event):
    """An officer started a purchase: the case file begins."""

    code = "tenders.purchase_started"
    sentence = _("The purchase was started")
    fields = {
        "title": "what is to be bought",
        "agency": "reference of the agency",
        "agency_th": "name of the agency in Thai",
        "agency_en": "name of the agency in English",
        "category": "category code",
        "method": "code of the method",
        "method_version": "version of the method row",
        "budget_satang": "budget including VAT, satang",
        "budget_source": "where the money comes from",
        "plan_line": "reference of the plan line, empty where the law exempts",
        "follows": "reference of the purchase that this one follows",
    }


class PurchaseDetailsChanged(Event):
    """The officer changed what the request says, before it was submitted."""

    code = "tenders.purchase_details_changed"
    sentence = _("Details of the purchase were changed")
    fields = {"changed": "each changed field with its new value"}


class ItemsChosen(Event):
    """Listings were chosen from the catalogue, each by its exact version."""

    code = "tenders.items_chosen"
    sentence = _("Services were chosen from the catalogue")
    fields = {
        "items": "listing, version, supplier, quantity, unit, listed total in satang",
        "total_satang": "listed total including VAT, satang",
        "shortlist": "reference of the frozen list that they stand on; empty where the purchase is by competition",
        "shortlist_sha256": "hash of that list",
    }


class MarketResearchRecorded(Event):
    """A frozen shortlist was taken as what the market offers: its versions, totals, and why others were rejected."""

    code = "tenders.market_research_recorded"
    sentence = _("A confirmed shortlist was recorded as market research")
    fields = {
        "shortlist": "reference of the list",
        "shortlist_sha256": "its hash",
        "title": "what it is called",
        "quantity": "stated quantity",
        "term": "stated term",
        "unit": "code of the price unit",
        "kept": "listings that were kept",
        "lowest_satang": "lowest total among them, VAT included",
        "highest_satang": "highest total among them, VAT included",
        "listings": "listing, version, its fingerprint, supplier, title, total in satang, note, reason of rejection",
    }


class CommitteeAppointed(Event):
    """Persons were appointed by order, with a time limit (cl. 21, 25, 26; s. 100)."""

    code = "tenders.committee_appointed"
    sentence = _("A committee was appointed")
    fields = {
        "committee": "kind of committee",
        "order_no": "number of the order",
        "due_on": "last day for its work",
        "members": "reference and role of each person",
    }


class CommitteeTimeExtended(Event):
    """The committee reported a delay and the head of agency gave it more time (cl. 25)."""

    code = "tenders.committee_time_extended"
    sentence = _("The committee was given more time")
    fields = {"committee": "kind of committee", "due_on": "new last day for the work", "before": "last day until now", **REASON}


class ConflictDeclared(Event):
    """A member declared to have no interest in the bidders before first access (s. 13, cl. 27)."""

    code = "tenders.conflict_declared"
    sentence = _("A member declared to be free of conflict of interest")
    fields = {"committee": "kind of committee", "role": "role in it"}


class MemberRecused(Event):
    """A member stepped back because of a conflict of interest (s. 13)."""

    code = "tenders.member_recused"
    sentence = _("A member stepped back")
    fields = {**REASON, "committee": "kind of committee", "role": "role in it"}


class MemberReplaced(Event):
    """Whoever appoints named another person in the place of a member who cannot go on (cl. 25, 26)."""

    code = "tenders.member_replaced"
    sentence = _("A member was replaced by another person")
    fields = {
        **REASON,
        "committee": "kind of committee",
        "role": "role in it",
        "person": "reference of the person who leaves",
        "new_member": "reference of the person who takes the place",
        "order_no": "number of the order",
    }


class KeysRenewed(Event):
    """Before anybody could bid the chair was replaced: envelopes are sealed to a new key, and the old one opens nothing."""

    code = "tenders.keys_renewed"
    sentence = _("The key to which envelopes are sealed was made anew")
    fields = {"public_key": "public half of the new key", "holders": "references of those who hold a share of it"}
    public = True


class TorFinished(Event):
    """The appointed persons finished the terms of reference (cl. 21)."""

    code = "tenders.tor_finished"
    sentence = _("The terms of reference were finished")
    fields = {
        "version": "version of the terms",
        "sha256": "hash of the text",
        "sections": "number of sections",
        "findings": "what the check of words and sums found",
    }


class ReferencePriceRecorded(Event):
    """The reference price was recorded with its source, in the order of s. 4."""

    code = "tenders.reference_price_recorded"
    sentence = _("The reference price was recorded")
    fields = {
        "amount_satang": "reference price including VAT, satang",
        "source": "number of the source in the order of s. 4",
        "sources": "what it was computed from: name and amount of each",
        "reason": "why an earlier source of s. 4 does not serve",
        "price_report": "reference of the frozen price report it was taken from, empty where it was written by hand",
        "price_report_digest": "digest of that report",
    }


# --- request
class RequestSubmitted(Event):
    """The request report was put before the approver (cl. 22)."""

    code = "tenders.request_submitted"
    sentence = _("The request report was submitted")
    fields = {
        "report": "the items of cl. 22 as submitted",
        "category_spend_satang": "ordered in the same category in the months that are shown, satang",
        "supplier_spend_satang": "ordered from the same suppliers in these months, satang",
        "spend_months": "how many months back are shown",
    }


class RequestReturned(Event):
    """The approver sent the request report back."""

    code = "tenders.request_returned"
    sentence = _("The request report was sent back")
    fields = REASON


class RequestApproved(Event):
    """The request report was approved (cl. 24); the values of the rules are frozen from here on."""

    code = "tenders.request_approved"
    sentence = _("The request report was approved")
    fields = {
        "route": "head, delegate or superior",
        "delegation": "reference of the delegation",
        "rulebook": "hash of the frozen rule values",
        "rules": "the frozen values",
    }


class RequestRevised(Event):
    """An approved request was taken back into preparation; the frozen values are thawed."""

    code = "tenders.request_revised"
    sentence = _("The approved request was taken back for revision")
    fields = REASON


class PurchaseWithdrawn(Event):
    """The purchase was given up before anything was public."""

    code = "tenders.purchase_withdrawn"
    sentence = _("The purchase was withdrawn")
    fields = REASON


# --- comments and invitation
class DraftPublished(Event):
    """The draft invitation and terms were published for comments (cl. 45–46)."""

    code = "tenders.draft_published"
    sentence = _("The draft was published for comments")
    fields = {"comments_until": "last day for comments", "round": "1 for the first publication"}
    public = True


class CommentReceived(Event):
    """Somebody commented on the draft (cl. 46)."""

    code = "tenders.comment_received"
    sentence = _("A comment on the draft was received")
    fields = {"text": "the comment", "number": "running number"}
    personal = {"commenter": "name of the commenter"}


class CommentAnswered(Event):
    """A comment was answered in writing (cl. 47)."""

    code = "tenders.comment_answered"
    sentence = _("A comment was answered")
    fields = {"number": "running number of the comment", "answer": "the answer", "changed": "whether the draft changes"}


class CommentsSettled(Event):
    """The period for comments is over and every commenter has an answer (cl. 47)."""

    code = "tenders.comments_settled"
    sentence = _("The comments were settled")
    fields = {"comments": "how many", "waived": "true where no comment round was held, at discretion", **REASON}
    public = True


class InvitationPublished(Event):
    """The invitation and the bidding documents were published (cl. 48, 51)."""

    code = "tenders.invitation_published"
    sentence = _("The invitation was published")
    fields = {
        "title": "what is to be bought",
        "budget_satang": "budget including VAT, satang",
        "reference_price_satang": "reference price including VAT, satang",
        "published_at": "moment of publication",
        "last_publication_on": "last day of publication",
        "bid_opens_at": "moment from which envelopes are taken",
        "bid_closes_at": "moment at which the window closes",
        "working_days": "working days of publication",
        "public_key": "public half of the key to which envelopes are sealed",
        "holders": "references of the holders of key shares",
        "tor_sha256": "hash of the terms of reference",
        "criteria": "how bids are judged",
    }
    public = True


class QuestionAsked(Event):
    """A supplier asked about the bidding documents (cl. 52). Who asked stays inside until the award."""

    code = "tenders.question_asked"
    sentence = _("A question was asked")
    fields = {"number": "running number", "text": "the question"}


class QuestionNotAnswered(Event):
    """A question stays without an answer, with the reason; both are published without the asker's name."""

    code = "tenders.question_not_answered"
    sentence = _("It was recorded why a question is not answered")
    fields = {"number": "running number", "text": "the question", **REASON}
    public = True


class QuestionAnswered(Event):
    """A question was answered and the answer published (cl. 52)."""

    code = "tenders.question_answered"
    sentence = _("A question was answered and published")
    fields = {"number": "running number", "text": "the question", "answer": "the answer"}
    public = True


# --- dates that pass by themselves
class CommentPeriodEnded(Event):
    """The last day for comments on the draft passed (cl. 46)."""

    code = "tenders.comment_period_ended"
    sentence = _("The period for comments ended")
    fields = {"due_at": "the moment that was reached"}
    public = True


class BidWindowClosed(Event):
    """The window for envelopes closed; key holders may hand in their shares from here on (cl. 54)."""

    code = "tenders.bid_window_closed"
    sentence = _("The window for bids closed")
    fields = {"due_at": "the moment that was reached"}
    public = True


class EvaluationDayCame(Event):
    """The working day after the bid day began: the committee may judge the opened bids (cl. 55)."""

    code = "tenders.evaluation_day_came"
    sentence = _("The day came from which bids are judged")
    fields = {"due_at": "the moment that was reached"}


class SigningDayCame(Event):
    """The appeal period passed; unless an appeal is open, the contract may be signed (s. 66)."""

    code = "tenders.signing_day_came"
    sentence = _("The appeal period ended")
    fields = {"due_at": "the moment that was reached"}
    public = True


# --- bids
class BidSealed(Event):
    """A bid was received, sealed. The price is known to nobody. Never shown before opening."""

    code = "tenders.bid_sealed"
    sentence = _("A sealed bid was received")
    fields = {
        "supplier": "reference of the tenderer",
        "supplier_th": "name of the tenderer in Thai",
        "supplier_en": "name of the tenderer in English",
        "sha256": "hash of the ciphertext",
        "received_at": "the database's time of receipt",
        "documents": "name and hash of each document",
    }


class KeyShareHandedIn(Event):
    """A holder handed in a key share after the deadline."""

    code = "tenders.key_share_handed_in"
    sentence = _("A holder handed in a key share")
    fields = {"holder": "reference of the holder", "role": "chair, head officer or comptroller"}


class BidsOpened(Event):
    """All envelopes were opened together (cl. 55)."""

    code = "tenders.bids_opened"
    sentence = _("The envelopes were opened")
    fields = {
        "count": "how many",
        "opened_at": "moment of opening",
        "holders": "who gave the shares",
        "bids": "tenderer, hash of the ciphertext, received_at and price in satang of each",
    }


class NoBidRecorded(Event):
    """The window closed and nobody had bid (cl. 56)."""

    code = "tenders.no_bid_recorded"
    sentence = _("It was recorded that nobody bid")
    public = True


class BidOpened(Event):
    """One envelope was opened; part of the opening of all."""

    code = "tenders.bid_opened"
    sentence = _("An envelope was opened")
    fields = {"supplier": "reference of the tenderer", "price_satang": "price including VAT, satang"}


class BidLeftUnopened(Event):
    """An envelope stays sealed for good, since the purchase ended before opening."""

    code = "tenders.bid_left_unopened"
    sentence = _("An envelope was left unopened")


# --- evaluation
class CheckRecorded(Event):
    """The committee recorded one check of one bid: document, qualification or mutual interest (cl. 55; s. 64)."""

    code = "tenders.check_recorded"
    sentence = _("A check of a bid was recorded")
    fields = {"supplier": "reference of the tenderer", "check": "what was checked", "passed": "whether it is met", "note": "what was seen"}


class BidFoundCompliant(Event):
    """The committee found that a bid complies."""

    code = "tenders.bid_found_compliant"
    sentence = _("A bid was found to comply")
    fields = {"supplier": "reference of the tenderer"}


class BidRejected(Event):
    """The committee rejected a bid, with its reason."""

    code = "tenders.bid_rejected"
    sentence = _("A bid was rejected")
    fields = {"supplier": "reference of the tenderer", **REASON}


class BidReconsidered(Event):
    """A judged bid was taken up again, after an appeal or a returned report."""

    code = "tenders.bid_reconsidered"
    sentence = _("A bid was taken up again")
    fields = REASON


class NegotiationOpened(Event):
    """The price is above the budget: the committee negotiates with the best bidder (cl. 57)."""

    code = "tenders.negotiation_opened"
    sentence = _("The committee began to negotiate the price")
    fields = {**REASON, "supplier": "reference of the supplier"}


class NewPricesCalled(Event):
    """The negotiation did not bring the price down: every bidder that complies may lower its price (cl. 58)."""

    code = "tenders.new_prices_called"
    sentence = _("Every bidder that complies was asked for a new price")
    fields = REASON


class NegotiationGivenUp(Event):
    """The officer gave up the direct negotiation; offers recorded so far no longer count (cl. 79)."""

    code = "tenders.negotiation_given_up"
    sentence = _("The negotiation was given up")
    fields = {**REASON, "suppliers": "references of the suppliers whose offers no longer count"}


class NextSupplierSought(Event):
    """The order fell through before it was signed: the supplier does not sign or deliver, and another is asked (cl. 79; s. 109)."""

    code = "tenders.next_supplier_sought"
    sentence = _("The order fell through; another supplier is asked")
    fields = {**REASON, "supplier": "reference of the supplier with whom the order fell through"}
    public = True


class SupplierApproached(Event):
    """The officer approached suppliers directly (cl. 79)."""

    code = "tenders.supplier_approached"
    sentence = _("Suppliers were approached")
    fields = {
        "suppliers": "references of the suppliers",
        "province": "the agency's province",
        "smes_of_province": "references of SMEs of the province that sell in this category",
        "sme_first": "first: an SME of the province is among those approached; none: there is none; passed_over: one was left out, with a reason",
        "reason": "why an SME of the province was passed over",
    }


class OfferRecorded(Event):
    """A supplier's offer or negotiated price was recorded."""

    code = "tenders.offer_recorded"
    sentence = _("An offer was recorded")
    fields = {
        "supplier": "reference of the supplier",
        "supplier_th": "name in Thai",
        "supplier_en": "name in English",
        "first_satang": "first price including VAT, satang",
        "price_satang": "negotiated price including VAT, satang",
        "note": "how it was negotiated",
    }


class BudgetRaised(Event):
    """More money was approved for the purchase (cl. 58)."""

    code = "tenders.budget_raised"
    sentence = _("The budget was raised")
    fields = {"budget_satang": "new budget including VAT, satang", **REASON}


class OfferAccepted(Event):
    """The head officer decided to order within the approved amount (cl. 79)."""

    code = "tenders.offer_accepted"
    sentence = _("The offer was accepted")
    fields = {"supplier": "reference of the supplier", "price_satang": "price including VAT, satang"}


class WinnerProposed(Event):
    """The committee proposed a winner for the lot (cl. 55, 59)."""

    code = "tenders.winner_proposed"
    sentence = _("A winner was proposed")
    fields = {
        "supplier": "reference of the supplier",
        "supplier_th": "name in Thai",
        "supplier_en": "name in English",
        "price_satang": "price including VAT, satang",
        "ranking": "supplier, price and preference of each compliant bid, cheapest first; of an SME also its contracts of the year and the ceiling of its size, satang",
        **REASON,
    }


class LotReopened(Event):
    """The proposal or award of the lot was taken back."""

    code = "tenders.lot_reopened"
    sentence = _("The proposal was taken back")
    fields = REASON


class LotAwarded(Event):
    """The lot was awarded with the approval of the result."""

    code = "tenders.lot_awarded"
    sentence = _("The lot was awarded")
    fields = {"supplier": "reference of the supplier", "price_satang": "price including VAT, satang"}


class LotContracted(Event):
    """The contract for the lot was signed."""

    code = "tenders.lot_contracted"
    sentence = _("The contract for the lot was signed")
    fields = {"contract": "reference of the contract", "contracted_on": "day of signing"}
    public = True


class LotClosedWithoutWinner(Event):
    """The lot ended without a winner or was cancelled."""

    code = "tenders.lot_closed_without_winner"
    sentence = _("The lot ended without a winner")


class ResultSubmitted(Event):
    """The committee submitted its result report (cl. 55, 59)."""

    code = "tenders.result_submitted"
    sentence = _("The result report was submitted")
    fields = {
        "single_reason": "why a single bid is accepted (cl. 56)",
        "over_budget_reason": "why a price above the budget is appropriate (cl. 57)",
        "compliant": "how many bids comply",
        "opened": "how many bids were opened",
        "took_part": "references of the committee's members who took part in the decision (cl. 27)",
    }


class ResultReturned(Event):
    """The approver sent the result report back."""

    code = "tenders.result_returned"
    sentence = _("The result report was sent back")
    fields = REASON


class ResultApproved(Event):
    """The order was approved by whoever has the power for the amount (cl. 84–86)."""

    code = "tenders.result_approved"
    sentence = _("The result was approved")
    fields = {"route": "head, delegate or superior", "delegation": "reference of the delegation", "price_satang": "amount approved, satang"}


class NoCompliantBidRecorded(Event):
    """No bid complies, or none can be accepted; the purchase ends without a winner (cl. 56, 58)."""

    code = "tenders.no_compliant_bid_recorded"
    sentence = _("The purchase ended: no acceptable bid")
    fields = REASON
    public = True


class AwardAnnounced(Event):
    """The award was published with reasons and every bidder was written to (s. 66; cl. 42, 81)."""

    code = "tenders.award_announced"
    sentence = _("The award was announced")
    fields = {
        "supplier": "reference of the winner",
        "supplier_th": "name in Thai",
        "supplier_en": "name in English",
        "price_satang": "price including VAT, satang",
        "reasons": "reason for the winner",
        "bidders": "tenderer, name, price, outcome and reason of every bid",
        "announced_at": "moment of publication",
        "standstill_until": "last day of the appeal period, empty where the method has none",
        "earliest_signing_on": "first day on which the contract may be signed",
    }
    public = True


class EvaluationRedone(Event):
    """An appeal was upheld or agreed with: the evaluation is taken up again (s. 118–119)."""

    code = "tenders.evaluation_redone"
    sentence = _("The evaluation was taken up again")
    fields = {**REASON, "appeal": "reference of the appeal"}
    public = True


class WinnerReplaced(Event):
    """The winner did not sign: the committee proposes the next (s. 109)."""

    code = "tenders.winner_replaced"
    sentence = _("The winner did not sign; the evaluation was taken up again")
    fields = {**REASON, "supplier": "reference of the supplier that did not sign"}
    public = True


class PurchaseConcluded(Event):
    """Every lot is settled and a contract is signed."""

    code = "tenders.purchase_concluded"
    sentence = _("The purchase was concluded")
    public = True


class PurchaseCancelled(Event):
    """The purchase was cancelled under s. 67 before any signature."""

    code = "tenders.purchase_cancelled"
    sentence = _("The purchase was cancelled")
    fields = {"ground": "the ground of s. 67", **REASON}
    public = True


class PurchaseFollowed(Event):
    """A new purchase follows one that ended without a contract."""

    code = "tenders.purchase_followed"
    sentence = _("A new purchase follows this one")
    fields = {"successor": "reference of the new purchase"}
    public = True


# --- appeals
class AppealFiled(Event):
    """A bidder appealed within the period (s. 114, 117)."""

    code = "tenders.appeal_filed"
    sentence = _("An appeal was filed")
    fields = {
        "appellant": "reference of the bidder",
        "appellant_th": "name in Thai",
        "text": "facts and reasons",
        "filed_at": "moment of filing",
    }


class AppealNotAdmitted(Event):
    """The appeal cannot be admitted (s. 115 or out of time)."""

    code = "tenders.appeal_not_admitted"
    sentence = _("The appeal was not admitted")
    fields = {"ground": "why the law does not admit it, by its code", **REASON}


class AppealAdmitted(Event):
    """The appeal is with the agency, which decides within seven working days (s. 118)."""

    code = "tenders.appeal_admitted"
    sentence = _("The appeal was admitted")
    fields = {"due_on": "last day for the agency's decision"}


class AppealAgreed(Event):
    """The agency agrees with the appellant and will put things right (s. 118)."""

    code = "tenders.appeal_agreed"
    sentence = _("The agency agreed with the appeal")
    fields = REASON


class AppealForwarded(Event):
    """The agency disagrees and sent the appeal with its opinion to the Appeals Committee (s. 118)."""

    code = "tenders.appeal_forwarded"
    sentence = _("The appeal was sent to the Appeals Committee")
    fields = {**REASON, "due_on": "last day for the committee's decision"}


class AppealExtended(Event):
    """The committee extended its time (s. 119)."""

    code = "tenders.appeal_extended"
    sentence = _("The committee extended its time")
    fields = {**REASON, "due_on": "new last day", "extensions": "how many extensions by now"}


class AppealUpheld(Event):
    """The Appeals Committee upheld the appeal (s. 119)."""

    code = "tenders.appeal_upheld"
    sentence = _("The appeal was upheld")
    fields = REASON


class AppealDismissed(Event):
    """The Appeals Committee dismissed the appeal (s. 119)."""

    code = "tenders.appeal_dismissed"
    sentence = _("The appeal was dismissed")
    fields = REASON


class AppealLapsed(Event):
    """The committee's time ran out: the matter is discontinued and the agency proceeds (s. 119)."""

    code = "tenders.appeal_lapsed"
    sentence = _("The appeal was discontinued: the committee's time ran out")


class AppealWithdrawn(Event):
    """The appellant withdrew the appeal."""

    code = "tenders.appeal_withdrawn"
    sentence = _("The appeal was withdrawn")


class StandingChecked(Event):
    """The list of work abandoners was looked up for a supplier and its directors (s. 109, 111)."""

    code = "tenders.standing_checked"
    sentence = _("The list of work abandoners was checked")
    fields = {
        "supplier": "reference of the supplier",
        "at_step": "bid, award or order",
        "clear": "whether nothing was found",
        "found": "what was found",
    }


class KeyHolderEnrolled(Event):
    """An officer made a personal key, protected by a passphrase only they know."""

    code = "tenders.key_holder_enrolled"
    sentence = _("An officer made a personal key")
    fields = {"public_key": "public half, base64"}
