"""Two arms of one sweep: the runs that have one value, and those that have another, all else and the seed being equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.analysis.dataset import DONE, Dataset, numbers
from experiments.bad_input import BadInput, allowed, shown
from experiments.comparing.comparison import FIRST, SECOND, Comparison, Trial

Arm = Mapping[str, str]
"""By setting that varies, the value of an arm as one types it."""


class Unpaired(BadInput):
    """No run of one arm has a run of the other with all else in common."""


def arms(data: Dataset, first: Arm, second: Arm) -> Comparison:
    """Compare two values of the same settings: `arms(data, {"reward": "equal_split"}, {"reward": "shapley"})`.

    Where other settings vary too, a run of the first arm is paired with that of the second which has the same of them, and a
    seed's difference is the mean over all of these: one number per seed, since runs with a seed in common are not
    independent. Only such runs are compared, which in a grid are all. Where the others have values at which an arm has no
    run that is done, at any seed, these are left out of every seed, and told (`Comparison.left_out`): a rule that always
    breaks says nothing about the rest. Else a seed of which one run is not done is left out, and told among the failed.
    Raises `BadInput` for a setting that does not vary or a value that no run has, and `Unpaired` for arms of which no two
    runs are alike in all else.
    """
    if first.keys() != second.keys() or not first:
        raise BadInput(f"arms {dict(first)} and {dict(second)}: allowed: values of the same settings, at least one")
    others = [name for name in data.varied if name not in first]
    sides = {FIRST: _having(data, first), SECOND: _having(data, second)}
    shared = set.intersection(*(set(_cells(rows, others)) for rows in sides.values()))
    if not shared:
        raise Unpaired(
            f"{dict(first)} and {dict(second)}: no run of one has a run of the other with the same {', '.join(others)}; "
            "allowed: arms of a grid, or of a design that moves one setting at a time (morris, saltelli); "
            "`aifactory report` compares the points of any other"
        )
    begun = [set(_cells(rows[rows["status"] == DONE], others)) for rows in sides.values()]
    never = {cell for cell in shared if not all(cell in there for there in begun)}
    shared = shared - never or shared
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
    out = sorted(
        " ".join(f"{key}={typed(each)}" for key, each in zip(others, cell, strict=True)) for cell in never - shared
    )
    return Comparison(settings, seeds, tuple(trials), Path(), tuple(out))


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
