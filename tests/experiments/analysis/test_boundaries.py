"""Where a metric falls below a threshold is found where it was planted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.analysis.boundaries import boundaries
from experiments.analysis.dataset import load
from experiments.bad_input import BadInput
from tests.experiments.analysis.written import written

GRID = [
    {"reward": reward, "count": count, "rate": rate / 10}
    for reward in ("a", "b")
    for count in range(5)
    for rate in range(5)
]


def test_a_planted_corner_is_found_with_its_bounds_halfway_between_settings(tmp_path: Path) -> None:
    runs = [
        [{"accuracy": 0.2 if each["reward"] == "b" and each["count"] > 2 and each["rate"] < 0.25 else 0.9}] * 2
        for each in GRID
    ]
    broken, *sound = boundaries(written(tmp_path, [], GRID, runs), "accuracy", 0.5)
    # reward b, counts 3 and 4, rates 0, .1 and .2, two seeds: 12 runs of 100
    assert sorted(broken.conditions) in (
        ["count > 2.5", "rate <= 0.25", "reward is b"],
        ["count > 2.5", "rate <= 0.25", "reward is not a"],
    )
    assert (broken.runs, broken.below, broken.density, broken.coverage) == (12, 12, 1.0, 1.0)
    assert sum(box.runs for box in sound) == 88
    assert all(box.below == 0 for box in sound)


def test_what_is_chance_has_no_corner(tmp_path: Path) -> None:
    hits = np.random.default_rng(2010).random((len(GRID), 8)) < 0.1
    runs = [[{"accuracy": 0.2 if hit else 0.9} for hit in row] for row in hits]
    (whole,) = boundaries(written(tmp_path, [], GRID, runs), "accuracy", 0.5)
    assert (whole.conditions, whole.runs, whole.coverage) == ((), 400, 1.0)


def test_a_run_that_failed_is_none_below_the_threshold(tmp_path: Path) -> None:
    points = [{"count": 0}, {"count": 1}]
    data = written(tmp_path, [], points, [[{"accuracy": 0.9}] * 4, ["Broke"] * 4])
    (whole,) = boundaries(data, "accuracy", 0.5)
    assert (whole.runs, whole.below, whole.coverage) == (4, 0, 0.0)


def test_what_is_at_the_threshold_is_not_below_it(tmp_path: Path) -> None:
    (whole,) = boundaries(
        written(tmp_path, [], [{"count": 0}, {"count": 1}], [[{"accuracy": 0.5}]] * 2), "accuracy", 0.5
    )
    assert (whole.runs, whole.below) == (2, 0)


def test_a_run_that_is_two_points_of_a_design_is_counted_once(tmp_path: Path) -> None:
    """Of whole numbers a hypercube may draw the same settings twice."""
    written(tmp_path, [], [{"count": 0}, {"count": 0}, {"count": 1}], [[{"accuracy": 0.1}]] * 3, design="lhs")
    asked = pq.read_table(tmp_path / "asked.parquet").to_pylist()
    pq.write_table(pa.Table.from_pylist([asked[0], {**asked[0], "point": 1}, asked[2]]), tmp_path / "asked.parquet")
    (whole,) = boundaries(load(tmp_path), "accuracy", 0.5)
    assert (whole.runs, whole.below) == (2, 2)


def test_a_metric_that_is_not_there_is_refused(tmp_path: Path) -> None:
    data = written(tmp_path, [], [{}], [[{"accuracy": 0.9}]])
    with pytest.raises(BadInput, match=r"metric='acuracy': in no summary of .*did you mean 'accuracy'"):
        boundaries(data, "acuracy", 0.5)
    with pytest.raises(BadInput, match="nothing but the seed varies"):
        boundaries(data, "accuracy", 0.5)
