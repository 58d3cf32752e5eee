"""The economy of the scenario `default`, day by day: whether it closes, and whether causes lead to effects.

`python -m tests.validation.economy GATE [SEEDS]` prints the figures of docs/validation/economy.md. Runs of one seed share
their data, model and lots, so every difference is paired.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import torch
from joblib import Parallel, delayed
from numpy.typing import NDArray

from experiments.compose import composed
from experiments.running import simulate
from sim.durations import DAY

SEEDS = tuple(range(1, 21))
BURN_IN = 5
"""Days that no figure counts: nothing is on sale on the first, and the model is learnt on the others."""
HONEST = ("scenario=default", "baseline=honest")
UNCHECKED = "verification=none"
TURNED = 15
"""Day from which cheats pull the model back in the runs of a lasting attack."""
LASTING = (
    "scenario=default",
    UNCHECKED,
    f"population.cheats.behaviour.inner.at_days={TURNED}",
)

Series = NDArray[np.float64]


@dataclass(frozen=True)
class Course:
    """One run by the day, (days,) each: members inside, dollars per token and what it is worth, dollars of fees, the share
    of right answers of what is on sale as it is and as it seems; and the kinds of fact on record with their counts."""

    members: Series
    price: Series
    fundamental: Series
    fees: Series
    true: Series
    perceived: Series
    facts: Mapping[str, int]


def course(overrides: Sequence[str], seed: int, days: float) -> Course:
    """Run one factory and keep its daily figures."""
    torch.set_num_threads(1)
    return read(simulate(composed([*overrides, f"seed={seed}", f"horizon_days={days}", "settle_days=0"])), int(days))


def courses(overrides: Sequence[str], seeds: Sequence[int], days: float) -> list[Course]:
    """One run for each seed, on both cores."""
    found: list[Course] = Parallel(n_jobs=2)(delayed(course)(tuple(overrides), seed, days) for seed in seeds)
    return found


def read(tables: Mapping[str, pa.Table], days: int) -> Course:
    """The daily figures of a run's tables."""
    books, prices = tables["books"].to_pylist(), tables["prices"].to_pylist()
    usage = tables["usage"].to_pylist() if "usage" in tables else []
    inside, counts, fees, true, perceived = (np.zeros(days) for _ in range(5))
    for row in books:
        if row["inside"] and row["time"] < days * DAY:
            inside[int(row["time"] // DAY)] += 1
    for row in usage:
        if row["version"] and row["time"] < days * DAY:
            day = int(row["time"] // DAY)
            counts[day] += 1
            fees[day] += row["fees"] / 1e9
            true[day] += row["accuracy"]
            perceived[day] += row["perceived"]
    last = {int(row["time"] // DAY): row for row in prices}
    with np.errstate(invalid="ignore"):
        true, perceived = true / counts, perceived / counts
    kinds = tables["facts"]["kind"].value_counts().to_pylist()
    return Course(
        inside,
        np.array([last[day]["price"] for day in range(days)]),
        np.array([last[day]["fundamental"] for day in range(days)]),
        fees,
        true,
        perceived,
        {row["values"]: row["counts"] for row in kinds},
    )


def half_time(attacked: Sequence[Course], honest: Sequence[Course], what: str) -> float:
    """Days from the attack until a figure's mean difference has gone half of the way to where it is in the last week; NaN
    when it went nowhere."""
    after = [(getattr(a, what)[TURNED:], getattr(h, what)[TURNED:]) for a, h in zip(attacked, honest, strict=True)]
    gap = np.mean([np.log(cheated) - np.log(clean) for cheated, clean in after], axis=0)
    end = gap[-7:].mean()
    gone = np.flatnonzero(np.sign(end) * gap >= abs(end) / 2)
    return float(gone[0]) if len(gone) else float("nan")


def change(attacked: Sequence[Course], honest: Sequence[Course], what: str) -> float:
    """How much a figure differs from the honest run of the same seed in the last whole week, as a part of it; the mean."""
    pairs = zip(attacked, honest, strict=True)
    return float(np.mean([getattr(a, what)[-8:-1].mean() / getattr(h, what)[-8:-1].mean() - 1 for a, h in pairs]))


def closing(found: Sequence[Course]) -> dict[str, float]:
    """What the first gate asks of all-honest runs."""
    members = np.array([run.members[BURN_IN:-1] for run in found])
    price = np.array([run.price[BURN_IN:-1] for run in found])
    ratio = np.log(price / np.array([run.fundamental[BURN_IN:-1] for run in found]))
    band = [bool((m >= 56).all() and (m <= 84).all()) for m in members]
    factor = [bool((p >= 0.00429 / 2).all() and (p <= 0.00429 * 2).all()) for p in price]
    days = np.arange(price.shape[1])
    slopes = np.polyfit(days, np.log(price).T, 1)[0] * 365
    return {
        "runs": float(len(found)),
        "population within 20 %": float(np.mean(band)),
        "price within a factor of two": float(np.mean(factor)),
        "members at the end": float(members[:, -1].mean()),
        "fewest members": float(members.min()),
        "most members": float(members.max()),
        "price at the end": float(price[:, -1].mean()),
        "lowest price": float(price.min()),
        "highest price": float(price.max()),
        "trend of ln P, a year": float(slopes.mean()),
        "its standard error": float(slopes.std(ddof=1) / np.sqrt(len(found))),
        "sd of ln(P/P*)": float(ratio.std(axis=1).mean()),
        "fees a day": float(np.mean([run.fees[BURN_IN:-1].mean() for run in found])),
    }


def show(figures: Mapping[str, float]) -> None:
    for name, value in figures.items():
        print(f"{name:32} {value:.5g}", flush=True)


def main(gate: str, seeds: Sequence[int]) -> None:
    match gate:
        case "closing":
            found = courses(HONEST, seeds, 60)
            for seed, run in zip(seeds, found, strict=True):
                ends = (run.members[-2], 1e3 * run.price[-1], np.nanmean(run.true[BURN_IN:]), run.fees[BURN_IN:].mean())
                print(
                    f"seed {seed}: members {ends[0]:.0f}, price {ends[1]:.2f}, accuracy {ends[2]:.3f}, fees {ends[3]:.0f}"
                )
            show(closing(found))
        case "lasting":
            honest = courses((*LASTING, "baseline=honest"), seeds, 75)
            attacked = courses(LASTING, seeds, 75)
            names = ("true", "perceived", "fees", "fundamental", "price", "members")
            show({f"half-time of {name}": half_time(attacked, honest, name) for name in names})
            show({f"change of {name}": change(attacked, honest, name) for name in names})
        case "no demand":
            found = courses((*HONEST, "population.world.behaviour.demand.requests=0"), seeds, 30)
            for run in found:
                print(run.members.astype(int).tolist(), flush=True)
        case "phases":
            found = courses(("scenario=default",), seeds, 48)
            kinds = sorted({kind for run in found for kind in run.facts})
            show({kind: float(np.mean([run.facts.get(kind, 0) > 0 for run in found])) for kind in kinds})
        case _:
            raise SystemExit(f"gate={gate!r}; allowed: closing, lasting, 'no demand', phases")


if __name__ == "__main__":
    main(sys.argv[1], SEEDS[: int(sys.argv[2])] if len(sys.argv) > 2 else SEEDS)
