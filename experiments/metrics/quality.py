"""How good the model is, and how it bears an attack."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from statistics import fmean

from experiments.metrics.detection import onsets
from experiments.metrics.evidence import Evidence
from experiments.metrics.metric import Value
from sim.durations import DAY
from sim.world.worlds import MAIN

BEFORE = 5 * DAY
"""Seconds before an attack whose mean accuracy is what it is held against."""
FALL, BACK = 0.05, 0.01
"""How far accuracy must have fallen below its best to be said to have fallen, and how near it must come to be back."""


def measured(evidence: Evidence) -> list[tuple[float, float]]:
    """(seconds, accuracy) of every round of the main task until the end whose model could be measured."""
    rounds = (row for row in evidence.rows("rounds") if row["task"] == MAIN and row["time"] <= evidence.end)
    return [(row["time"], row["accuracy"]) for row in rounds if isfinite(row["accuracy"])]


def accuracy(evidence: Evidence) -> float | None:
    """Accuracy after the last round."""
    found = measured(evidence)
    return found[-1][1] if found else None


def accuracy_error(evidence: Evidence) -> float | None:
    """How far accuracies are off where a curve stands for training; None where models were trained."""
    rows = evidence.rows("surrogate")
    return rows[0]["margin"] if rows else None


def named(evidence: Evidence) -> dict[str, Value] | None:
    """What the main task's own probe shows after the last round, and the best that there could be."""
    rows = [row for row in evidence.rows("quality") if row["task"] == MAIN and isfinite(row["value"])]
    if not rows:
        return None
    found = {rows[-1]["probe"]: rows[-1]["value"]}
    return found | ({"best": rows[-1]["best"]} if isfinite(rows[-1]["best"]) else {})


def best_accuracy(evidence: Evidence) -> float | None:
    return max((each for _, each in measured(evidence)), default=None)


def drawdown(evidence: Evidence) -> float | None:
    """The deepest fall below the best that was reached before it, in points."""
    best, deepest, found = 0.0, 0.0, measured(evidence)
    for _, each in found:
        best = max(best, each)
        deepest = max(deepest, best - each)
    return 100 * deepest if found else None


def recovery_days(evidence: Evidence) -> float | None:
    """Days from the first fall until accuracy is back; None when it never fell or never came back."""
    return recovery(measured(evidence), min(onsets(evidence).values(), default=None))


def recovery(rounds: Sequence[tuple[float, float]], onset: float | None = None) -> float | None:
    """The same, of (seconds, accuracy) in order of time, by the means of days: one round's luck is neither a fall nor a
    recovery. What it falls from is the mean of the days before an attack began, else the best day so far."""
    days: dict[int, list[float]] = {}
    for time, each in rounds:
        days.setdefault(int(time // DAY), []).append(each)
    before = [each for time, each in rounds if onset is not None and onset - BEFORE <= time < onset]
    best, fell = fmean(before) if before else 0.0, None
    for day, found in days.items():
        mean = fmean(found)
        if before and day < (onset or 0.0) // DAY:
            continue
        if fell is None:
            best = best if before else max(best, mean)
            fell = day if best - mean >= FALL else None
        elif best - mean <= BACK:
            return float(day - fell)
    return None
