"""The honest data provider."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.behaviour import Behaviour
from sim.lab import Examples
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Offer every shard as it is."""

    def offer(self, view: View, shard: Examples) -> Examples | None:
        return shard
