"""What steps are called on their buttons, and what becomes public or final with each. Words only."""

from django.utils.translation import gettext_lazy as _

from marketplace.procedure import Words

TENDER = {
    "submit_request": Words(_("Submit request report"), _("The report goes to the approver. You can change nothing until it is decided.")),
    "return_request": Words(_("Send request back"), _("The officer can change the report and submit it again."), turns_back=True),
    "approve_request": Words(_("Approve request"), _("Today's values of the rules are frozen for this purchase.")),
    "revise_request": Words(
        _("Take request back for revision"), _("The approval falls away; the report must be approved again."), turns_back=True
    ),
    "withdraw": Words(_("Withdraw purchase"), _("The purchase ends here. It stays in the log."), turns_back=True),
    "publish_draft": Words(_("Publish draft for comments"), _("Everybody can read the draft and the terms, and comment.")),
    "republish_draft": Words(_("Publish changed draft again"), _("The period for comments begins anew.")),
    "settle_comments": Words(_("Close the round of comments"), _("Every commenter has an answer; the invitation can be published.")),
    "waive_comments": Words(_("Go on without comments"), _("The agency uses its discretion. The reason will be public.")),
    "publish_invitation": Words(
        _("Publish invitation"), _("Invitation, terms, budget and reference price become public. The bid day is fixed and cannot be moved.")
    ),
    "open_bids": Words(_("Open envelopes"), _("All prices appear together and are recorded for good.")),
    "record_no_bid": Words(_("Record that nobody bid"), _("The purchase ends without a winner. A new one can follow.")),
    "approach_supplier": Words(_("Approach suppliers"), _("The negotiation with the chosen suppliers begins.")),
    "abandon_negotiation": Words(
        _("Break off negotiation"), _("Offers recorded so far no longer count. Other suppliers can be approached."), turns_back=True
    ),
    "approach_another": Words(_("Approach further suppliers"), _("They are asked beside those who were asked before.")),
    "next_supplier": Words(
        _("Supplier does not sign or deliver: ask another"),
        _("The order falls away before it is signed. The request stays approved; its offer counts no longer."),
        turns_back=True,
    ),
    "accept_offer": Words(_("Order at this price"), _("You decide to order within the approved amount.")),
    "negotiate_price": Words(_("Negotiate price"), _("The lowest bidder is asked for a lower price.")),
    "call_for_new_prices": Words(_("Ask all bidders for new prices"), _("Every bidder that complies may lower the price.")),
    "record_offer": Words(_("Finish negotiation"), _("The recorded prices count; evaluation goes on.")),
    "raise_budget": Words(_("Raise budget"), _("The new total must be within your power to order.")),
    "extend_committee_time": Words(
        _("Give the committee more time"), _("The new last day and the reason stand in the file of the purchase.")
    ),
    "submit_result": Words(_("Submit result report"), _("The report goes to whoever has the power to order.")),
    "return_result": Words(_("Send result back"), _("The committee evaluates again."), turns_back=True),
    "approve_result": Words(_("Approve result"), _("The order is approved. The award is announced next.")),
    "record_no_compliant_bid": Words(_("End without a winner"), _("No bid can be accepted. A new purchase can follow."), turns_back=True),
    "announce_award": Words(
        _("Announce award"), _("The winner, all prices and the reasons become public, and every bidder is written to.")
    ),
    "redo_evaluation": Words(_("Take up evaluation again"), _("The award is taken back because an appeal was accepted."), turns_back=True),
    "replace_winner": Words(
        _("Replace winner who does not or may not sign"),
        _("The award is taken back; the committee proposes the next bidder."),
        turns_back=True,
    ),
    "conclude": Words(_("Conclude purchase"), _("Every lot is settled.")),
    "cancel": Words(
        _("Cancel purchase"),
        _("Ends the purchase under section 67. Every bidder is told; sealed envelopes stay sealed for good."),
        turns_back=True,
    ),
    "follow_up": Words(_("Start following purchase"), _("A new purchase is made from this one, with its terms.")),
}
LOT = {
    "propose": Words(_("Propose winner")),
    "award": Words(_("Award lot")),
    "reopen": Words(_("Take proposal back"), turns_back=True),
    "sign": Words(_("Sign contract")),
    "fail": Words(_("Close lot without winner"), turns_back=True),
    "cancel": Words(_("Cancel lot"), turns_back=True),
}
BID = {
    "seal": Words(_("Submit bid"), _("The price is sealed at once. You cannot change or withdraw the bid; one bid each.")),
    "open": Words(_("Open envelope")),
    "find_compliant": Words(_("Bid complies"), _("The bid goes into the ranking.")),
    "reject": Words(_("Reject bid"), _("The reason will be public with the award."), turns_back=True),
    "reconsider": Words(_("Judge bid anew"), _("The judgement is taken back."), turns_back=True),
    "leave_unopened": Words(_("Leave envelope unopened"), turns_back=True),
}
APPEAL = {
    "admit": Words(_("Admit appeal"), _("The agency decides within the lawful working days.")),
    "refuse_admission": Words(
        _("Do not admit appeal"), _("Only on the grounds of the law. The appellant is told ground and reason."), turns_back=True
    ),
    "agree": Words(_("Agree with appeal"), _("The agency will put things right; the evaluation is taken up again.")),
    "forward": Words(_("Send to Appeals Committee"), _("With your opinion. Signing stays locked.")),
    "extend": Words(_("Extend committee's time")),
    "uphold": Words(_("Uphold appeal")),
    "dismiss": Words(_("Dismiss appeal")),
    "lapse": Words(_("Discontinue: time ran out"), _("The agency proceeds; the appellant may sue for damages.")),
    "withdraw": Words(_("Withdraw appeal"), turns_back=True),
}
SEAT = {
    "declare": Words(_("Declare no conflict of interest"), _("You can see and work on the purchase after this.")),
    "recuse": Words(_("Step back from the committee"), _("The head of agency appoints another person in your place."), turns_back=True),
    "replace": Words(
        _("Appoint another person in this place"),
        _("The person leaves the committee; the new one declares first, then sees and works on the purchase."),
        turns_back=True,
    ),
}
QUESTION = {
    "answer_question": Words(_("Publish answer"), _("Question and answer are shown to everybody, without the asker's name.")),
    "leave_unanswered": Words(
        _("Record why it is not answered"),
        _("The question and the reason are shown to everybody, without the asker's name."),
        turns_back=True,
    ),
}
PLAN = {
    "publish": Words(_("Publish plan line"), _("The line becomes public.")),
    "close": Words(_("Close plan line"), turns_back=True),
}
