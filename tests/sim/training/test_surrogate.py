"""The surrogate: a point that data pull at, and a curve that says how good a model there would be."""

from __future__ import annotations

import numpy as np
import pytest

from sim.jobs import Diverged, Evaluation, Result, Score, Training
from sim.lab import Examples
from sim.training.curve import Curve
from sim.training.embedding import Embedding
from sim.training.surrogate import Surrogate, SurrogateLab

RNG = np.random.default_rng(5)
CENTRES = np.float32([[2, 0, 0], [0, 2, 0], [0, 0, 2]])
LABELS = np.arange(3000) % 3
CLOUD = Examples((CENTRES[LABELS] + 0.5 * RNG.standard_normal((3000, 3))).astype(np.float32), LABELS)
ALL = tuple(range(3000))
CURVE = Curve(
    distances=(0.0, 1.0, 4.0),
    accuracies=(0.9, 0.5, 0.2),
    losses=(0.1, 1.0, 3.0),
    speed=0.5,
    noise=0.0,
    width=1.0,
    error=0.02,
    fitted_on="three points by hand",
)


def new_lab(curve: Curve = CURVE) -> SurrogateLab:
    return SurrogateLab({"main": Surrogate(Embedding(3, 3, curve.width), curve)})


def opened(lab: SurrogateLab, job: Training | Evaluation) -> Result:
    ticket = lab.submit(job)
    ticket.unseal()
    return ticket.open()


def update(
    lab: SurrogateLab, data: str, steps: int = 2, rate: float = 0.5, seed: int = 0, start: str = ""
) -> np.ndarray:
    begin = start or lab.begin("main", 0)
    result = opened(lab, Training("main", begin, data, tuple(range(lab.rows(data))), steps, rate=rate, seed=seed))
    assert isinstance(result, np.ndarray)
    return result


def accuracy(lab: SurrogateLab, vector: np.ndarray) -> float:
    return lab.probe("main", lab.keep(vector.astype(np.float32)), CLOUD, ["accuracy"])["accuracy"]


def test_a_curve_is_straight_between_its_points_and_flat_beyond() -> None:
    assert [CURVE.accuracy(d) for d in (0.0, 0.5, 1.0, 2.5, 9.0)] == pytest.approx([0.9, 0.7, 0.5, 0.35, 0.2])
    assert [CURVE.loss(d) for d in (0.5, 2.5, 9.0)] == pytest.approx([0.55, 2.0, 3.0])


def test_steps_close_the_gap_at_the_curves_speed() -> None:
    """1 - exp(-.5 x 2 x .5) of the way with two steps at rate .5; momentum .5 counts double."""
    job = Training("main", "start", "data", (0,), 2, rate=0.5)
    assert CURVE.way(job) == pytest.approx(0.39347, abs=1e-5)
    assert CURVE.way(Training("main", "start", "data", (0,), 2, rate=0.5, momentum=0.5)) == pytest.approx(
        0.63212, abs=1e-5
    )
    assert CURVE.way(Training("main", "start", "data", (0,), 0)) == 0


def test_who_knows_nothing_is_one_away_and_who_has_arrived_is_near_nothing() -> None:
    lab = new_lab()
    data = lab.learn(CLOUD)
    assert lab.distance("main", lab.begin("main", 3), CLOUD) == pytest.approx(1.0, abs=1e-6)
    arrived = lab.keep(update(lab, data, steps=100))
    assert lab.distance("main", arrived, CLOUD) < 0.001


def test_updates_add_up_and_negated_ones_push_back() -> None:
    lab = new_lab()
    move = update(lab, lab.learn(CLOUD))
    assert accuracy(lab, -move) < accuracy(lab, 0 * move) < accuracy(lab, move) < accuracy(lab, 2 * move)


def test_two_halves_lead_half_way_between_their_ends() -> None:
    lab, halves = new_lab(), (slice(0, 1500), slice(1500, 3000))
    parts = [update(lab, lab.learn(Examples(CLOUD.inputs[part], CLOUD.labels[part]))) for part in halves]
    np.testing.assert_allclose(np.mean(parts, axis=0), update(lab, lab.learn(CLOUD)), atol=1e-6)


def test_flipped_labels_lead_elsewhere() -> None:
    lab = new_lab()
    flipped = update(lab, lab.learn(Examples(CLOUD.inputs, (CLOUD.labels + 1) % 3)), steps=100)
    honest = update(lab, lab.learn(CLOUD), steps=100)
    assert accuracy(lab, flipped) < accuracy(lab, 0 * honest) < accuracy(lab, honest)


def test_a_score_is_read_off_the_curve_and_a_lost_model_is_worst() -> None:
    lab = new_lab()
    data, nothing = lab.learn(CLOUD), lab.begin("main", 0)
    lost = lab.keep(np.full(lab.zoo["main"].size, np.nan, np.float32))
    scores = opened(lab, Evaluation("main", (((nothing, 1.0),), ((lost, 1.0),)), data, ALL))
    assert scores == (Score(1500, 3000, 1_000_000), Score(0, 3000, 10**9))
    assert opened(lab, Training("main", lost, data, ALL, 5)) == Diverged(0)


def test_chance_has_the_length_that_the_curve_says_and_comes_from_the_seed_alone() -> None:
    lab = new_lab(Curve(**{**vars(CURVE), "noise": 0.3}))
    data = lab.learn(CLOUD)
    quiet = new_lab()
    calm = update(quiet, quiet.learn(CLOUD))
    first, again, other = (update(lab, data, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    assert np.linalg.norm(first - calm) / np.linalg.norm(calm) == pytest.approx(0.3, rel=1e-4)


def test_what_a_curve_does_not_know_is_no_number() -> None:
    lab = new_lab()
    found = lab.probe("main", lab.begin("main", 0), CLOUD, ["accuracy", "calibration"])
    assert found["accuracy"] == pytest.approx(0.5, abs=1e-6)
    assert np.isnan(found["calibration"])
    assert lab.margin == 0.02


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("distances", (0.0, 0.0, 1.0), "ascending"),
        ("distances", (0.1, 0.5, 1.0), "from 0"),
        ("accuracies", (0.9, 0.5), "as many as distances"),
        ("accuracies", (0.9, 0.5, 1.2), "0 to 1"),
        ("losses", (0.1, float("inf"), 1.0), "0 or more nats"),
        ("speed", 0.0, "above 0"),
        ("error", 1.5, "0 to 1"),
    ],
)
def test_a_curve_that_cannot_be_is_refused(field: str, value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Curve(**{**vars(CURVE), field: value})
