"""The scenario fraud: the task's own measure stands beside accuracy, and what hiding frauds does to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.running.run import run


def test_a_task_that_names_a_measure_has_it_on_record_with_the_best_there_could_be(tmp_path: Path) -> None:
    """The stub lab measures nothing but accuracy and loss: zero. The best is .7427, the integral that the task states."""
    finished = run(["scenario=fraud", "lab=stub", "horizon_days=0.5", f"out={tmp_path / 'run'}"])
    rows = finished.table("quality")
    assert list(rows["probe"].unique()) == ["average_precision"]
    assert finished.summary["quality.average_precision"] == 0
    assert finished.summary["quality.best"] == pytest.approx(0.7427, abs=1e-4)


def test_where_accuracy_is_the_measure_there_is_no_other(tmp_path: Path) -> None:
    finished = run(["scenario=digits", "lab=stub", "horizon_days=0.5", f"out={tmp_path / 'run'}"])
    assert not (finished.path / "quality.parquet").exists()
    assert not [name for name in finished.summary if name.startswith("quality")]


@pytest.mark.slow
def test_hiding_half_of_the_frauds_leaves_accuracy_and_takes_quality(tmp_path: Path) -> None:
    """Seed 0: .687 and .558 of a possible .743; accuracy falls by half a point, to what always answering no gets."""
    clean, hidden = (
        run(["scenario=fraud", *change, f"out={tmp_path / name}"]).summary
        for name, change in (
            ("clean", ["population.hiders=null", "population.providers.count=20"]),
            ("hidden", ["population.hiders.count=10", "population.providers.count=10"]),
        )
    )
    assert clean["quality.average_precision"] - hidden["quality.average_precision"] > 0.03
    assert clean["accuracy"] - hidden["accuracy"] < 0.01
    assert hidden["accuracy"] == pytest.approx(0.983, abs=0.003)
