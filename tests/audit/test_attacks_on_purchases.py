"""The log of two real purchases is attacked, as a demo's log might be: an e-bidding up to its award, and a small order.

Both are played once by their real steps; each attack begins from that same log and is taken back afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from catalog.models import Category
from marketplace.audit import chain, checkpoints, nodes
from marketplace.audit.models import Checkpoint, LogEntry
from suppliers.models import Company
from tests.audit.notebook import row, run, sql
from tests.audit.test_attacks import assert_broken_at, forge, recompute, verdict
from tests.cast import assemble
from tests.factories import purchases as p
from tests.factories.small_purchases import ordered
from tests.property.stage import undone


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The two purchases, and a checkpoint of their log kept outside of the database."""
    table = transaction.atomic()
    table._from_testcase = True  # as Django's TestCase does: the product's durable blocks may stand inside
    with django_db_blocker.unblock(), table:
        cast = assemble()
        Company.objects.update(vat_registered=True)
        category = Category.objects.get(code="construction-permit")
        p.announced(p.Play(cast=cast, category=category), [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
        checkpoints.make()
        ordered(p.Play(cast=cast, category=category), cast.lanna_owner, 9_000_000)
        checkpoints.make()
        path = tmp_path_factory.mktemp("kept") / "checkpoint.txt"
        assert run("checkpoint", "--output", path).code == 0
        yield path
        transaction.set_rollback(True)


def position_of(event: str) -> int:
    """Where the log first says that this happened."""
    return int(LogEntry.objects.filter(event=event).order_by("position").values_list("position", flat=True)[0])


def edit(kept: Path) -> None:
    """Somebody lowers a price that was read out at the opening, with the entry's own hash made to fit."""
    opened = position_of("tenders.bid_opened")
    forge(opened, price_satang=1)
    sql(
        "UPDATE audit_logentry SET leaf_hash = %s WHERE position = %s",
        chain.leaf(opened, row(opened).previous_hash, row(opened).body),
        opened,
    )
    assert_broken_at(opened + 1)


def delete(kept: Path) -> None:
    """Somebody removes that a bid was received, and moves up what follows."""
    gone, last = position_of("tenders.bid_sealed"), nodes.size()
    sql("DELETE FROM audit_logentry WHERE position = %s", gone)
    for position in range(gone + 1, last):
        sql("UPDATE audit_logentry SET position = %s WHERE position = %s", position - 1, position)
    assert_broken_at(gone)


def reorder(kept: Path) -> None:
    """Somebody puts the approval before the request."""
    asked, approved = position_of("tenders.request_submitted"), position_of("tenders.request_approved")
    for old, new in ((asked, 1_000_000), (approved, asked), (1_000_000, approved)):
        sql("UPDATE audit_logentry SET position = %s WHERE position = %s", new, old)
    assert_broken_at(asked)


def drop_the_tail(kept: Path) -> None:
    """Somebody cuts off everything since the award."""
    since = position_of("tenders.award_announced")
    sql("DELETE FROM audit_logentry WHERE position >= %s", since)
    assert_broken_at(since)


def recompute_everything(kept: Path) -> None:
    """Somebody rewrites the award and every hash, and drops what was signed: a kept checkpoint still tells."""
    award = position_of("tenders.award_announced")
    forge(award, supplier="S-0001", price_satang=230_000_000)
    recompute(award)
    sql("DELETE FROM audit_checkpoint")
    assert not Checkpoint.objects.exists()
    assert verdict()[0] == 0, "the database agrees with itself"
    assert "that you kept" in assert_broken_at(0, "--checkpoint", kept)


def test_the_log_of_real_purchases_is_sound(kept: Path) -> None:
    with undone():
        code, text = verdict("--checkpoint", kept, "--canonical")
    assert code == 0, text


@pytest.mark.parametrize("attack", [edit, delete, reorder, drop_the_tail, recompute_everything], ids=lambda attack: attack.__name__)
def test_an_attack_on_the_log_of_real_purchases_is_found(kept: Path, attack: Callable[[Path], None]) -> None:
    with undone():
        attack(kept)
