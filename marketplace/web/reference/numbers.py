"""Which dated rule values stand behind a rule of the procedure. Reads code and definitions, never a value in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from types import CodeType
from typing import Any

from marketplace.law import definitions, wording
from marketplace.procedure.refusals import Rule

RULE_ID = re.compile(r"^[A-Z]+(\.[A-Z0-9_]+)+$")
#: Facts that are computed from a rule value before the rules see them. A test holds this table to the facts' fields.
DERIVED: dict[str, tuple[str, ...]] = {
    "committee_too_small": ("N.COMMITTEE",),
    "committees_missing": ("TH.SINGLEINSPECTOR.MAX",),
    "comment_round": ("TH.HEARING.MANDATORY",),
    "comments_until": ("D.HEARING.MIN",),
    "bid_closes_at": ("T.EBID.WINDOW",),
    "opening_from": ("H.OPENING.WAIT",),
    "shares_needed": ("H.KEY.SHARES",),
    "comptroller_demanded": ("H.KEY.COMPTROLLER",),
    "evaluation_from": ("D.EBID.EVALUATE",),
    "standstill_until": ("D.APPEAL",),
    "last_day": ("D.APPEAL",),
    "decision_due_on": ("D.APPEAL.CTE",),
    "max_extensions": ("N.APPEAL.CTE.EXTEND",),
    "answer_until": ("D.EBID.CLARIFY",),
}
#: The same for facts that a family of methods reads differently.
BY_FAMILY: dict[str, dict[str, str]] = {
    "own_authority": {"general": "A.GENERAL", "selection": "A.SELECT", "specific": "A.SPECIFIC"},
}


#: (kind, step) → values that decide a date or a sum which the step itself sets, beyond what its rules read.
OF_STEP: dict[tuple[str, str], tuple[str, ...]] = {
    ("tender", "submit_request"): ("H.SPEND.MONTHS",),
    ("tender", "publish_draft"): ("D.HEARING.MIN",),
    ("tender", "republish_draft"): ("D.HEARING.MIN",),
    ("tender", "publish_invitation"): ("D.EBID.PUB", "H.COUNT.START", "T.EBID.WINDOW", "H.KEY.HOLDERS", "TH.REFPRICE.PUB"),
    ("tender", "submit_result"): ("P.SME", "P.MIT", "P.SME+MIT", "P.THAI"),
    ("appeal", "admit"): ("D.APPEAL", "D.APPEAL.AGENCY"),
    ("appeal", "forward"): ("D.APPEAL.SEND", "D.APPEAL.CTE"),
    ("appeal", "extend"): ("D.APPEAL.CTE.EXTEND",),
    ("contract", "offer"): ("D.SIGN", "TH.NOAGREEMENT.MAX"),
    ("contract", "give_guarantee"): ("G.CONTRACT",),
    ("contract", "sign"): ("TH.COPY.SAO", "D.COPY.SAO"),
    ("contract", "notify_penalty"): ("D.LD.NOTICE",),
    ("contract", "close"): ("D.WARRANTY.IT",),
    ("contract", "return_guarantee"): ("D.GUAR.RETURN",),
    ("contract", "terminate"): ("P.LD.TERMINATE",),
    ("delivery", "find_defective"): ("D.DEFECT.NOTICE",),
    ("delivery", "return_by_decision"): ("D.DEFECT.NOTICE",),
    ("delivery", "deliver"): ("TH.SINGLEINSPECTOR.MAX", "N.COMMITTEE"),
    ("delivery", "submit_invoice"): ("D.PAY.CLAIM", "R.VAT", "R.WHT"),
}
#: The same where only methods with a standstill set it.
WITH_STANDSTILL: dict[tuple[str, str], tuple[str, ...]] = {("tender", "announce_award"): ("D.APPEAL",)}


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def rule_ids(rule: Rule[Any], method: Any = None) -> list[str]:
    """Ids of the rule values that decide `rule`, for `method` where the rule asks the method."""
    known = definitions.definitions()
    found: list[str] = []
    for code in _codes(rule.judge.__code__):
        found += [constant for constant in code.co_consts if isinstance(constant, str) and RULE_ID.match(constant)]
        for name in code.co_names:
            found += DERIVED.get(name, ())
            if method is not None:
                family = BY_FAMILY.get(name, {}).get(method.family)
                found += [family] if family else []
                value = getattr(method, name, None)
                found += [value] if isinstance(value, str) and RULE_ID.match(value) else []
    return [rule_id for rule_id in dict.fromkeys(found) if rule_id in known]


def step_rule_ids(kind: str, step: Any, method: Any = None) -> list[str]:
    """Ids of the rule values that a step depends on: those of its rules, then those that it sets dates or sums by."""
    rules = [rule for rule in (*step.when, *step.given) if rule.concerns(method)]
    found = [rule_id for rule in rules for rule_id in rule_ids(rule, method)]
    found += OF_STEP.get((kind, step.name), ())
    if method is None or method.has_standstill:
        found += WITH_STANDSTILL.get((kind, step.name), ())
    return list(dict.fromkeys(found))


def method_rule_ids(method: Any) -> list[str]:
    """Ids of the rule values that a method's row names."""
    known = definitions.definitions()
    named = [getattr(method, field.name) for field in fields(method)]
    return [value for value in named if isinstance(value, str) and value in known]


def described(rule_id: str) -> str:
    """A rule value with its name, unit and basis, in the language that is active."""
    one = definitions.definition(rule_id)
    return f"{one.name}: {wording.phrase(one, one.seed)} ({one.basis.name})"
