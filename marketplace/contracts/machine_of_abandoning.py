"""The life of a proposal to name a work abandoner, one row per step: proposed, explained, sent on, decided.

Only the contracting agency proposes and only the Permanent Secretary for Finance orders (cl. 193). The comptroller sends
on and records; there is no step that puts a company on the list without an order.
"""

from marketplace.accounts.duty import Duty
from marketplace.contracts import events_of_abandoning as e
from marketplace.contracts import rules_of_abandoning as r
from marketplace.contracts.states import P
from marketplace.law import clauses as c
from marketplace.procedure import Machine, step

HEAD, OWNER, REGISTRAR = Duty.HEAD_OF_AGENCY, Duty.OWNER, Duty.REGISTRAR


# fmt: off
class AbandonmentMachine(Machine):
    """One proposal about one company."""

    propose = step(P.DRAFT, P.ASKED, HEAD, (c.ACT_109, c.REG_193), e.AbandonmentProposed, when=[r.agency_contracts, r.company_has_a_part, r.no_other_proposal], given=[r.ground_chosen, r.facts_written, r.evidence_attached], sets=r.proposed)
    explain = step(P.ASKED, P.ANSWERED, OWNER, c.HOUSE_ABANDONER_HEARD, e.AbandonmentExplained, when=[r.time_to_explain_left], given=[r.explanation_written], sets=r.explained)
    forward = step((P.ASKED, P.ANSWERED), P.FORWARDED, REGISTRAR, (c.REG_192_198, c.HOUSE_ABANDONER_HEARD), e.AbandonmentForwarded, when=[r.registrar_is_outside, r.company_was_heard], given=[r.letter_numbered], sets=r.forwarded)
    list_company = step(P.FORWARDED, P.LISTED, REGISTRAR, (c.REG_193, c.ACT_109), e.AbandonmentListed, when=[r.registrar_is_outside], given=[r.order_given, r.order_day_possible, r.reason_given], sets=r.decided)
    dismiss = step(P.FORWARDED, P.DISMISSED, REGISTRAR, (c.REG_193, c.REG_194), e.AbandonmentDismissed, when=[r.registrar_is_outside], given=[r.order_given, r.order_day_possible, r.reason_given], sets=r.decided)
    withdraw = step((P.ASKED, P.ANSWERED), P.WITHDRAWN, HEAD, (c.REG_193, c.HOUSE_REASON), e.AbandonmentWithdrawn, given=[r.reason_given], sets=r.withdrawn)
# fmt: on
