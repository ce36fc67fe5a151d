"""The Merkle tree of RFC 9162 over the log's leaves: roots, proofs and their verification. Pure arithmetic on bytes.

`position` counts leaves from 0, `size` is a number of leaves. Nodes are asked from a `Nodes`, so that the same
functions work on a list in memory and on a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

EMPTY_ROOT = sha256(b"").digest()
NO_LEAF = bytes(32)

#: `(level, index)` to the hash of the complete subtree of 2^level leaves that starts at leaf index * 2^level.
Nodes: TypeAlias = Callable[[int, int], bytes]


def leaf_data(position: int, previous: bytes, body: str) -> bytes:
    """What a leaf commits to: its place (8 bytes), the leaf before it and the SHA-256 of its canonical text."""
    return position.to_bytes(8, "big") + previous + sha256(body.encode()).digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf (RFC 9162 §2.1.1)."""
    return sha256(b"\x00" + data).digest()


def entry_hash(position: int, previous: bytes, body: str) -> bytes:
    """Leaf hash of the entry: the chain and the tree share this one hash."""
    return leaf_hash(leaf_data(position, previous, body))


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node (RFC 9162 §2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows: holds the roots of its complete subtrees, so a leaf costs two hashes on average."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def push(self, leaf: bytes) -> None:
        """Add one leaf hash on the right."""
        carry, size = leaf, self.size
        while size & 1:
            carry = node_hash(self._peaks.pop(), carry)
            size >>= 1
        self._peaks.append(carry)
        self.size += 1

    def root(self) -> bytes:
        """Root over all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        result = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            result = node_hash(peak, result)
        return result


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Root over the given leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.push(leaf)
    return frontier.root()


def nodes_of(leaves: Sequence[bytes]) -> Nodes:
    """Nodes over leaf hashes in memory."""

    def node(level: int, index: int) -> bytes:
        return root_of(leaves[index << level : (index + 1) << level])

    return node


def subtree(start: int, end: int, nodes: Nodes) -> bytes:
    """Root of the leaves `start` to `end` (excluded), where `start` is where RFC 9162 begins such a subtree."""
    width = end - start
    if width <= 0:
        return EMPTY_ROOT
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return nodes(level, start >> level)
    split = _split(width)
    return node_hash(subtree(start, start + split, nodes), subtree(start + split, end, nodes))


def _split(width: int) -> int:
    """The largest power of two below `width`."""
    return 1 << ((width - 1).bit_length() - 1)


def inclusion_proof(position: int, size: int, nodes: Nodes) -> list[bytes]:
    """Path from the leaf to the root of the first `size` leaves (RFC 9162 §2.1.3.1).

    Raises:
        ValueError: there is no such leaf in a tree of that size.
    """
    if not 0 <= position < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {position}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if position < middle:
            path.append(subtree(middle, end, nodes))
            end = middle
        else:
            path.append(subtree(start, middle, nodes))
            start = middle
    path.reverse()
    return path


def consistency_proof(old: int, new: int, nodes: Nodes) -> list[bytes]:
    """Proof that the first `old` leaves are the beginning of the first `new` leaves (RFC 9162 §2.1.4.1).

    Raises:
        ValueError: not 0 < old <= new.
    """
    if not 0 < old <= new:
        raise ValueError(f"no consistency proof leads from {old} to {new} leaves")
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(subtree(middle, end, nodes))
            end = middle
        else:
            path.append(subtree(start, middle, nodes))
            start, whole = middle, False
    if not whole:
        path.append(subtree(start, end, nodes))
    path.reverse()
    return path


def verify_inclusion(leaf: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Does the path lead from the leaf to the root (RFC 9162 §2.1.3.2)?"""
    if not 0 <= position < size:
        return False
    fn, sn, result = position, size - 1, leaf
    for sibling in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            result = node_hash(sibling, result)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            result = node_hash(result, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and result == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Is the tree with `old_root` the beginning of the tree with `new_root` (RFC 9162 §2.1.4.2)?"""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = steps[0]
    for sibling in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == old_root and second == new_root
