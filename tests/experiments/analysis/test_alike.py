"""A factory compared with itself, at seeds of its own on either side: nothing is found oftener than it is said."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import load, sweep
from experiments.analysis.holm import adjusted
from experiments.analysis.paired import Paired
from experiments.analysis.planning import seeds_for_power
from tests.experiments.sweeping.small import QUICK

RUNS, DEALS = 48, 1000


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """By metric that varies and that all tell, its values in real runs on the stub lab that differ in the seed alone."""
    out = tmp_path_factory.mktemp("alike") / "s"
    sweep([*QUICK, f"seeds={RUNS}", "engine=serial", "keep=summary", f"out={out}"])
    data = load(out)
    assert data.tally.words == f"asked {RUNS}  done {RUNS}  failed 0  missing 0"
    told = data.runs[data.metrics].dropna(axis="columns")
    return {str(name): told[name].to_numpy(float) for name in told if told[name].nunique() > 1}


def dealt(pairs: int, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Which runs are in either arm, again and again: any run could have been in any place."""
    rng = np.random.default_rng(seed)
    return [(order[:pairs], order[pairs : 2 * pairs]) for order in (rng.permutation(RUNS) for _ in range(DEALS))]


def test_two_arms_of_the_same_factory_differ_at_the_nominal_level(runs: dict[str, np.ndarray]) -> None:
    assert "accuracy" in runs
    assert len(runs) > 20
    any_of_them, each = 0, dict.fromkeys(runs, 0)
    for first, second in dealt(8, seed=5):
        p = {name: Paired.of(list(values[second] - values[first])).p_value for name, values in runs.items()}
        any_of_them += min(adjusted(list(p.values()))) <= 0.05
        for name, value in p.items():
            each[name] += value <= 0.05
    # 5 % at most, with a standard error of .7 % over a thousand deals; less with long tails, but not out of reach
    assert 0 < any_of_them / DEALS <= 0.07
    assert all(0.01 <= many / DEALS <= 0.075 for many in each.values())
    assert 0.04 <= np.mean(list(each.values())) / DEALS <= 0.06


@pytest.mark.parametrize("d_z", [0.8, 1.2])
def test_a_planted_difference_is_found_with_the_seeds_that_were_predicted(
    runs: dict[str, np.ndarray], d_z: float
) -> None:
    accuracy = runs["accuracy"]
    spread = float(np.std(accuracy, ddof=1)) * 2**0.5  # of the difference of two runs
    pairs = seeds_for_power(spread, d_z * spread)
    assert pairs is not None
    found = [
        Paired.of(list(accuracy[second] + d_z * spread - accuracy[first])).p_value <= 0.05
        for first, second in dealt(pairs, seed=8)
    ]
    assert 0.75 <= np.mean(found) <= 0.92
