"""Whoever has had enough."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.view import View


@dataclass(frozen=True)
class Quits(Deviation):
    """Leave at the next chance, and never come back; be `inner` until then. A group that is turned to this at a set time
    is a mass exit: whoever is out stays out, and stakes come back when they have unbonded.

    A bank run without its reason: Diamond and Dybvig, Bank runs, deposit insurance, and liquidity, 1983. Knows: nothing.
    Stopped by: nobody; unbonding slows it down.
    """

    def joins(self, view: View) -> float:
        return float("inf")

    def stays(self, view: View) -> bool:
        return False
