"""Listings in the words of pages: cards, answers, prices in one's own case, tables of comparison. Reads loaded rows only."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog import caps
from catalog.models import Listing, ListingVersion
from catalog.prices import Case, Total, common_base, total_for
from catalog.questions import KINDS, Question, Unit, definitions
from catalog.search.entries import is_sme
from catalog.search.snippets import marked, snippet
from marketplace.kernel import money
from marketplace.kernel.provinces import PROVINCES
from suppliers.marks import short

#: Items of a long answer that fit on a card.
MOST_ON_CARD = 3


@dataclass(frozen=True)
class PriceShown:
    """A price as pages say it: the total of a case and the unit price on the common base."""

    total: Total
    each_satang: int
    unit: Unit
    case: Case

    @property
    def case_words(self) -> str:
        return case_words(self.case, self.unit)

    @property
    def charged_words(self) -> str:
        """What is multiplied: `50 users × 12 months`."""
        parts = [
            self.unit.counted(self.total.quantity),
            self.unit.lasting(self.total.term),
            str(self.unit.factor) if self.unit.factor > 1 else "",
        ]
        return " × ".join(part for part in parts if part)

    @property
    def notes(self) -> list[str]:
        """What a hurried reader would miss: minimums that raised the total, set-up cost, VAT."""
        found = []
        if self.total.quantity_raised:
            found.append(_("charged for at least %s") % self.unit.counted(self.total.quantity))
        if self.total.term_raised:
            found.append(_("charged for at least %s") % self.unit.lasting(self.total.term))
        if self.total.setup_satang:
            found.append(_("set-up cost of %s baht included") % money.baht(self.total.setup_satang))
        return found


@dataclass(frozen=True)
class Card:
    """A listing as a search result."""

    listing: Listing
    title: SafeString
    snippet: SafeString
    facts: list[str]
    tags: list[tuple[str, str]]
    price: PriceShown | None


def case_words(case: Case, unit: Unit) -> str:
    """`50 users, 12 months` in the reader's language."""
    return f"{unit.counted(case.quantity)} {unit.lasting(case.term)}".strip()


def unit_case(unit: Unit) -> Case:
    """The case that pages start with."""
    return Case(unit.case_quantity, unit.case_term if unit.term else 1)


def price_of(version: ListingVersion, case: Case | None, vat: Decimal) -> PriceShown | None:
    """The version's price for `case` (its unit's own case by default)."""
    if version.price is None:
        return None
    unit = version.unit_words
    case = case or unit_case(unit)
    return PriceShown(total_for(version.price, case, vat), common_base(version.price, vat), unit, case)


def file_url(listing: Listing, version: ListingVersion, name: str) -> str:
    """Where a version's file is opened; empty where the answer is none."""
    question = version.questions.get(name)
    is_file = question is not None and KINDS[question.type].opened and version.answers.get(name) is not None
    return reverse("listing_file", args=[listing.ref, version.number, name]) if is_file else ""


def answer_texts(question: Question, answers: dict[str, Any]) -> list[str]:
    """The answer in the reader's language; nothing where it was not answered."""
    answer = answers.get(question.name)
    return [] if answer is None else KINDS[question.type].shown(question, answer)


def deciding_facts(version: ListingVersion) -> list[tuple[str, str]]:
    """The three facts that decide in this category: (label, short text)."""
    questions = version.questions
    found = []
    for name in questions.deciding:
        question = questions.get(name)
        texts = answer_texts(question, version.answers) if question else []
        if question and texts:
            more = len(texts) - MOST_ON_CARD
            shown = ", ".join(texts[:MOST_ON_CARD]) + (f" +{more}" if more > 0 else "")
            found.append((str(question.label), shown))
    return found


def card(listing: Listing, words: Set[str], case: Case | None, vat: Decimal, on: dt.date) -> Card:
    """The card of a live listing on the day."""
    version = listing.live_version
    assert version is not None  # only listings on sale have cards
    fits = case if case is not None and version.unit == listing.category.unit else None
    return Card(
        listing=listing,
        title=marked(version.title, words),
        snippet=snippet(version.summary, words),
        facts=[f"{label}: {text}" for label, text in deciding_facts(version)],
        tags=tags(listing, version, on),
        price=price_of(version, fits, vat),
    )


def tags(listing: Listing, version: ListingVersion, on: dt.date) -> list[tuple[str, str]]:
    """Short marks beside the supplier's name: (word, kind of tag)."""
    found = [(_("SME"), "good")] if is_sme(listing.company, on) else []
    found += [(word, "good") for word in short(listing.company, on)]
    standards = version.questions.get("standards")
    found += [(text, "") for text in (answer_texts(standards, version.answers) if standards else [])[:2]]
    return found


def province_name(name_th: str) -> str:
    return str(PROVINCES.get(name_th, name_th))


@dataclass(frozen=True)
class Answered:
    """A group of answers on a listing's page."""

    title: str
    rows: list[dict[str, Any]]


def answer_groups(version: ListingVersion) -> list[Answered]:
    """All answers of a version by group, in the order of its own question set; unanswered ones are left out."""
    known = definitions()
    found = []
    for group in version.questions.groups():
        rows = []
        for question in version.questions.in_group(group):
            if question.name.endswith("_en"):
                continue
            texts = answer_texts(question, _in_language(question, version))
            if texts:
                url = file_url(version.listing, version, question.name)
                rows.append({"term": str(version.questions.titled(question)), "values": texts, "name": question.name, "url": url})
        if rows:
            found.append(Answered(str(known.groups[group]) if group in known.groups else group, rows))
    return found


def _in_language(question: Question, version: ListingVersion) -> dict[str, Any]:
    """Answers in which the English list takes the place of the Thai one for English readers, where there is one."""
    from django.utils.translation import get_language

    english = version.answers.get(f"{question.name}_en")
    if english and (get_language() or "th").startswith("en"):
        return {question.name: english}
    return version.answers


@dataclass(frozen=True)
class CompareRow:
    """One line of a comparison: a cell of texts for every listing. `best` marks cells that are best where that can be said,
    `apart` cells that say something else than most, `asked` those whose listing was asked: other categories and older sets may not."""

    label: str
    cells: list[list[str]]
    best: list[bool]
    differs: bool
    asked: list[bool]

    @property
    def columns(self) -> list[dict[str, Any]]:
        return [
            {"texts": texts, "best": best, "apart": apart, "asked": asked}
            for texts, best, apart, asked in zip(self.cells, self.best, self.apart, self.asked, strict=True)
        ]

    @property
    def apart(self) -> list[bool]:
        """Which cells differ from what more than half of the listings that were asked say; none where there is no such majority."""
        told = [tuple(cell) for cell, asked in zip(self.cells, self.asked, strict=True) if asked]
        usual, times = Counter(told).most_common(1)[0]
        return [asked and times * 2 > len(told) and tuple(cell) != usual for cell, asked in zip(self.cells, self.asked, strict=True)]


def compare_rows(versions: Iterable[ListingVersion]) -> list[tuple[str, list[CompareRow]]]:
    """Rows by group: every question marked for comparison that at least one of the versions answered."""
    versions = list(versions)
    known = definitions()
    questions: dict[str, Question] = {}
    titles: dict[str, str] = {}
    for version in versions:
        fresh = [question for question in version.questions if question.compare and question.name not in questions]
        questions |= {question.name: question for question in fresh}
        titles |= {question.name: str(version.questions.titled(question)) for question in fresh}
    order = {group: place for place, group in enumerate(known.groups)}
    groups: dict[str, list[CompareRow]] = {}
    for question in sorted(questions.values(), key=lambda q: (order.get(q.group, 99), q.order, q.name)):
        cells = [answer_texts(version.questions.get(question.name) or question, _in_language(question, version)) for version in versions]
        if any(cells):
            title = str(known.groups.get(question.group, question.group))
            asked = [bool(cell) or _is_asked(question.name, version) for cell, version in zip(cells, versions, strict=True)]
            differs = len({tuple(cell) for cell in cells}) > 1
            groups.setdefault(title, []).append(CompareRow(titles[question.name], cells, _best(question, versions), differs, asked))
    used = _usage_rows(versions)
    return [*groups.items(), *([(_("Usage included"), used)] if used else [])]


def _usage_rows(versions: list[ListingVersion]) -> list[CompareRow]:
    """A row for every use that at least one of the prices caps."""
    told = [caps.in_words(version.caps, version.unit_words) for version in versions]
    known = [{use.code for use in version.unit_words.usage} for version in versions]
    names = {code: name for said in told for code, (name, _words) in said.items()}
    rows = []
    for code, name in names.items():
        asked = [code in said or code in uses for said, uses in zip(told, known, strict=True)]
        cells = [
            [said[code][1]] if code in said else [_("no cap stated")] if knows else [] for said, knows in zip(told, asked, strict=True)
        ]
        rows.append(CompareRow(name, cells, [False] * len(versions), len({tuple(cell) for cell in cells}) > 1, asked))
    return rows


def _is_asked(name: str, version: ListingVersion) -> bool:
    """Whether the version's own questions ask this one, a follow-up only after the answer that calls for it."""
    question = version.questions.get(name)
    return question is not None and version.questions.asks(question, version.answers)


def _best(question: Question, versions: list[ListingVersion]) -> list[bool]:
    """Which cells are best, where the question says whether more or less is better."""
    answers = [version.answers.get(question.name) for version in versions]
    numbers = [None if answer is None else Decimal(str(answer)) for answer in answers] if question.better else []
    told = [number for number in numbers if number is not None]
    if len(told) < 2 or len(set(told)) < 2:
        return [False] * len(versions)
    best = min(told) if question.better == "lower" else max(told)
    return [number == best for number in numbers]
