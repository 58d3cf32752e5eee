"""Scores are integers, by hand."""

import numpy as np
import pytest

from sim.jobs import Score
from sim.training.scoring import losses, score


def test_a_coin_flip_costs_ln_two() -> None:
    """ln 2 = 0.693147 nats; the first of equal logits is the guess."""
    assert score(np.zeros((4, 2), np.float32), np.int64([0, 0, 0, 1])) == Score(correct=3, rows=4, loss=693_147)


def test_sure_and_right_or_wrong() -> None:
    logits = np.float32([[100, 0], [100, 0]])
    np.testing.assert_allclose(losses(logits, np.int64([0, 1])), [0, 100], atol=1e-9)
    assert score(logits, np.int64([0, 1])) == Score(correct=1, rows=2, loss=50_000_000)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_logits_that_are_not_finite_score_worst(bad: float) -> None:
    assert score(np.float32([[bad, bad], [1, 0]]), np.int64([0, 0])) == Score(correct=0, rows=2, loss=10**9)


def test_the_loss_is_capped() -> None:
    assert score(np.float32([[1e6, 0]]), np.int64([1])) == Score(correct=0, rows=1, loss=10**9)
