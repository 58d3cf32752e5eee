"""A property of a plug-in's own: whoever hands in honest work is never turned away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.properties.finding import Finding, exact
from experiments.properties.played import Played
from experiments.properties.setting import AS_GIVEN, Setting, World


@dataclass(frozen=True)
class NoRejections:
    """Exact: FAIL on the first round that rejects more than `most` updates."""

    most: int = 0

    def worlds(self, setting: Setting) -> Sequence[World]:
        return (AS_GIVEN,)

    def read(self, world: str, played: Played) -> str:
        found = (row for row in played.evidence.rows("rounds") if row["rejected"] > self.most)
        return next((f"round {row['round']} rejects {row['rejected']}" for row in found), "")

    def judge(self, readings: Mapping[str, Mapping[int, str]]) -> Finding:
        runs = readings[AS_GIVEN.name]
        return exact({(AS_GIVEN.name, seed): text for seed, text in runs.items()}, f"{len(runs)} runs")
