"""Somebody who watches a run changes nothing in it: pauses, whenever they come, leave the tables of a run without any."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import mesa
import pytest

from sim.factory import Factory
from tests.golden.fingerprints import fingerprints, restless


def watched(factory: Factory, seconds: float) -> list[float]:
    return list(factory.windows(seconds))


@pytest.fixture(scope="module")
def unwatched() -> dict[str, str]:
    factory = Factory(restless())
    factory.run()
    return fingerprints(factory)


@pytest.mark.parametrize("seconds", [12.0, 601.5, 3600.0, 1e9], ids=["a slot", "anywhere", "an hour", "never"])
def test_pauses_leave_every_table_as_it_is(unwatched: dict[str, str], seconds: float) -> None:
    factory = Factory(restless())
    watched(factory, seconds)
    assert fingerprints(factory) == unwatched


def test_pauses_come_after_genesis_after_every_window_and_at_the_end() -> None:
    assert watched(Factory(restless()), 4000.0) == [0.0, 4000.0, 8000.0, 10_800.0]
    assert watched(Factory(restless()), 5400.0) == [0.0, 5400.0, 10_800.0]


def test_what_is_owed_is_settled_after_the_last_window() -> None:
    alone, in_windows = (Factory(replace(restless(), settle_days=1)) for _ in range(2))
    alone.run()
    assert watched(in_windows, 5400.0)[-1] == alone.env.now > 10_800.0
    assert fingerprints(in_windows) == fingerprints(alone)


def test_a_run_that_is_left_in_the_middle_is_freed() -> None:
    factory = Factory(restless())
    windows = factory.windows(60.0)
    assert len(list(islice(windows, 3))) == 3
    assert factory in mesa.Agent._ids
    windows.close()
    assert factory not in mesa.Agent._ids
