"""What a person is told when a step cannot be taken: a sentence, its basis and what to do. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.kernel import era, money
from marketplace.law import clauses
from marketplace.law.clauses import Basis

Text = str | Promise


class Satang(int):
    """An amount inside a refusal's parameters: shown in baht, logged in satang."""


class Tier(IntEnum):
    """The order in which refusals are looked for; the first tier that refuses hides the later ones."""

    METHOD = 1
    STATE = 2
    DUTY = 3
    STALE = 4
    RULE = 5
    SECRET = 6


@dataclass(frozen=True)
class Refusal:
    """One reason why a step cannot be taken now."""

    code: str
    sentence: Text
    basis: Basis
    tier: Tier = Tier.RULE
    remedy: Text = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in the reader's language."""
        return _fill(self.sentence, self.params)

    @property
    def what_to_do(self) -> str:
        return _fill(self.remedy, self.params) if self.remedy else ""

    def for_log(self) -> dict[str, Any]:
        """What the log keeps. Of a secret rule it keeps only that a sealed condition refused."""
        if self.tier is Tier.SECRET:
            return {"rule": "sealed_condition", "basis": self.basis.code, "params": {}}
        return {"rule": self.code, "basis": self.basis.code, "params": {k: plain(v) for k, v in self.params.items()}}


class Refused(Exception):
    """A step was refused. Carries every reason; str() joins them in the reader's language."""

    def __init__(self, refusals: list[Refusal], *, step: str = "", subject: Any = None) -> None:
        super().__init__(refusals)
        self.refusals, self.step, self.subject = refusals, step, subject

    def __str__(self) -> str:
        return " ".join(refusal.text for refusal in self.refusals)


def lacks_duty(refusals: list[Refusal]) -> bool:
    """Whether the step was refused because of who asked, not because of the case."""
    return any(refusal.tier is Tier.DUTY for refusal in refusals)


def _fill(sentence: Text, params: Mapping[str, Any]) -> str:
    return str(sentence) % {key: _shown(value) for key, value in params.items()} if params else str(sentence)


def _shown(value: Any) -> Any:
    lang = (get_language() or "th")[:2]
    if isinstance(value, Satang):
        return money.baht(value)
    if isinstance(value, dt.datetime):
        return era.format_moment(value, lang)
    if isinstance(value, dt.date):
        return era.format_date(value, lang)
    return value


def plain(value: Any) -> Any:
    """`value` as the log may keep it: text, whole number, truth value, None, or lists and dicts of these."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    return str(getattr(value, "ref", value))


F = TypeVar("F")
Verdict = bool | Mapping[str, Any]


@dataclass(frozen=True)
class Rule(Generic[F]):
    """A condition with the sentence and the basis of its refusal. Called with facts it answers the refusal or None."""

    code: str
    judge: Callable[[F], Verdict]
    sentence: Text
    basis: Basis
    remedy: Text = ""
    secret: bool = False
    basis_for: Callable[[Any], Basis] | None = None
    only_where: Callable[[Any], bool] | None = None

    def concerns(self, method: Any) -> bool:
        """Whether a purchase by `method` can meet the rule at all."""
        return self.only_where is None or method is None or self.only_where(method)

    def basis_in(self, method: Any) -> Basis:
        """The basis in a purchase by `method`, where it differs between methods."""
        return self.basis_for(method) if self.basis_for is not None and method is not None else self.basis

    def __call__(self, facts: F) -> Refusal | None:
        method = getattr(facts, "method", None)
        verdict = self.judge(facts) if self.concerns(method) else True
        if verdict is True:
            return None
        tier = Tier.SECRET if self.secret else Tier.RULE
        params = verdict if isinstance(verdict, Mapping) else {}
        return Refusal(self.code, self.sentence, self.basis_in(method), tier, self.remedy, params)


def rule(
    basis: Basis,
    sentence: Text,
    *,
    remedy: Text = "",
    secret: bool = False,
    basis_for: Callable[[Any], Basis] | None = None,
    only_where: Callable[[Any], bool] | None = None,
) -> Callable[[Callable[[F], Verdict]], Rule[F]]:
    """Declare a rule.

    The function sees one frozen object of facts and answers True where the rule is kept, else False or the
    parameters of the sentence. `secret` marks what must not be told before opening: such a rule is judged only
    after every open rule is kept. `basis_for` answers the basis for a method, where it is not the same for all;
    `only_where` says which methods the rule concerns.
    """

    def declare(judge: Callable[[F], Verdict]) -> Rule[F]:
        return Rule(judge.__name__, judge, sentence, basis, remedy, secret, basis_for, only_where)

    return declare


def not_in_method(method: Text) -> Refusal:
    return Refusal(
        "not_in_method",
        _("This step is not part of the method %(method)s."),
        clauses.HOUSE_PROCEDURE,
        Tier.METHOD,
        params={"method": method},
    )


def wrong_state(state: Text) -> Refusal:
    return Refusal(
        "wrong_state",
        _("This step cannot be taken in the present state: %(state)s."),
        clauses.HOUSE_PROCEDURE,
        Tier.STATE,
        remedy=_("Open the page anew to see what can be done now."),
        params={"state": state},
    )


def wrong_duty(duties: Text) -> Refusal:
    return Refusal("wrong_duty", _("This step is taken by: %(duties)s."), clauses.HOUSE_PROCEDURE, Tier.DUTY, params={"duties": duties})


def stale() -> Refusal:
    return Refusal(
        "stale_page",
        _("Someone else has acted since this page was opened. Nothing was changed."),
        clauses.HOUSE_STALE_PAGE,
        Tier.STALE,
        remedy=_("Read the page anew, then decide again."),
    )
