"""Rare frauds: a known best, fraud that turns, segments and unlike banks."""

from typing import Any

import numpy as np
import pytest

from sim.jobs import Training
from sim.lab import Examples
from sim.training.lab import TorchLab
from sim.training.models.mlp import Mlp
from sim.training.probes.average_precision import average_precision
from sim.training.tasks.fraud import Fraud

WORLD = Fraud().build(np.random.default_rng(0))


def logits(scores: Any) -> np.ndarray:
    scores = np.asarray(scores, np.float32)
    return np.stack([np.zeros_like(scores), scores], axis=1)


def labelled(*labels: int) -> Examples:
    return Examples(np.zeros((len(labels), 1), np.float32), np.int64(labels))


def along(day: int, examples: Examples) -> np.ndarray:
    """How far each payment lies in the direction of its segment's fraud."""
    assert examples.groups is not None
    return np.asarray((examples.inputs[:, :12] * WORLD.directions(day)[examples.groups]).sum(axis=1))


def test_sizes_and_shares() -> None:
    """Four standard errors of a share of .017 in 50,000 rows are .0023."""
    split = WORLD.on(0)
    assert [len(part.labels) for part in (split.training, split.holdout, split.test)] == [50_000, 20_000, 20_000]
    assert split.training.labels.mean() == pytest.approx(0.017, abs=0.0023)
    assert (WORLD.features, WORLD.classes) == (16, 2)
    assert split.sources is not None and np.bincount(split.sources).tolist() == [2_500] * 20
    assert split.test.groups is not None
    assert (split.test.inputs[:, 12:].argmax(axis=1) == split.test.groups).all()


def test_the_best_possible_is_known() -> None:
    """By hand: the line lies at 1.5 + ln(57.82) / 3 = 2.8524, so .017 * Phi(-.1476) + .983 * Phi(-2.8524) = .00964."""
    assert WORLD.bayes_risk == pytest.approx(0.00964, abs=1e-5)


@pytest.mark.parametrize("day", [0, 17])
def test_who_knows_the_directions_errs_and_ranks_as_stated(day: int) -> None:
    """In 50,000 rows: four standard errors of the risk are .0018; those of the ranking of 850 frauds were .05 in trials."""
    training = WORLD.on(day).training
    scores = along(day, training)
    assert ((scores > 2.8524) != training.labels).mean() == pytest.approx(WORLD.bayes_risk, abs=0.0018)
    assert average_precision(logits(scores), training) == pytest.approx(WORLD.best, abs=0.05)


def test_two_groups_of_fraud_have_directions_of_their_own_that_turn() -> None:
    first, later = WORLD.directions(0), WORLD.directions(60)
    np.testing.assert_allclose(np.linalg.norm(later, axis=1), 1)
    assert (np.abs(first @ first.T - np.eye(4)) < 0.95).all()
    assert ((first * later).sum(axis=1) < 0.9).any()
    still = Fraud(rows=10, speed=0).build(np.random.default_rng(0))
    np.testing.assert_array_equal(still.directions(0), still.directions(50))


def test_a_day_is_a_function_of_seed_and_day() -> None:
    again = Fraud().build(np.random.default_rng(0))
    again.on(4)
    np.testing.assert_array_equal(again.on(2).test.inputs, WORLD.on(2).test.inputs)
    assert not np.array_equal(WORLD.on(2).test.inputs, WORLD.on(3).test.inputs)


def test_accuracy_cannot_tell_a_good_model_from_none_and_average_precision_can() -> None:
    """Always no is right in 98.3 %; a perceptron is hardly more often right, and ranks some thirty times as well."""
    lab = TorchLab({"mlp": Mlp().build(WORLD.features, WORLD.classes)})
    start, data = lab.begin("mlp", 0), lab.learn(WORLD.on(0).training)
    job = Training("mlp", start, data, tuple(range(50_000)), steps=1_000, batch=64, rate=0.05, momentum=0.9)
    ticket = lab.submit(job)
    ticket.unseal()
    model = lab.keep(lab.vector(start) + ticket.open())
    fresh, stale = (lab.probe("mlp", model, WORLD.on(day).test, ["accuracy", "average_precision"]) for day in (0, 30))
    assert 0.98 < fresh["accuracy"] < 0.995
    assert 0.5 < fresh["average_precision"] < WORLD.best + 0.05
    assert stale["average_precision"] < fresh["average_precision"] - 0.1
    assert stale["accuracy"] > 0.97


def test_average_precision_of_literal_rankings() -> None:
    """Frauds at places 1 and 3 of four: (1 / 1 + 2 / 3) / 2."""
    assert average_precision(logits([4, 3, 2, 1]), labelled(1, 0, 1, 0)) == pytest.approx(5 / 6)
    assert average_precision(logits([1, 1, 1, 1]), labelled(1, 0, 0, 0)) == 0.25
    assert average_precision(logits([np.nan, 1, 1, 1]), labelled(1, 0, 0, 0)) == 0.25
    assert average_precision(logits([np.nan, 1]), labelled(0, 1)) == 1


def test_average_precision_needs_two_classes_and_a_positive() -> None:
    with pytest.raises(ValueError, match="3 classes; the probe average_precision needs two"):
        average_precision(np.zeros((1, 3), np.float32), labelled(1))
    with pytest.raises(ValueError, match="no row is of class 1"):
        average_precision(logits([1.0]), labelled(0))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rows": 0}, "Fraud.rows=0; allowed: at least 1"),
        ({"features": 1}, "Fraud.features=1; allowed: at least 2"),
        ({"positives": 0.5}, "Fraud.positives=0.5; allowed: above 0 and below 0.5"),
        ({"distance": float("nan")}, "Fraud.distance=nan; allowed: above 0"),
        ({"speed": -0.1}, "Fraud.speed=-0.1; allowed: 0 and above"),
    ],
)
def test_nonsense_is_refused(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Fraud(**change)
