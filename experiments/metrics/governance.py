"""How proposals end, and how long that takes."""

from __future__ import annotations

from collections import Counter
from statistics import fmean

from experiments.metrics.evidence import Evidence
from sim.durations import DAY

OUTCOMES = ("enacted", "defeated", "vetoed", "failed")


def proposals(evidence: Evidence) -> dict[str, int] | None:
    """How many proposals ended in which way; None when there was none."""
    ended = Counter(told.body["outcome"] for told in evidence.facts("Concluded"))
    made = len(evidence.facts("Proposed"))
    return {"made": made, **{outcome: ended[outcome] for outcome in OUTCOMES}} if made else None


def latency(evidence: Evidence) -> float | None:
    """Mean days from a proposal to its enactment; None when none was enacted."""
    made = {(told.subject, told.body["proposal"]): told.time for told in evidence.facts("Proposed")}
    took = [
        (told.time - made[told.subject, told.body["proposal"]]) / DAY
        for told in evidence.facts("Concluded")
        if told.body["outcome"] == "enacted"
    ]
    return fmean(took) if took else None
