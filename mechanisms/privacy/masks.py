"""Masks that cancel out, in whole numbers modulo 2^64, and what is left of them when somebody drops out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Vector
from sim.streams import name_key

Words: TypeAlias = NDArray[np.uint64]
FINE = 2**24
"""Fixed point: parts of one in which entries are counted."""
LARGEST = float(2**30)
"""Entries are held to this, so that the sum of a thousand million of them stays below 2^63."""


def encoded(vector: Vector) -> Words:
    """Entries as whole parts of FINE modulo 2^64, (P,)."""
    held = np.clip(vector.astype(np.float64), -LARGEST, LARGEST)
    return np.rint(held * FINE).astype(np.int64).view(np.uint64)


def decoded(words: Words) -> NDArray[np.float64]:
    """What a sum of encoded vectors stands for, float64 (P,)."""
    return words.view(np.int64) / FINE


def mask(seed: int, size: int) -> Words:
    """The stream that two participants expand from a seed that only they share, (P,), uniform."""
    return np.random.Generator(np.random.Philox(key=seed)).integers(0, 2**64, size, dtype=np.uint64)


def pair_seed(round_: int, one: str, other: str) -> int:
    """The seed of a pair in a round. It stands for a Diffie-Hellman agreement, which nobody else could repeat."""
    return name_key("secure sum", round_, *sorted((one, other)))


def masked(vector: Vector, owner: str, everybody: Sequence[str], round_: int) -> Words:
    """What `owner` hands in: its vector under one mask for each other participant, added by the first of the two by name
    and subtracted by the second."""
    words = encoded(vector)
    for other in everybody:
        if other != owner:
            words = _applied(words, owner, other, round_)
    return words


def unmasked(total: Words, survivors: Sequence[str], dropped: Sequence[str], round_: int) -> Words:
    """The sum of what survivors handed in without the masks that they share with those who dropped out, whose seeds are
    put together again from the survivors' shares."""
    for owner in survivors:
        for other in dropped:
            total = _applied(total, other, owner, round_)
    return total


def _applied(words: Words, owner: str, other: str, round_: int) -> Words:
    stream = mask(pair_seed(round_, owner, other), len(words))
    return words + stream if owner < other else words - stream
