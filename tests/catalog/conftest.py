"""An index of its own for every test of the catalogue."""

from __future__ import annotations

import pytest

from catalog import search


@pytest.fixture
def index(settings, tmp_path, monkeypatch):
    """An empty index in a folder that vanishes with the test."""
    made = search._made.__wrapped__("embedded", str(tmp_path / "search"))
    monkeypatch.setattr(search, "engine", lambda: made)
    monkeypatch.setattr("catalog.search.indexing.engine", lambda: made)
    return made
