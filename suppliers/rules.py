"""Whether a step of a verification may be taken. Pure functions of facts, each with its sentence and basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses
from marketplace.procedure import rule
from suppliers.facts import AbandonerFacts, ChangeFacts, CompanyFacts
from suppliers.identity import BANK, OPEN, labels
from suppliers.states import V
from suppliers.verdicts import Verdict

Found = bool | Mapping[str, Any]


@rule(
    clauses.HOUSE_COMPLETE,
    _("Still missing: %(missing)s."),
    remedy=_("Complete these parts of the task list, then hand in."),
)
def registration_complete(facts: CompanyFacts) -> Found:
    return True if not facts.missing else {"missing": "; ".join(str(text) for text in facts.missing.values())}


@rule(
    clauses.HOUSE_REGISTRAR_OUTSIDE,
    _("You belong to this company, so you cannot examine it."),
    remedy=_("Leave it to another registrar."),
)
def registrar_is_outside(facts: CompanyFacts | ChangeFacts) -> Found:
    return not facts.actor_is_of_the_company


@rule(
    clauses.HOUSE_STALE_PAGE,
    _("%(name)s has been examining this registration since %(since)s."),
    remedy=_("Leave it to %(name)s, or take it over with a reason."),
)
def nobody_else_examines(facts: CompanyFacts) -> Found:
    if facts.state != V.EXAMINING or not facts.other_examiner:
        return True
    return {"name": facts.other_examiner, "since": facts.other_since}


@rule(clauses.HOUSE_PROCEDURE, _("You examine this registration yourself."), remedy=_("Go on with it."))
def somebody_else_examines(facts: CompanyFacts) -> Found:
    return bool(facts.other_examiner)


@rule(
    clauses.HOUSE_VERIFIED_SUPPLIER,
    _("A registrar verified these facts, so they change only by a request: %(facts)s."),
    remedy=_("Open the part under “My company”, write what is to be changed and why, and send the request."),
)
def identity_unlocked(facts: CompanyFacts) -> Found:
    if not facts.identity_locked:
        return True
    locked = [name for name in facts.inputs.get("written", {}) if name not in OPEN]
    locked += [BANK] if facts.inputs.get("part") == BANK else []
    return True if not locked else {"facts": labels(tuple(locked))}


@rule(
    clauses.HOUSE_VERIFIED_SUPPLIER,
    _("No registrar has verified these facts yet, so no request is needed."),
    remedy=_("Write them down on their page and hand the registration in."),
)
def verified_before(facts: CompanyFacts) -> Found:
    return facts.verified_before


@rule(clauses.HOUSE_COMPLETE, _("Nothing would change."), remedy=_("Change at least one fact, then send the request."))
def something_changes(facts: CompanyFacts) -> Found:
    return bool(facts.inputs.get("changed"))


#: Said where a request for the same part waits already.
A_CHANGE_WAITS = _("A request for this part waits for the registrar already (%(request)s).")
A_CHANGE_WAITS_REMEDY = _("Wait until it is decided, or take it back under “My company” and send a new one.")
A_CHANGE_WAITS_BASIS = clauses.HOUSE_PROCEDURE


@rule(
    clauses.HOUSE_STALE_PAGE,
    _("These facts have changed since the request was made: %(facts)s."),
    remedy=_("Refuse the request with this reason; the company can make a new one."),
)
def facts_stand_as_asked(facts: ChangeFacts) -> Found:
    accepted = [name for name, said in facts.inputs.get("verdicts", {}).items() if said["verdict"] == Verdict.ACCEPT]
    moved = [name for name in facts.moved if name in accepted]
    return True if not moved else {"facts": labels(tuple(moved))}


@rule(
    clauses.HOUSE_REASON,
    _("Each change is accepted, or refused with a reason."),
    remedy=_("Choose a verdict for each change, and say why where you refuse."),
)
def every_change_judged(facts: ChangeFacts) -> Found:
    verdicts = facts.inputs.get("verdicts", {})
    if set(verdicts) != set(facts.asked):
        return False
    return all(
        said["verdict"] == Verdict.ACCEPT or (said["verdict"] == Verdict.REFUSE and len(said["reason"].strip()) >= 5)
        for said in verdicts.values()
    )


@rule(
    clauses.HOUSE_EVIDENCE,
    _("%(open)s of %(all)s items are not accepted yet."),
    remedy=_("Judge each item beside its evidence; where something is missing, send the registration back."),
)
def every_item_accepted(facts: CompanyFacts) -> Found:
    still = [item for item, verdict in facts.verdicts.items() if verdict != Verdict.ACCEPT]
    return True if not still else {"open": len(still), "all": len(facts.verdicts)}


@rule(
    clauses.ACT_111,
    _("The company and its directors have not been compared with the abandoner list in this examination."),
    remedy=_("Press “Compare with the list”; day and result are recorded."),
)
def abandoners_compared(facts: CompanyFacts) -> Found:
    checked, since = facts.abandoners_checked_at, facts.examined_at
    return checked is not None and (since is None or checked >= since)


@rule(
    clauses.HOUSE_REASON,
    _("Nothing is asked for yet."),
    remedy=_("Mark at least one item with “Ask” and say what the company should do."),
)
def something_is_asked(facts: CompanyFacts) -> Found:
    return any(verdict in (Verdict.ASK, Verdict.REFUSE) for verdict in facts.verdicts.values())


@rule(clauses.HOUSE_REASON, _("A reason is needed."), remedy=_("Write why, in words the other side can act on."))
def reason_given(facts: CompanyFacts) -> Found:
    return len(str(facts.inputs.get("reason", "")).strip()) >= 5


@rule(
    clauses.HOUSE_REASON,
    _("Asking and refusing need a reason."),
    remedy=_("Say what is wrong and what the company should do."),
)
def judged_with_reason(facts: CompanyFacts) -> Found:
    if facts.inputs.get("verdict") == Verdict.ACCEPT:
        return True
    return len(str(facts.inputs.get("reason", "")).strip()) >= 5


@rule(clauses.HOUSE_PROCEDURE, _("The registration has no such item."), remedy=_("Open the page anew."))
def item_is_there(facts: CompanyFacts) -> Found:
    return facts.inputs.get("item") in facts.verdicts


@rule(
    clauses.HOUSE_STALE_PAGE,
    _("This item is no longer what you saw."),
    remedy=_("Open the page anew and look at it again."),
)
def judged_what_was_seen(facts: CompanyFacts) -> Found:
    return facts.inputs.get("fingerprint") == facts.inputs.get("fingerprint_now")


@rule(
    clauses.HOUSE_PROCEDURE,
    _("This is done on the pages of the registration."),
    remedy=_("Open “My company” and choose the part there."),
)
def done_on_its_page(facts: CompanyFacts) -> Found:
    return bool({"written", "evidence"} & set(facts.inputs))


@rule(clauses.HOUSE_EVIDENCE, _("No document on which the verification stands has lapsed."))
def some_document_lapsed(facts: CompanyFacts) -> Found:
    return bool(facts.lapsed)


@rule(
    clauses.ACT_110,
    _("An entry ends only by a removal order with its number and day."),
    remedy=_("Write number and day of the order."),
)
def removal_order_given(facts: AbandonerFacts) -> Found:
    return bool(str(facts.inputs.get("removal_order_no", "")).strip()) and isinstance(facts.inputs.get("ended_on"), dt.date)


@rule(
    clauses.ACT_110,
    _("The removal order cannot be older than the order of %(ordered_on)s, nor lie in the future."),
    remedy=_("Check the day of the order."),
)
def removal_day_possible(facts: AbandonerFacts) -> Found:
    day = facts.inputs.get("ended_on")
    if not isinstance(day, dt.date):
        return True  # said by removal_order_given
    return True if facts.ordered_on <= day <= facts.today else {"ordered_on": facts.ordered_on}
