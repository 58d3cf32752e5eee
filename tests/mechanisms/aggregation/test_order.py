"""The order in which updates come in changes no bit of the aggregate, ties included."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mechanisms.aggregation.centered_clipping import CenteredClipping
from mechanisms.aggregation.geometric_median import GeometricMedian
from mechanisms.aggregation.mean import Mean
from mechanisms.aggregation.median import Median
from mechanisms.aggregation.multi_krum import MultiKrum
from mechanisms.aggregation.trimmed_mean import TrimmedMean
from sim.jobs import Training
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.submission import Submission

RULES = (
    Mean("equal"),
    Mean("rows"),
    TrimmedMean(1),
    MultiKrum(1),
    MultiKrum(1, m=1),
    CenteredClipping(2.0, 3),
    Median(),
    GeometricMedian(),
)
UPDATES = st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (n, 4), elements=st.floats(-1e6, 1e6, width=32)))


@pytest.mark.parametrize("rule", RULES, ids=repr)
@given(updates=UPDATES, data=st.data())
def test_the_order_of_updates_changes_no_bit(rule: Aggregation, updates: np.ndarray, data: st.DataObject) -> None:
    jobs = [Training("m", "start", "data", tuple(range(1 + place % 3)), 1, seed=place) for place in range(len(updates))]
    made = [
        Submission(f"t{i}", f"key{i}", vector, job) for i, (vector, job) in enumerate(zip(updates, jobs, strict=True))
    ]
    shuffled = data.draw(st.permutations(made))
    model = np.zeros(4, np.float32)
    one, other = (rule.decide(AggregationView(0, tuple(order), model), rule.begin()) for order in (made, shuffled))
    assert one[0][0].value.tobytes() == other[0][0].value.tobytes()
    assert one[1] == other[1]
