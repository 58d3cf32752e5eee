"""Work grows as the people do, and not as their square: told by counting, so that no clock has a say."""

from __future__ import annotations

import cProfile
import gc
import pstats
from collections.abc import Mapping
from functools import cache

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.report.page import sections
from experiments.report.record import Record
from experiments.results.manifest import installed
from experiments.results.summary import told
from experiments.running.run import opened, play

SIZES = SMALL, MIDDLE, LARGE = 150, 300, 600
"""Users, and as many providers; each size is twice the one before it."""


@cache
def counts(users: int) -> Mapping[str, int]:
    if users == SMALL:
        _counted(SMALL)  # the first run of a process imports, compiles and remembers
    return _counted(users)


def _counted(users: int) -> Mapping[str, int]:
    """Of a day of a city: calls of Python functions, of the run and of its page; objects that live at its end; rows."""
    people = [f"population.users.count={users}", f"population.providers.count={users}"]
    # Thrice a day, so that a day says something; shards of ten rows, whatever their number.
    habits = ["population.users.behaviour.demand.requests=3.0", f"task.rows={10 * users}"]
    found = composed(["scenario=city", "lab=stub", "horizon_days=1", *people, *habits])
    gc.collect()
    before, calls = len(gc.get_objects()), cProfile.Profile(builtins=False)
    calls.enable()
    factory = opened(blueprint(found))
    play(factory)
    tables = factory.recorder.tables()
    gc.collect()
    objects = len(gc.get_objects()) - before
    record = Record(found.scenario, found.settings, tables, installed())
    told(record.evidence)
    sections(record)
    calls.disable()
    made: int = pstats.Stats(calls).total_calls  # type: ignore[attr-defined]
    return {"calls": made, "objects": objects, **{name: tables[name].num_rows for name in ("facts", "ledger", "usage")}}


@pytest.mark.parametrize("what", ["calls", "objects", "facts", "ledger"])
def test_twice_as_many_people_more_are_twice_as_much_work_more(what: str) -> None:
    """The second doubling adds twice what the first one adds where all grows evenly. Where each of them looks at all
    others it adds more: 2.25 times the calls if every provider goes through the players for its shards."""
    small, middle, large = (counts(users)[what] for users in SIZES)
    assert 1.85 < (large - middle) / (middle - small) < 2.15


def test_people_are_there_one_by_one() -> None:
    """Else nothing above would say anything: each user more brings requests, and an object of its own."""
    for users in SIZES:
        assert counts(users)["usage"] == pytest.approx(3 * users, rel=0.3)
    assert counts(LARGE)["objects"] - counts(MIDDLE)["objects"] > 10 * (LARGE - MIDDLE)
