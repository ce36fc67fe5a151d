"""The tree's nodes from the database: stored roots of complete blocks of 256, everything else computed from them.

Blocks are derived after commit and never updated. They are only a shortcut: a block that is missing is computed
from the leaves, and verification recomputes all of them.
"""

from __future__ import annotations

from marketplace.audit import tree
from marketplace.audit.models import LogEntry, TreeNode

WIDTH_BITS = 8
WIDTH = 1 << WIDTH_BITS


def size() -> int:
    """How many entries the log has."""
    last = LogEntry.objects.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else int(last) + 1


def _leaves(start: int, end: int) -> list[bytes]:
    rows = LogEntry.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return [bytes.fromhex(leaf) for leaf in rows.values_list("leaf_hash", flat=True)]


def _block_roots(height: int, start: int, end: int) -> list[bytes]:
    """Nodes `start` to `end` (excluded) of the level 8 * `height`; complete ones only."""
    if height == 0:
        return _leaves(start, end)
    rows = TreeNode.objects.filter(level=height, index__gte=start, index__lt=end)
    stored = dict(rows.values_list("index", "node_hash"))
    return [
        bytes.fromhex(stored[index])
        if index in stored
        else tree.root_of(_block_roots(height - 1, index << WIDTH_BITS, (index + 1) << WIDTH_BITS))
        for index in range(start, end)
    ]


class StoredNodes:
    """Nodes for the functions of `tree`; remembers what it read, so one proof reads each block once."""

    def __init__(self, leaves: int) -> None:
        self._leaves = leaves
        self._blocks: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        height, inner = divmod(level, WIDTH_BITS)
        start = index << inner
        block, offset = start >> WIDTH_BITS, start & (WIDTH - 1)
        return tree.root_of(self._block(height, block)[offset : offset + (1 << inner)])

    def _block(self, height: int, block: int) -> list[bytes]:
        if (height, block) not in self._blocks:
            complete = self._leaves >> (WIDTH_BITS * height)
            end = min((block + 1) << WIDTH_BITS, complete)
            self._blocks[height, block] = _block_roots(height, block << WIDTH_BITS, end)
        return self._blocks[height, block]


def root(leaves: int) -> bytes:
    """Root over the first `leaves` entries."""
    return tree.subtree(0, leaves, StoredNodes(leaves))


def inclusion(position: int, leaves: int) -> list[bytes]:
    """Path from the entry to the root over the first `leaves` entries.

    Raises:
        ValueError: there is no such entry in a log of that size.
    """
    return tree.inclusion_proof(position, leaves, StoredNodes(leaves))


def consistency(old: int, new: int) -> list[bytes]:
    """Proof that the log of `old` entries is the beginning of the log of `new` entries.

    Raises:
        ValueError: not 0 < old <= new.
    """
    return tree.consistency_proof(old, new, StoredNodes(new))


def derive() -> int:
    """Store the roots of all blocks that have become complete. Returns how many. Outside of units only."""
    made, height, complete = 0, 1, size() >> WIDTH_BITS
    while complete:
        first = _next_missing(height)
        for start in range(first, complete, WIDTH):
            end = min(start + WIDTH, complete)
            # Nobody else's work is overwritten: two derivations come to the same hashes.
            rows = [
                TreeNode(level=height, index=start + offset, node_hash=node.hex())
                for offset, node in enumerate(_roots_below(height, start, end))
            ]
            TreeNode.objects.bulk_create(rows, ignore_conflicts=True)
            made += len(rows)
        height, complete = height + 1, complete >> WIDTH_BITS
    return made


def _next_missing(height: int) -> int:
    last = TreeNode.objects.filter(level=height).order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else int(last) + 1


def _roots_below(height: int, start: int, end: int) -> list[bytes]:
    """Roots of the blocks `start` to `end`, read from the level below block by block."""
    return [tree.root_of(_block_roots(height - 1, index << WIDTH_BITS, (index + 1) << WIDTH_BITS)) for index in range(start, end)]
