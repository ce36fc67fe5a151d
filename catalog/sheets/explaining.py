"""What to write in a column, in words for the sheet of explanations. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from django.utils.translation import gettext as _

from catalog.questions import Kind, Question
from catalog.questions.kinds import Boolean, Choice, Date, ListOfTexts, Money, MultiChoice, Number, ShortText
from catalog.sheets.columns import Column


def explained(column: Column) -> str:
    """How to fill in a column, and when it is asked at all, in the active language."""
    parts = [how(column.kind, column.question), f"{column.condition}." if column.condition else ""]
    if column.question.hint:
        parts.append(str(column.question.hint))
    return " ".join(part for part in parts if part)


@singledispatch
def how(kind: Kind, question: Question) -> str:
    """What a cell of this kind holds."""
    return ""


@how.register
def _how_boolean(kind: Boolean, question: Question) -> str:
    return _("Choose one from the list of the cell.")


@how.register
def _how_choice(kind: Choice, question: Question) -> str:
    return _("Choose one from the list of the cell.")


@how.register
def _how_choices(kind: MultiChoice, question: Question) -> str:
    return _("One or more of these answers, one on each line of the cell or with commas between.")


@how.register
def _how_number(kind: Number, question: Question) -> str:
    return " ".join(_limits(question))


def _limits(question: Question) -> Iterator[str]:
    yield (_("A number with up to %d decimals.") % question.decimals) if question.decimals else _("A whole number.")
    if question.unit:
        yield _("Unit: %s.") % question.unit
    if question.minimum is not None and question.maximum is not None:
        yield _("From %(least)s to %(most)s.") % {"least": f"{question.minimum:,}", "most": f"{question.maximum:,}"}
    elif question.minimum is not None:
        yield _("At least %s.") % f"{question.minimum:,}"


@how.register
def _how_money(kind: Money, question: Question) -> str:
    return _("An amount in baht, satang after the point.") + (" " + _("Unit: %s.") % question.unit if question.unit else "")


@how.register
def _how_date(kind: Date, question: Question) -> str:
    return _("A day, for example 15/1/2569 or 2026-01-15.")


@how.register
def _how_text(kind: ShortText, question: Question) -> str:
    return _("Text of up to %d characters.") % question.max_length


@how.register
def _how_list(kind: ListOfTexts, question: Question) -> str:
    return _("One item on each line of the cell (Alt+Enter), up to %(lines)d lines of %(longest)d characters.") % {
        "lines": question.maximum or 0,
        "longest": question.max_length,
    }
