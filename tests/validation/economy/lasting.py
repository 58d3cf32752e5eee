"""Gate 2: an attack that lasts travels from the model to users, to fees, to the token, and to those who leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.validation.economy.closing import honest
from tests.validation.economy.pairs import Pairs
from tests.validation.economy.settings import (
    CLOSED,
    DEMAND,
    LASTING,
    LASTING_CLOSED,
    LASTING_KEPT,
    ONE_OFF,
    TURNED,
    Overrides,
    flipping,
)
from tests.validation.readings.course import Course, courses

FIGURES = ("true", "perceived", "fees", "fundamental", "price", "inside")
"""In the order in which the attack reaches them."""
LONG, SHORT = 120, 60
"""Days from the attack to the end."""
ELASTICITIES = {1: 2.0, 4: 8.0}
"""Elasticity of demand in quality -> b_q; the default's is 2, at b_q = 4."""
CHANCE, REFERENCE = 0.25, 0.84
"""Shares of right answers at which v is 0, and 1, in the default."""
LOST = 0.2
"""Of what the model knew of what is asked: who has lost that much counts as ruined."""
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
"""Of all updates, those with their sign flipped."""


def attacked(attack: Overrides, seeds: Sequence[int], days: int) -> Pairs:
    """Beside the honest runs of the first gate, as far as the attack is played."""
    return Pairs(courses(attack, seeds, TURNED + days), honest(seeds, TURNED + days), TURNED)


def lasting(seeds: Sequence[int]) -> Pairs:
    return attacked(LASTING, seeds, LONG)


def kept(seeds: Sequence[int]) -> Pairs:
    """Where the developer alone may not leave."""
    return attacked(LASTING_KEPT, seeds, LONG)


def closed(seeds: Sequence[int], *changed: str) -> Pairs:
    """Where nobody may leave, so that an attack does to the model what it does by itself."""
    struck, spared = (courses((*chosen, *changed), seeds, TURNED + LONG) for chosen in (LASTING_CLOSED, CLOSED))
    return Pairs(struck, spared, TURNED)


def elastic(elasticity: int, seeds: Sequence[int]) -> Pairs:
    """The same under a demand that heeds quality less, or more."""
    return closed(seeds, f"{DEMAND}.b_q={ELASTICITIES[elasticity]}")


def ruined(found: Pairs) -> list[bool]:
    """By seed: whether the model has lost more than a fifth of what it knew in the last month."""
    return [bool(gap[-30:].mean() < np.log(1 - LOST)) for gap in found.gaps("true")]


def shared(share: float, seeds: Sequence[int]) -> Pairs:
    return attacked(flipping(share), seeds, SHORT)


def one_off(seeds: Sequence[int]) -> Pairs:
    return attacked(ONE_OFF, seeds, SHORT)


def elasticity(found: Pairs, last: int = 30) -> float:
    """Of fees in v, as users perceive it, over the last days."""

    def logs(runs: Sequence[Course]) -> tuple[float, float]:
        v = [(run.perceived[-last:].mean() - CHANCE) / (REFERENCE - CHANCE) for run in runs]
        return float(np.log(v).mean()), float(np.mean([np.log(run.fees[-last:].mean()) for run in runs]))

    (struck, paid), (spared, usual) = logs(found.struck), logs(found.spared)
    return (paid - usual) / (struck - spared)


def told(seeds: Sequence[int]) -> Iterator[str]:
    yield "the seventy stay"
    yield from told_of(closed(seeds))
    yield "who is ruined leaves"
    found = lasting(seeds)
    yield from told_of(found)
    yield f"ruined in {sum(ruined(found))} of {len(seeds)}"
    yield "all may leave but the developer"
    found = kept(seeds)
    yield from told_of(found)
    yield f"ruined in {sum(ruined(found))} of {len(seeds)}"


def told_elasticities(seeds: Sequence[int]) -> Iterator[str]:
    for elasticity in ELASTICITIES:
        yield f"quality elasticity {elasticity}"
        yield from told_of(elastic(elasticity, seeds))


def told_shares(seeds: Sequence[int]) -> Iterator[str]:
    for share in SHARES:
        yield f"{share} of the updates"
        yield from told_of(shared(share, seeds))
    yield "two days of six trainers"
    healed = one_off(seeds)
    for what in FIGURES:
        gap = healed.gaps(what).mean(axis=0)
        yield f"{what}: {np.exp(gap.min()) - 1:.4f} at worst, on day {gap.argmin()}; {healed.change(what)} in the last week"


def told_of(found: Pairs) -> Iterator[str]:
    for what in FIGURES:
        yield f"{what}: half-time {found.half_time(what):.0f} days, change {found.change(what)}"
    yield f"elasticity of fees in perceived v {elasticity(found):.2f}"
