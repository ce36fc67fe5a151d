"""The life of a company's verification, of the supplier's terms and of an entry on the abandoner list, one row per step.

A registrar outside the company compares each claim with its evidence. Verified is not final: facts change, documents
lapse, and a registrar may look again. An abandoner is taken off the list by a removal order and by nothing else.
"""

from marketplace.accounts.duty import Duty as D
from marketplace.law import clauses as c
from marketplace.procedure import SAME, Machine, step
from suppliers import effects as fx
from suppliers import events as e
from suppliers import events_of_terms as et
from suppliers import rules as r
from suppliers import rules_of_terms as rt
from suppliers.states import EDITABLE, A, G, R, V

TEAM = (D.OWNER, D.LISTER, D.BIDDER)
#: States in which a company may be that was verified once and whose facts lie in its own hands.
ONCE_VERIFIED = (V.VERIFIED, V.EXPIRED, V.CLAIMED)
IN_HAND = (V.CLAIMED, V.SUBMITTED, V.SENT_BACK, V.VERIFIED, V.EXPIRED)


# fmt: off
class VerificationMachine(Machine):
    """One company, from the claimed number to a verified supplier and beyond."""

    # --- the company's people
    write_facts = step((*EDITABLE, V.VERIFIED), SAME, D.OWNER, c.HOUSE_COMPLETE, e.FactsChanged, given=[r.done_on_its_page, r.identity_unlocked], sets=fx.facts_written)
    name_directors = step(EDITABLE, SAME, D.OWNER, (c.HOUSE_COMPLETE, c.ACT_111), e.DirectorsNamed, given=[r.done_on_its_page, r.identity_unlocked], sets=fx.facts_written)
    ask_change = step(ONCE_VERIFIED, SAME, D.OWNER, (c.HOUSE_VERIFIED_SUPPLIER, c.HOUSE_REASON), e.ChangeAsked, when=[r.verified_before], given=[r.done_on_its_page, r.reason_given, r.something_changes])
    add_evidence = step((*EDITABLE, V.VERIFIED), SAME, D.OWNER, c.HOUSE_EVIDENCE, e.EvidenceAdded, given=[r.done_on_its_page], sets=fx.evidence_added)
    take_back_evidence = step(EDITABLE, SAME, D.OWNER, c.HOUSE_EVIDENCE, e.EvidenceTakenBack, given=[r.done_on_its_page])
    submit = step(EDITABLE, V.SUBMITTED, D.OWNER, (c.HOUSE_VERIFIED_SUPPLIER, c.HOUSE_COMPLETE), e.CompanySubmitted, when=[r.registration_complete, rt.terms_accepted], sets=fx.submitted)
    accept_terms = step(tuple(V), SAME, D.OWNER, c.HOUSE_SUPPLIER_TERMS, et.TermsAccepted, when=[rt.terms_wait], given=[rt.accepted_what_was_shown], sets=fx.terms_accepted)
    withdraw = step(IN_HAND, V.WITHDRAWN, D.OWNER, c.HOUSE_VERIFIED_SUPPLIER, e.CompanyWithdrawn, given=[r.reason_given], sets=fx.unchecked)
    claim_again = step((V.REFUSED, V.WITHDRAWN), V.CLAIMED, D.OWNER, c.HOUSE_ONE_COMPANY_ONCE, e.CompanyClaimed)

    # --- the registrar
    begin_examination = step(V.SUBMITTED, V.EXAMINING, D.REGISTRAR, c.HOUSE_VERIFIED_SUPPLIER, e.ExaminationBegun, when=[r.registrar_is_outside], sets=fx.begun)
    take_over = step(V.EXAMINING, SAME, D.REGISTRAR, c.HOUSE_REASON, e.ExaminationTakenOver, when=[r.registrar_is_outside, r.somebody_else_examines], given=[r.reason_given], sets=fx.taken_over)
    judge_item = step((V.EXAMINING, V.VERIFIED), SAME, D.REGISTRAR, c.HOUSE_EVIDENCE, e.ItemJudged, when=[r.registrar_is_outside, r.nobody_else_examines], given=[r.item_is_there, r.judged_what_was_seen, r.judged_with_reason], sets=fx.item_judged)
    verify = step(V.EXAMINING, V.VERIFIED, D.REGISTRAR, (c.HOUSE_VERIFIED_SUPPLIER, c.ACT_111), e.CompanyVerified, when=[r.registrar_is_outside, r.nobody_else_examines, r.every_item_accepted, r.abandoners_compared], sets=fx.verified)
    send_back = step(V.EXAMINING, V.SENT_BACK, D.REGISTRAR, c.HOUSE_REASON, e.CompanySentBack, when=[r.registrar_is_outside, r.nobody_else_examines, r.something_is_asked], given=[r.reason_given], sets=fx.decided)
    refuse = step(V.EXAMINING, V.REFUSED, D.REGISTRAR, c.HOUSE_REASON, e.CompanyRefused, when=[r.registrar_is_outside, r.nobody_else_examines], given=[r.reason_given], sets=fx.decided)
    reopen = step(V.VERIFIED, V.EXAMINING, D.REGISTRAR, c.HOUSE_VERIFIED_SUPPLIER, e.VerificationReopened, when=[r.registrar_is_outside], given=[r.reason_given], sets=fx.reopened)
    apply_change = step(ONCE_VERIFIED, SAME, D.REGISTRAR, (c.HOUSE_VERIFIED_SUPPLIER, c.HOUSE_EVIDENCE), e.FactsCorrected, when=[r.registrar_is_outside], given=[r.done_on_its_page], sets=fx.facts_written)

    # --- the clock
    lapse = step(V.VERIFIED, V.EXPIRED, D.SYSTEM, c.HOUSE_EVIDENCE, e.VerificationLapsed, when=[r.some_document_lapsed], sets=fx.unchecked)


class ChangeMachine(Machine):
    """One request of a verified company to change what a registrar verified."""

    decide = step(R.WAITING, R.DECIDED, D.REGISTRAR, (c.HOUSE_VERIFIED_SUPPLIER, c.HOUSE_REASON), e.ChangeDecided, when=[r.registrar_is_outside], given=[r.every_change_judged, r.facts_stand_as_asked], sets=fx.change_decided)
    take_back = step(R.WAITING, R.TAKEN_BACK, D.OWNER, c.HOUSE_VERIFIED_SUPPLIER, e.ChangeTakenBack)


class TermsMachine(Machine):
    """One version of the supplier's terms: written, then published for good."""

    publish = step(G.DRAFT, G.PUBLISHED, D.RULE_EDITOR, (c.HOUSE_SUPPLIER_TERMS, c.HOUSE_NOTHING_DELETED), et.TermsPublished, when=[rt.terms_complete], given=[rt.day_to_come], sets=fx.terms_published)


class AbandonerMachine(Machine):
    """One entry on the abandoner list."""

    remove = step(A.LISTED, A.REMOVED, D.REGISTRAR, (c.ACT_110, c.REG_192_198), e.AbandonerRemoved, given=[r.removal_order_given, r.removal_day_possible], sets=fx.removed)
