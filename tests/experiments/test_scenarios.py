"""Every scenario that is shipped composes, runs and verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.running.run import run
from experiments.verification.verify import verify
from tests.experiments.scenarios import SCENARIOS, chosen


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_runs_and_verifies(scenario: str, tmp_path: Path) -> None:
    finished = run([*chosen(scenario), "lab=stub", "horizon_days=1", f"out={tmp_path / 'run'}"])
    assert verify(finished.path) is None
    assert finished.summary["facts"] > 0


@pytest.mark.slow
def test_twenty_hospitals_learn_together_what_seventeen_patients_do_not_teach(tmp_path: Path) -> None:
    finished = run(["scenario=hospital", "horizon_days=5", f"out={tmp_path / 'run'}"])
    assert finished.summary["accuracy"] > 0.94  # the task's own literature is at .95 to .97 for a linear model
    assert finished.summary["caught"] == "cheats.0 (SignFlip), cheats.1 (SignFlip)"
