"""Equal jobs are one job, however their rows were given."""

import numpy as np
import pytest

from sim.jobs import Evaluation, Rows, Training, digest

BLEND = ((("start", 1.0),),)


def training(rows: Rows) -> Training:
    return Training("m", "start", "data", rows, steps=1)


@pytest.mark.parametrize("rows", [(4, 5, 6), range(4, 7), tuple(np.arange(4, 7))])
def test_rows_in_a_stretch_are_kept_as_a_range(rows: Rows) -> None:
    assert training(rows).rows == Evaluation("m", BLEND, "data", rows).rows == range(4, 7)
    assert training(rows) == training((4, 5, 6))
    assert hash(training(rows)) == hash(training((4, 5, 6)))
    assert digest(training(rows)) == digest(training((4, 5, 6)))


@pytest.mark.parametrize("rows", [(4, 6, 5), (4, 4), (4, 5, 5, 7), (6, 5, 4), (0, 10**12), (5, 4)])
def test_other_rows_stay_as_they_are(rows: Rows) -> None:
    assert training(rows).rows == rows


def test_numbers_of_numpy_are_numbers() -> None:
    assert digest(training(tuple(np.array([7, 2])))) == digest(training((7, 2)))


def test_rows_that_skip_are_listed() -> None:
    assert training(range(0, 6, 2)).rows == (0, 2, 4)


def test_no_rows_are_no_rows_however_written() -> None:
    assert Evaluation("m", BLEND, "data", range(0)) == Evaluation("m", BLEND, "data", ())
    with pytest.raises(ValueError, match=r"Training\.rows is empty"):
        training(range(3, 3))


def test_other_rows_make_another_digest() -> None:
    assert len({digest(training(rows)) for rows in ((0, 1), (0, 2), (1, 0), range(3), range(1, 3))}) == 5
