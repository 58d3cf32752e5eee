"""One override set of a sweep, composed once for all its seeds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.compose import Composed, composed
from experiments.manifest import config_hash
from experiments.sweeping.task import Task

MARK = 2_305_843_009_213_693_951
"""A seed that nobody gives, 2**61 - 1: a config in which it turns up twice says more of its seed than `seed`."""
OWN = "experiments.baselines."
"""Where the baselines are that leave the seed alone."""


@dataclass(frozen=True)
class Point:
    """An override set and what it composes to."""

    number: int
    overrides: tuple[str, ...]
    scenario: str
    settings: str | None
    """The config at the seed MARK as JSON; None where another seed changes more than the seed, so that each is composed."""

    @classmethod
    def of(cls, number: int, overrides: tuple[str, ...]) -> Point:
        """Compose. Raises `BadInput` for what cannot be."""
        found = composed([*overrides, f"seed={MARK}"])
        text = json.dumps(found.config)
        alone = text.count(str(MARK)) == 1 and str(found.config["baseline"]["_target_"]).startswith(OWN)
        # JSON has no other keys than text.
        return cls(number, overrides, found.scenario, text if alone and json.loads(text) == found.config else None)

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
