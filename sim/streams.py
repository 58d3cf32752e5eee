"""Random streams by name: the referee owns randomness and hands it out.

A stream is a function of the seed and of its name alone, never of creation order, so another agent, rule or node moves
nobody else's draws. Names start with their owner's kind ("agent", "rule", "node", ...), then say who and what for.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np


class Streams:
    """Named numpy Generators of one run, made on first use (about 15 us each) and kept."""

    def __init__(self, seed: int) -> None:
        if seed < 0:
            raise ValueError(f"seed={seed}; allowed: an integer >= 0")
        self.seed = seed
        self._made: dict[tuple[str | int, ...], np.random.Generator] = {}

    def of(self, *name: str | int) -> np.random.Generator:
        """The stream of this name; asking again continues it."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self.new(*name)
        return made

    def new(self, *name: str | int) -> np.random.Generator:
        """The stream of this name from its beginning, for whoever keeps it: jobs have one each, and are many."""
        return np.random.default_rng(self.key(*name))

    def key(self, *name: str | int) -> int:
        """128-bit integer key of a name in this run."""
        return name_key(self.seed, *name)


def name_key(*name: str | int) -> int:
    """128-bit integer key of a name alone. Parts are length-prefixed: ("ab", "c") and ("a", "bc") differ."""
    hashed = blake2b(digest_size=16)
    for part in name:
        text = f"{type(part).__name__}:{part}".encode()
        hashed.update(len(text).to_bytes(4, "big") + text)
    return int.from_bytes(hashed.digest(), "big")
