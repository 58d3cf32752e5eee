"""Labs with one shelf: what one has computed the other need not, and what may not be shared is not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from sim.jobs import Evaluation, Job, Result, Training
from sim.lab import Examples
from sim.training.lab import TorchLab
from sim.training.models.logistic import StackedLogistic
from sim.training.models.mlp import Mlp
from sim.training.shelf import Shelf

RNG = np.random.default_rng(3)
CLOUD = Examples(RNG.standard_normal((60, 4), dtype=np.float32), RNG.integers(3, size=60))


@dataclass(frozen=True)
class Own(StackedLogistic):
    """A model of somebody else's making."""


def new_lab(path: Path) -> TorchLab:
    return TorchLab({"mlp": Mlp((5,)).build(4, 3), "own": Own(4, 3)}, shelf=Shelf(path / "shelf", 2**20))


def results(lab: TorchLab, model: str) -> list[Result]:
    start, data = lab.begin(model, 1), lab.learn(CLOUD)
    jobs: list[Job] = [Training(model, start, data, tuple(range(20)), steps, batch=8) for steps in (1, 5)]
    jobs.append(Evaluation(model, (((start, 1.0),),), data, tuple(range(30))))
    found = []
    for ticket in [lab.submit(job) for job in jobs]:
        ticket.unseal()
        found.append(ticket.open())
    return found


def refuse(jobs: object) -> list[Result]:
    raise AssertionError("computed again")


def test_what_one_lab_computed_another_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = results(new_lab(tmp_path), "mlp")
    monkeypatch.setattr("sim.training.workbench.Workbench.compute", lambda self, jobs: refuse(jobs))
    second = results(new_lab(tmp_path), "mlp")
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


def test_results_of_a_model_from_elsewhere_are_not_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code may have changed since, and nobody could tell."""
    results(new_lab(tmp_path), "own")
    monkeypatch.setattr("sim.training.workbench.Workbench.compute", lambda self, jobs: refuse(jobs))
    with pytest.raises(AssertionError, match="computed again"):
        results(new_lab(tmp_path), "own")
