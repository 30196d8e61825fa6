"""The Merkle tree hash of RFC 9162 (2.1.1), over leaves that are hashed already."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

_HASH_BYTES: Final = 32


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of a zero byte and the leaf, so that no leaf can pass for a node."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """The 32 bytes that stand for these leaves in this order; of none, SHA-256 of nothing."""
    frontier = Frontier()
    for hashed in leaf_hashes:
        frontier.add(hashed)
    return frontier.root()


class Frontier:
    """The roots of the full trees that a tree is made of: all that its growing needs of it.

    Larger ones come first, and there are as many as the number of leaves has binary ones. Raises
    ValueError for ``subtrees`` that cannot be those of ``size`` leaves.
    """

    __slots__ = ("_size", "_subtrees")

    def __init__(self, size: int = 0, subtrees: bytes = b"") -> None:
        if len(subtrees) != size.bit_count() * _HASH_BYTES:
            raise ValueError(f"{len(subtrees)} bytes cannot be the subtrees of {size} leaves")
        self._size = size
        self._subtrees = [
            subtrees[at : at + _HASH_BYTES] for at in range(0, len(subtrees), _HASH_BYTES)
        ]

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._size

    @property
    def subtrees(self) -> bytes:
        """What a frontier is made from again, with its size."""
        return b"".join(self._subtrees)

    def smallest_first(self) -> Iterator[tuple[bytes, int]]:
        """Each full tree's root and how many leaves it has, the last leaves' first."""
        left = self._size
        for subtree in reversed(self._subtrees):
            yield subtree, left & -left
            left &= left - 1

    def add(self, hashed: bytes) -> None:
        """Put one more leaf after the others; ``hashed`` is its leaf hash."""
        number = self._size
        self._size = number + 1
        # A new leaf joins as many full trees as its number has trailing ones.
        while number & 1:
            hashed = _node_hash(self._subtrees.pop(), hashed)
            number >>= 1
        self._subtrees.append(hashed)

    def root(self) -> bytes:
        """The root of the whole tree as it is now."""
        if not self._subtrees:
            return hashlib.sha256(b"").digest()
        whole = self._subtrees[-1]
        for larger in reversed(self._subtrees[:-1]):
            whole = _node_hash(larger, whole)
        return whole


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
