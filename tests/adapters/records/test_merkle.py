"""The tree's root, against the reference values of RFC 6962's test data."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.records.merkle import Frontier, leaf_hash, root

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]

ROOTS = [
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


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_root_is_the_published_one(size: int) -> None:
    assert root(leaf_hash(leaf) for leaf in LEAVES[:size]).hex() == ROOTS[size]


def test_root_depends_on_the_order() -> None:
    hashes = [leaf_hash(leaf) for leaf in LEAVES]
    assert root(hashes) != root(reversed(hashes))


def _root_by_definition(hashes: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, as it is written: split at the largest power of two below the size."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    left, right = _root_by_definition(hashes[:split]), _root_by_definition(hashes[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_root_is_as_defined_at_every_size() -> None:
    hashes = [leaf_hash(bytes([number])) for number in range(130)]
    for size in range(1, len(hashes) + 1):
        assert root(hashes[:size]) == _root_by_definition(hashes[:size])


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=200), st.integers(0, 200))
def test_a_frontier_goes_on_from_where_it_was_kept(hashes: list[bytes], cut: int) -> None:
    first, rest = hashes[:cut], hashes[cut:]
    frontier = Frontier()
    for hashed in first:
        frontier.add(hashed)
    again = Frontier(frontier.size, frontier.subtrees)
    for hashed in rest:
        again.add(hashed)
    assert again.size == len(hashes)
    expected = _root_by_definition(hashes) if hashes else hashlib.sha256(b"").digest()
    assert again.root() == root(hashes) == expected


@given(st.integers(1, 200))
def test_a_frontier_is_made_of_full_trees(size: int) -> None:
    hashes = [leaf_hash(bytes([number])) for number in range(size)]
    frontier = Frontier()
    for hashed in hashes:
        frontier.add(hashed)
    end = size
    for subtree, leaves in frontier.smallest_first():
        assert leaves & (leaves - 1) == 0
        assert subtree == _root_by_definition(hashes[end - leaves : end])
        end -= leaves
    assert end == 0


@pytest.mark.parametrize(("size", "subtrees"), [(0, bytes(32)), (3, bytes(32)), (4, bytes(31))])
def test_what_is_no_frontier_is_refused(size: int, subtrees: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be the subtrees"):
        Frontier(size, subtrees)
