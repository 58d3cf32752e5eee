"""The seam of properties: what a user's continuous integration holds a mechanism to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from experiments.properties.finding import Finding
from experiments.properties.played import Played
from experiments.properties.setting import Setting, World


class Property(Protocol):
    """A frozen dataclass whose fields are what a user may set, as `sybil_split.identities=8`.

    Each world is run once for each seed, the same seeds in every world, and what several properties look at is run once.
    """

    def worlds(self, setting: Setting) -> Sequence[World]:
        """The variations of a setting that must be run. Raises `BadInput` where it has nothing to vary."""

    def read(self, world: str, played: Played) -> Any:
        """What is kept of one run: a small value of plain data, since runs may be far away."""

    def judge(self, readings: Mapping[str, Mapping[int, Any]]) -> Finding:
        """Decide, by the readings of each world and seed; runs that failed are missing."""
