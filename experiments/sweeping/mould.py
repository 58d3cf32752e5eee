"""Override sets that differ in numbers alone, composed once for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.composing.compose import composed

MARK = 2_305_843_009_213_693_951
"""A seed that nobody gives, 2**61 - 1. The other marks are the numbers below it."""
OWN = "experiments.baselines."
"""Where the baselines are that leave the seed alone."""
AS_WRITTEN = f"{OWN}as_written.AsWritten"
"""The one that leaves every number alone: others drop groups, add purses up, or take the largest."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Mould:
    """A config in which marks stand for the numbers that vary, and MARK for the seed."""

    config: Mapping[str, Any]
    scenario: str
    places: tuple[Path, ...]
    """Of each number, in the order of the overrides."""

    @classmethod
    def of(cls, overrides: Sequence[str], numbers: int) -> Mould | None:
        """Compose overrides of which so many, in their order, have MARK - 1, MARK - 2, ... for a value.

        On its way from an override to its place a number meets four things. Hydra copies it, unless a value is derived from
        another; the catalogue replaces names, and no number is a name; leftovers go by their keys; a baseline may do what it
        likes. So None where a value is derived, where the baseline is not known to leave numbers alone, and where a mark is
        not in one place: another override has replaced it. Raises `BadInput` for what cannot be composed with marks."""
        found = composed([*overrides, f"seed={MARK}"])
        baseline = str(found.config["baseline"]["_target_"])
        places = dict[int, list[Path]]()
        for path, value in _leaves(found.config, ()):
            if type(value) is int and MARK - numbers <= value <= MARK:
                places.setdefault(MARK - value, []).append(path)
        alone = [place for mark in range(numbers + 1) for place in places.get(mark, ())]
        text = json.dumps(found.config)
        if (
            found.derived
            or not (baseline == AS_WRITTEN if numbers else baseline.startswith(OWN))
            or len(alone) != numbers + 1
            or any(len(each) != 1 for each in places.values())
            or json.loads(text) != found.config  # JSON has no other keys than text
        ):
            return None
        return cls(found.config, found.scenario, tuple(alone[1:]))

    def cast(self, numbers: Sequence[float]) -> dict[str, Any]:
        """The config with these in their places; the seed is MARK still."""
        config: Any = self.config
        for path, number in zip(self.places, numbers, strict=True):
            config = _with(config, path, number)
        return dict(config)


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    match value:
        case Mapping():
            for key, item in value.items():
                yield from _leaves(item, (*path, key))
        case list() | tuple():
            for place, item in enumerate(value):
                yield from _leaves(item, (*path, place))
        case _:
            yield path, value


def _with(value: Any, path: Path, number: float) -> Any:
    """A copy with a number in its place; what lies beside the path is shared."""
    if not path:
        return number
    copy = value.copy()
    copy[path[0]] = _with(value[path[0]], path[1:], number)
    return copy
