"""The order in which updates come in changes no bit of the aggregate, ties included."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mechanisms.aggregation.centered_clipping import CenteredClipping
from mechanisms.aggregation.geometric_median import GeometricMedian
from mechanisms.aggregation.matrix import finite
from mechanisms.aggregation.mean import Mean
from mechanisms.aggregation.median import Median
from mechanisms.aggregation.multi_krum import MultiKrum
from mechanisms.aggregation.trimmed_mean import TrimmedMean
from sim.effects.judgement import Publish
from sim.fingerprint import fingerprint
from sim.jobs import Training, digest
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.submission import Submission

RULES = (
    Mean("equal"),
    Mean("rows"),
    Mean("stake"),
    TrimmedMean(1),
    MultiKrum(1),
    MultiKrum(1, m=1),
    CenteredClipping(2.0, 3),
    Median(),
    GeometricMedian(),
)
FEW = st.sampled_from([-1e6, -1.5, -0.0, 0.0, 0.1, 1.0, 1e-3]) | st.floats(-1e6, 1e6, width=32)
"""Values that often meet, so that distances, scores and whole updates are equal."""
UPDATES = st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (n, 4), elements=FEW))


def submissions(updates: np.ndarray, jobs: int) -> list[Submission]:
    """One update each, of no more than so many different jobs: who repeats somebody's work has the same job."""
    return [
        Submission(
            f"t{i}", fingerprint(vector), vector, Training("m", "start", "data", (0, 1), 1, seed=i % jobs), 5 + i
        )
        for i, vector in enumerate(updates)
    ]


def ruled(rule: Aggregation, made: Sequence[Submission]) -> tuple[bytes, object]:
    """The update, bit by bit, and the next state."""
    ruling = rule.decide(AggregationView(0, tuple(made), np.zeros(len(made[0].vector), np.float32)), rule.begin())
    assert isinstance(ruling, tuple)
    (published,), state = ruling
    assert isinstance(published, Publish)
    return published.value.tobytes(), state


@pytest.mark.parametrize("rule", RULES, ids=repr)
@given(updates=UPDATES, jobs=st.integers(1, 9), data=st.data())
def test_the_order_of_updates_changes_no_bit(
    rule: Aggregation, updates: np.ndarray, jobs: int, data: st.DataObject
) -> None:
    made = submissions(updates, jobs)
    assert ruled(rule, made) == ruled(rule, data.draw(st.permutations(made)))


@pytest.mark.parametrize("rule", RULES, ids=repr)
def test_nor_does_it_among_hundreds_of_which_some_are_the_same(rule: Aggregation) -> None:
    """More than are summed at once, in rows and in columns: 300 updates of 1,500 parameters, each third one a copy."""
    stream = np.random.default_rng(7)
    updates = stream.normal(size=(300, 1500)).astype(np.float32)
    updates[::3] = updates[0]
    made = submissions(updates, jobs=120)
    before = ruled(rule, made)
    for _ in range(3):
        assert before == ruled(rule, [made[place] for place in stream.permutation(len(made))])


def test_equal_scores_on_one_job_go_by_what_was_handed_in() -> None:
    made = submissions(np.eye(2, dtype=np.float32), jobs=1)
    assert ruled(MultiKrum(f=0, m=1), made) == ruled(MultiKrum(f=0, m=1), made[::-1])


def test_updates_are_ordered_by_job_then_by_what_was_handed_in_then_by_owner() -> None:
    early, late = sorted((Training("m", "start", "data", (0, 1), 1, seed=seed) for seed in range(2)), key=digest)
    nothing = np.zeros(1, np.float32)
    made = [
        Submission("c", "k1", nothing, late),
        Submission("b", "k2", nothing, early),
        Submission("d", "k1", nothing, early),
        Submission("a", "k2", nothing, early),
    ]
    assert [each.owner for each in finite(made)] == ["d", "a", "b", "c"]
