"""What it costs to stop training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.validation.data.settings import DAYS, INSIDE, STOP, Overrides, learnt, offered
from tests.validation.economy.estimate import Estimate
from tests.validation.economy.settings import HONEST

LEAST = 0.05
"""Share of right answers that must be lost twenty days after the stop."""
ROUNDS = offered(INSIDE)
WHOLE_FACTORY = (*HONEST, "settle_days=0")


def losses(overrides: Overrides, seeds: Sequence[int]) -> NDArray[np.float64]:
    """(seeds, days after the stop): accuracy of the same run if it trains on less accuracy of the model that stands still,
    on the same rows; a day that is harder for both does not count."""
    stopped, on = (learnt((*overrides, *change), seeds, 2 * DAYS) for change in (STOP, ()))
    return np.array([a.accuracy[DAYS:] - b.accuracy[DAYS:] for a, b in zip(on, stopped, strict=True)])


def told(seeds: Sequence[int], overrides: Overrides = ROUNDS) -> Iterator[str]:
    found = losses(overrides, seeds)
    for days in (1, 2, 5, 10, 15, 20):
        yield f"lost {days} days after the stop: {Estimate.of(found[:, days - 1].tolist())}"
    slopes = [float(np.polyfit(np.arange(DAYS), seed, 1)[0]) for seed in found]
    yield f"points a day, straight line: {Estimate.of([100 * slope for slope in slopes])}"
    yield f"least lost at the end: {found[:, -1].min():.4f}"


def told_whole(seeds: Sequence[int]) -> Iterator[str]:
    """The same in `default` itself, with everybody honest."""
    return told(seeds, WHOLE_FACTORY)
