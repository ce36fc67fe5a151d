"""Where the index lies in Elasticsearch: an index for every build, an alias that names the present one, and its words beside it.

Knows mappings, aliases and the words' index; nothing about queries. A mapping is strict: it is made from the question sets, and
a group of choices that it does not know yet is added before an entry brings it.
"""

from __future__ import annotations

import time
from base64 import b64decode, b64encode
from typing import Any
from uuid import uuid4

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Binary, Integer, Keyword, Long, Mapping, Object, Text

from catalog.questions import definitions
from catalog.search import dictionary
from catalog.search.interface import ANY, LOOSE, WEIGHTS
from catalog.search.lexicon import Lexicon
from catalog.search.query import CATEGORY, OF_SUPPLIER, SearchDown

#: Changes with every change of the mapping or of how entries are made: an index of another form is built anew.
FORM = 8
#: Seconds for which what the alias says, and the words, are believed.
BELIEVED = 1.0


def groups() -> list[str]:
    """Every group of choices that an entry may have."""
    return [CATEGORY, *OF_SUPPLIER, *(question.name for question in definitions().questions.values() if question.filterable)]


def mapping(meta: dict[str, Any]) -> Mapping:
    """The fields of the index. Words are cut by blanks alone: all Thai work was done before."""
    made = Mapping()
    made.meta("dynamic", "strict")
    made.meta("_source", enabled=False)  # entries are always written whole, from the database
    made.meta("_meta", **meta)
    made.field("id", Long())
    for name in WEIGHTS:
        made.field(name, Text(analyzer="whitespace", index_options="positions", copy_to=ANY))
    for name in LOOSE:
        made.field(name, Text(analyzer="whitespace", index_options="docs", norms=False))
    made.field("choices", Object(dynamic="strict", properties={group: Keyword() for group in groups()}))
    for name in ("price", "by_price", "by_newest", "by_rating"):
        made.field(name, Long())
    made.field("tie", Integer())
    return made


def _words_mapping() -> Mapping:
    made = Mapping()
    made.meta("dynamic", "strict")
    made.field("build", Keyword())
    made.field("number", Long())
    made.field("content", Binary())
    return made


class Store:
    """The indices of one installation: everything under `prefix`."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self.client, self.prefix = client, prefix
        self.alias, self.words_index = f"{prefix}-listings", f"{prefix}-words"
        self._told: tuple[float, str, dict[str, Any]] = (-BELIEVED, "", {})
        self._words: tuple[float, str, int, Lexicon] | None = None

    # --- which index

    def told(self, *, fresh: bool = False) -> tuple[str, dict[str, Any]]:
        """Name and remarks of the present index; empty where there is none of the present form."""
        now = time.monotonic()
        if fresh or now - self._told[0] > BELIEVED:
            self._told = (now, *self._ask())
        return self._told[1], self._told[2]

    def _ask(self) -> tuple[str, dict[str, Any]]:
        found = self.client.indices.get_mapping(index=self.alias, ignore_unavailable=True, allow_no_indices=True)
        for name, described in found.items():
            meta = described["mappings"].get("_meta", {})
            if meta.get("form") == FORM and dictionary.of(tuple(meta["own_words"])).fingerprint == meta["dictionary"]:
                return name, {**meta, "groups": list(described["mappings"]["properties"]["choices"]["properties"])}
        return "", {}

    def name(self) -> str:
        """The present index.

        Raises:
            SearchDown: there is none.
        """
        name, _meta = self.told()
        if not name:
            raise SearchDown("There is no index yet.")
        return name

    def dictionary(self) -> dictionary.Dictionary:
        _name, meta = self.told()
        return dictionary.of(tuple(meta["own_words"])) if meta else dictionary.active()

    # --- building

    def new(self, upto: int) -> str:
        """A new, empty index that nobody reads before `switch`. It is written without refreshing."""
        known = dictionary.active()
        meta = {"form": FORM, "dictionary": known.fingerprint, "own_words": list(known.own), "upto": upto}
        name = f"{self.alias}-{uuid4().hex[:12]}"
        self.client.indices.create(
            index=name,
            mappings=mapping(meta).to_dict(),
            settings={"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "-1", "max_result_window": 10_000},
        )
        return name

    def switch(self, name: str) -> None:
        """Let readers use the index `name`, in one step; remove older builds, the one before this excepted."""
        before, _meta = self.told(fresh=True)
        self.client.indices.put_settings(index=name, settings={"refresh_interval": "1s"})
        self.client.indices.refresh(index=name)
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove": {"index": old, "alias": self.alias}} for old in self._under_alias() if old != name]
        self.client.indices.update_aliases(actions=actions)
        kept = {name, before}
        for old in self.client.indices.get(index=f"{self.alias}-*", expand_wildcards="open"):
            if old not in kept:
                self.drop(old)
        self.told(fresh=True)

    def _under_alias(self) -> list[str]:
        return list(self.client.indices.get_alias(index=self.alias, ignore_unavailable=True, allow_no_indices=True))

    def drop(self, name: str) -> None:
        """Remove a build that nobody reads."""
        self.client.indices.delete(index=name, ignore_unavailable=True)

    def make_room_for(self, wanted: set[str]) -> None:
        """Let the present index take groups of choices that came with a newer question set."""
        name, meta = self.told()
        missing = (wanted & set(groups())) - set(meta.get("groups", ()))
        if missing:
            self.client.indices.put_mapping(
                index=name, properties={"choices": {"properties": {group: {"type": "keyword"} for group in missing}}}
            )
            self.told(fresh=True)

    # --- words

    def keep_words(self, name: str, words: Lexicon) -> None:
        """Add words to those of the build `name`."""
        if not self.client.indices.exists(index=self.words_index):
            self.client.indices.create(
                index=self.words_index, mappings=_words_mapping().to_dict(), settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"}
            )
        piece = {"build": name, "number": time.time_ns(), "content": b64encode(words.as_bytes()).decode()}
        self.client.index(index=self.words_index, document=piece, refresh=True)

    def words(self) -> Lexicon:
        """The words of the present index, read on first use and followed after that."""
        name, now = self.name(), time.monotonic()
        if self._words is None or self._words[1] != name:
            self._words = (-BELIEVED, name, 0, Lexicon())
        asked, _name, last, lexicon = self._words
        if now - asked > BELIEVED:
            found = self.client.search(
                index=self.words_index,
                query={"bool": {"filter": [{"term": {"build": name}}, {"range": {"number": {"gt": last}}}]}},
                sort=[{"number": "asc"}],
                size=1000,
                ignore_unavailable=True,
            )
            for hit in found["hits"]["hits"]:
                lexicon.extend(b64decode(hit["_source"]["content"]))
                last = hit["_source"]["number"]
            self._words = (now, name, last, lexicon)
        return lexicon
