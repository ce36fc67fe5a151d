"""What the steps of contracts and deliveries are called on their buttons, and what follows from them."""

from django.utils.translation import gettext_lazy as _

from marketplace.procedure import Words

CONTRACT = {
    "set_terms": Words(
        _("Write the terms"), _("Lines, instalments, place, warranty and late penalty. What the purchase knows is filled in.")
    ),
    "offer": Words(_("Offer for signing"), _("The winner receives a letter with the last day for signing and the guarantee that is due.")),
    "take_back": Words(_("Take the offer back"), _("The terms can be corrected. A signature of the party falls."), turns_back=True),
    "give_guarantee": Words(_("Give the guarantee"), _("The agency checks it with its issuer before it signs.")),
    "check_guarantee": Words(_("Record that the guarantee is good"), _("Ask the issuer first. The record names you.")),
    "send_back_guarantee": Words(_("Send the guarantee back"), _("The party gives another one and signs again."), turns_back=True),
    "party_sign": Words(_("Sign for the company"), _("The company is bound by the text as it stands.")),
    "sign": Words(_("Sign for the agency"), _("The contract comes into force and its essentials are public. This cannot be undone.")),
    "buy_on_receipt": Words(_("Order on receipt"), _("No written agreement is needed for this amount. The purchase becomes public.")),
    "void": Words(_("Give this agreement up"), _("It never comes into force. The award stays as it is."), turns_back=True),
    "extend_acceptance_time": Words(
        _("Give the acceptance committee more time"), _("The new last day and the reason stand in the file of the purchase.")
    ),
    "record_copies": Words(_("Record the copies"), _("To the State Audit Office and the Revenue Department.")),
    "notify_penalty": Words(_("Tell the party that the penalty runs"), _("A letter names every overdue instalment.")),
    "begin_warranty": Words(_("Begin the warranty period")),
    "close": Words(_("Close the contract"), _("Everything is delivered, accepted and paid.")),
    "return_guarantee": Words(_("Return the guarantee")),
    "rate": Words(
        _("Rate the service"),
        _("Stars and words are public with the name of your agency, and stay as given. The supplier may answer once."),
    ),
    "answer_rating": Words(_("Answer the rating"), _("Your answer stands in public beside the rating. It is given once.")),
    "terminate": Words(_("Terminate the contract"), _("The party receives a letter. The termination is public."), turns_back=True),
}
DELIVERY = {
    "deliver": Words(_("Record the delivery"), _("It counts as delivered today.")),
    "redeliver": Words(_("Record the new delivery"), _("It counts as delivered today.")),
    "inspect": Words(
        _("Record your finding"),
        _("Your name stays with your finding. When all have found the same, the delivery is accepted or sent back at once."),
    ),
    "accept": Words(_("Accept the delivery")),
    "find_defective": Words(_("Send the delivery back")),
    "accept_by_decision": Words(
        _("Decide: accept"), _("The committee is not of one mind. The dissent and your reason stay in the case file.")
    ),
    "return_by_decision": Words(
        _("Decide: send back"), _("The committee is not of one mind. The dissent and your reason stay in the case file."), turns_back=True
    ),
    "refuse": Words(_("Refuse for good"), turns_back=True),
    "submit_invoice": Words(_("Submit the invoice"), _("Tax withheld, penalty and the amount paid out are computed.")),
    "pay": Words(_("Record the payment"), _("With the evidence that the money went out.")),
}
ABANDONMENT = {
    "propose": Words(
        _("Propose to name a work abandoner"),
        _("The company is asked to explain itself; then the comptroller sends the case on. The Permanent Secretary for Finance decides."),
    ),
    "explain": Words(_("Explain what happened"), _("Your explanation goes with the case. It can be sent once.")),
    "forward": Words(_("Send on to the Permanent Secretary"), _("Facts, evidence and explanation go with your letter.")),
    "list_company": Words(
        _("Record the order that names the company"),
        _("The company stands on the public list from the day of the order: no bid, award or order any more."),
    ),
    "dismiss": Words(
        _("Record that the proposal was not followed"), _("Agency and company are told. Nothing becomes public."), turns_back=True
    ),
    "withdraw": Words(_("Take the proposal back"), _("The company is told that the case has ended."), turns_back=True),
}
