"""Two arms of one sweep are paired by seed, all else being equal."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.analysis.arms import arms
from experiments.bad_input import BadInput
from experiments.cli import main
from tests.experiments.analysis.written import Summary, written

GRID = [{"reward": reward, "count": count} for reward in ("a", "b") for count in (0, 2)]


def told(*accuracies: float) -> list[Summary]:
    return [{"accuracy": accuracy} for accuracy in accuracies]


def test_where_another_setting_varies_too_a_seed_is_the_mean_over_it(tmp_path: Path) -> None:
    runs = [told(1.0, 2.0), told(3.0, 4.0), told(2.0, 5.0), told(4.0, 9.0)]
    found = arms(written(tmp_path, [], GRID, runs), {"reward": "a"}, {"reward": "b"})
    (accuracy,) = found.differences
    # seed 0: (1 + 3) / 2 = 2 to (2 + 4) / 2 = 3; seed 1: 3 to 7
    assert found.table[["seed", "first", "second"]].values.tolist() == [[0, 2, 3], [1, 3, 7]]
    assert (accuracy.first, accuracy.second, accuracy.difference, accuracy.n) == (2.5, 5.0, 2.5, 2)
    assert accuracy.spread == pytest.approx(4.5**0.5)


def test_an_arm_may_hold_several_settings(tmp_path: Path) -> None:
    runs = [told(1.0, 2.0), told(3.0, 4.0), told(2.0, 5.0), told(4.0, 9.0)]
    found = arms(written(tmp_path, [], GRID, runs), {"reward": "a", "count": "0"}, {"reward": "b", "count": "2"})
    assert found.table[["first", "second"]].values.tolist() == [[1, 4], [2, 9]]


def test_a_run_that_is_not_done_takes_its_seed_out(tmp_path: Path) -> None:
    runs = [told(1.0, 2.0), told(3.0, 4.0), told(2.0, 5.0), ["Broke: it", {"accuracy": 9.0}]]
    found = arms(written(tmp_path, [], GRID, runs), {"reward": "a"}, {"reward": "b"})
    assert found.paired == 1
    assert found.table["seed"].to_list() == [1]
    (lost,) = found.failed
    assert (lost.side, lost.seed) == ("second", 0)
    assert lost.error.endswith("failed: Broke: it")


def test_a_value_of_another_setting_at_which_nothing_runs_is_left_out_of_every_seed_and_told(tmp_path: Path) -> None:
    runs: list[list[Summary]] = [told(1.0, 2.0), ["Broke: it", "Broke: it"], told(2.0, 5.0), told(4.0, 9.0)]
    found = arms(written(tmp_path, [], GRID, runs), {"reward": "a"}, {"reward": "b"})
    assert found.left_out == ("count=2",)
    assert found.table[["seed", "first", "second"]].values.tolist() == [[0, 1, 2], [1, 2, 5]]
    assert (found.paired, found.failed) == (2, [])


def test_where_one_arm_never_runs_there_is_no_pair_and_nothing_that_would_be_left(tmp_path: Path) -> None:
    runs: list[list[Summary]] = [told(1.0, 2.0), told(3.0, 4.0), ["Broke: it"] * 2, ["Broke: it"] * 2]
    found = arms(written(tmp_path, [], GRID, runs), {"reward": "a"}, {"reward": "b"})
    assert (found.paired, found.left_out, len(found.failed)) == (0, (), 2)


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ({"reward": "a"}, {"reward": "c"}, "reward=c: no run has it"),
        ({"rewrad": "a"}, {"rewrad": "b"}, "rewrad=a: does not vary in"),
        ({"reward": "a"}, {"count": "0"}, "allowed: values of the same settings"),
        ({}, {}, "allowed: values of the same settings"),
    ],
)
def test_arms_that_the_sweep_has_not_are_refused(
    first: dict[str, str], second: dict[str, str], line: str, tmp_path: Path
) -> None:
    data = written(tmp_path, [], GRID, [told(1.0)] * 4)
    with pytest.raises(BadInput) as refused:
        arms(data, first, second)
    assert line in str(refused.value)


def test_points_of_a_design_have_nobody_to_be_paired_with(tmp_path: Path) -> None:
    points = [{"reward": "a", "rate": 0.1}, {"reward": "b", "rate": 0.2}]
    data = written(tmp_path, [], points, [told(1.0), told(2.0)], design="lhs")
    with pytest.raises(
        BadInput, match="no run of one has a run of the other with the same rate; allowed: arms of a grid, or of"
    ):
        arms(data, {"reward": "a"}, {"reward": "b"})


def test_a_comparison_is_not_written_over_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = [[{"a": 1.0}, {"a": 2.0}], [{"a": 3.0}, {"a": 5.0}]]
    written(tmp_path / "s", ["rate=1,2"], [{"rate": 1}, {"rate": 2}], told)
    assert main(["compare", str(tmp_path / "s"), "rate=1", "vs", "rate=2", f"out={tmp_path / 's'}"]) == 2
    assert "exists already; allowed: a directory that is absent or empty" in capsys.readouterr().err
