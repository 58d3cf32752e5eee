"""What all providers add to what a quarter of them give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.validation.data.settings import ALL, BY_LABEL, DAYS, INSIDE, Overrides, learnt, offered
from tests.validation.economy.estimate import Estimate

A_QUARTER = offered(INSIDE[: len(INSIDE) // 4])
LEAST = 0.03
"""Share of right answers that all must add."""


def steady(overrides: Overrides, seeds: Sequence[int]) -> list[float]:
    """Accuracy in the second half of each run."""
    return [float(np.mean(run.accuracy[DAYS // 2 :])) for run in learnt(overrides, seeds)]


def gains(seeds: Sequence[int], dealt: Overrides = ()) -> list[float]:
    """By seed: accuracy with all who take part less accuracy with a quarter of them."""
    few, many = (steady((*chosen, *dealt), seeds) for chosen in (A_QUARTER, ALL))
    return [after - before for before, after in zip(few, many, strict=True)]


def told(seeds: Sequence[int]) -> Iterator[str]:
    for name, dealt in (("by source", ()), ("by label", BY_LABEL)):
        for share, chosen in (("all", ALL), ("a quarter", A_QUARTER)):
            yield f"{name}, {share}: {Estimate.of(steady((*chosen, *dealt), seeds))}"
        found = gains(seeds, dealt)
        yield f"{name}, gain: {Estimate.of(found)}, least {min(found):.4f}"
