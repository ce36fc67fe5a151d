"""What oversight itself writes into the log. The entries belong to the purchase's case."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event


class FlagRaised(Event):
    """Facts of a purchase fit a red flag: somebody should look. It accuses nobody."""

    code = "oversight.flag_raised"
    sentence = _("Flag {flag} was raised: somebody should look")
    fields = {
        "flag": "code of the flag",
        "version": "version of its rule",
        "weight": "1 to 3: only for the order of the queue",
        "facts": "the facts and limits on which it rests",
        "entries": "positions of the purchase's own entries on which it rests",
    }


class FlagClosed(Event):
    """An auditor looked into a flag and closed it with a reason."""

    code = "oversight.flag_closed"
    sentence = _("A flag was looked into and closed")
    fields = {"outcome": "followed, explained or mistaken", "reason": "why, as the auditor wrote it"}
