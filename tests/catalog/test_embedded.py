"""What only the embedded engine can suffer: its files."""

from __future__ import annotations

import pytest

from catalog.search import Query, SearchDown
from catalog.search.ladder import climb
from tests.catalog.test_engines import STOCK


def test_a_destroyed_index_is_said_to_be_down(index, tmp_path):
    index.build(STOCK)
    for file in (tmp_path / "search").glob("build-*/index/*"):
        file.write_bytes(b"\x00" * 10)
    index.store._open = None
    with pytest.raises(SearchDown):
        climb(index, Query("สารบรรณ"))
