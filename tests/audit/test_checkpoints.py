"""Checkpoints, proofs from the database, and the derived nodes that make them quick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marketplace.audit import checkpoints, genesis, nodes, notes, tasks, tree
from marketplace.audit.models import Checkpoint, LogEntry, TreeNode
from tests.audit.notebook import run

pytestmark = pytest.mark.django_db


def leaves() -> list[bytes]:
    return [bytes.fromhex(leaf) for leaf in LogEntry.objects.order_by("position").values_list("leaf_hash", flat=True)]


def test_a_checkpoint_says_whose_log_how_many_and_which_root_signed_by_the_platform(log: Callable[[int], int]) -> None:
    log(9)
    made = checkpoints.make()
    text = notes.verify(made.note, checkpoints.platform_key())
    head = notes.Head.read(text)
    assert (head.origin, head.size, head.root) == (genesis.said()["origin"], 10, tree.root_of(leaves()))
    assert "demo" in head.origin


def test_the_beat_signs_only_when_something_was_added(log: Callable[[int], int]) -> None:
    log(1)
    tasks.checkpoint()
    tasks.checkpoint()
    assert Checkpoint.objects.count() == 1
    log(1)
    tasks.checkpoint()
    assert [made.size for made in Checkpoint.objects.all()] == [2, 3]


def test_the_command_prints_what_can_be_kept(log: Callable[[int], int]) -> None:
    log(2)
    ran = run("checkpoint")
    assert ran.text == Checkpoint.objects.get(size=3).note


@pytest.mark.parametrize("derived", [True, False])
def test_roots_and_proofs_from_the_database_are_those_of_the_leaves(log: Callable[[int], int], derived: bool) -> None:
    log(700)
    if derived:
        assert nodes.derive() == 2
    every = leaves()
    for size in (1, 2, 255, 256, 257, 300, 512, 513, 701):
        root = tree.root_of(every[:size])
        assert nodes.root(size) == root
        for position in {0, size // 2, size - 1}:
            assert tree.verify_inclusion(every[position], position, size, nodes.inclusion(position, size), root)
    for old, new in ((1, 701), (256, 700), (300, 513), (512, 701), (701, 701)):
        path = nodes.consistency(old, new)
        assert tree.verify_consistency(old, new, tree.root_of(every[:old]), tree.root_of(every[:new]), path)


def test_a_second_level_of_nodes_comes_from_the_first(log: Callable[[int], int], monkeypatch: pytest.MonkeyPatch) -> None:
    """With blocks of four, a hundred entries have three levels."""
    monkeypatch.setattr(nodes, "WIDTH_BITS", 2)
    monkeypatch.setattr(nodes, "WIDTH", 4)
    log(100)
    nodes.derive()
    assert set(TreeNode.objects.values_list("level", flat=True)) == {1, 2, 3}
    every = leaves()
    assert nodes.root(101) == tree.root_of(every)
    for position in range(0, 101, 7):
        assert tree.verify_inclusion(every[position], position, 101, nodes.inclusion(position, 101), tree.root_of(every))


def test_deriving_goes_on_where_it_stopped(log: Callable[[int], int]) -> None:
    log(300)
    assert nodes.derive() == 1
    assert nodes.derive() == 0
    log(300)
    assert nodes.derive() == 1


def test_a_proof_reads_few_rows_however_long_the_log_is(log: Callable[[int], int], django_assert_max_num_queries: Callable) -> None:
    log(1500)
    nodes.derive()
    with django_assert_max_num_queries(4):
        nodes.inclusion(700, 1501)


@pytest.mark.parametrize(("position", "size"), [(5, 5), (-1, 5), (0, 0)])
def test_a_proof_that_cannot_be_is_refused(log: Callable[[int], int], position: int, size: int) -> None:
    log(5)
    with pytest.raises(ValueError):
        nodes.inclusion(position, size)


def test_a_platform_without_a_proper_key_says_so(settings: Any, log: Callable[[int], int]) -> None:
    from django.core.exceptions import ImproperlyConfigured

    log(1)
    for key in ("not base64!", "c2hvcnQ="):
        settings.PLATFORM_KEY = key
        with pytest.raises(ImproperlyConfigured):
            checkpoints.make()
