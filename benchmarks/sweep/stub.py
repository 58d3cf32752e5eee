"""Tasks that do nothing, so that what is left is the sweep's own."""

from __future__ import annotations

from pathlib import Path

from experiments.sweeping.place import Place
from experiments.sweeping.plan import Plan
from experiments.sweeping.request import requested
from experiments.sweeping.task import Outcome, State, Task

SMALL = ("scenario=digits", "lab=stub", "horizon_days=2")
"""The run that is put through the pools: half a second of a core or less."""


def listed(root: Path, *words: str) -> tuple[Plan, Place]:
    """A sweep of which everything is listed and nothing is run."""
    plan, place = Plan(requested(words)), Place(root)
    place.root.mkdir()
    plan.write(place)
    return plan, place


def nothing(task: Task) -> Outcome:
    return Outcome(task.config, State.DONE)


def fail(task: Task, error: str) -> Outcome:
    raise AssertionError(error)


def always(config: str) -> bool:
    return True
