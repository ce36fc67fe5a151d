"""What the steps are called on their buttons, and what follows from them."""

from django.utils.translation import gettext_lazy as _

from marketplace.procedure import Words

COMPANY = {
    "write_facts": Words(_("Write facts down")),
    "name_directors": Words(_("Name the directors")),
    "add_evidence": Words(_("Hand in a document")),
    "take_back_evidence": Words(_("Take a document back"), turns_back=True),
    "submit": Words(
        _("Hand in the registration"),
        _("A registrar compares everything with the documents. Until then nothing can be changed."),
    ),
    "ask_change": Words(_("Ask for a change"), _("Everything stays as it is until a registrar has decided.")),
    "apply_change": Words(_("Write an accepted change down")),
    "take_over": Words(_("Take the examination over"), _("Your name stands at the case instead. What was judged stays judged.")),
    "withdraw": Words(_("Withdraw the registration"), _("The company can take it up again later."), turns_back=True),
    "claim_again": Words(_("Take the registration up again"), _("What was written down before is still there.")),
    "begin_examination": Words(_("Begin the examination"), _("Your name stands at the case from now on.")),
    "judge_item": Words(_("Judge an item")),
    "verify": Words(_("Verify the company"), _("The company becomes public and can list, bid and receive orders.")),
    "send_back": Words(
        _("Send back to be completed"), _("The company sees what is asked for, item by item, and hands in again."), turns_back=True
    ),
    "refuse": Words(_("Refuse the registration"), _("The company sees the reason."), turns_back=True),
    "reopen": Words(
        _("Open the verification anew"),
        _("The company counts as not verified until it has been examined again."),
    ),
    "lapse": Words(_("Let the verification lapse"), turns_back=True),
    "accept_terms": Words(
        _("Accept the supplier's terms"), _("The company is bound by this version. Day, person and hash of the text are recorded.")
    ),
}
#: Steps that a page shows as buttons; the others have pages of their own.
OF_THE_OWNER = ("withdraw", "claim_again")
OF_THE_REGISTRAR = ("begin_examination", "verify", "send_back", "refuse", "reopen", "take_over")

CHANGE = {
    "decide": Words(_("Decide the request"), _("What you accept is written at once; what you refuse stays as it was.")),
    "take_back": Words(_("Take the request back"), turns_back=True),
}

ABANDONER = {
    "remove": Words(
        _("Take off the list"), _("By a removal order only. From its day on agencies may deal with the company or person again.")
    ),
}

TERMS = {
    "publish": Words(
        _("Publish this version"),
        _(
            "From its day on, companies that have not accepted it can neither send listings for review nor bid. The text never changes again."
        ),
    )
}
