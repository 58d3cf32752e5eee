"""Attacks against defences on the scenario `digits`: one run of each pair of cheat and rule for each seed.

`python -m tests.validation.attacks [SEEDS]` prints the tables of docs/validation/attacks.md. Runs of one seed share their
data, model and lots, so every difference is paired.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from tests.validation.readings.attacked import Attacked
from tests.validation.readings.reading import readings

SEEDS = tuple(range(1, 11))
DAYS = 3
"""Eleven rounds are settled by then."""
UNCHECKED = ("verification=none", "reward=equal_split")
CHEATS = "population.cheats.behaviour"

CARTEL = "population.cheats.coalition=true"
THREE = ("population.cheats.count=3", "population.trainers.count=7")
"""Three cheats among ten: as many as the robust rules below are told to withstand."""

ATTACKS: Mapping[str, tuple[str, ...]] = {
    "honest": (f"{CHEATS}=honest",),
    "sign_flip": (f"{CHEATS}=sign_flip",),
    "sign_flip, scale 5": (f"{CHEATS}={{name: sign_flip, scale: 5}}",),
    "alie": (f"{CHEATS}=alie", CARTEL),
    "alie, z 1.5": (f"{CHEATS}={{name: alie, z: 1.5}}", CARTEL),
}
DEFENCES: Mapping[str, tuple[str, ...]] = {
    "mean": (),
    "trimmed_mean": ("aggregation=trimmed_mean", "aggregation.f=3"),
    "multi_krum": ("aggregation=multi_krum", "aggregation.f=3"),
    "centered_clipping": ("aggregation=centered_clipping",),
}
TASKS = ("digits", "drifting")
"""On digits most is learnt in the first round; the drifting task has to be learnt all the time."""
SUPPLY: Mapping[str, tuple[str, ...]] = {
    "honest": (),
    "backdoor": (
        "population.providers.count=1",
        "+population.planter={role: provider, behaviour: backdoor, tokens: 20000000000000, stake: 5000000000000}",
    ),
}
"""Two providers, of whom both are honest, or one plants a trigger in three tenths of its rows."""
CHECKS: Mapping[str, tuple[str, ...]] = {"off": ("verification=none",), "on": ()}


def played(overrides: Sequence[str], seeds: Sequence[int]) -> list[Attacked]:
    """One run of `digits` with these overrides for each seed."""
    chosen = ("scenario=digits", f"horizon_days={DAYS}", *overrides)
    return readings(Attacked, [(*chosen, f"seed={seed}") for seed in seeds])


def against(attack: str, defence: str, task: str = "digits", seeds: Sequence[int] = SEEDS) -> list[Attacked]:
    """Nobody is checked, so that the aggregation stands alone."""
    chosen = (*UNCHECKED, *THREE, *ATTACKS[attack], *DEFENCES[defence], f"task={task}")
    return played(chosen, seeds)


def supplied(supply: str, defence: str = "mean", seeds: Sequence[int] = SEEDS) -> list[Attacked]:
    """Honest trainers on data of which half may be poisoned; a quarter of the work is repeated."""
    chosen = (f"{CHEATS}=honest", *DEFENCES[defence], *SUPPLY[supply])
    return played(chosen, seeds)


def riders(check: str, behaviour: str = "free_rider", seeds: Sequence[int] = SEEDS) -> list[Attacked]:
    """Two of ten trainers of this behaviour, all paid alike; a quarter of the work is repeated, or nothing is."""
    chosen = (f"{CHEATS}={behaviour}", "reward=equal_split", *CHECKS[check])
    return played(chosen, seeds)


def interval(values: Sequence[float], draws: int = 2000) -> tuple[float, float, float]:
    """Mean and a 95 % bootstrap interval of it."""
    sample = np.asarray(values, dtype=float)
    means = np.random.default_rng(0).choice(sample, (draws, len(sample))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(sample.mean()), float(low), float(high)


def main(seeds: Sequence[int]) -> None:
    """Print the tables."""
    print(f"accuracy after {DAYS} days, {len(seeds)} seeds; difference from honest with the same rule")
    for task, defence in product(TASKS, DEFENCES):
        honest = [run.accuracy for run in against("honest", defence, task, seeds)]
        print(f"| {task} | {defence} | honest | {np.mean(honest):.4f} | |", flush=True)
        for attack in list(ATTACKS)[1:]:
            attacked = [run.accuracy for run in against(attack, defence, task, seeds)]
            mean, low, high = interval([a - h for a, h in zip(attacked, honest, strict=True)])
            harm = f"{mean:+.4f} ({low:+.4f} to {high:+.4f})"
            print(f"| {task} | {defence} | {attack} | {np.mean(attacked):.4f} | {harm} |", flush=True)
    for check in CHECKS:
        for behaviour in ("honest", "free_rider"):
            runs = riders(check, behaviour, seeds)
            lead = interval([run.gained["cheats"] - run.gained["trainers"] for run in runs])
            accuracy, caught = (np.mean([getattr(run, what) for run in runs]) for what in ("accuracy", "caught"))
            cheats, trainers = (np.mean([run.gained[group] for run in runs]) for group in ("cheats", "trainers"))
            told = f"accuracy {accuracy:.4f} | caught {caught:.1f} | gained {cheats:.0f}, trainers {trainers:.0f}"
            print(f"| checks {check} | {behaviour} | {told} | {lead[0]:+.0f} ({lead[1]:+.0f} to {lead[2]:+.0f}) |")
    for supply, defence in (("honest", "mean"), *(("backdoor", defence) for defence in DEFENCES)):
        runs = supplied(supply, defence, seeds)
        accuracy, triggered = (np.mean([getattr(run, what) for run in runs]) for what in ("accuracy", "triggered"))
        print(f"| providers {supply} | {defence} | accuracy {accuracy:.4f} | triggered {triggered:.4f} |", flush=True)


if __name__ == "__main__":
    main(SEEDS[: int(sys.argv[1])] if len(sys.argv) > 1 else SEEDS)
