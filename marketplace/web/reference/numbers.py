"""Which dated rule values stand behind a rule of the procedure. Reads code and definitions, never a value in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from types import CodeType
from typing import Any

from marketplace.law import definitions
from marketplace.law.values import write
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


def method_rule_ids(method: Any) -> list[str]:
    """Ids of the rule values that a method's row names."""
    known = definitions.definitions()
    named = [getattr(method, field.name) for field in fields(method)]
    return [value for value in named if isinstance(value, str) and value in known]


def described(rule_id: str) -> str:
    """A rule value with its name, unit and basis, in the language that is active."""
    one = definitions.definition(rule_id)
    value = one.choice_words(one.seed) if one.choices else write(one.kind, one.seed)
    return f"{one.name}: {value} {one.unit_words} ({one.basis.name})".replace("  ", " ")
