"""What the pages of rules and guidance show: values in force in words, steps that stand on a clause, pages that fit a question.

Reads only. A value is looked up once per page for all rules on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from marketplace.accounts.models import AgencyClass
from marketplace.kernel import clock, money
from marketplace.law import Basis, Layer, UnknownBasis, basis
from marketplace.law.definitions import Definition, definition, definitions
from marketplace.law.models import RuleValue
from marketplace.law.sources import Certainty, certainty_of
from marketplace.law.wording import lines

HOUSE = "HOUSE"


@dataclass(frozen=True)
class Dated:
    """One dated value of a rule as a page shows it."""

    row: RuleValue
    rule: Definition

    @property
    def words(self) -> list[str]:
        return lines(self.rule, self.row.value)

    @property
    def since(self) -> dt.date | None:
        """The first day; None where it is not known, or the value is the platform's own from the start."""
        return self.row.effective_from if self.row.since_known else None

    @property
    def from_release(self) -> bool:
        return self.row.origin == RuleValue.Origin.RELEASE

    @property
    def scope(self) -> str:
        return scope_words(self.row.scope)

    @property
    def certainty(self) -> Certainty | None:
        """How well the value is known; None for the platform's own."""
        return None if self.row.confidence == HOUSE else certainty_of(self.row.confidence)

    @property
    def unconfirmed(self) -> bool:
        return self.certainty is Certainty.UNCONFIRMED


@dataclass(frozen=True)
class Shown:
    """A rule on a page: the value for everybody, other values for some agencies, values still to come."""

    rule: Definition
    now: Dated | None
    variants: tuple[Dated, ...]
    coming: tuple[Dated, ...]


def scope_words(scope: str) -> str:
    """A scope in words of the reader's language."""
    if not scope:
        return _("Every State agency")
    if scope == "local":
        return _("Local government")
    return str(dict(AgencyClass.choices).get(scope, scope))


def scope_choices() -> list[tuple[str, str]]:
    """Scopes for which a value can be proposed."""
    return [
        ("", _("Every State agency")),
        ("local", _("Local government")),
        *((value, str(label)) for value, label in AgencyClass.choices if value),
    ]


def shown_rules(rule_ids: Iterable[str], on: dt.date | None = None) -> list[Shown]:
    """The rules in this order with what is in force on the day. One query. Rules that no longer exist are left out."""
    known = [definition(rule_id) for rule_id in dict.fromkeys(rule_ids) if rule_id in definitions()]
    day = on or clock.today()
    rows: dict[str, list[RuleValue]] = {rule.rule_id: [] for rule in known}
    if not known:
        return []
    for row in RuleValue.objects.filter(rule_id__in=rows).order_by("effective_from", "pk"):
        rows[row.rule_id].append(row)
    return [_shown(rule, rows[rule.rule_id], day) for rule in known]


def _shown(rule: Definition, rows: Sequence[RuleValue], day: dt.date) -> Shown:
    in_force: dict[str, Dated] = {}
    for row in rows:
        if row.effective_from <= day and (row.effective_to is None or row.effective_to >= day):
            in_force[row.scope] = Dated(row, rule)
    general = in_force.pop("", None)
    coming = tuple(Dated(row, rule) for row in rows if row.effective_from > day)
    return Shown(rule, general, tuple(in_force[scope] for scope in sorted(in_force)), coming)


def shown_rule(rule_id: str) -> Shown | None:
    """One rule with what is in force today."""
    found = shown_rules([rule_id])
    return found[0] if found else None


def bases_of(codes: Iterable[str]) -> list[Basis]:
    """The clauses and house rules of these codes; unknown ones are left out."""
    found = []
    for code in codes:
        try:
            found.append(basis(code))
        except UnknownBasis:
            continue
    return found


@dataclass(frozen=True)
class StepOn:
    """A step of some machine that stands on a clause, or is refused by a rule that does."""

    machine: str
    label: str
    duties: str
    condition: str = ""


def steps_on(code: str) -> list[StepOn]:
    """Every step whose basis is this clause, and every condition of a step that rests on it."""
    from marketplace.procedure import registry
    from marketplace.procedure.judge import duty_names

    found = []
    for known in registry.everything():
        kind = str(known.model._meta.verbose_name)
        for name, step in known.machine.steps.items():
            label = str(known.words[name].label) if name in known.words else name
            if any(one.code == code for one in step.bases):
                found.append(StepOn(kind, label, str(duty_names(step))))
            for rule in (*step.when, *step.given):
                if rule.basis.code == code:
                    found.append(StepOn(kind, label, str(duty_names(step)), str(rule.sentence)))
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Group:
    """Pages of an index under one heading."""

    title: str
    pages: tuple[Any, ...]


def grouped_children(index: Any) -> list[Group]:
    """Live pages below an index: clauses by layer in the law's order, circulars newest first, others as they stand."""
    from cms.models import CircularPage, ClausePage, GuidancePage

    clauses = list(ClausePage.objects.child_of(index).live())
    groups = [
        Group(layer.words, tuple(page for page in clauses if page.basis is not None and page.basis.layer == layer)) for layer in Layer
    ]
    circulars = CircularPage.objects.child_of(index).live().order_by("-issued_on", "title")
    topics = GuidancePage.objects.child_of(index).live()
    groups += [Group("", tuple(circulars)), Group("", tuple(topics))]
    return [group for group in groups if group.pages]


def find_guidance(query: str) -> list[Any]:
    """Guidance pages, circulars, clauses and rules whose words hold every part of the query, in either language."""
    from cms.models import CircularPage, ClausePage, GuidancePage

    parts = money.latin_digits(query).lower().split()
    if not parts:
        return []

    def holds(*texts: str) -> bool:
        text = " ".join(texts).lower()
        return all(part in text for part in parts)

    topics = [
        page
        for page in GuidancePage.objects.live()
        if holds(page.title, page.title_en, page.answer_th, page.answer_en, str(page.body_th), str(page.body_en))
    ]
    circulars = [
        page for page in CircularPage.objects.live() if holds(page.title, page.title_en, page.number, page.summary_th, page.summary_en)
    ]
    clauses = [
        page
        for page in ClausePage.objects.live()
        if page.basis is not None and holds(page.basis.th, page.basis.en, page.basis.what_th, page.basis.what_en)
    ]
    return [*topics, *circulars, *clauses]


def changes_waiting_for(request: HttpRequest) -> int:
    """How many proposals wait for the person of this request."""
    from cms.models import RuleChange

    return RuleChange.objects.waiting_for(request.actor.person_id).count()  # type: ignore[attr-defined]
