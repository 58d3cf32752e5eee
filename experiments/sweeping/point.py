"""One override set of a sweep, composed for all its seeds at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.composing.compose import Composed, composed
from experiments.results.manifest import config_hash
from experiments.sweeping.task import Task


@dataclass(frozen=True)
class Point:
    """An override set and what it composes to."""

    number: int
    overrides: tuple[str, ...]
    scenario: str
    settings: str | None
    """The config at a seed that does not count, as JSON; None where another seed changes more than the seed, so that each is
    composed."""

    def at(self, seed: int) -> Composed:
        """The factory of this point with a seed."""
        if self._config is None:
            return composed([*self.overrides, f"seed={seed}"])
        return Composed({**self._config, "seed": seed}, self.scenario)

    def tasks(self, seeds: Sequence[int]) -> Iterator[Task]:
        """The runs of this point."""
        for seed in seeds:
            found = self.at(seed)
            yield Task(config_hash(found.settings), seed, self.number, self.overrides, found)

    @cached_property
    def _config(self) -> dict[str, Any] | None:
        config: dict[str, Any] | None = json.loads(self.settings) if self.settings else None
        return config
