"""Whether leave-one-out pays providers by what their data are worth.

Two truths to compare with, both on the referee's rows and both in the second half of a run. *Missed*: how much worse the
models of rounds would have been without the provider's updates of that round; leave-one-out estimates it from the 200 rows
of one validator. *Lost*: how much less accurate the model is in a run of the same seed in which the provider never offered
anything, which is what it is worth to a factory, and what no rule can see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.stats import spearmanr

from tests.validation.data.settings import ALL, BY_LABEL, DAYS, INSIDE, learnt, offered
from tests.validation.economy.estimate import Estimate
from tests.validation.readings.learning import Learning, Series

LEAST = 0.3
"""Rank correlation that is asked for."""


def alike(first: Mapping[str, Series], second: Mapping[str, Series]) -> float:
    """Rank correlation over the names of both, of what a series comes to."""
    names = sorted(first)
    return float(spearmanr([first[name].sum() for name in names], [second[name].sum() for name in names]).statistic)


def lasting(run: Learning) -> float:
    """Rank correlation over providers of how they were missed in the first and in the last days of the second half."""
    middle = DAYS // 4
    first, last = (
        {name: days[part] for name, days in run.missed.items()} for part in (slice(middle), slice(middle, None))
    )
    return alike(first, last)


def lost(seeds: Sequence[int]) -> list[dict[str, Series]]:
    """By seed and provider: accuracy with everybody less accuracy without that one."""
    whole = [run.accuracy[DAYS // 2 :] for run in learnt(ALL, seeds)]
    found: list[dict[str, Series]] = [{} for _ in seeds]
    for place in INSIDE:
        rest = tuple(other for other in INSIDE if other != place)
        for by_name, with_all, run in zip(found, whole, learnt(offered(rest), seeds), strict=True):
            by_name[f"source{place:02}.0"] = (with_all - run.accuracy[DAYS // 2 :]) / len(with_all)
    return found


def told(seeds: Sequence[int]) -> Iterator[str]:
    for name, dealt in (("by source", ()), ("by label", BY_LABEL)):
        runs = learnt((*ALL, *dealt), seeds)
        yield f"{name}, paid and missed, updates of a round: {Estimate.of([run.updates for run in runs])}"
        found = [alike(run.paid, run.missed) for run in runs]
        yield f"{name}, paid and missed, providers: {Estimate.of(found)}, least {min(found):.3f}"
        yield f"{name}, missed in the first and in the last five days: {Estimate.of([lasting(run) for run in runs])}"


def told_lost(seeds: Sequence[int]) -> Iterator[str]:
    runs, worth = learnt(ALL, seeds), lost(seeds)
    for name in ("paid", "missed"):
        found = [alike(getattr(run, name), by_name) for run, by_name in zip(runs, worth, strict=True)]
        yield f"{name} and lost, providers: {Estimate.of(found)}, least {min(found):.3f}"
    without = np.array([[gap.sum() for gap in by_name.values()] for by_name in worth])
    yield f"lost without the best provider: {Estimate.of(without.max(axis=1).tolist())}"
    yield f"lost without the mean one: {Estimate.of(without.mean(axis=1).tolist())}"
