"""A privacy rule hides what another rule needs: the factory is refused before it runs, and both are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from factory_plugin.secure_sum import SecureSum

from experiments.bad_input import BadInput
from experiments.cli import main
from experiments.running.run import run
from sim.jobs import Training
from sim.seams.privacy import PrivacyView
from sim.seams.submission import Submission

JOB = Training(model="m", start="s", data="d", rows=(0,), steps=1)
TOGETHER = [
    "plugins=[factory_plugin]",
    "scenario=digits",
    "lab=stub",
    "horizon_days=0.4",
    "privacy=plugged_secure_sum",
    "verification=none",
]
BOTH = (
    "training_round: aggregation=MultiKrum needs individual updates, which privacy=SecureSum hides; "
    "choose another of the two"
)


def released(*vectors: list[float], least: int = 3) -> list[tuple[str, list[float]]]:
    handed_in = tuple(
        Submission(f"t{place}", "", np.array(vector, dtype=np.float32), JOB) for place, vector in enumerate(vectors)
    )
    effects, _ = SecureSum(least).decide(PrivacyView(0, handed_in), None)
    return [(effect.account, effect.value.tolist()) for effect in effects]


def test_everybody_is_read_as_the_mean() -> None:
    assert released([0, 3], [0, 6], [3, 9]) == [("t0", [1, 6]), ("t1", [1, 6]), ("t2", [1, 6])]


def test_too_few_to_hide_among_are_not_read_at_all() -> None:
    assert released([0, 3], [0, 6]) == []
    with pytest.raises(ValueError, match="least=1; allowed: 2 or more"):
        SecureSum(least=1)


def test_what_cannot_be_summed_is_left_out() -> None:
    assert released([0, 3], [float("nan"), 0], [3, 9]) == []
    assert released([0, 3], [float("inf"), 0], [3, 9], least=2) == [("t0", [1.5, 6]), ("t2", [1.5, 6])]


def test_multi_krum_with_a_secure_sum_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        run([*TOGETHER, "aggregation=multi_krum", f"out={tmp_path / 'run'}"])
    assert str(refusal.value) == BOTH
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *TOGETHER, "aggregation=multi_krum", f"out={tmp_path / 'run'}"]) == 2
    said = capsys.readouterr()
    assert said.err.strip().splitlines()[-1] == f"aifactory: {BOTH}"
    assert "Traceback" not in said.err + said.out
    assert list(tmp_path.iterdir()) == []


def test_the_mean_goes_with_a_secure_sum(record: Callable[..., Any]) -> None:
    run = record("scenario=digits", "lab=stub", "horizon_days=0.4", "privacy=plugged_secure_sum", "verification=none")
    (ruled,) = run.rulings("privacy")
    forms = {effect["value"]["digest"] for effect in ruled.body["effects"]}
    (update,) = [effect["value"]["digest"] for effect in run.rulings("aggregation")[0].body["effects"]]
    assert forms == {update}
