"""Where a model on sale comes from, and who is owed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from mechanisms.contracts.round_book import RoundBook
from sim.jobs import Vector


@dataclass(frozen=True)
class Made:
    """The model of the factory's own that something is, or is a copy of ("" when it is neither), the rounds that made it
    by number, and what those have paid to whom in base units."""

    source: str = ""
    rounds: tuple[int, ...] = ()
    owed: Mapping[str, int] = field(default_factory=dict)

    @staticmethod
    def of(model: str, book: RoundBook, vector: Callable[[str], Vector], kinship: float) -> Made:
        """Look a model up in the book of the rounds; up to a relative L2 distance of `kinship` it counts as a copy."""
        source = nearest(model, book.made, vector, kinship)
        if not source:
            return Made()
        ancestry, owed = book.ancestry(source), dict[str, int]()
        for _, paid in ancestry:
            for account, amount in paid:
                owed[account] = owed.get(account, 0) + amount
        return Made(source, tuple(sorted(number for number, _ in ancestry)), owed)


def nearest(model: str, made: tuple[str, ...], vector: Callable[[str], Vector], kinship: float) -> str:
    """The key among `made` that is this model, or else the nearest to it within the kinship; "" when there is none."""
    if model in made or not made or not kinship:
        return model if model in made else ""
    sought = vector(model).astype(np.float64)
    distances = {}
    for key in made:
        known = vector(key).astype(np.float64)
        if known.shape == sought.shape and np.isfinite(sought).all():
            distances[key] = float(np.linalg.norm(sought - known) / max(float(np.linalg.norm(known)), 1e-12))
    near = min(distances, key=lambda key: (distances[key], key), default="")
    return near if near and distances[near] <= kinship else ""
