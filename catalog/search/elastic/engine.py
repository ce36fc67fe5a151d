"""The engine on Elasticsearch: finds, counts, sorts and pages through `elasticsearch.dsl`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.dsl import A, MultiSearch, Search
from elasticsearch.dsl.query import Query as Compiled
from elasticsearch.helpers import BulkIndexError, bulk

from catalog.search.dictionary import Dictionary, using
from catalog.search.elastic.compiler import compiled, matching
from catalog.search.elastic.store import Store
from catalog.search.interface import ANY, LOOSE, WEIGHTS, Entry
from catalog.search.lexicon import Lexicon
from catalog.search.narrowing import FACET_VALUES, TOP, counted_apart, narrowed, read_cursor, sort_key, tie, without, write_cursor
from catalog.search.query import CATEGORY, DEEPEST, Hit, Page, Query, SearchDown, Sort
from catalog.search.tree import Everything, Node

SORT_FIELDS = {Sort.PRICE: "by_price", Sort.NEWEST: "by_newest", Sort.RATING: "by_rating"}
#: Seconds after which a search is given up: browsing then goes on without it.
PATIENCE = 5.0
#: Entries in one request of a build, and requests under way while the next one is made.
CHUNK, UNDER_WAY = 500, 2
#: Text fields that are sent; the server copies their words together by itself.
SENT = (*WEIGHTS, *(name for name in LOOSE if name != ANY))


@contextmanager
def _guarded() -> Iterator[None]:
    """Turns whatever keeps Elasticsearch from answering into `SearchDown`."""
    try:
        yield
    except (ApiError, TransportError, BulkIndexError) as failure:
        raise SearchDown(str(failure)[:500]) from failure


class ElasticEngine:
    """`catalog.search.interface.Engine` on Elasticsearch 8. One object per process; safe to share between requests."""

    def __init__(self, url: str, prefix: str) -> None:
        self.client = Elasticsearch(url, request_timeout=PATIENCE, max_retries=1, retry_on_timeout=False)
        self.store = Store(self.client, prefix)

    # --- reading

    def exists(self) -> bool:
        with _guarded():
            return bool(self.store.told()[0])

    def count(self, node: Node, query: Query) -> int:
        with _guarded():
            asked = matching(narrowed(node, query, (), price=False)).to_dict()
            return int(self.client.count(index=self.store.name(), query=asked)["count"])

    def best(self, node: Node, query: Query, most: int) -> list[int]:
        with _guarded():
            asked = replace(query, sort=Sort.RELEVANCE, after="", size=most, choices={}, price_from=None, price_to=None)
            search = self._hits(node, asked).using(self.client).index(self.store.name())
            return [hit.id for hit in self._page(search.execute(), asked).hits]

    def spread(self, node: Node, query: Query, group: str) -> dict[str, int]:
        with _guarded():
            asked = matching(narrowed(node, query, (), price=False))
            search = Search(using=self.client, index=self.store.name()).query(asked).extra(size=0, track_total_hits=False)
            search.aggs.bucket("own", _terms(group))
            return _counts(search.execute().aggregations["own"])

    def find(self, node: Node, query: Query) -> Page:
        with _guarded():
            apart = counted_apart(query)
            asked = MultiSearch(using=self.client, index=self.store.name())
            asked = asked.add(self._hits(node, query)).add(self._numbers(node, query, apart))
            elsewhere = CATEGORY in apart and bool(query.category)
            if elsewhere:
                search = Search().query(matching(without(node, query, CATEGORY))).extra(size=0, track_total_hits=False)
                search.aggs.bucket(CATEGORY, _terms(CATEGORY))
                asked = asked.add(search)
            found, numbers, *others = asked.execute()
            rest = numbers.aggregations["rest"]
            counts = {group: _counts(rest[group]) for group in query.facets if group not in apart}
            counts |= {group: _counts(numbers.aggregations[group]["own"]) for group in apart if not (elsewhere and group == CATEGORY)}
            if elsewhere:
                counts[CATEGORY] = _counts(others[0].aggregations[CATEGORY])
            return replace(self._page(found, query), total=int(rest["doc_count"]), facets=counts, **_ends(rest["prices"]))

    def _hits(self, node: Node, query: Query) -> Search[Any]:
        """The page alone: what cannot come on it any more is passed over."""
        wanted = narrowed(node, query, tuple(query.choices))
        found = matching(wanted) if query.sort in SORT_FIELDS else compiled(wanted)
        return self._placed(Search(), query).query(found).extra(track_total_hits=False)

    def _numbers(self, node: Node, query: Query, apart: list[str]) -> Search[Any]:
        """How many there are, and the counts of every group: choices narrow each of them by itself. The server remembers it until a change."""
        search = Search().query(matching(narrowed(node, query, ()))).extra(size=0, track_total_hits=False)
        rest = search.aggs.bucket("rest", A("filter", filter=_choices(query, tuple(query.choices))))
        rest.metric("prices", A("stats", field="price"))
        for group in query.facets:
            if group not in apart:
                rest.bucket(group, _terms(group))
            elif not (group == CATEGORY and query.category):
                others = tuple(name for name in query.choices if name != group)
                search.aggs.bucket(group, A("filter", filter=_choices(query, others))).bucket("own", _terms(group))
        return search

    def _placed(self, search: Search[Any], query: Query) -> Search[Any]:
        """The search with its order and the place where the page begins."""
        search = search.extra(size=query.size + 1, docvalue_fields=["id"])
        if query.sort in SORT_FIELDS:
            search = search.sort({SORT_FIELDS[query.sort]: {"order": "asc"}})
            after: tuple[Any, ...] | None = read_cursor(query.after, ">Q")
        else:
            search = search.sort({"_score": {"order": "desc"}}, {"tie": {"order": "asc"}})
            after = read_cursor(query.after, ">IfI")
            after = after[1:] if after is not None else None
        return search.extra(search_after=list(after)) if after is not None else search

    def _page(self, found: Any, query: Query) -> Page:
        rows = list(found.hits.hits)
        page = rows[: query.size]
        hits = tuple(Hit(int(row["fields"]["id"][0]), float(row["_score"] or 0.0)) for row in page)
        following = ""
        if len(rows) > query.size:
            last = page[-1]["sort"]
            if query.sort in SORT_FIELDS:
                following = write_cursor(">Q", last[0])
            else:
                seen = (read_cursor(query.after, ">IfI") or (0,))[0] + len(page)
                following = write_cursor(">IfI", seen, last[0], last[1]) if seen < DEEPEST else ""
        return Page(hits, 0, {}, next=following)

    def ids(self, node: Node, query: Query, most: int) -> list[int] | None:
        with _guarded():
            search = (
                Search(using=self.client, index=self.store.name())
                .query(matching(narrowed(node, query, tuple(query.choices))))
                .extra(size=0)
            )
            search.aggs.bucket("ids", A("terms", field="id", size=most + 1))
            found = search.execute().aggregations["ids"]["buckets"]
            return None if len(found) > most else sorted(int(bucket["key"]) for bucket in found)

    def lexicon(self) -> Lexicon:
        with _guarded():
            return self.store.words()

    def dictionary(self) -> Dictionary:
        with _guarded():
            return self.store.dictionary()

    # --- writing

    def put(self, entries: Iterable[Entry], gone: Iterable[int] = ()) -> None:
        words = Lexicon()
        with _guarded(), using(self.store.dictionary()):
            name = self.store.name()
            listed = list(entries)
            self.store.make_room_for({group for entry in listed for group in entry.choices})
            actions: list[dict[str, Any]] = [{"_op_type": "delete", "_index": name, "_id": str(number)} for number in gone]
            for entry in listed:
                words.add(entry)
                actions.append({"_op_type": "index", "_index": name, "_id": str(entry.id), **_fields(entry)})
            bulk(self.client, actions, refresh=True, raise_on_error=True, ignore_status=(404,))
            if listed:
                self.store.keep_words(name, words)

    def upto(self) -> int:
        with _guarded():
            return int(self.store.told()[1].get("upto", -1))

    def build(self, entries: Iterable[Entry], *, upto: int = -1) -> int:
        words = Lexicon()
        patient = self.client.options(request_timeout=120)
        making = Store(patient, self.store.prefix)  # nobody waits for a build: it may take longer than an answer
        with _guarded():
            name = making.new(upto)
            try:
                number = _sent(patient, name, entries, words)
                making.keep_words(name, words)
                making.switch(name)
            except BaseException:
                making.drop(name)
                raise
            self.store.told(fresh=True)
        return number


def _sent(client: Elasticsearch, index: str, entries: Iterable[Entry], words: Lexicon) -> int:
    """Send all entries while the next ones are made here, and count their words; answers how many."""
    number = 0
    waiting: deque[Future[None]] = deque()
    left = iter(entries)
    with ThreadPoolExecutor(UNDER_WAY) as pool:
        while chunk := list(islice(left, CHUNK)):
            operations: list[dict[str, Any]] = []
            for entry in chunk:
                words.add(entry)
                operations += ({"index": {"_id": str(entry.id)}}, _fields(entry))
            if len(waiting) >= UNDER_WAY:
                waiting.popleft().result()
            waiting.append(pool.submit(_send, client, index, operations))
            number += len(chunk)
        for sent in waiting:
            sent.result()
    return number


def _send(client: Elasticsearch, index: str, operations: list[dict[str, Any]]) -> None:
    found = client.bulk(index=index, operations=operations, filter_path=["errors", "items.*.error"])
    if found.get("errors"):
        raise BulkIndexError(f"{len(found['items'])} entries were refused", found["items"])


def _fields(entry: Entry) -> dict[str, Any]:
    """The whole entry: an index without sources takes no partial change."""
    return {
        "id": entry.id,
        **{name: getattr(entry, name) for name in SENT},
        "choices": entry.choices,
        "price": min(entry.price, TOP),
        "by_price": sort_key(entry.price, entry.id),
        "by_newest": sort_key(entry.published, entry.id, descending=True),
        "by_rating": sort_key(entry.rating, entry.id, descending=True),
        "tie": tie(entry.id),
    }


def _choices(query: Query, groups: tuple[str, ...]) -> Compiled:
    """The choices of these groups; every listing where there are none."""
    return compiled(narrowed(Everything(), replace(query, category=""), groups, price=False))


def _terms(group: str) -> Any:
    return A("terms", field=f"choices.{group}", size=FACET_VALUES)


def _counts(found: Any) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in found["buckets"]}


def _ends(prices: Any) -> dict[str, Any]:
    return {"lowest": int(prices["min"]), "highest": int(prices["max"])} if prices["count"] else {}
