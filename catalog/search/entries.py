"""From rows to what an index holds. Reads listings; knows no engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

from catalog.models import Category, Listing, ListingVersion, QuestionSetVersion
from catalog.prices import with_vat
from catalog.questions import KINDS, definitions
from catalog.ratings import standing
from catalog.search.dictionary import fingerprint
from catalog.search.interface import Entry
from catalog.search.query import CATEGORY, CERTIFICATE, PROVINCE, REGION, SME
from catalog.search.words import joined
from catalog.vat import vat_rate
from marketplace.kernel import clock
from marketplace.kernel.provinces import region_of
from suppliers.kinds import Doc
from suppliers.marks import held
from suppliers.models import Company


def cut_version(version: ListingVersion) -> tuple[str, str, str]:
    """Words of the title, words of everything else, and the dictionary they were cut by. The costly part of indexing."""
    texts: list[str] = [version.summary_th, version.summary_en]
    for question in version.questions:
        answer = version.answers.get(question.name)
        if answer is not None:
            texts += KINDS[question.type].words(question, answer)
    return joined(version.title_th, version.title_en), joined(*texts), fingerprint()


def cut_texts(version: ListingVersion) -> tuple[str, str]:
    """Words of the title and of everything else by the present dictionary: those kept, or cut anew."""
    if version.cut_dictionary == fingerprint():
        return version.cut_title, version.cut_body
    title, body, _dictionary = cut_version(version)
    return title, body


def own_words(version: ListingVersion) -> str:
    """The words that the company wrote itself, cut: without labels and options of questions, which many listings share."""
    title, body = cut_texts(version)
    body = f" {body} "
    for block in _labels(version):
        body = body.replace(f" {block} ", " ", 1)
    return f"{title} {body.strip()}".strip()


def _labels(version: ListingVersion) -> Iterator[str]:
    """What the data files put into the body, one cut text for each row of such questions that follow each other."""
    block: list[str] = []
    for question in version.questions:
        answer, kind = version.answers.get(question.name), KINDS[question.type]
        if answer is None:
            continue
        if not kind.searched:
            block += (cut for text in kind.words(question, answer) if (cut := _cut_label(text, fingerprint())))
        elif block:
            yield " ".join(block)
            block = []
    if block:
        yield " ".join(block)


@lru_cache(maxsize=8_192)
def _cut_label(text: str, _dictionary: str) -> str:
    return joined(text)


class Row(NamedTuple):
    """What the entry of a live listing is made from, besides what many listings share. `title` and `body` are cut by `dictionary`."""

    id: int
    company: int
    category: int
    question_set: int
    version: int
    published_at: dt.datetime | None
    ratings_count: int
    ratings_sum: int
    satang: int | None
    vat_included: bool | None
    answers: dict[str, Any]
    title: str
    body: str
    dictionary: str


#: Where the fields of a row lie, seen from the listing.
_FIELDS = (
    "pk",
    "company_id",
    "category_id",
    "live_version__question_set_id",
    "live_version_id",
    "published_at",
    "ratings_count",
    "ratings_sum",
    "live_version__price_satang",
    "live_version__vat_included",
    "live_version__answers",
    "live_version__cut_title",
    "live_version__cut_body",
    "live_version__cut_dictionary",
)
_fields_of = attrgetter(*(field.replace("__", ".") for field in _FIELDS))


class _Shared(NamedTuple):
    """What a company or a category puts into the entries of all its listings: cut names, and groups of choices."""

    words: str
    choices: dict[str, tuple[str, ...]]


class Maker:
    """Makes entries for one day. What companies, categories and question sets bring to them is worked out once."""

    def __init__(self, on: dt.date) -> None:
        self.on, self.vat = on, vat_rate()
        self._companies: dict[int, _Shared] = {}
        self._categories: dict[int, _Shared] = {}
        self._filters: dict[int, list[tuple[str, Callable[[Any], tuple[str, ...]]]]] = {}

    def entry_of(self, listing: Listing) -> Entry:
        """The entry of a live listing whose relations are loaded."""
        row = row_of(listing)
        if row.company not in self._companies:
            self.meet_company(listing.company)
        if row.category not in self._categories:
            self.meet_category(listing.category)
        if row.question_set not in self._filters:
            assert listing.live_version is not None
            self.meet_set(listing.live_version.question_set)
        return self.entry(row)

    def meet_company(self, company: Company) -> None:
        found: dict[str, tuple[str, ...]] = {SME: ("yes" if is_sme(company, self.on) else "no",), CERTIFICATE: held(company, self.on)}
        if company.province:
            found |= {PROVINCE: (company.province,), REGION: tuple(filter(None, [region_of(company.province)]))}
        self._companies[company.pk] = _shared(company, found)

    def meet_category(self, category: Category) -> None:
        path = tuple(node.code for node in definitions().path(category.code)) or (category.code,)
        self._categories[category.pk] = _shared(category, {CATEGORY: path})

    def meet_set(self, question_set: QuestionSetVersion) -> None:
        filters = question_set.questions.filters
        self._filters[question_set.pk] = [(question.name, partial(KINDS[question.type].facets, question)) for question in filters]

    def learn(self, rows: Sequence[Row]) -> None:
        """Read the companies, categories and question sets of `rows` that are not known yet: one query for each kind at most."""
        for company in Company.objects.filter(pk__in={row.company for row in rows} - self._companies.keys()):
            self.meet_company(company)
        for category in Category.objects.filter(pk__in={row.category for row in rows} - self._categories.keys()):
            self.meet_category(category)
        for question_set in QuestionSetVersion.objects.defer("content").filter(
            pk__in={row.question_set for row in rows} - self._filters.keys()
        ):
            self.meet_set(question_set)

    def entry(self, row: Row) -> Entry:
        """The entry of a row whose company, category and question set are known."""
        if row.satang is None or row.vat_included is None or row.published_at is None:
            raise ValueError(f"The listing with the id {row.id} has nothing to be indexed.")
        category, company = self._categories[row.category], self._companies[row.company]
        choices = {**category.choices, **company.choices}
        answers = row.answers
        for name, facets in self._filters[row.question_set]:
            answer = answers.get(name)
            if answer is not None and (values := facets(answer)):
                choices[name] = values
        return Entry(
            id=row.id,
            title=row.title,
            category=category.words,
            body=row.body,
            supplier=company.words,
            price=with_vat(row.satang, self.vat, included=row.vat_included),
            published=int(row.published_at.timestamp()),
            rating=standing(row.ratings_count, row.ratings_sum),
            choices=choices,
        )


def _shared(named: Company | Category, choices: dict[str, tuple[str, ...]]) -> _Shared:
    words = _cut_names(named.name_th, named.name_en, fingerprint())
    return _Shared(words, {group: values for group, values in choices.items() if values})


@lru_cache(maxsize=8_192)
def _cut_names(th: str, en: str, _dictionary: str) -> str:
    return joined(th, en)


def is_sme(company: Company, on: dt.date) -> bool:
    """Whether the company counts as an SME in the catalogue on the day: only while its accepted SME-GP registration holds."""
    return company.proves(Doc.SME_GP, on)


def row_of(listing: Listing) -> Row:
    """The row of a live listing whose version is loaded, its texts cut by the present dictionary."""
    version = listing.live_version
    if version is None:
        raise ValueError(f"{listing.ref} has nothing to be indexed.")
    title, body = cut_texts(version)
    return Row._make(_fields_of(listing))._replace(title=title, body=body, dictionary=fingerprint())


def entry_of(listing: Listing, on: dt.date | None = None) -> Entry:
    """The entry of a live listing on the day, today by default: asking for today costs a query. Its relations should be loaded (`Listing.objects.shown()`)."""
    return Maker(on or clock.today()).entry_of(listing)


def entries_of(listings: Iterable[Listing]) -> Iterator[Entry]:
    """Entries of live listings whose relations are loaded, one after another."""
    return map(Maker(clock.today()).entry_of, listings)


def all_entries(chunk: int = 1_000) -> Iterator[Entry]:
    """The entry of every live listing. Columns are read in chunks, no objects: a whole rebuild takes as long as this does."""
    today = clock.today()
    maker = Maker(today)
    for rows in _all_rows(today, chunk):
        maker.learn(rows)
        yield from map(maker.entry, rows)


def _all_rows(on: dt.date, chunk: int) -> Iterator[list[Row]]:
    """The row of every live listing in chunks, each read behind the last id of the one before."""
    columns = Listing.objects.live(on).order_by("pk").values_list(*_FIELDS)
    last = 0
    while rows := [Row._make(values) for values in columns.filter(pk__gt=last)[:chunk]]:
        last = rows[-1].id
        yield _cut_anew(rows)


def _cut_anew(rows: list[Row]) -> list[Row]:
    """The rows with texts by the present dictionary: where they were cut by another one, the versions are read."""
    known = fingerprint()
    stale = [row.version for row in rows if row.dictionary != known]
    if not stale:
        return rows
    versions = ListingVersion.objects.select_related("question_set").defer("question_set__content").filter(pk__in=stale)
    texts = {version.pk: cut_version(version) for version in versions}
    return [row._replace(title=cut[0], body=cut[1], dictionary=cut[2]) if (cut := texts.get(row.version)) else row for row in rows]
