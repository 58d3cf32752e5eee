"""Aggregation as a function from vectors to a vector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from sim.effects.judgement import Publish
from sim.seams.aggregation import Aggregation, AggregationView

Aggregate = Callable[..., Any]


@pytest.fixture(scope="session")
def aggregate(submit: Callable[..., Any]) -> Aggregate:
    """The published update as a list (None: nothing was published); with `state`, the pair of update and next state."""

    def made(rule: Aggregation, vectors: Sequence[Sequence[float]], state: Any = None, **given: Any) -> Any:
        size = len(vectors[0]) if vectors else 1
        view = AggregationView(0, submit(vectors, **given), np.zeros(size, np.float32))
        ruling = rule.decide(view, rule.begin() if state is None else state)
        assert isinstance(ruling, tuple)
        effects, after = ruling
        update = None
        for effect in effects:
            assert isinstance(effect, Publish)
            assert effect.what == "update"
            assert effect.value.dtype == np.float32
            update = effect.value.tolist()
        return update if state is None else (update, after)

    return made
