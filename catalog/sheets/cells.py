"""Cells: what a spreadsheet holds where a form has a field. Pure.

A kind of question that nothing is said about here is written as its form starts and read as its form reads.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, singledispatch
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.questions import Kind, Option, Question
from catalog.questions.kinds import Boolean, Choice, Date, ListOfTexts, Money, MultiChoice, Number
from catalog.questions.question import every
from marketplace.kernel import era, money

#: What a cell may hold once a file is read.
Cell = str | Decimal | bool | dt.date | None

#: A spreadsheet program takes a text that begins like this for a formula; an apostrophe before it keeps it a text.
_LIKE_A_FORMULA = re.compile(r"^'*[=+\-@\t\r＝＋－＠]")
_SHIELDED = re.compile(r"^'+[=+\-@\t\r＝＋－＠]")
#: Characters that no XML, hence no spreadsheet, can hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_YES = frozenset({"yes", "y", "true", "1", "ใช่", "มี", "ได้", "จริง"})
_NO = frozenset({"no", "n", "false", "0", "ไม่ใช่", "ไม่มี", "ไม่ได้", "ไม่", "เท็จ"})
#: What may stand between two answers of one line.
_BETWEEN = re.compile(r"[,;|،、]")
#: From this year on a day was meant in the Buddhist Era.
_FUTURE = 2400
_BUDDHIST = re.compile(r"2[4-9]\d\d")
#: Most answers that a sentence lists.
_LISTED = 12


@dataclass(frozen=True)
class Unusable:
    """A cell that holds no value that could be taken: a formula, or what a program writes where a formula failed."""

    shown: str
    is_formula: bool = False


# --- texts


def shielded(text: str) -> str:
    """`text` as it may stand in a cell: never taken for a formula, without characters that no file can hold."""
    plain = plain_text(text)
    return f"'{plain}" if _LIKE_A_FORMULA.match(plain) else plain


def unshielded(text: str) -> str:
    """The text that `shielded` was given."""
    return text[1:] if _SHIELDED.match(text) else text


def plain_text(text: str) -> str:
    """`text` with one kind of line end, without unwritable characters and without blanks around it."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def as_text(cell: Cell) -> str:
    """What the cell says, as somebody would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f") if cell else "0"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return cell


# --- written


@singledispatch
def written(kind: Kind, question: Question, answer: Any) -> Cell:
    """The cell for a stored answer, choices by their words in the active language."""
    return plain_text(str(kind.initial(question, answer)))


@written.register
def _written_boolean(kind: Boolean, question: Question, answer: Any) -> Cell:
    return kind.shown(question, answer)[0]


@written.register
def _written_choice(kind: Choice, question: Question, answer: Any) -> Cell:
    return _word(question, answer)


@written.register
def _written_choices(kind: MultiChoice, question: Question, answer: Any) -> Cell:
    return "\n".join(_word(question, value) for value in answer)


@written.register
def _written_number(kind: Number, question: Question, answer: Any) -> Cell:
    return Decimal(answer)


@written.register
def _written_money(kind: Money, question: Question, answer: Any) -> Cell:
    return Decimal(answer) / 100


@written.register
def _written_date(kind: Date, question: Question, answer: Any) -> Cell:
    return dt.date.fromisoformat(answer)


@written.register
def _written_list(kind: ListOfTexts, question: Question, answer: Any) -> Cell:
    return "\n".join(plain_text(item) for item in answer)


def _word(question: Question, value: str) -> str:
    """The label of an option where it is the only one that reads so, else its stable value."""
    option = question.option(value)
    label = plain_text(str(option.label)) if option else ""
    return label if label and "\n" not in label and words_of(question).get(folded(label)) == value else value


# --- read


@singledispatch
def typed(kind: Kind, question: Question, cell: Cell) -> Any:
    """What the question's form field is handed for a cell that holds something.

    Raises:
        ValidationError: the cell says nothing that the question could take.
    """
    return as_text(cell)


@typed.register
def _typed_boolean(kind: Boolean, question: Question, cell: Cell) -> Any:
    word = folded(as_text(cell))
    known = {folded(kind.facet_label(question, value) or ""): value for value in ("yes", "no")} | dict(words_of(question))
    if word in known:
        return known[word]
    if word in _YES or word in _NO:
        return "yes" if word in _YES else "no"
    raise _not_offered(as_text(cell), offered(kind, question))


@typed.register
def _typed_choice(kind: Choice, question: Question, cell: Cell) -> Any:
    value = words_of(question).get(folded(as_text(cell)))
    if value is None:
        raise _not_offered(as_text(cell), offered(kind, question))
    return value


@typed.register
def _typed_choices(kind: MultiChoice, question: Question, cell: Cell) -> Any:
    known = words_of(question)
    found: list[str] = []
    for line in as_text(cell).splitlines():
        if line.strip():
            found += _taken_apart(line, known, question, kind)
    return found


@typed.register
def _typed_date(kind: Date, question: Question, cell: Cell) -> Any:
    if isinstance(cell, dt.date):
        return cell if cell.year < _FUTURE else _of_this_era(cell)
    text = as_text(cell)
    for name in ("BE", "CE"):
        try:
            return era.parse_date(text, name)  # type: ignore[arg-type]
        except era.WrongEra as wrong:
            if wrong.expected == "CE":  # 2569-01-15
                return typed(kind, question, text.replace(str(wrong.year), str(wrong.year - era.AHEAD), 1))
        except era.UnreadableDate:
            break
    return [text, "BE" if _BUDDHIST.search(money.latin_digits(text)) else "CE"]  # the field says what to do


def _of_this_era(day: dt.date) -> dt.date:
    """Somebody who typed a year of the Buddhist Era into a cell for days has a day five centuries ahead."""
    return day.replace(year=day.year - era.AHEAD)


def _taken_apart(line: str, known: Mapping[str, str], question: Question, kind: Kind) -> list[str]:
    """The options named in one line, parted by commas or semicolons that may also be part of an option's own words."""
    if folded(line) in known:
        return [known[folded(line)]]
    parts = re.split(r"\s*([,;|،、])\s*", line.strip(" ,;|"))
    words, found = parts[::2], []
    start = 0
    while start < len(words):
        for end in range(len(words), start, -1):
            value = known.get(folded(_joined(parts, start, end)))
            if value is not None:
                found.append(value)
                start = end
                break
        else:
            raise _not_offered(words[start], offered(kind, question))
    return found


def _joined(parts: list[str], start: int, end: int) -> str:
    return " ".join(parts[2 * start : 2 * end - 1])


# --- what is offered


@singledispatch
def offered(kind: Kind, question: Question) -> tuple[str, ...]:
    """Words for a drop-down list, in the active language; nothing where anything may be typed."""
    return ()


@offered.register
def _offered_yes_or_no(kind: Boolean, question: Question) -> tuple[str, ...]:
    return tuple(kind.facet_label(question, value) or value for value in ("yes", "no"))


@offered.register
def _offered_options(kind: Choice, question: Question) -> tuple[str, ...]:
    return tuple(_word(question, path[-1].value) for path in question.paths())


def words_of(question: Question) -> Mapping[str, str]:
    """Folded word → option: its stable value and its words in both languages; words that two options share are none."""
    return _words_of(question.options)


@lru_cache(maxsize=1024)
def _words_of(options: tuple[Option, ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    shared: set[str] = set()
    known = tuple(every(options))
    for option in known:
        for word in {folded(option.label.th), folded(option.label.en)}:
            if found.setdefault(word, option.value) != option.value:
                shared.add(word)
    for word in shared:
        del found[word]
    return found | {folded(option.value): option.value for option in known}


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """`text` as words are compared: blanks, commas and letter case do not count, nor whose digits they are."""
    return " ".join(_BETWEEN.sub(" ", money.latin_digits(text)).split()).casefold()


def _not_offered(text: str, words: tuple[str, ...]) -> ValidationError:
    listed = " / ".join(words[:_LISTED]) + (" / …" if len(words) > _LISTED else "")
    return ValidationError(
        _("“%(typed)s” is not among the answers. Write one of these: %(words)s") % {"typed": text[:60], "words": listed}, code="not_offered"
    )
