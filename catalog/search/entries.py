"""From rows to what an index holds. Reads listings; knows no engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch

from catalog.models import Listing, ListingVersion, QuestionSetVersion
from catalog.prices import common_base
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


def choices_of(listing: Listing, version: ListingVersion, on: dt.date) -> dict[str, tuple[str, ...]]:
    """Every group under which the listing is counted and filtered."""
    found: dict[str, tuple[str, ...]] = {
        CATEGORY: tuple(node.code for node in definitions().path(listing.category.code)) or (listing.category.code,),
        SME: ("yes" if is_sme(listing.company, on) else "no",),
        CERTIFICATE: held(listing.company, on),
    }
    province = listing.company.province
    if province:
        found[PROVINCE] = (province,)
        found[REGION] = (region_of(province),) if region_of(province) else ()
    for question in version.questions.filters:
        answer = version.answers.get(question.name)
        if answer is not None:
            found[question.name] = KINDS[question.type].facets(question, answer)
    return {group: values for group, values in found.items() if values}


def is_sme(company: Any, on: dt.date) -> bool:
    """Whether the company counts as an SME in the catalogue on the day: only while its accepted SME-GP registration holds."""
    return bool(company.proves(Doc.SME_GP, on))


def entry_of(listing: Listing, on: dt.date | None = None) -> Entry:
    """The entry of a live listing on the day, today by default: asking for today costs a query. Its relations should be loaded (`Listing.objects.shown()`)."""
    version = listing.live_version
    if version is None or version.price is None or listing.published_at is None:
        raise ValueError(f"{listing.ref} has nothing to be indexed")
    title, body = cut_texts(version)
    category, company = listing.category, listing.company
    return Entry(
        id=listing.pk,
        title=title,
        category=_cut_names(category.name_th, category.name_en, fingerprint()),
        body=body,
        supplier=_cut_names(company.name_th, company.name_en, fingerprint()),
        price=common_base(version.price, vat_rate()),
        published=int(listing.published_at.timestamp()),
        rating=standing(listing.ratings_count, listing.ratings_sum),
        choices=choices_of(listing, version, on or clock.today()),
    )


@lru_cache(maxsize=8_192)
def _cut_names(th: str, en: str, _dictionary: str) -> str:
    return joined(th, en)


def entries_of(listings: Iterable[Listing]) -> Iterator[Entry]:
    """Entries of live listings, one after another."""
    today = clock.today()
    return (entry_of(listing, today) for listing in listings)


def all_live(chunk: int = 1_000) -> Iterator[Listing]:
    """Every live listing with its relations, in chunks. Companies, categories and question sets are few: one object of each in a chunk."""
    sets = Prefetch("live_version__question_set", QuestionSetVersion.objects.defer("content"))
    rows = Listing.objects.live().select_related("live_version").prefetch_related("company", "category", sets)
    yield from rows.order_by("pk").iterator(chunk_size=chunk)
