"""The order of rows that is drawn for many jobs at once is numpy's."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.training.kernels.compiled import JOB
from sim.training.kernels.order import draw

EPOCHS = 3


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2**64 - 1), st.integers(1, 300), st.integers(0, 99)), min_size=1, max_size=5))
def test_permutations_laid_end_to_end_are_those_of_the_seed(given: list[tuple[int, int, int]]) -> None:
    """Each of these jobs takes every row three times, in batches of one."""
    jobs, begin = np.zeros(len(given), JOB), 0
    for job, (seed, count, first) in zip(jobs, given, strict=True):
        for name, value in {"seed": seed, "count": count, "first": first, "begin": begin}.items():
            job[name] = value
        job["steps"] = EPOCHS * count
        begin += EPOCHS * count
    plan = np.full(begin, -1)
    draw(jobs, 1, plan)
    expected = []
    for seed, count, first in given:
        rng = np.random.default_rng(seed)
        expected += [rng.permutation(count) + first for _ in range(EPOCHS)]
    assert plan.tolist() == np.concatenate(expected).tolist()


def test_a_job_whose_rows_are_in_the_plan_keeps_them() -> None:
    jobs = np.zeros(1, JOB)
    jobs["steps"] = 2
    plan = np.array([7, 3, 8, 7])
    draw(jobs, 2, plan)
    assert plan.tolist() == [7, 3, 8, 7]
