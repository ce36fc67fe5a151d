"""What must be done in a purchase, state by state. A table; the rows are read by `tenders.py` beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts import authority
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Delegation, Family
from marketplace.kernel import clock
from marketplace.law import rulebook
from marketplace.law.rulebook import Rulebook
from marketplace.web.waiting import Task
from tenders.actions.case import comment_round_due, evaluation_day
from tenders.models import Tender
from tenders.states import L, T

Condition = Callable[[Any], bool]
OFFICERS = frozenset({Duty.OFFICER, Duty.HEAD_OFFICER})


class Rules:
    """Rulebooks, read once each: the frozen one of a purchase, or today's of the class of its agency."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self._current: dict[str, Rulebook] = {}

    def of(self, tender: Tender) -> Rulebook:
        if tender.rulebook is not None:
            return rulebook.thawed(tender.rulebook)
        scope = tender.agency.agency_class
        if scope not in self._current:
            self._current[scope] = rulebook.current(scope, self.today)
        return self._current[scope]


@dataclass
class Seen:
    """One purchase as one person sees it. `tender` carries the columns that `tenders.py` adds."""

    tender: Tender
    duties: frozenset[Duty]
    delegations: list[Delegation]
    person_id: int | None
    now: dt.datetime
    books: Rules

    @property
    def today(self) -> dt.date:
        return clock.civil(self.now)

    @cached_property
    def rules(self) -> Rulebook:
        return self.books.of(self.tender)

    @property
    def power(self) -> bool:
        """Whether the person has the power to order this amount."""
        amount = self.tender.seen_award or self.tender.budget_satang  # type: ignore[attr-defined]
        return authority.has_power(self.duties, self.delegations, Family(self.tender.method.family), amount, self.rules)

    @property
    def may_decide(self) -> bool:
        """Power to order, and not the person who asked for it."""
        return self.power and self.tender.requested_by_id != self.person_id

    @property
    def comments_due(self) -> bool:
        return comment_round_due(self.tender, self.rules)

    @property
    def comments_over(self) -> bool:
        until = self.tender.comments_until
        return until is not None and self.today > until

    @property
    def is_closed(self) -> bool:
        """Whether the window for bids has closed."""
        return self.tender.bid_closes_at is not None and self.now > self.tender.bid_closes_at

    @property
    def may_be_judged(self) -> bool:
        """Whether the first day of evaluation has come."""
        day = evaluation_day(self.tender)
        return day is not None and self.today >= day

    @property
    def to_judge(self) -> bool:
        return self.may_be_judged and self.tender.seen_unjudged  # type: ignore[attr-defined, no-any-return]

    @property
    def judged(self) -> bool:
        return self.may_be_judged and not self.tender.seen_unjudged  # type: ignore[attr-defined]


def _has(step: str) -> Condition:
    """Whether the purchase's method has the step."""
    return lambda seen: step in seen.tender.method.steps


def _both(*conditions: Condition) -> Condition:
    return lambda seen: all(condition(seen) for condition in conditions)


def _evaluation_due(seen: Seen) -> dt.date | None:
    return seen.tender.seen_evaluation_due  # type: ignore[attr-defined, no-any-return]


# fmt: off
TASKS: Mapping[str, tuple[Task, ...]] = {
    T.DRAFTING: (
        Task(("tender.submit_request",), _("Finish the request report and submit it"), _("the officer prepares the request")),
    ),
    T.REQUESTED: (
        Task(("tender.approve_request", "tender.return_request"), _("Decide on the request report"), _("the approver decides on the request"), may=lambda s: s.may_decide),
    ),
    T.APPROVED: (
        Task(("tender.approach_supplier",), _("Approach suppliers for an offer"), _("the officer approaches suppliers"), when=_has("approach_supplier")),
        Task(("tender.publish_draft",), _("Publish the draft for comments"), _("the head officer publishes the draft"), when=_both(_has("publish_draft"), lambda s: s.comments_due)),
        Task(("tender.waive_comments",), _("Go on without comments, with the reason"), _("the head of agency decides on comments"), when=_both(_has("waive_comments"), lambda s: not s.comments_due)),
    ),
    T.COMMENTING: (
        Task((), _("Answer the comments on the draft"), _("comments are answered"), by=OFFICERS, when=lambda s: s.tender.seen_unanswered, due=lambda s: s.tender.comments_until),
        Task(("tender.republish_draft",), _("Publish the changed draft again"), _("the changed draft is published again"), when=lambda s: s.comments_over and s.tender.seen_draft_changed),
        Task(("tender.settle_comments",), _("Close the round of comments"), _("the head of agency closes the round of comments"), when=lambda s: s.comments_over and not s.tender.seen_unanswered and not s.tender.seen_draft_changed),
    ),
    T.READY: (
        Task(("tender.publish_invitation",), _("Publish the invitation"), _("the head officer publishes the invitation")),
    ),
    T.INVITING: (
        Task(("tender.open_bids", "tender.record_no_bid"), _("Gather the key shares and open the bids"), _("the bids are about to be opened"), when=lambda s: s.is_closed),
    ),
    T.EVALUATING: (
        Task(("bid.find_compliant", "bid.reject"), _("Judge each bid"), _("the committee judges the bids"), when=lambda s: s.to_judge, due=_evaluation_due),
        Task((), _("Judge the bids together with the chair"), by=frozenset({Duty.COMMITTEE_MEMBER}), when=lambda s: s.may_be_judged, due=_evaluation_due),
        Task(("lot.propose", "tender.negotiate_price"), _("Propose the winner; negotiate first if the price is above the budget"), _("the committee proposes the winner"), by=frozenset({Duty.COMMITTEE_CHAIR}), when=lambda s: s.judged and s.tender.seen_compliant and s.tender.seen_lot == L.OPEN, due=_evaluation_due),
        Task(("tender.submit_result", "tender.negotiate_price"), _("Submit the result report; negotiate first if the price is above the budget"), _("the committee writes the result report"), when=lambda s: s.judged and s.tender.seen_lot == L.PROPOSED, due=_evaluation_due),
        Task(("tender.record_no_compliant_bid",), _("No bid complies: end the purchase without a winner"), _("the head of agency ends the purchase without a winner"), when=lambda s: s.judged and not s.tender.seen_compliant),
    ),
    T.NEGOTIATING: (
        Task((), _("Record what the suppliers offer"), _("the officer negotiates with suppliers"), by=OFFICERS, when=_both(_has("accept_offer"), lambda s: not s.tender.seen_offer)),
        Task(("tender.accept_offer",), _("Decide on the offer"), _("the head officer decides on the offer"), when=_both(_has("accept_offer"), lambda s: s.tender.seen_offer)),
        Task((), _("Record the new prices"), _("the committee negotiates the price"), by=frozenset({Duty.COMMITTEE_CHAIR}), when=_both(_has("record_offer"), lambda s: not s.tender.seen_offer)),
        Task(("tender.record_offer",), _("Close the negotiation"), _("the committee closes the negotiation"), when=_both(_has("record_offer"), lambda s: s.tender.seen_offer)),
    ),
    T.REPORTED: (
        Task(("tender.approve_result", "tender.return_result"), _("Decide on the result"), _("the approver decides on the result"), may=lambda s: s.power),
    ),
    T.RESULT_APPROVED: (
        Task(("tender.announce_award",), _("Announce the award"), _("the head officer announces the award")),
    ),
    T.AWARDED: (
        Task(("tender.redo_evaluation",), _("An appeal was accepted: take up the evaluation again"), _("the head of agency takes up the evaluation again"), when=lambda s: s.tender.seen_appeal_accepted),
    ),
}
# fmt: on
