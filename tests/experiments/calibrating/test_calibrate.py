"""A fitted curve stands for training: near what the real lab does, on seeds that it has not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.calibrating.calibrate import calibrate
from experiments.calibrating.study import Phase, Study
from experiments.cli import main
from experiments.commands import calibrate as command
from experiments.composing.compose import composed
from sim.training.curve import Curve
from sim.world.worlds import MAIN

DIGITS = ("scenario=digits", "model=logistic")


@pytest.fixture(scope="module")
def curve() -> Curve:
    return calibrate(DIGITS, [101], [102], "by hand", (Phase(3), Phase(2, turned=0.5), Phase(1)))


def test_the_curve_falls_from_the_best_to_where_attacks_lead(curve: Curve) -> None:
    assert list(curve.accuracies) == sorted(curve.accuracies, reverse=True)
    assert curve.accuracies[0] > 0.9
    assert curve.accuracies[-1] < curve.accuracies[0] - 0.1


def test_its_error_on_another_seed_is_small_and_not_nothing(curve: Curve) -> None:
    """One seed and six days are little to fit on; the accuracies themselves differ by a fifth and more."""
    assert 0 < curve.error < 0.1
    assert curve.accuracies[0] - curve.accuracies[-1] > 0.2


def test_a_study_learns_forgets_under_attack_and_stands_still_when_left_alone() -> None:
    made = blueprint(composed(DIGITS))
    study = Study(made, (Phase(2), Phase(1, turned=0.75), Phase(1, trains=False)))
    lab = made.lab.open(study.worlds.sizes)
    found = [
        lab.probe(MAIN, standing.model, study.lesson(standing.day).test, ("accuracy",))["accuracy"]
        for standing in study.standings(lab)
    ]
    daily = len(found) // 4
    assert found[2 * daily - 1] > 0.85
    assert min(found[2 * daily : 3 * daily]) < found[2 * daily - 1] - 0.03
    assert len(set(found[3 * daily :])) == 1


def test_a_factory_without_training_has_no_curve() -> None:
    with pytest.raises(BadInput, match="0 contracts train the main task; allowed: one"):
        calibrate(["scenario=governance_only"], [1], [2], "by hand")


def test_the_command_writes_a_curve_that_a_run_can_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], curve: Curve
) -> None:
    monkeypatch.setattr(command, "checkout", lambda: tmp_path)
    monkeypatch.setattr("experiments.calibrating.calibrate.calibrate", lambda *given: curve)
    assert main(["calibrate", "mine", *DIGITS]) == 0
    written = (tmp_path / "configs" / "lab" / "curves" / "mine.yaml").read_text("utf-8")
    assert "_target_: sim.training.curve.Curve" in written
    assert f"error: {curve.error}" in written
    assert main(["calibrate", "mine", *DIGITS]) == 2
    assert "configs/lab/curves/mine.yaml: exists already" in capsys.readouterr().err


def test_what_rests_on_a_curve_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "scenario=digits", "lab=surrogate", "horizon_days=1", f"out={tmp_path / 'run'}"]) == 0
    assert "accuracy error" in capsys.readouterr().out
    assert "Nothing was trained: a learning curve says" in (tmp_path / "run" / "report.html").read_text("utf-8")
    assert main(["verify", str(tmp_path / "run")]) == 0
