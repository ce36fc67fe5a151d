"""What was done wrongly in the pages of a purchase. Each test asks four things: the sentence in Thai and in English, that
what was typed stays, and that nothing is written but the log's entry of a refused step.

Companies (check digit, duplicate number, facts, documents) have their own in `tests/suppliers/test_pages.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from catalog.models import Category
from marketplace import audit
from suppliers.models import Company
from tests.cast import Cast, Player
from tests.factories import purchases as p

#: Not what a person did: the sign-in of the test itself (so is the column `last_login`).
ASIDE = {"django_session"}


@pytest.fixture
def play(cast: Cast, settings: Any, tmp_path: Any) -> p.Play:
    """The cast's companies, registered for VAT, and a category; nothing is bought yet. Uploads vanish with the test."""
    settings.MEDIA_ROOT = tmp_path
    Company.objects.update(vat_registered=True)
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def reads(player: Player, language: str = "th") -> Client:
    """The player's browser, in a language."""
    client = Client(headers={"accept-language": language})
    client.force_login(player.person)
    return client


def _rows() -> dict[str, Counter[str]]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in ASIDE:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                kept = [at for at, column in enumerate(cursor.description or ()) if column[0] != "last_login"]
                found[table] = Counter(repr([_plain(row[at]) for at in kept]) for row in cursor.fetchall())
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


@contextmanager
def nothing_written() -> Iterator[None]:
    """No row of any table changes inside; the log neither: what a form turns away is not logged."""
    before = _rows()
    yield
    after = _rows()
    assert {table for table in after if after[table] != before[table]} == set()


@contextmanager
def only_the_refusal_written(step: str, *rules: str) -> Iterator[None]:
    """Inside one step is refused: the log gets one entry that says so, with these rules, and no other row changes."""
    before, head = _rows(), audit.head()
    yield
    after = _rows()
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= {"audit_logentry", "audit_personalvalue"}, changed
    (entry,) = list(audit.entries(after=head))
    assert entry.event.code == "procedure.step_refused"
    assert entry.step == step
    assert {refusal["rule"] for refusal in entry.payload["refusals"]} == set(rules)


def says(response: Any, status: int, *words: str) -> str:
    """The page with this status, on which all of these words stand and none that blames the reader."""
    assert response.status_code == status
    page = response.content.decode()
    for word in words:
        assert word in page, word
    for word in ("oops", "Oops", "invalid", "Invalid", "ผิดพลาด"):
        assert word not in page.replace("aria-invalid", ""), word
    return page
