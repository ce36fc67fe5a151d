"""The clock's round: everything due is woken, one that fails keeps no other from waking."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from marketplace.procedure import waking

pytestmark = pytest.mark.django_db


@dataclass
class Sleeper:
    ref: str
    woken: int = 0


@pytest.fixture
def round_of(monkeypatch):
    monkeypatch.setattr(waking, "_wakers", {})
    return waking.register


def test_one_that_cannot_be_woken_keeps_no_other_from_waking(round_of, caplog):
    def knock(row):
        if row.ref == "broken":
            raise ZeroDivisionError
        row.woken += 1
        return True

    rows = [Sleeper("first"), Sleeper("broken"), Sleeper("last")]
    round_of("test", due=lambda now: rows, knock=knock)
    assert waking.wake() == ["first", "last"]
    assert [row.woken for row in rows] == [1, 0, 1]
    assert "broken could not be woken" in caplog.text


def test_a_row_at_which_nothing_was_done_does_not_count_as_woken(round_of):
    round_of("test", due=lambda now: [Sleeper("asleep")], knock=lambda row: False)
    assert waking.wake() == []
