"""How a run is opened."""

from __future__ import annotations

import gc

from experiments.running.run import opened
from tests.golden.tracer import tracer


def test_what_was_there_before_the_first_factory_is_never_searched_for_garbage_again() -> None:
    opened(tracer())
    aside = gc.get_freeze_count()
    assert aside > 10_000
    opened(tracer())
    assert gc.get_freeze_count() == aside


def test_garbage_is_looked_for_after_ten_thousand_new_objects() -> None:
    opened(tracer())
    assert gc.get_threshold() == (10_000, 10, 10)
