"""Settings that matter are told by how much, for functions whose indices are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from experiments.analysis.dataset import Dataset
from experiments.analysis.sensitivity import sensitivity
from experiments.bad_input import BadInput
from experiments.sweeping.axis import axes
from experiments.sweeping.design import points
from tests.experiments.analysis.written import Summary, written

THREE = ["a=interval(0,1)", "b=interval(0,10)", "c=interval(-1,1)"]
Model = Callable[[float, float, float], float]
"""Of three settings, each moved to 0 ... 1."""


def swept(out: Path, design: str, many: int, model: Model, lost: tuple[int, ...] = ()) -> Dataset:
    """A sweep in which a point's accuracy is that of the model, give or take .001 with the seed."""
    drawn = [tuple(map(float, point)) for point in points(design, many, axes(THREE, ()))]
    runs: list[list[Summary]] = [
        [{"accuracy": model(a, b / 10, (c + 1) / 2) + sign * 0.001, "days": 1} for sign in (-1, 1)] for a, b, c in drawn
    ]
    for point in lost:
        runs[point][1] = "Broke: it"
    return written(out, THREE, [{"a": a, "b": b, "c": c} for a, b, c in drawn], runs, design)


def by_setting(found: pd.DataFrame) -> pd.DataFrame:
    assert set(found["metric"]) == {"accuracy"}  # days never varies
    return found.set_index("setting")


def test_morris_tells_the_slopes_of_a_plane(tmp_path: Path) -> None:
    data = swept(tmp_path, "morris", 40, lambda a, b, c: 4 * a - 2 * b)
    told = by_setting(sensitivity(data))
    assert list(told.index) == ["a", "b", "c"]
    assert told["mu"].to_list() == pytest.approx([4, -2, 0])
    assert told["mu_star"].to_list() == pytest.approx([4, 2, 0])
    assert told[["sigma", "mu_star_conf"]].to_numpy() == pytest.approx(0, abs=1e-9)
    assert set(told["blocks"]) == {10}


def test_morris_tells_an_effect_that_depends_on_the_rest_by_its_sigma(tmp_path: Path) -> None:
    told = by_setting(sensitivity(swept(tmp_path, "morris", 160, lambda a, b, c: a * b + c)))
    assert told["sigma"]["c"] == pytest.approx(0, abs=1e-9)
    assert min(told["sigma"]["a"], told["sigma"]["b"]) > 0.2
    assert told["mu"]["a"] == pytest.approx(0.5, abs=0.15)  # the mean of b over its four levels


def test_saltelli_tells_the_shares_of_a_sum(tmp_path: Path) -> None:
    told = by_setting(sensitivity(swept(tmp_path, "saltelli", 5 * 256, lambda a, b, c: 4 * a + 2 * b + c)))
    # of variances 16 : 4 : 1; without interactions first and total order are the same
    for order in ("S1", "ST"):
        shares = told[order][["a", "b", "c"]].to_list()
        assert shares == pytest.approx([16 / 21, 4 / 21, 1 / 21], abs=0.03)
    inside = (told["ST"] - pd.Series({"a": 16 / 21, "b": 4 / 21, "c": 1 / 21})).abs() <= told["ST_conf"]
    assert inside.all()


def test_saltelli_tells_what_two_settings_do_together(tmp_path: Path) -> None:
    told = by_setting(sensitivity(swept(tmp_path, "saltelli", 5 * 256, lambda a, b, c: a * b)))
    # of a product of two uniform numbers the variance is 7/144, of which 3/144 goes with each alone
    assert told["S1"][["a", "b", "c"]].to_list() == pytest.approx([3 / 7, 3 / 7, 0], abs=0.05)
    assert told["ST"][["a", "b", "c"]].to_list() == pytest.approx([4 / 7, 4 / 7, 0], abs=0.05)


def test_a_block_with_a_lost_run_is_left_out_whole(tmp_path: Path) -> None:
    data = swept(tmp_path, "morris", 40, lambda a, b, c: 4 * a - 2 * b, lost=(0, 3, 39))
    told = by_setting(sensitivity(data, ["accuracy"]))
    assert set(told["blocks"]) == {8}
    assert told["mu"].to_list() == pytest.approx([4, -2, 0])


def test_what_cannot_be_told_is_refused(tmp_path: Path) -> None:
    data = swept(tmp_path / "s", "morris", 8, lambda a, b, c: a, lost=(0,))
    with pytest.raises(BadInput, match="metric='accuracy': 1 whole blocks of 2; allowed: two at least"):
        sensitivity(data, ["accuracy"])
    assert sensitivity(data).empty
    with pytest.raises(BadInput, match=r"metric='fees': in no summary of"):
        sensitivity(data, ["fees"])
    with pytest.raises(BadInput, match="design=grid; allowed: a sweep with design=morris or design=saltelli"):
        sensitivity(written(tmp_path / "t", [], [{"a": 1}], [[{"accuracy": 1.0}]]))
