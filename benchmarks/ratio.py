"""Ratios that hold on a noisy machine: the two are timed in turn, and compared pair by pair."""

from __future__ import annotations

import gc
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import TypeAlias

Work: TypeAlias = Callable[[], object]
Prepare: TypeAlias = Callable[[], Work]
"""Sets the stage, untimed, and returns what is to be timed."""


def seconds(prepare: Prepare) -> float:
    """Seconds of a core that the work takes, without its preparation and without the garbage of others."""
    work = prepare()
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


def ratio(ours: Prepare, theirs: Prepare, pairs: int = 9) -> dict[str, float]:
    """Median, least and largest of ours / theirs over `pairs` pairs after an unmeasured one; each goes first in turn."""
    seconds(ours), seconds(theirs)
    found = []
    for pair in range(pairs):
        order = (ours, theirs) if pair % 2 else (theirs, ours)
        taken = {prepare: seconds(prepare) for prepare in order}
        found.append(taken[ours] / taken[theirs])
    return {"median": round(median(found), 3), "min": round(min(found), 3), "max": round(max(found), 3)}
