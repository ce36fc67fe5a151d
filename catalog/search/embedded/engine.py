"""The embedded engine: finds, counts, sorts and pages with tantivy."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tantivy import Document, FieldType, IndexWriter, Order, Searcher
from tantivy import Query as Compiled

from catalog.search.dictionary import Dictionary, using
from catalog.search.embedded.compiler import compiled, matching
from catalog.search.embedded.store import HEAP, Store
from catalog.search.interface import LOOSE, WEIGHTS, Entry
from catalog.search.lexicon import Lexicon
from catalog.search.narrowing import FACET_VALUES, TOP, counted_apart, narrowed, read_cursor, sort_key, tie, without, write_cursor
from catalog.search.query import DEEPEST, Hit, Page, Query, SearchDown, Sort
from catalog.search.tree import Node

#: Hits that are fetched beyond a page, since the last score of the page may go on.
TIED = 60
SORT_FIELDS = {Sort.PRICE: "by_price", Sort.NEWEST: "by_newest", Sort.RATING: "by_rating"}


@contextmanager
def _guarded() -> Iterator[None]:
    """Turns what tantivy raises into `SearchDown`; its panics are no `Exception`."""
    try:
        yield
    except SearchDown:
        raise
    except (ValueError, OSError) as failure:
        raise SearchDown(str(failure)) from failure
    except BaseException as failure:
        if type(failure).__name__ == "PanicException":
            raise SearchDown(str(failure)) from None
        raise


class EmbeddedEngine:
    """`catalog.search.interface.Engine` on tantivy. One object per process; safe to share between requests."""

    def __init__(self, folder: str) -> None:
        self.store = Store(Path(folder))

    # --- reading

    def _searcher(self) -> Searcher:
        return self.store.index().searcher()

    def exists(self) -> bool:
        return bool(self.store.name())

    def count(self, node: Node, query: Query) -> int:
        with _guarded():
            return _count(self._searcher(), self._matching(narrowed(node, query, (), price=False)))

    def best(self, node: Node, query: Query, most: int) -> list[int]:
        with _guarded():
            asked = replace(query, sort=Sort.RELEVANCE, after="", size=most)
            found = compiled(narrowed(node, query, (), price=False), self.store.schema)
            return [hit.id for hit in self._ranked(self._searcher(), found, asked).hits]

    def spread(self, node: Node, query: Query, group: str) -> dict[str, int]:
        with _guarded():
            full = self._matching(narrowed(node, query, (), price=False))
            return _counts(self._searcher().aggregate(full, {"own": _terms(group)})["own"])

    def find(self, node: Node, query: Query) -> Page:
        with _guarded():
            searcher = self._searcher()
            wanted = narrowed(node, query, tuple(query.choices))
            if query.sort in SORT_FIELDS:
                page = self._sorted(searcher, self._matching(wanted), query)
            else:
                page = self._ranked(searcher, compiled(wanted, self.store.schema), query)
            return replace(page, **self._counted(searcher, node, query, self._matching(wanted)))

    def _matching(self, node: Node) -> Compiled:
        return matching(node, self.store.schema)

    def _ids(self, searcher: Searcher, addresses: list[Any]) -> list[int]:
        return [int(value or 0) for value in searcher.fast_field_values("id", addresses)] if addresses else []

    def _sorted(self, searcher: Searcher, full: Compiled, query: Query) -> Page:
        """A page in the order of a stored key; the cursor is the last key."""
        field = SORT_FIELDS[query.sort]
        wanted, after = full, read_cursor(query.after, ">Q")
        if after is not None:
            beyond = Compiled.range_query(self.store.schema, field, FieldType.Unsigned, lower_bound=after[0], include_lower=False)
            wanted = full.and_must_match(beyond)
        found = searcher.search(wanted, limit=query.size + 1, count=False, order_by_field=field, order=Order.Asc)
        kept = found.hits[: query.size]
        hits = tuple(Hit(number, 0.0) for number in self._ids(searcher, [address for _key, address in kept]))
        following = write_cursor(">Q", kept[-1][0]) if len(found.hits) > query.size else ""
        return Page(hits, 0, {}, next=following)

    def _ranked(self, searcher: Searcher, full: Compiled, query: Query) -> Page:
        """A page by score, ties in their fair order; the cursor is how many were seen and the last one's place."""
        seen, score, last = read_cursor(query.after, ">IfI") or (0, 0.0, 0)
        seen = min(seen, DEEPEST)
        wanted = seen + query.size + 1
        limit = wanted + TIED
        while True:
            found = searcher.search(full, limit=limit, count=False)
            hits = found.hits
            # the last score may go on beyond what was fetched: fetch until it changes
            if len(hits) < limit or hits[-1][0] != hits[wanted - 1][0] or limit > 20 * DEEPEST:
                break
            limit *= 8
        ids = self._ids(searcher, [address for _score, address in hits])
        ordered = sorted(((-_single(value), tie(number), number) for (value, _a), number in zip(hits, ids, strict=True)))
        if query.after and seen:
            ordered = [row for row in ordered if (row[0], row[1]) > (-score, last)]
        page = ordered[: query.size]
        more = len(ordered) > query.size and seen + query.size < DEEPEST
        following = write_cursor(">IfI", seen + len(page), -page[-1][0], page[-1][1]) if more else ""
        return Page(tuple(Hit(number, -score) for score, _tie_, number in page), 0, {}, next=following)

    def _counted(self, searcher: Searcher, node: Node, query: Query, full: Compiled) -> dict[str, Any]:
        """How many there are, and counts of every asked group: those without a choice all at once, every other by itself."""
        apart = counted_apart(query)
        rest = [group for group in query.facets if group not in apart]
        asked: dict[str, Any] = {f"f_{group}": _terms(group) for group in rest}
        asked["prices"] = {"stats": {"field": "price"}}
        found = searcher.aggregate(full, asked)
        counts = {group: _counts(found[f"f_{group}"]) for group in rest}
        for group in apart:
            counts[group] = _counts(searcher.aggregate(self._matching(without(node, query, group)), {"own": _terms(group)})["own"])
        prices = found["prices"]
        ends = {"lowest": int(prices["min"]), "highest": int(prices["max"])} if prices["count"] else {}
        return {"total": int(prices["count"]), "facets": counts, **ends}  # every entry has one price

    def ids(self, node: Node, query: Query, most: int) -> list[int] | None:
        with _guarded():
            searcher = self._searcher()
            full = self._matching(narrowed(node, query, tuple(query.choices)))
            found = searcher.search(full, limit=most + 1, count=False, order_by_field="id", order=Order.Asc).hits
            return None if len(found) > most else [int(number) for number, _address in found]

    def lexicon(self) -> Lexicon:
        return self.store.words()

    def dictionary(self) -> Dictionary:
        return self.store.dictionary()

    # --- writing

    def put(self, entries: Iterable[Entry], gone: Iterable[int] = ()) -> None:
        words = Lexicon()
        with self.store.writing(), _guarded(), using(self.store.dictionary()):
            self._change(self.store.index().writer(heap_size=HEAP, num_threads=1), _collected(entries, words), gone, replacing=True)
            self.store.keep_words(self.store.name(), words)

    def upto(self) -> int:
        return self.store.upto()

    def build(self, entries: Iterable[Entry], *, upto: int = -1) -> int:
        words = Lexicon()
        with self.store.writing(seconds=600), _guarded():
            name, index = self.store.new()
            number = self._change(index.writer(heap_size=HEAP * 2, num_threads=1), _collected(entries, words), (), replacing=False)
            self.store.keep_words(name, words)
            self.store.switch(name, upto)
        return number

    def _change(self, writer: IndexWriter, entries: Iterable[Entry], gone: Iterable[int], *, replacing: bool) -> int:
        number = 0
        try:
            for old in gone:
                writer.delete_documents_by_term("id", old)
            for entry in entries:
                if replacing:
                    writer.delete_documents_by_term("id", entry.id)
                writer.add_document(_document(entry))
                number += 1
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        return number


def _collected(entries: Iterable[Entry], words: Lexicon) -> Iterator[Entry]:
    """The entries, their words counted in passing."""
    for entry in entries:
        words.add(entry)
        yield entry


def _count(searcher: Searcher, query: Compiled) -> int:
    """How many entries match. A search with a limit would score them."""
    return int(searcher.aggregate(query, {"number": {"value_count": {"field": "id"}}})["number"]["value"])


def _document(entry: Entry) -> Document:
    made = Document()
    made.add_integer("id", entry.id)
    for name in (*WEIGHTS, *LOOSE):
        made.add_text(name, getattr(entry, name))
    made.add_json("choices", json.dumps({group: list(values) for group, values in entry.choices.items()}, ensure_ascii=False))
    made.add_unsigned("price", min(entry.price, TOP))
    made.add_unsigned("by_price", sort_key(entry.price, entry.id))
    made.add_unsigned("by_newest", sort_key(entry.published, entry.id, descending=True))
    made.add_unsigned("by_rating", sort_key(entry.rating, entry.id, descending=True))
    return made


def _terms(group: str) -> dict[str, Any]:
    return {"terms": {"field": f"choices.{group}", "size": FACET_VALUES}}


def _counts(found: dict[str, Any]) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in found["buckets"]}


_single: Callable[[float], float] = lambda value: struct.unpack(">f", struct.pack(">f", value))[0]  # noqa: E731 - scores are single precision
