"""Follows the log and raises flags soon after what gives rise to them."""

from marketplace import audit
from marketplace.audit import EntryView
from marketplace.oversight.actions import flagging
from tenders.events import BidsOpened, InvitationPublished, RequestApproved


@audit.subscriber("oversight.flags", events=[BidsOpened, InvitationPublished, RequestApproved])
def raise_flags(entry: EntryView) -> None:
    """Delivered at least once; a flag is raised once."""
    flagging.raise_for(entry)
