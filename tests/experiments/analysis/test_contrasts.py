"""Points that have one word for a setting beside those that have another, where no two are alike in all else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments.analysis.contrasts import contrasts
from experiments.analysis.moved import comparisons
from tests.experiments.analysis.written import Summary, written

EXTRA = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
"""Student's hours of sleep again, now as if they were of twenty patients: R's t.test(extra ~ group, data = sleep) has
t = -1.8608, df = 17.776, p = .07939, and an interval of -3.3654832 to .2054832 for the first less the second."""


def test_two_groups_of_points_have_welchs_answer(tmp_path: Path) -> None:
    points = [{"reward": "ab"[arm], "rate": (10 * arm + place) / 100} for arm in (0, 1) for place in range(10)]
    runs = [[{"sleep": hours}] for arm in EXTRA for hours in arm]
    (found,) = contrasts(written(tmp_path, [], points, runs, design="lhs"))
    assert (found.setting, found.first, found.second, found.metric, found.n) == ("reward", "a", "b", "sleep", (10, 10))
    assert found.difference == pytest.approx(1.58)
    assert (found.low, found.high) == (pytest.approx(-0.2054832), pytest.approx(3.3654832))
    assert found.p == found.p_holm == pytest.approx(0.07939, abs=5e-6)


def test_a_point_is_one_draw_however_many_seeds_it_has(tmp_path: Path) -> None:
    points = [{"reward": "ab"[arm], "rate": (10 * arm + place) / 100} for arm in (0, 1) for place in range(10)]
    runs = [[{"sleep": hours - 1}, {"sleep": hours + 1}] for arm in EXTRA for hours in arm]
    (found,) = contrasts(written(tmp_path, [], points, runs, design="lhs"))
    assert (found.n, found.p) == ((10, 10), pytest.approx(0.07939, abs=5e-6))


def test_a_point_with_a_run_that_is_not_done_is_left_out_and_told_by_the_number_of_points(tmp_path: Path) -> None:
    points = [{"reward": "ab"[arm], "rate": (10 * arm + place) / 100} for arm in (0, 1) for place in range(10)]
    runs: list[list[Summary]] = [[{"sleep": hours}, {"sleep": hours}] for arm in EXTRA for hours in arm]
    runs[0][1], runs[19][0] = "Broke: it", None
    runs[18] = [{"sleep": 4.6}, {"other": 1.0}]
    (found,) = contrasts(written(tmp_path, [], points, runs, design="sobol"))
    assert found.n == (9, 8)


def test_where_nothing_spreads_it_is_how_often_chance_would_part_the_points_so(tmp_path: Path) -> None:
    """Four and four of C(8, 4) = 70 ways, this one and its mirror."""
    points = [{"reward": "ab"[place // 4], "rate": place / 10} for place in range(8)]
    runs: list[list[Summary]] = [[{"won": float(place // 4), "days": 3}] for place in range(8)]
    (found,) = contrasts(written(tmp_path, [], points, runs, design="lhs"))
    assert (found.metric, found.low, found.high, found.p) == ("won", 1.0, 1.0, pytest.approx(2 / 70))


def test_many_contrasts_of_chance_are_allowed_for(tmp_path: Path) -> None:
    draws = np.random.default_rng(1947).normal(0, 1, (16, 40))
    points = [{"reward": "ab"[place % 2], "rate": place / 20} for place in range(16)]
    data = written(tmp_path, [], points, [[{str(k): v for k, v in enumerate(row)}] for row in draws], "lhs")
    found = contrasts(data)
    assert len(found) == 40
    assert min(each.p for each in found) < 0.05 < min(each.p_holm for each in found)
    grid = written(tmp_path / "grid", [], points, [[{"a": float(row[0])}] for row in draws])
    assert contrasts(grid) == []  # its arms are compared by pairs


def test_a_design_that_moves_one_setting_at_a_time_has_pairs(tmp_path: Path) -> None:
    """Two trajectories: in the first a becomes b at rate .1, in the second at .3; each adds .5 to the accuracy."""
    points = [
        *({"reward": "a", "rate": 0.1}, {"reward": "b", "rate": 0.1}, {"reward": "b", "rate": 0.7}),
        *({"reward": "a", "rate": 0.9}, {"reward": "a", "rate": 0.3}, {"reward": "b", "rate": 0.3}),
    ]
    runs: list[list[Summary]] = [
        [{"accuracy": each["rate"] + (0.5 if each["reward"] == "b" else 0.0) + seed / 10} for seed in (0, 1)]
        for each in points
    ]
    data = written(tmp_path, [], points, runs, design="morris")
    ((key, found),) = comparisons(data).items()
    assert key == ("reward", "a", "b")
    (accuracy,) = found.differences
    # rates .1 and .3 of each side: means .2 and .7, a tenth more with the second seed
    assert (accuracy.first, accuracy.second, accuracy.n) == (pytest.approx(0.25), pytest.approx(0.75), 2)
    assert contrasts(data) == []
