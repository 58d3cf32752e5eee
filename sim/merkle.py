"""Merkle trees: one hash that stands for many rows, and for each row a short proof that it is one of them.

RFC 6962 (Laurie, Langley and Kasper 2013), section 2.1, with SHA-256 in hex: a leaf is H(00, row), a node is
H(01, left, right), so that neither can be taken for the other. Where a level has an odd number of hashes the last one goes
up as it is; were it paired with itself, two lists of rows would have one root (CVE-2012-2459).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

HASH = re.compile(r"[0-9a-f]{64}")


def leaf(row: bytes) -> str:
    """The hash that stands for one row."""
    return sha256(b"\x00" + row).hexdigest()


def node(left: str, right: str) -> str:
    """The hash above two others."""
    return sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def root(leaves: Sequence[str]) -> str:
    """The hash that stands for all leaves in their order; that of no bytes at all where there are none."""
    return _levels(leaves)[-1][0] if leaves else sha256(b"").hexdigest()


def path(leaves: Sequence[str], place: int) -> tuple[str, ...]:
    """The hashes beside the way up from one leaf, lowest first: its proof. Raises ValueError when there is no such place."""
    if not 0 <= place < len(leaves):
        raise ValueError(f"place={place}; allowed: 0 to {len(leaves) - 1}")
    beside = []
    for level in _levels(leaves)[:-1]:
        if place ^ 1 < len(level):
            beside.append(level[place ^ 1])
        place //= 2
    return tuple(beside)


def proves(found: str, place: int, rows: int, beside: Sequence[str], whole: str) -> bool:
    """Whether a proof leads from the leaf `found` at `place` among `rows` to the root `whole`. Nonsense proves nothing."""
    if not 0 <= place < rows or not all(HASH.fullmatch(part) for part in (found, *beside)):
        return False
    left = list(beside)
    while rows > 1:
        if place ^ 1 < rows:
            if not left:
                return False
            other = left.pop(0)
            found = node(other, found) if place % 2 else node(found, other)
        place, rows = place // 2, (rows + 1) // 2
    return not left and found == whole


def _levels(leaves: Sequence[str]) -> list[list[str]]:
    levels = [list(leaves)]
    while len(below := levels[-1]) > 1:
        pairs = [node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append(pairs + below[len(below) - len(below) % 2 :])
    return levels
