"""What the referee says at the end of a factory that is wound up."""

from __future__ import annotations

from dataclasses import dataclass

from sim.facts import Fact


@dataclass(frozen=True, slots=True)
class Closing(Fact):
    """Nothing new begins any more. What has begun is seen through; those with no part in it go."""


@dataclass(frozen=True, slots=True)
class WoundUp(Fact):
    """Nothing is under way any more: everybody gives up its place, and stakes and claims run out."""


WORDS: dict[str, type[Fact]] = {"closing": Closing, "wound up": WoundUp}
"""By the key of the referee's timer."""
