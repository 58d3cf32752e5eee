"""Two arms of one sweep: the runs that have one value, and those that have another, all else and the seed being equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.analysis.dataset import DONE, Dataset, numbers
from experiments.bad_input import BadInput, allowed, shown
from experiments.comparison import FIRST, SECOND, Comparison, Trial

Arm = Mapping[str, str]
"""By setting that varies, the value of an arm as one types it."""


def arms(data: Dataset, first: Arm, second: Arm) -> Comparison:
    """Compare two values of the same settings: `arms(data, {"reward": "equal_split"}, {"reward": "shapley"})`.

    Where other settings vary too, a run of the first arm is paired with that of the second which has the same of them, and a
    seed's difference is the mean over all of these: one number per seed, since runs with a seed in common are not
    independent. A seed of which one run is not done is left out, and told among the failed. Raises `BadInput` for a setting
    that does not vary, a value that no run has, or arms with nothing else in common.
    """
    if first.keys() != second.keys() or not first:
        raise BadInput(f"arms {dict(first)} and {dict(second)}: allowed: values of the same settings, at least one")
    others = [name for name in data.varied if name not in first]
    sides = {FIRST: _having(data, first), SECOND: _having(data, second)}
    shared = set.intersection(*(set(_cells(rows, others)) for rows in sides.values()))
    if not shared:
        raise BadInput(
            f"{dict(first)} and {dict(second)}: no run of one has a run of the other with the same {', '.join(others)}; "
            "allowed: arms of a grid"
        )
    kept = {side: rows[[cell in shared for cell in _cells(rows, others)]] for side, rows in sides.items()}
    seeds = tuple(sorted({int(seed) for rows in kept.values() for seed in rows["seed"]}))
    trials = [
        _trial(data, side, seed, rows[rows["seed"] == seed], len(shared))
        for seed in seeds
        for side, rows in kept.items()
    ]
    settings = {
        side: [f"{key}={value}" for key, value in arm.items()] for side, arm in ((FIRST, first), (SECOND, second))
    }
    return Comparison(settings, seeds, tuple(trials), Path())


def typed(cell: object) -> str:
    """A cell as one types it."""
    return str(cell).lower() if isinstance(cell, bool | np.bool_) else str(cell)


def _having(data: Dataset, arm: Arm) -> pd.DataFrame:
    """The runs of an arm, each once: two points of a design may be the same run."""
    found = data.runs.drop_duplicates("config")
    for key, value in arm.items():
        if key not in data.varied:
            raise BadInput(f"{key}={value}: does not vary in {data.path}; {allowed(key, data.varied)}")
        there = found[key]
        found = found[there.map(lambda cell, value=value: typed(cell) == value or _equal(cell, value))]
        if found.empty:
            raise BadInput(f"{key}={value}: no run has it; {allowed(value, dict.fromkeys(map(typed, there)))}")
    return found


def _equal(cell: object, text: str) -> bool:
    try:
        return not isinstance(cell, bool | np.bool_ | str) and float(str(cell)) == float(text)
    except ValueError:
        return False


def _cells(rows: pd.DataFrame, names: Sequence[str]) -> list[tuple[object, ...]]:
    return list(rows[list(names)].itertuples(index=False, name=None))


def _trial(data: Dataset, side: str, seed: int, rows: pd.DataFrame, asked: int) -> Trial:
    """One side at one seed: its only run, or the mean of all of them."""
    lost = rows[rows["status"] != DONE]
    if len(lost) or len(rows) < asked:
        config, status, error = ("", "not asked for", "") if lost.empty else lost.iloc[0][["config", "status", "error"]]
        few = f"{len(lost)} of {asked} runs not done, such as " if asked > 1 else ""
        return Trial(side, seed, "", None, f"{few}{shown(config)} {status}{error and f': {error}'}")
    place = f"runs/config={rows.iloc[0]['config']}" if len(rows) == 1 else "runs"
    return Trial(side, seed, place, numbers(rows, data.metrics))
