"""The rows that a stack draws are those that `batches` draws for each of its jobs, with numba and without."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.jobs import Rows, Training
from sim.training.batches import batches
from sim.training.engines import drawing
from sim.training.engines.drawing import draw

BATCH, UNTOUCHED = 4, -1

rows = st.one_of(
    st.builds(lambda begin, count: range(begin, begin + count), st.integers(0, 9), st.integers(1, 20)),
    st.lists(st.integers(0, 30), min_size=1, max_size=20).map(tuple),
)
seeds = st.one_of(st.integers(0, 9), st.integers(2**63, 2**65))
jobs = st.lists(st.tuples(rows, seeds, st.integers(1, 6), st.integers(0, 50)), min_size=1, max_size=5)


def drawn(given: list[tuple[Rows, int, int, int]]) -> None:
    clients = [
        (Training("main", "start", "data", held, steps, BATCH, 0.1, seed=seed), first)
        for held, seed, steps, first in given
    ]
    plan = np.full((len(clients), 6, BATCH), UNTOUCHED)
    draw(clients, plan)
    for own, (job, first) in zip(plan, clients, strict=True):
        assert own[: job.steps].tolist() == (batches(job) + first).tolist()
        assert (own[job.steps :] == UNTOUCHED).all()


@settings(deadline=None)
@given(jobs)
def test_in_one_call(given: list[tuple[Rows, int, int, int]]) -> None:
    drawn(given)


def test_without_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_kernel", lambda: None)
    drawn([(range(3, 12), 5, 4, 0), ((7, 1, 7), 2**64, 2, 30)])
