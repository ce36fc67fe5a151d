"""The procurement methods: each is a row of steps and parameters, never a subclass and never an `if`.

A row has a version; a tender keeps code and version, and old rows stay. A method whose basis is not confirmed is
not listed here: it cannot be chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses
from marketplace.law.clauses import Basis

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Method:
    """One method. Rule ids name dated values of the rulebook, so that no number of the law stands here."""

    code: str
    version: int
    name: Text
    short: Text
    family: str
    clause: Basis
    steps: frozenset[str]
    grounds: tuple[str, ...] = ()
    above: str = ""  # rule id: budget must be above this amount
    up_to: str = ""  # rule id: budget must not be above this amount
    platform_up_to: str = ""  # rule id of a house limit, until the platform covers the method wholly
    comment_round: str = "none"  # none, discretion, or mandatory above the rule value
    publication: str = ""  # rule id of the bands of working days
    invites_bids: bool = False
    has_standstill: bool = False
    committees: tuple[str, ...] = ()
    needs_plan_line: bool = True
    needs_reference_price: bool = True
    ocds_method: str = "open"
    chosen_from_catalogue: bool = False
    has_preferences: bool = False
    written_agreement_from: str = ""  # rule id: up to this amount a receipt is enough


FRONT = frozenset({"submit_request", "return_request", "approve_request", "revise_request", "withdraw"})
END = frozenset({"announce_award", "conclude", "cancel", "follow_up", "replace_winner"})
RESULT = END | {"extend_committee_time", "submit_result", "return_result", "approve_result", "record_no_compliant_bid"}
PRICE = frozenset({"negotiate_price", "call_for_new_prices", "record_offer", "raise_budget"})
OPEN = frozenset({"open_bids", "record_no_bid"})
COMMENT = frozenset({"publish_draft", "republish_draft", "settle_comments", "waive_comments"})

# fmt: off
SPECIFIC_SMALL = Method(
    code="specific_small", version=1, name=_("Specific method, section 56(2)(b)"), short=_("Specific"), family="specific",
    clause=clauses.ACT_56_2_B, grounds=("56.2.b",), up_to="TH.SPECIFIC.MAX",
    steps=FRONT | (END - {"replace_winner"}) | {"approach_supplier", "accept_offer", "approach_another", "abandon_negotiation", "next_supplier"},
    committees=("acceptance",), needs_plan_line=False, ocds_method="direct", chosen_from_catalogue=True,
    written_agreement_from="TH.NOAGREEMENT.MAX",
)
EBIDDING_PRICE = Method(
    code="ebidding_price", version=1, name=_("E-bidding, price criterion"), short=_("E-bidding"), family="general",
    clause=clauses.REG_31, above="TH.EBID.MIN", platform_up_to="H.EBID.PRICE.MAX",
    steps=FRONT | RESULT | PRICE | OPEN | COMMENT | {"publish_invitation", "redo_evaluation"},
    comment_round="discretion", publication="D.EBID.PUB", invites_bids=True, has_standstill=True,
    committees=("evaluation", "acceptance"), has_preferences=True,
)
# fmt: on

METHODS: dict[tuple[str, int], Method] = {(method.code, method.version): method for method in (SPECIFIC_SMALL, EBIDDING_PRICE)}


def method(code: str, version: int) -> Method:
    """The row as it was when the tender chose it."""
    return METHODS[(code, version)]


def current() -> list[Method]:
    """The newest version of every method, in the order in which they are offered."""
    newest: dict[str, Method] = {}
    for row in METHODS.values():
        if row.code not in newest or newest[row.code].version < row.version:
            newest[row.code] = row
    return list(newest.values())
