"""What every row of a spreadsheet would do: begin a listing, change one, nothing, or what is to be mended first.

Pure: sees rows, columns and what the company's listings say now. Writes nothing and knows no page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from catalog import caps
from catalog.following import not_asked
from catalog.questions import CategoryNode, Question, QuestionSet, Unit
from catalog.sheets import cells
from catalog.sheets.columns import ITEM_CODE, LANGUAGES, REF, TIERS, Column, sentences, tiers_of
from catalog.sheets.reading import MOST_ROWS, Line, Raw, Sheet, Unreadable

Said = dict[str, str]
#: Rows among which the headings are looked for.
_HEAD = 10
_TYPED = 120


@dataclass(frozen=True)
class Known:
    """A listing of the company: what its working version says, by name of a column, and whether it may be written now."""

    pk: int
    version: int
    category: str
    values: Mapping[str, Any]
    state_word: Promise | str
    is_writable: bool

    @property
    def ref(self) -> str:
        return str(self.values[REF])


@dataclass(frozen=True)
class Fault:
    """What is to be mended in a cell: where, what was typed, and what to do in both languages. No column: the whole row."""

    letter: str
    code: str
    name: Said
    typed: str
    say: Said

    def plain(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass
class Found:
    """A row with its verdict. `given` holds what would be different, by where it belongs."""

    number: int
    known: Known | None = None
    item_code: str = ""
    title: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    #: Answers that are needed before a review and would still be missing.
    lacking: int = 0

    @property
    def is_new(self) -> bool:
        return self.known is None


@dataclass(frozen=True)
class Head:
    """Where each column stands, the number of rows before the first listing, and what is to be said of the file."""

    places: Mapping[int, Column]
    lines: list[Line]
    notes: list[Said]


def both(message: Promise | str, **parts: Any) -> Said:
    """A sentence in both languages; its parts too where they have both."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(_Filled(message, parts)) if parts else str(message)
    return said


# --- headings


def head_of(sheets: list[Sheet], columns: tuple[Column, ...], here: CategoryNode, leaves: list[CategoryNode]) -> Head:
    """Find the headings: codes, or the words of either language.

    Raises:
        Unreadable: no sheet has them, or it is the sheet of another category.
    """
    names = {sheet_name(node.code): node for node in leaves}
    for sheet in sheets:
        for place, (_number, line) in enumerate(sheet.lines[:_HEAD]):
            found = _matched(line, columns)
            if len(found) < 2 or not {column.code for column in found.values()} & {REF, ITEM_CODE}:
                continue
            made_for = names.get(sheet.name, here)
            if made_for.code != here.code:
                raise Unreadable(_filled(_MADE_FOR_ANOTHER, made_for=made_for.name, here=here.name))
            return _head(line, found, sheet.lines[place + 1 :], columns)
    raise Unreadable(
        _("No row of the file has the column headings. Take the file that this page offers, fill it in and leave its first row as it is.")
    )


_MADE_FOR_ANOTHER = _(
    "This file was made for the category “%(made_for)s”, and this is the page of “%(here)s”. Hand it in on the page of its own category."
)
_TOO_MANY = _("The file has more than 10,000 rows. Divide it into several files and hand them in one after the other.")


def sheet_name(category: str) -> str:
    """What the sheet of a category is called: spreadsheet programs allow 31 characters."""
    return category[:31]


def _matched(line: list[Raw], columns: tuple[Column, ...]) -> dict[int, Column]:
    by_heading = {}
    for column in columns:
        for heading in (column.label.en, column.label.th, column.code):
            by_heading[cells.folded(heading)] = column
    found = {}
    for place, cell in enumerate(line):
        named = by_heading.get(cells.folded(_heading(cell))) if isinstance(cell, str) else None
        if named:
            found[place] = named
    return found


def _heading(cell: str) -> str:
    return cell.strip().removesuffix("*").strip()


def _head(line: list[Raw], found: dict[int, Column], rest: list[Line], columns: tuple[Column, ...]) -> Head:
    named = [column.code for column in found.values()]
    twice = sorted({code for code in named if named.count(code) > 1})
    if twice:
        raise Unreadable(_filled(_("These columns stand twice: %(columns)s. Take one of each out."), columns=", ".join(twice)))
    if rest and len(_matched(rest[0][1], columns)) >= max(2, len(found) // 2):
        rest = rest[1:]  # the headings in words, below the codes
    if len(rest) > MOST_ROWS:
        raise Unreadable(_TOO_MANY)
    if not rest:
        raise Unreadable(_("The file has headings but no rows. Write one listing in each row below the headings."))
    strange = [
        f"{get_column_letter(place + 1)} {_heading(cell)[:40]}"
        for place, cell in enumerate(line)
        if isinstance(cell, str) and cell.strip() and place not in found
    ]
    lacking = [column for column in columns if column.code not in named and column.question.required and column.place != "key"]
    notes = []
    if strange:
        notes.append(both(_("These columns are not known here and were not read: %(columns)s."), columns=", ".join(strange[:20])))
    if lacking:
        notes.append(both(_("These columns are not in the file, so nothing of them changes: %(columns)s."), columns=_Labels(lacking)))
    return Head(found, rest, notes)


class _Labels:
    """Names of columns in the reader's language, one after the other."""

    def __init__(self, columns: list[Column]) -> None:
        self.columns = columns

    def __str__(self) -> str:
        return ", ".join(str(column.label) for column in self.columns)


class _Filled(Promise):
    """A message with its parts, put together when it is read, in the reader's language."""

    def __init__(self, message: Promise | str, parts: Mapping[str, Any]) -> None:
        self.message, self.parts = message, parts

    def __str__(self) -> str:
        return str(self.message) % {name: str(part) for name, part in self.parts.items()}


class _NotAsked(Promise):
    """What to do with a follow-up that is not asked, in the reader's language."""

    def __init__(self, questions: QuestionSet, question: Question) -> None:
        self.questions, self.question = questions, question

    def __str__(self) -> str:
        return not_asked(self.questions, self.question)


_CARRIED = _("With this answer “%(follow)s” is not asked. Take its column into the file as well and empty the cell.")


def _filled(message: Promise | str, **parts: Any) -> Promise:
    return _Filled(message, parts)


# --- rows


class Checker:
    """Judges rows one after the other; remembers who was named before."""

    def __init__(
        self, columns: Mapping[int, Column], listings: list[Known], questions: QuestionSet, unit: Unit, needed: Iterable[str] = ()
    ) -> None:
        self.places = dict(columns)
        self.needed = tuple(needed)
        self.questions, self.category = questions, questions.category
        self.unit = unit
        self.by_ref = {known.ref: known for known in listings}
        self.by_code = {str(known.values[ITEM_CODE]): known for known in listings if known.values[ITEM_CODE]}
        self.named: dict[str, int] = {}
        self._letters = {column.name: get_column_letter(place + 1) for place, column in columns.items()}
        self._columns = {column.name: column for column in columns.values()}

    def rows(self, lines: list[Line]) -> Iterator[Found]:
        for number, line in lines:
            yield self.row(number, line)

    def row(self, number: int, line: list[Raw]) -> Found:
        """The verdict on one row."""
        with translation.override("th"):
            return self._row(number, line)

    def _row(self, number: int, line: list[Raw]) -> Found:
        given = {column.name: line[place] if place < len(line) else None for place, column in self.places.items()}
        found = Found(number)
        self._find(found, given)
        before = dict(found.known.values) if found.known else {}
        after = dict(before)
        for name, column in self._columns.items():
            if column.place != "key" or name == ITEM_CODE:
                self._read(found, column, given[name], before, after)
        self._judge_tiers(found, before, after)
        self._judge_caps(found, before, after)
        self._judge_follow_ups(found, before, after)
        found.item_code = str(after.get(ITEM_CODE) or "")
        found.title = str(after.get("title_th") or after.get("title_en") or "")
        if found.is_new and not found.title and not any(fault.code == "title_th" for fault in found.faults):
            self._amiss(found, "title_th", given.get("title_th"), both(_("Write the title of the listing.")))
        found.lacking = sum(after.get(name) in (None, "") for name in self.needed) + len(self.questions.missing(after))
        found.given = _different(before, after, self._columns, self.unit)
        if found.known and found.given and not found.known.is_writable and not found.faults:
            say = both(
                _("This listing cannot be changed now: %(state)s. Take it back from review first, or leave the row as it was exported."),
                state=found.known.state_word,
            )
            found.faults.append(Fault("", "", both(_("The whole row")), "", say))
        return found

    # --- which listing it is

    def _find(self, found: Found, given: Mapping[str, Raw]) -> None:
        ref, code = (self._key(given.get(name)) for name in (REF, ITEM_CODE))
        ref = ref.upper()
        known = self.by_ref.get(ref) if ref else self.by_code.get(code)
        if ref and known is None:
            self._amiss(
                found,
                REF,
                given[REF],
                both(
                    _(
                        "Your company has no listing with this reference. Write the one of your export, or leave the cell empty for a new listing."
                    )
                ),
            )
        elif not ref and not code:
            self._amiss(
                found, ITEM_CODE, None, both(_("Write your own code for this listing, for example A-001: by it the row is found again."))
            )
        other = self.by_code.get(code) if ref and code else None
        if known and other and other.ref != known.ref:
            self._amiss(
                found,
                ITEM_CODE,
                code,
                both(_("This item code belongs to your listing %(ref)s. Each code names one listing."), ref=other.ref),
            )
        if known and known.category != self.category:
            self._amiss(
                found,
                REF if ref else ITEM_CODE,
                ref or code,
                both(_("This listing belongs to another category. Change it in the file of that category.")),
            )
            known = None
        for name, key in ((REF, ref or (known.ref if known else "")), (ITEM_CODE, code)):
            first = self.named.setdefault(f"{name} {key}", found.number) if key else found.number
            if first != found.number and not found.faults:
                self._amiss(
                    found,
                    name if given.get(name) is not None else ITEM_CODE,
                    key,
                    both(_("Row %(row)s names the same listing. Keep one of the two."), row=first),
                )
        found.known = known

    @staticmethod
    def _key(cell: Raw) -> str:
        return "" if isinstance(cell, cells.Unusable) else cells.unshielded(cells.plain_text(cells.as_text(cell)))

    # --- its cells

    def _read(self, found: Found, column: Column, cell: Raw, before: Mapping[str, Any], after: dict[str, Any]) -> None:
        if isinstance(cell, cells.Unusable):
            words = (
                _("This cell holds a formula, and formulas are not worked out here. Copy it and paste it as a value.")
                if cell.is_formula
                else _("This cell holds what a program shows where a formula fails. Write the value itself.")
            )
            self._amiss(found, column.name, cell.shown, both(words))
            return
        if column.name == ITEM_CODE and cell is None:
            return  # an empty code takes none away: by it the row is found again
        try:
            value = column.read(cell)
        except ValidationError as thai:
            if found.known and _same_cell(column, cell, before.get(column.name)):
                return
            with translation.override("en"):
                english = _sentence(column, cell)
            self._amiss(found, column.name, cell, {"th": sentences(thai), "en": english})
            return
        if found.known and value != before.get(column.name, column.empty) and _same_cell(column, cell, before.get(column.name)):
            return
        after[column.name] = value

    def _judge_tiers(self, found: Found, before: Mapping[str, Any], after: dict[str, Any]) -> None:
        """Lower prices are one value: judged together once each cell can be read."""
        names = [name for name, column in self._columns.items() if column.place == "tier" or name == "price_satang"]
        if all(after.get(name) == before.get(name) for name in names) or any(
            fault.code.startswith(("tier_", "price")) for fault in found.faults
        ):
            return
        self._say(found, after, lambda: tiers_of(after)[1])

    def _judge_caps(self, found: Found, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """What a price includes of a use, and what more costs, are judged together."""
        names = [name for name, column in self._columns.items() if column.place == "cap"]
        if all(after.get(name) == before.get(name) for name in names) or any(fault.code.startswith("cap_") for fault in found.faults):
            return
        self._say(found, after, lambda: caps.gathered(after, self.unit)[1])

    def _say(self, found: Found, after: Mapping[str, Any], amiss: Callable[[], Mapping[str, str]]) -> None:
        """Keep what is amiss, name of a column → sentence, in both languages."""
        said: dict[str, dict[str, str]] = {}
        for language in LANGUAGES:
            with translation.override(language):
                for name, sentence in amiss().items():
                    said.setdefault(name, {})[language] = sentence
        for name, say in said.items():
            self._amiss(found, name, after.get(name), say)

    def _judge_follow_ups(self, found: Found, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A follow-up stays empty where what it follows is answered otherwise."""
        amiss = {fault.code for fault in found.faults}
        for question in self.questions.contradicted(after):
            assert question.follows is not None  # only follow-ups are contradicted
            names = (question.name, question.follows.question)
            if not amiss.isdisjoint(names) or all(after.get(name) == before.get(name) for name in names):
                continue
            here = question.name if question.name in self._columns else question.follows.question
            words = both(_NotAsked(self.questions, question))
            if here != question.name:
                words = both(_CARRIED, follow=self.questions.titled(question))
            self._amiss(found, here, after.get(here) if here == question.name else None, words)

    def _amiss(self, found: Found, name: str, cell: Any, say: Said) -> None:
        column = self._columns.get(name)
        typed = (
            cell if isinstance(cell, str) else cells.as_text(cell) if cell is not None and not isinstance(cell, int) else str(cell or "")
        )
        label = {"th": column.label.th, "en": column.label.en} if column else {"th": name, "en": name}
        found.faults.append(Fault(self._letters.get(name, ""), column.code if column else name, label, typed[:_TYPED], say))


def _sentence(column: Column, cell: cells.Cell) -> str:
    """What the column says of a cell that it does not take, in the active language."""
    try:
        column.read(cell)
    except ValidationError as fault:
        return sentences(fault)
    return ""


def _same_cell(column: Column, cell: cells.Cell, value: Any) -> bool:
    """Whether the cell is as an export in either language would write the value: then nobody touched it."""
    text = cells.unshielded(cells.plain_text(cell)) if isinstance(cell, str) else cells.as_text(cell)
    for language in LANGUAGES:
        with translation.override(language):
            if cells.as_text(column.written(value)) == text:
                return True
    return False


def _different(before: Mapping[str, Any], after: Mapping[str, Any], columns: Mapping[str, Column], unit: Unit) -> dict[str, Any]:
    """What differs, by where it belongs; lower prices as one value, usage caps too. What equals an empty cell is no difference for a new row."""
    fields: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    found: dict[str, Any] = {}
    tiers = capped = False
    for name, column in columns.items():
        value, old = after.get(name, column.empty), before.get(name, column.empty)
        if value == old:
            continue
        if column.place == "tier":
            tiers = True
        elif column.place == "cap":
            capped = True
        elif column.place == "field":
            fields[name] = value
        elif column.place == "answer":
            answers[name] = value
        elif name == ITEM_CODE:
            found[ITEM_CODE] = value
    if tiers:
        fields["tiers"] = [*tiers_of(after)[0], *before.get("tiers", [])[TIERS:]]
    if capped:
        fields["caps"] = caps.gathered(after, unit)[0]
    return {**found, **({"fields": fields} if fields else {}), **({"answers": answers} if answers else {})}
