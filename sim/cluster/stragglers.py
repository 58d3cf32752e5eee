"""Nodes that are slower today than their data sheet says."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from numpy.random import Generator


@dataclass(frozen=True)
class Stragglers:
    """Each attempt of a job is slowed by a log-normal factor with median 1, drawn anew on every node of its gang.

    A gang steps together, so its slowest node counts. The coefficient of variation is sqrt(exp(sigma^2) - 1).
    """

    sigma: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.sigma < float("inf"):
            raise ValueError(f"Stragglers.sigma={self.sigma}; allowed: finite and >= 0")

    def slowdown(self, draws: Generator, nodes: int) -> float:
        """Factor on the time of a step for a gang of `nodes` nodes."""
        return exp(self.sigma * float(max(draws.standard_normal(nodes))))
