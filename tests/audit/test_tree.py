"""Our tree is that of RFC 9162: the published vectors, and an implementation that is not ours as judge."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from marketplace.audit import tree
from marketplace.audit.standalone import verify_bundle

#: The leaves and roots that Certificate Transparency's implementations have been tested with since RFC 6962.
CT_LEAVES = [
    bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [tree.leaf_hash(data) for data in CT_LEAVES]
#: (leaf, size) and (old, new) of the published proofs.
CT_INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CT_CONSISTENCY = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_that_certificate_transparency_publishes(size: int) -> None:
    assert tree.root_of(LEAVES[:size]).hex() == CT_ROOTS[size]


@pytest.mark.parametrize(("position", "size"), CT_INCLUSION)
def test_inclusion_proofs_are_the_published_ones(position: int, size: int) -> None:
    path = tree.inclusion_proof(position, size, tree.nodes_of(LEAVES))
    assert [step.hex() for step in path] == CT_INCLUSION[position, size]


@pytest.mark.parametrize(("old", "new"), CT_CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(old: int, new: int) -> None:
    path = tree.consistency_proof(old, new, tree.nodes_of(LEAVES))
    assert [step.hex() for step in path] == CT_CONSISTENCY[old, new]


def _leaves(size: int) -> list[bytes]:
    return [tree.leaf_hash(number.to_bytes(4, "big")) for number in range(size)]


@pytest.fixture(scope="module")
def judge() -> InmemoryTree:
    other = InmemoryTree(algorithm="sha256")
    for number in range(70):
        other.append_entry(number.to_bytes(4, "big"))
    return other


@pytest.mark.parametrize("size", range(1, 71))
def test_another_implementation_comes_to_the_same_roots(judge: InmemoryTree, size: int) -> None:
    assert tree.root_of(_leaves(size)) == judge.get_state(size)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64, 70])
def test_another_implementations_proofs_are_ours(judge: InmemoryTree, size: int) -> None:
    nodes, root = tree.nodes_of(_leaves(size)), judge.get_state(size)
    for position in range(size):
        theirs = judge.prove_inclusion(position + 1, size)
        verify_inclusion(_leaves(size)[position], root, theirs)
        path = tree.inclusion_proof(position, size, nodes)
        assert path == theirs.path[1:]
        assert tree.verify_inclusion(_leaves(size)[position], position, size, path, root)
    for old in range(1, size + 1):
        verify_consistency(judge.get_state(old), root, judge.prove_consistency(old, size))
        assert tree.verify_consistency(old, size, judge.get_state(old), root, tree.consistency_proof(old, size, nodes))


@given(st.integers(1, 300), st.data())
def test_a_proof_for_another_leaf_place_or_root_does_not_verify(size: int, data: st.DataObject) -> None:
    leaves = _leaves(size)
    position = data.draw(st.integers(0, size - 1))
    path, root = tree.inclusion_proof(position, size, tree.nodes_of(leaves)), tree.root_of(leaves)
    assert tree.verify_inclusion(leaves[position], position, size, path, root)
    assert not tree.verify_inclusion(sha256(b"x").digest(), position, size, path, root)
    assert not tree.verify_inclusion(leaves[position], position, size, path, sha256(b"x").digest())
    assert not tree.verify_inclusion(leaves[position], position, size, [*path, root], root)
    assert not tree.verify_inclusion(leaves[position], size, size, path, root)
    assert size == 1 or not tree.verify_inclusion(leaves[position], (position + 1) % size, size, path, root)


@given(st.integers(1, 200), st.integers(1, 200))
def test_a_log_that_was_rewritten_is_not_consistent_with_what_it_was(old: int, more: int) -> None:
    leaves = _leaves(old + more)
    path = tree.consistency_proof(old, old + more, tree.nodes_of(leaves))
    before, after = tree.root_of(leaves[:old]), tree.root_of(leaves)
    assert tree.verify_consistency(old, old + more, before, after, path)
    assert not tree.verify_consistency(old, old + more, sha256(before).digest(), after, path)
    assert not tree.verify_consistency(old, old + more, before, sha256(after).digest(), path)


@given(st.integers(1, 400), st.data())
def test_the_stand_alone_verifier_agrees_without_sharing_code(size: int, data: st.DataObject) -> None:
    leaves = _leaves(size)
    position = data.draw(st.integers(0, size - 1))
    other = verify_bundle.Tree()
    for leaf in leaves:
        other.add(leaf)
    path = tree.inclusion_proof(position, size, tree.nodes_of(leaves))
    assert other.root() == tree.root_of(leaves) == verify_bundle.root_from_path(leaves[position], position, size, path)


def test_an_entrys_leaf_covers_place_predecessor_and_text() -> None:
    leaf = tree.entry_hash(5, bytes(32), "text")
    assert leaf == sha256(b"\x00" + bytes(7) + b"\x05" + bytes(32) + sha256(b"text").digest()).digest()
    assert (
        len({leaf, tree.entry_hash(6, bytes(32), "text"), tree.entry_hash(5, b"\x01" * 32, "text"), tree.entry_hash(5, bytes(32), "test")})
        == 4
    )
