"""Losses, hits and scores, by hand."""

import numpy as np
import pytest

from sim.jobs import Score
from sim.training.scoring import hits, losses, tally


def test_a_coin_flip_costs_ln_two() -> None:
    """ln 2 = 0.693147 nats; the first of equal logits is the guess."""
    logits, labels = np.zeros((4, 2), np.float32), np.int64([0, 0, 0, 1])
    np.testing.assert_allclose(losses(logits, labels), 0.693147, atol=1e-6)
    assert hits(logits, labels).tolist() == [True, True, True, False]


def test_sure_and_right_or_wrong() -> None:
    logits = np.float32([[100, 0], [100, 0]])
    np.testing.assert_allclose(losses(logits, np.int64([0, 1])), [0, 100], atol=1e-9)
    assert hits(logits, np.int64([0, 1])).tolist() == [True, False]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_row_with_a_logit_that_is_not_finite_is_wrong_at_any_price(bad: float) -> None:
    logits, labels = np.float32([[0, bad], [1, 0]]), np.int64([0, 0])
    assert losses(logits, labels)[0] == np.inf
    assert hits(logits, labels).tolist() == [False, True]


def test_a_score_is_the_mean_in_millionths() -> None:
    assert tally(3 * 0.693147, 2, 3) == Score(correct=2, rows=3, loss=693_147)


def test_an_infinite_loss_is_the_worst_score_and_takes_the_hits_along() -> None:
    assert tally(float("inf"), 2, 3) == tally(float("nan"), 2, 3) == Score(correct=0, rows=3, loss=10**9)


def test_the_loss_is_capped() -> None:
    assert tally(1e6, 0, 1) == Score(correct=0, rows=1, loss=10**9)
