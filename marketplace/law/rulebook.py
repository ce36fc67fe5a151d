"""The rule values in force for an agency on a day, read by type; frozen once a purchase is approved. Knows no purchase.

A rulebook remembers which values were read (`reads`), so that a refusal and an entry of the log can name them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

import rfc8785
from django.db.models import Q

from marketplace.kernel import clock
from marketplace.law.definitions import Definition, definition, definitions
from marketplace.law.models import FrozenRulebook, RuleValue
from marketplace.law.values import Json, Kind, Sense, read, time_of, write

#: Groups of agency classes for which one value may be set at once; the class itself is more specific.
SCOPE_GROUPS = {
    "pao": "local",
    "city": "local",
    "town": "local",
    "subdistrict_municipality": "local",
    "sao": "local",
}


class NoRuleInForce(LookupError):
    """The rule has no value for this agency class on this day."""


class WrongKind(TypeError):
    """A rule value was asked for by a type that it does not have."""


class RulebookAltered(RuntimeError):
    """A frozen rulebook no longer gives its own hash."""


class UnlawfulChange(ValueError):
    """A new value cannot be entered: one person only, or a day that has passed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value in force: what a frozen rulebook keeps of it."""

    rule_id: str
    kind: Kind
    unit: str
    value: Json
    scope: str
    layer: str
    basis: str
    confidence: str
    effective_from: str
    effective_to: str | None = None

    @property
    def definition(self) -> Definition:
        return definition(self.rule_id)

    @property
    def written(self) -> str:
        """The value as an editor would write it."""
        return write(self.kind, self.value)


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """Amounts over `over` and up to `up_to` (None: without upper limit), in satang."""

    over: int
    up_to: int | None

    def holds(self, satang: int) -> bool:
        return satang > self.over and (self.up_to is None or satang <= self.up_to)


@dataclass(frozen=True)
class Rulebook:
    """Values by rule id. Amounts in satang, percents as Decimal, days as int."""

    values: Mapping[str, Entry]
    agency_class: str = ""
    reads: set[str] = field(default_factory=set, compare=False)

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON of all values: equal values, equal hash."""
        return hashlib.sha256(rfc8785.dumps(self.as_json())).hexdigest()

    def as_json(self) -> dict[str, dict[str, Json]]:
        """The values as kept in a frozen rulebook."""
        return {
            one.rule_id: {
                "kind": str(one.kind),
                "unit": one.unit,
                "value": one.value,
                "scope": one.scope,
                "layer": one.layer,
                "basis": one.basis,
                "confidence": one.confidence,
                "from": one.effective_from,
                "to": one.effective_to,
            }
            for one in self.values.values()
        }

    def entry(self, rule_id: str) -> Entry:
        """The value with everything known about it. Raises UnknownRule, NoRuleInForce."""
        definition(rule_id)
        try:
            found = self.values[rule_id]
        except KeyError:
            raise NoRuleInForce(rule_id) from None
        self.reads.add(rule_id)
        return found

    def _value(self, rule_id: str, *kinds: Kind) -> Json:
        found = self.entry(rule_id)
        if found.kind not in kinds:
            raise WrongKind(f"{rule_id} is {found.kind}")
        return found.value

    def money(self, rule_id: str) -> int:
        """An amount in satang."""
        return int(self._value(rule_id, Kind.MONEY))

    def integer(self, rule_id: str) -> int:
        """A whole number: days, persons, times …"""
        return int(self._value(rule_id, Kind.INTEGER))

    def percent(self, rule_id: str) -> Decimal:
        """Percent, as written in the law: Decimal("10") is ten percent."""
        return Decimal(self._value(rule_id, Kind.PERCENT))

    def percent_range(self, rule_id: str) -> tuple[Decimal, Decimal]:
        """Lowest and highest percent, both included."""
        low, high = self._value(rule_id, Kind.PERCENT_RANGE)
        return Decimal(low), Decimal(high)

    def money_range(self, rule_id: str) -> MoneyRange:
        """Amounts over the first and up to the second."""
        return MoneyRange(*self._value(rule_id, Kind.MONEY_RANGE))

    def bands(self, rule_id: str) -> tuple[tuple[int | None, int], ...]:
        """Pairs of (upper amount in satang included, or None for the last; whole number, or satang for money bands)."""
        return tuple((upper, result) for upper, result in self._value(rule_id, Kind.BANDS, Kind.MONEY_BANDS))

    def time_range(self, rule_id: str) -> tuple[dt.time, dt.time]:
        """First moment included and last moment excluded, Bangkok time of day."""
        start, end = self._value(rule_id, Kind.TIME_RANGE)
        return time_of(start), time_of(end)

    def choice(self, rule_id: str) -> str:
        """One of the words that the rule's definition lists."""
        return str(self._value(rule_id, Kind.CHOICE))

    def covers(self, rule_id: str, satang: int) -> bool:
        """Whether the amount lies where the rule applies: "over", "up to", "from" or within, exactly as the law words it."""
        sense = definition(rule_id).sense
        if sense is Sense.WITHIN:
            return self.money_range(rule_id).holds(satang)
        limit = self.money(rule_id)
        return {
            Sense.UP_TO: satang <= limit,
            Sense.OVER: satang > limit,
            Sense.AT_LEAST: satang >= limit,
            Sense.BELOW: satang < limit,
            Sense.EXACTLY: satang == limit,
        }[sense]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.values.values())

    def freeze(self) -> FrozenRulebook:
        """The row that keeps these values; the same values share one row."""
        row, _ = FrozenRulebook.objects.get_or_create(
            hash=self.hash,
            defaults={"values": self.as_json(), "frozen_at": clock.read()},
        )
        return row


def scopes_of(agency_class: str) -> tuple[str, ...]:
    """Scopes that apply to an agency class, the most specific first."""
    group = SCOPE_GROUPS.get(agency_class)
    return (*(scope for scope in (agency_class, group) if scope), "")


def current(agency_class: str = "", on: dt.date | None = None) -> Rulebook:
    """The values in force for `agency_class` on the day `on` (today in Bangkok by default). One query.

    The most specific scope wins; within a scope the value whose first day is the latest that has come and whose
    last day has not passed; of two with the same first day the one entered later.
    """
    day = on or clock.today()
    scopes = scopes_of(agency_class)
    rows = RuleValue.objects.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=day), effective_from__lte=day, scope__in=scopes)
    best: dict[str, RuleValue] = {}
    for row in rows.order_by("effective_from", "pk"):
        held = best.get(row.rule_id)
        if held is None or scopes.index(row.scope) <= scopes.index(held.scope):
            best[row.rule_id] = row
    return Rulebook({rule_id: _entry(best[rule_id]) for rule_id in definitions() if rule_id in best}, agency_class)


def _entry(row: RuleValue) -> Entry:
    return Entry(
        rule_id=row.rule_id,
        kind=Kind(row.kind),
        unit=row.unit,
        value=row.value,
        scope=row.scope,
        layer=row.layer,
        basis=row.basis,
        confidence=row.confidence,
        effective_from=row.effective_from.isoformat(),
        effective_to=row.effective_to.isoformat() if row.effective_to else None,
    )


def thawed(row: FrozenRulebook) -> Rulebook:
    """The rulebook of a frozen row. Raises RulebookAltered where the values no longer give the row's hash."""
    return Rulebook(_proved(json.dumps(row.values), row.hash))


@lru_cache(maxsize=256)
def _proved(text: str, expected: str) -> Mapping[str, Entry]:
    """Entries of a frozen text that gives its hash. The same text gives the same answer, so it is hashed once."""
    values = {
        rule_id: Entry(
            rule_id=rule_id,
            kind=Kind(kept["kind"]),
            unit=kept["unit"],
            value=kept["value"],
            scope=kept["scope"],
            layer=kept["layer"],
            basis=kept["basis"],
            confidence=kept["confidence"],
            effective_from=kept["from"],
            effective_to=kept["to"],
        )
        for rule_id, kept in json.loads(text).items()
    }
    if Rulebook(values).hash != expected:
        raise RulebookAltered(expected)
    return MappingProxyType(values)


def history(rule_id: str) -> list[RuleValue]:
    """Every value that the rule has had or will have, the latest first day first."""
    return list(RuleValue.objects.filter(rule_id=rule_id).order_by("-effective_from", "-pk"))


def set_value(
    rule_id: str,
    value: Json,
    *,
    effective_from: dt.date,
    proposed_by: str,
    approved_by: str,
    scope: str = "",
    effective_to: dt.date | None = None,
    source: str = "",
    reason: str = "",
    confidence: str = "",
) -> RuleValue:
    """Append a new dated value (kept form); what was in force before stays readable and frozen rulebooks keep it.

    Raises:
        UnknownRule, UnreadableValue: no such rule, or not a value of its kind.
        UnlawfulChange: one person alone, or a first day before today.
    """
    rule = definition(rule_id)
    checked = read(rule.kind, write(rule.kind, value), tuple(rule.choices))
    if not proposed_by or not approved_by or proposed_by == approved_by:
        raise UnlawfulChange("two different people stand behind a rule value")
    if effective_from < clock.today():
        raise UnlawfulChange("a value applies from today on at the earliest")
    row = RuleValue(
        rule_id=rule_id,
        scope=scope,
        kind=rule.kind,
        unit=rule.unit,
        value=checked,
        layer=rule.layer,
        basis=rule.basis.code,
        confidence=confidence or rule.confidence,
        source=source,
        effective_from=effective_from,
        effective_to=effective_to,
        origin=RuleValue.Origin.CHANGE,
        reason=reason,
        proposed_by=proposed_by,
        approved_by=approved_by,
        entered_at=clock.read(),
    )
    row.save()
    return row
