"""The factory whose rules are tested, as its user wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.bad_input import BadInput
from experiments.composing.compose import Composed, composed
from experiments.composing.hydra_session import as_written

NO_BASELINE = "experiments.baselines.as_written.AsWritten"


@dataclass(frozen=True)
class World:
    """A variation of a setting: what it is called, and the overrides that make it."""

    name: str
    changes: tuple[str, ...] = ()


AS_GIVEN = World("as given")
"""The setting itself."""


@dataclass(frozen=True)
class Setting:
    """A factory by its overrides."""

    overrides: tuple[str, ...]
    factory: Composed
    written: Mapping[str, Any]
    """The same before names were replaced by what they stand for."""

    @classmethod
    def of(cls, overrides: Sequence[str]) -> Setting:
        """Raises `BadInput` for what cannot be composed, and for words that are not the setting's to say."""
        for word in overrides:
            key = word.lstrip("+~").partition("=")[0]
            if key == "seed":
                raise BadInput(f"{word}: a check has several seeds; give them as seeds=8, seeds=8:32 or seeds=1,2,5")
        factory = composed(overrides)
        return cls(tuple(overrides), factory, as_written(overrides, factory.plugins)[0])

    def seeded(self, changes: Sequence[str], seed: int) -> tuple[str, ...]:
        """The overrides of one run in a world with these changes: `aifactory run` with these words repeats it."""
        return (*self.overrides, *changes, f"seed={seed}")

    def as_it_is(self, name: str) -> None:
        """Raises `BadInput` where a baseline would undo what the property `name` puts in."""
        target = self.factory.config["baseline"]["_target_"]
        if target != NO_BASELINE:
            raise BadInput(
                f"baseline={target}: {name} changes how a member behaves, and a baseline would change "
                "it back; allowed: none (population.cheats=null takes a group of cheats out)"
            )
