"""Pages about people: who works here, how one comes in, and delegations."""

from marketplace.accounts.views.delegations import delegate, delegations, revoke
from marketplace.accounts.views.joining import join
from marketplace.accounts.views.people import end_duty, people, take_back

__all__ = ["delegate", "delegations", "end_duty", "join", "people", "revoke", "take_back"]
