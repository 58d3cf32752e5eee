"""The stub's whole numbers: golden on every machine, and good enough to tell help from harm."""

import subprocess
import sys

import numpy as np

from sim.jobs import Diverged, Evaluation, Score, Training
from sim.lab import Examples
from sim.training.stub import StubLab

EIGHT = Examples(np.float32(np.eye(8)[[0, 1, 2, 3]]), np.int64([0, 1, 0, 1]))
"""Four points on four axes. The bottom lies at 16 x (2 label - 1) / 4 rows: -4, 4, -4, 4, then zeros."""


def opened(lab: StubLab, job: Training | Evaluation) -> object:
    ticket = lab.submit(job)
    ticket.unseal()
    return ticket.open()


def test_golden_numbers() -> None:
    lab = StubLab()
    start, data = lab.begin("toy", 1), lab.learn(EIGHT)
    assert lab.vector(start).tolist() == [86, -42, 35, -78, 32, 16, -58, -100]
    result = opened(lab, Training("toy", start, data, (0, 1, 2, 3), steps=8, seed=2))
    assert isinstance(result, np.ndarray) and result.tolist() == [-44, 21, -21, 39, -16, -9, 28, 51]


def test_the_bottom_scores_full_marks_and_distance_costs() -> None:
    """One unit off in each of eight coordinates: 8 x 16^2 x 10^6 / (8 x 16^2 x 16^2) = 3,906 millionths."""
    lab = StubLab()
    data = lab.learn(EIGHT)
    bottom = np.float32([-4, 4, -4, 4, 0, 0, 0, 0])
    candidates = (((lab.keep(bottom), 1.0),), ((lab.keep(bottom + 1), 1.0),), ((lab.keep(bottom + np.inf), 1.0),))
    scores = opened(lab, Evaluation("toy", candidates, data, (0, 1, 2, 3)))
    assert scores == (Score(4, 4, 0), Score(3, 4, 3_906), Score(0, 4, 10**9))


def test_training_helps_and_its_negation_hurts() -> None:
    lab = StubLab()
    start, data = lab.begin("toy", 1), lab.learn(EIGHT)
    step = opened(lab, Training("toy", start, data, (0, 1, 2, 3), steps=10))
    assert isinstance(step, np.ndarray)
    update = lab.keep(step)
    candidates = (((start, 1.0),), ((start, 1.0), (update, 1.0)), ((start, 1.0), (update, -1.0)))
    scores = opened(lab, Evaluation("toy", candidates, data, (0, 1, 2, 3)))
    assert isinstance(scores, tuple)
    idle, honest, flipped = (score.loss for score in scores)
    assert honest < idle < flipped


def test_flipped_labels_lead_the_other_way() -> None:
    lab = StubLab()
    flipped = lab.learn(Examples(EIGHT.inputs, 1 - EIGHT.labels))
    zero = lab.keep(np.zeros(8, np.float32))
    steps = [opened(lab, Training("toy", zero, data, (0, 1, 2, 3), 10**6)) for data in (lab.learn(EIGHT), flipped)]
    assert isinstance(steps[0], np.ndarray) and isinstance(steps[1], np.ndarray)
    np.testing.assert_allclose(steps[0], -steps[1], atol=4)  # up to the jitter and a rounding


def test_a_lost_start_diverges_at_once() -> None:
    lab = StubLab()
    lost = lab.keep(np.full(8, np.nan, np.float32))
    assert opened(lab, Training("toy", lost, lab.learn(EIGHT), (0,), 5)) == Diverged(0)


def test_the_stub_probes_what_it_can() -> None:
    lab = StubLab()
    bottom = lab.keep(np.float32([-4, 4, -4, 4, 0, 0, 0, 0]))
    assert lab.probe("toy", bottom, EIGHT, ["accuracy", "loss", "calibration"]) == {
        "accuracy": 1.0,
        "loss": 0.0,
        "calibration": 0.0,
    }


def test_the_stub_never_imports_torch() -> None:
    code = "import sys, sim.training.stub, sim.training.tasks.digits; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
