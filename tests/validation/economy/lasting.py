"""Gate 2: an attack that lasts travels from the model to users, to fees, to the token, and to those who leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.validation.economy.pairs import Pairs
from tests.validation.economy.settings import (
    DEMAND,
    LASTING,
    ONE_OFF,
    SLEEPERS,
    TURNED,
    UNTURNED,
    Overrides,
    flipping,
    turns,
)
from tests.validation.readings.course import courses

FIGURES = ("true", "perceived", "fees", "fundamental", "price", "inside")
"""In the order in which the attack reaches them."""
LONG, SHORT = 120, 60
"""Days from the attack to the end."""
ELASTICITIES = {1: 2.0, 4: 8.0}
"""Elasticity of demand in quality -> b_q; the default's is 2, at b_q = 4."""
SHARES = tuple(range(1, len(SLEEPERS) + 1))
"""Pairs of twenty trainers that flip the sign of what they trained: .1 to .5 of them."""


def attacked(attack: Overrides, seeds: Sequence[int], days: int, *changed: str) -> Pairs:
    """Beside runs in which nobody turns, all of them of the long kind: a shorter attack stands beside their first part."""
    spared = [run.until(TURNED + days) for run in courses((*UNTURNED, *changed), seeds, TURNED + LONG)]
    return Pairs(courses((*attack, *changed), seeds, TURNED + days), spared, TURNED)


def lasting(seeds: Sequence[int]) -> Pairs:
    return attacked(LASTING, seeds, LONG)


def elastic(elasticity: int, seeds: Sequence[int]) -> Pairs:
    """Under a demand that heeds quality less, or more."""
    return attacked(LASTING, seeds, LONG, f"{DEMAND}.b_q={ELASTICITIES[elasticity]}")


def shared(pairs: int, seeds: Sequence[int]) -> Pairs:
    return attacked(flipping(pairs, turns(1.0)), seeds, SHORT)


def one_off(seeds: Sequence[int]) -> Pairs:
    return attacked(ONE_OFF, seeds, SHORT)


def told(seeds: Sequence[int]) -> Iterator[str]:
    yield from told_of(lasting(seeds))


def told_elasticities(seeds: Sequence[int]) -> Iterator[str]:
    for elasticity in ELASTICITIES:
        yield f"quality elasticity {elasticity}"
        yield from told_of(elastic(elasticity, seeds))


def told_shares(seeds: Sequence[int]) -> Iterator[str]:
    for pairs in SHARES:
        yield f"{pairs / 10} of the trainers"
        yield from told_of(shared(pairs, seeds))
    yield "four days of six"
    healed = one_off(seeds)
    for what in FIGURES:
        gap = healed.gaps(what).mean(axis=0)
        yield f"{what}: {np.exp(gap.min()) - 1:.4f} at worst, on day {gap.argmin()}; {healed.change(what)} in the last week"


def told_of(found: Pairs) -> Iterator[str]:
    for what in FIGURES:
        yield f"{what}: half-time {found.half_time(what):.0f} days, change {found.change(what)}"
