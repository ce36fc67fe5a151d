"""Rule values in words, in the reader's language: "not over 500,000 baht", "at least 3 working days". Knows no page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.kernel import era, money
from marketplace.law.definitions import Definition
from marketplace.law.values import Json, Kind, Sense


def phrase(rule: Definition, value: Json) -> str:
    """The value (kept form) as one phrase; bands are joined by semicolons."""
    return "; ".join(lines(rule, value))


def lines(rule: Definition, value: Json) -> list[str]:
    """The value as one phrase, or one phrase per band."""
    match rule.kind:
        case Kind.CHOICE:
            return [rule.choice_words(value)]
        case Kind.TIME_RANGE:
            start, end = (era.clock_time(time) for time in value)
            return [_("%(start)s–%(end)s hrs") % {"start": start, "end": end}]
        case Kind.MONEY_RANGE:
            return [_money_range(value, rule.unit_words)]
        case Kind.PERCENT_RANGE:
            return [_("%(low)s–%(high)s%(unit)s") % {"low": value[0], "high": value[1], "unit": _after(rule.unit_words)}]
        case Kind.BANDS | Kind.MONEY_BANDS:
            return _bands(rule, value)
        case Kind.MONEY if rule.sense is Sense.AT_LEAST:
            return [_("%(amount)s or more") % {"amount": f"{money.baht(value)}{_after(rule.unit_words)}"}]
        case Kind.MONEY:
            return [_sensed(rule.sense, money.baht(value), rule.unit_words)]
        case _:
            return [_sensed(rule.sense, str(value), rule.unit_words)]


def _after(unit: str) -> str:
    """The unit as it follows a number: the percent sign stands close, words after a blank."""
    return unit if unit.startswith("%") else f" {unit}".rstrip()


def _sensed(sense: Sense, number: str, unit: str) -> str:
    words = {"amount": f"{number}{_after(unit)}"}
    match sense:
        case Sense.UP_TO:
            return _("not over %(amount)s") % words
        case Sense.OVER:
            return _("over %(amount)s") % words
        case Sense.AT_LEAST:
            return _("at least %(amount)s") % words
        case Sense.BELOW:
            return _("below %(amount)s") % words
        case _:
            return words["amount"]


def _money_range(value: list[int | None], unit: str) -> str:
    low, high = value
    if high is None:
        return _("over %(amount)s") % {"amount": f"{money.baht(low or 0)}{_after(unit)}"}
    return _("over %(low)s but not over %(high)s") % {"low": money.baht(low or 0), "high": f"{money.baht(high)}{_after(unit)}"}


def _bands(rule: Definition, value: list[list[int | None]]) -> list[str]:
    found, lower = [], None
    for upper, result in value:
        number = money.baht(result or 0) if rule.kind is Kind.MONEY_BANDS else str(result)
        what = f"{number}{_after(rule.unit_words)}"
        words = {"low": money.baht(lower or 0), "high": money.baht(upper or 0), "what": what}
        if upper is None:
            found.append(_("over %(low)s baht: %(what)s") % words)
        elif lower is None:
            found.append(_("up to %(high)s baht: %(what)s") % words)
        else:
            found.append(_("over %(low)s up to %(high)s baht: %(what)s") % words)
        lower = upper
    return found
