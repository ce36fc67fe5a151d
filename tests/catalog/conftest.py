"""An index of its own for every test of the catalogue, on the embedded engine or, for the contract, on each."""

from __future__ import annotations

import os
import uuid
from typing import Any

import pytest

from catalog import price_table, search
from catalog.search import kept
from tests import servers

#: Both engines; the one that needs a server is skipped, or left out, where there is none.
ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    """What a process keeps of the database's lists and prices ends with the test."""
    yield
    kept.forget()
    price_table.clear()


def _used(made, monkeypatch):
    monkeypatch.setattr(search, "engine", lambda: made)
    monkeypatch.setattr("catalog.search.indexing.engine", lambda: made)
    return made


@pytest.fixture
def index(tmp_path, monkeypatch):
    """An empty index in a folder that vanishes with the test."""
    return _used(search._made.__wrapped__("embedded", str(tmp_path / "search")), monkeypatch)


def made_engine(name: str, folder) -> Any:
    """An engine without an index: the embedded one in `folder`, Elasticsearch under a name of its own."""
    if name == "embedded":
        return search._made.__wrapped__("embedded", str(folder / "search"))
    url = os.environ["TALAT_TEST_ELASTICSEARCH"]
    servers.wait_for_elasticsearch(url)
    return search._made.__wrapped__("elasticsearch", url, f"test-{uuid.uuid4().hex[:12]}")


def forgotten(made: Any) -> None:
    """Remove what an engine of a test wrote into a server that others use too."""
    if hasattr(made, "client"):
        found = made.client.indices.get(index=f"{made.store.prefix}-*", expand_wildcards="open")
        for name in found:
            made.client.indices.delete(index=name)
        made.client.close()


@pytest.fixture(scope="session", autouse=True)
def _elasticsearch_is_asked_anew():
    """What Elasticsearch's alias says is believed for a second; tests do not wait that long."""
    patch = pytest.MonkeyPatch()
    patch.setattr("catalog.search.elastic.store.BELIEVED", -1.0)
    yield
    patch.undo()


@pytest.fixture(params=ENGINES)
def each_index(request, tmp_path, monkeypatch):
    """An empty index on every engine in turn."""
    made = made_engine(request.param, tmp_path)
    yield _used(made, monkeypatch)
    forgotten(made)
