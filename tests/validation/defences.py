"""An attack matters and a defence works: two settings beside each other, seed by seed, for twenty days.

`python -m tests.validation.defences [SECTION [SEEDS]]` prints the tables of docs/validation/defences.md. Runs of one seed
share their data, model and lots, so every difference is paired.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.comparing.bootstrap import interval
from tests.validation import whole
from tests.validation.readings.outcome import Outcome
from tests.validation.readings.reading import readings
from tests.validation.settings import (
    ALIE,
    CHECKED,
    COPIER,
    DIVIDENDS,
    FAR_ALIE,
    FLIPPERS,
    HONEST,
    KRUM,
    LEAVE_ONE_OUT,
    LINEAR,
    OFTEN,
    POISONED,
    SEALED,
    SEVEN,
    SIGN_FLIP,
    SILENT,
    SMALL,
    STRICT,
    SYBILS,
    TRAINING,
    TRIMMED,
    TRUE,
    WATCHED,
    WHALE,
    WORTH,
    Overrides,
    names,
)

SEEDS = tuple(range(1, 11))
DAYS = 20


@dataclass(frozen=True)
class Pair:
    """Two settings, and the figure that is compared."""

    title: str
    first: Overrides
    second: Overrides
    figure: Callable[[Outcome], float]


@dataclass(frozen=True)
class Difference:
    """Means over the seeds, and second - first with its 95 % interval."""

    first: float
    second: float
    mean: float
    low: float
    high: float


def accuracy(run: Outcome) -> float:
    return run.accuracy


def lead(run: Outcome) -> float:
    """Dollars by which a rider ends before an honest trainer, all costs counted."""
    return run.mean("profit", "cheats") - run.mean("profit", "trainers")


def flipped_update(run: Outcome) -> float:
    """What an update on flipped data earns, of one on honest data."""
    return run.mean("data", "flippers") / run.mean("data", "providers")


def flipper(run: Outcome) -> float:
    """What a provider of flipped data earns, of an honest one."""
    return run.mean("paid", "flippers") / run.mean("paid", "providers")


def copier(run: Outcome) -> float:
    """What the copier earns, of those who looked."""
    return run.mean("paid", "copiers") / run.mean("paid", "validators")


def owner(run: Outcome) -> float:
    """Tokens that all names of one owner gain."""
    return run.total("gained", "principal")


def loot(run: Outcome) -> float:
    """Tokens that the treasury pays the whale."""
    return run.total("taken", "whales")


def poison(attack: str, chosen: Overrides) -> tuple[Pair, ...]:
    """What an attack costs the mean, and what defences save."""
    attacked = (*POISONED, *chosen)
    return (
        Pair(f"mean, honest > {attack}", (*POISONED, *HONEST), attacked, accuracy),
        Pair(f"{attack}, mean > trimmed_mean", attacked, (*attacked, *TRIMMED), accuracy),
        Pair(f"{attack}, mean > multi_krum", attacked, (*attacked, *KRUM), accuracy),
        Pair(f"{attack}, mean > checks of .05", attacked, (*attacked, *CHECKED), accuracy),
    )


def whole_poison(attack: str, attacked: Overrides) -> tuple[Pair, ...]:
    """The same in the default, where six of twenty may cheat."""
    unchecked = (*attacked, *whole.UNCHECKED)
    return (
        Pair(f"mean, honest > {attack}", (*whole.HONEST, *whole.UNCHECKED), unchecked, accuracy),
        Pair(f"{attack}, mean > trimmed_mean", unchecked, (*unchecked, *whole.TRIMMED), accuracy),
        Pair(f"{attack}, mean > multi_krum", unchecked, (*unchecked, *whole.KRUM), accuracy),
        Pair(f"{attack}, mean > checks of .05", unchecked, attacked, accuracy),
    )


SECTIONS: Mapping[str, tuple[Pair, ...]] = {
    "whale": (
        Pair("quorum .04 > .15", SILENT, (*SILENT, "governance.quorum=150"), loot),
        Pair("quorum .04 > .25", SILENT, (*SILENT, "governance.quorum=250"), loot),
        Pair("timelock 2 > 7 days", SILENT, (*SILENT, "contracts.governor.timelock=604800"), loot),
        Pair("nobody > a guardian, timelock 2 days", SILENT, WATCHED, loot),
        Pair("nobody > a guardian, no timelock", SILENT, (*WATCHED, "contracts.governor.timelock=0"), loot),
        Pair("founders silent > voting", SILENT, WHALE, loot),
    ),
    "sybils": (
        Pair("equal_split, 1 > 2 names", (*SYBILS, *names(1)), (*SYBILS, *names(2)), owner),
        Pair("equal_split, 1 > 4 names", (*SYBILS, *names(1)), (*SYBILS, *names(4)), owner),
        Pair("stake_proportional, 1 > 4 names", (*SYBILS, *LINEAR, *names(1)), (*SYBILS, *LINEAR, *names(4)), owner),
        Pair("4 names, no checks > checks of .05", (*SYBILS, *names(4)), (*SYBILS, *names(4), *CHECKED), owner),
        Pair("checks of .25, 1 > 4 names", (*SYBILS, *OFTEN, *names(1)), (*SYBILS, *OFTEN, *names(4)), owner),
        Pair("the same, all of a stake is lost", (*STRICT, *names(1)), (*STRICT, *names(4)), owner),
    ),
    "copying": (
        Pair("each report alike, open > sealed", COPIER, (*COPIER, *SEALED), copier),
        Pair("by dividends, open > sealed", (*COPIER, *DIVIDENDS), (*COPIER, *DIVIDENDS, *SEALED), copier),
    ),
    "riders": (
        Pair("no checks > checks of .05", (*SMALL, "verification=none"), SMALL, lead),
        Pair("checks of .05 > .25", SMALL, (*SMALL, "verification.rate=0.25"), lead),
    ),
    "labels": (
        Pair("equal_split, honest > label_flip", (*FLIPPERS, *TRUE), FLIPPERS, accuracy),
        Pair(
            "update on flipped data, equal_split > leave_one_out", FLIPPERS, (*FLIPPERS, *LEAVE_ONE_OUT), flipped_update
        ),
        Pair("provider by use, equal_split > leave_one_out", FLIPPERS, (*FLIPPERS, *LEAVE_ONE_OUT), flipper),
        Pair("provider by worth, equal_split > leave_one_out", FLIPPERS, (*FLIPPERS, *LEAVE_ONE_OUT, *WORTH), flipper),
    ),
    "default": (
        *whole_poison("sign_flip", whole.SIGN_FLIP),
        *whole_poison("alie", whole.ALIE),
        Pair("riders, no checks > checks of .05", (*whole.RIDERS, *whole.UNCHECKED), whole.RIDERS, lead),
        Pair("honest > label_flip", whole.flippers("honest"), whole.flippers("label_flip"), accuracy),
        Pair(
            "provider, equal_split > leave_one_out by worth",
            whole.flippers("label_flip"),
            (*whole.flippers("label_flip"), *whole.LEAVE_ONE_OUT),
            flipper,
        ),
        Pair("copier, open > sealed", whole.COPIER, (*whole.COPIER, *whole.SEALED), copier),
        Pair(
            "copier by dividends, open > sealed",
            (*whole.COPIER, *whole.DIVIDENDS),
            (*whole.COPIER, *whole.DIVIDENDS, *whole.SEALED),
            copier,
        ),
    ),
    "poison": (
        Pair("mean, ten > seven honest", (*POISONED, *HONEST), (*TRAINING, *SEVEN), accuracy),
        *poison("sign_flip", SIGN_FLIP),
        *poison("alie", ALIE),
        *poison("alie, z 1.5", FAR_ALIE),
        Pair(
            "trimmed_mean, honest > alie, z 1.5",
            (*POISONED, *HONEST, *TRIMMED),
            (*POISONED, *FAR_ALIE, *TRIMMED),
            accuracy,
        ),
        Pair("multi_krum, honest > alie, z 1.5", (*POISONED, *HONEST, *KRUM), (*POISONED, *FAR_ALIE, *KRUM), accuracy),
    ),
}


def outcomes(chosen: Overrides, seeds: Sequence[int] = SEEDS, days: float = DAYS) -> list[Outcome]:
    """One run for each seed."""
    return readings(Outcome, [(*chosen, f"seed={seed}", f"horizon_days={days}") for seed in seeds])


def difference(pair: Pair, seeds: Sequence[int] = SEEDS, days: float = DAYS) -> Difference:
    first, second = ([pair.figure(run) for run in outcomes(side, seeds, days)] for side in (pair.first, pair.second))
    gaps = [after - before for before, after in zip(first, second, strict=True)]
    low, high = interval(gaps) or (float("nan"), float("nan"))
    return Difference(float(np.mean(first)), float(np.mean(second)), float(np.mean(gaps)), low, high)


def main(sections: Sequence[str], seeds: Sequence[int] = SEEDS) -> None:
    for section in sections:
        for pair in SECTIONS[section]:
            found = difference(pair, tuple(seeds))
            told = f"{found.first:.4g} | {found.second:.4g} | {found.mean:+.4g} ({found.low:+.4g} to {found.high:+.4g})"
            print(f"| {section} | {pair.title} | {told} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:2] or tuple(SECTIONS), SEEDS[: int(sys.argv[2])] if len(sys.argv) > 2 else SEEDS)
