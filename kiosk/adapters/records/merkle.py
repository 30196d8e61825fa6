"""The Merkle tree hash of RFC 9162 (2.1.1), over leaves that are hashed already."""

import hashlib
from collections.abc import Iterable


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of a zero byte and the leaf, so that no leaf can pass for a node."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """The 32 bytes that stand for these leaves in this order; of none, SHA-256 of nothing."""
    # Each entry is the root of a full subtree, larger ones first: as many as the leaf count
    # has binary ones. A new leaf joins as many as its number has trailing ones.
    subtrees: list[bytes] = []
    for number, hashed in enumerate(leaf_hashes):
        while number & 1:
            hashed = _node_hash(subtrees.pop(), hashed)
            number >>= 1
        subtrees.append(hashed)
    if not subtrees:
        return hashlib.sha256(b"").digest()
    whole = subtrees.pop()
    while subtrees:
        whole = _node_hash(subtrees.pop(), whole)
    return whole


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
