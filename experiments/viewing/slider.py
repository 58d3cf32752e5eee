"""A setting that can be moved on the page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.bad_input import BadInput, shown

DEFAULTS = ("seed:0:99", "verification.rate:0:1", "population.cheats.count:0:20")
"""Sliders of a page for which none is asked: those whose setting the factory has, with a value between the ends."""
STEPS = 100
"""How finely a slider of fractions is divided."""


@dataclass(frozen=True)
class Slider:
    """A number of the composed factory, by its path, and the ends between which it moves."""

    key: str
    low: float
    high: float
    value: float
    whole: bool
    """Whether it is a whole number."""

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise BadInput(
                f"slider={self.key}:{self.low:g}:{self.high:g}; allowed: the low end first, then a higher one"
            )
        if not self.low <= self.value <= self.high:
            raise BadInput(
                f"slider={self.key}:{self.low:g}:{self.high:g}: {self.key} is {self.value:g}; allowed: ends around it"
            )

    @property
    def step(self) -> float:
        return 1 if self.whole else (self.high - self.low) / STEPS


def slider(text: str, config: Mapping[str, Any]) -> Slider:
    """Read KEY:LOW:HIGH for a composed factory. Raises `BadInput`."""
    try:
        key, low, high = text.split(":")
        ends = float(low), float(high)
    except ValueError as error:
        raise BadInput(f"slider={text}; allowed: KEY:LOW:HIGH, such as verification.rate:0:1") from error
    if not all(map(math.isfinite, ends)):
        raise BadInput(f"slider={text}; allowed: finite ends")
    value = setting(key, config)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadInput(f"slider={text}: {key} is {shown(value)}; allowed: a setting that is a number")
    whole = isinstance(value, int) and all(end.is_integer() for end in ends)
    return Slider(key, *ends, value, whole)


def defaults(config: Mapping[str, Any]) -> tuple[Slider, ...]:
    """Those of `DEFAULTS` that this factory can have."""
    found = []
    for text in DEFAULTS:
        try:
            found.append(slider(text, config))
        except BadInput:
            continue
    return tuple(found)


def setting(key: str, config: Mapping[str, Any]) -> object:
    """What a factory has under a path such as `verification.rate`. Raises `BadInput` when it has nothing there."""
    found: object = config
    for part in key.split("."):
        if not isinstance(found, Mapping) or part not in found:
            raise BadInput(f"slider={key}: this factory has no such setting; `aifactory config` prints those it has")
        found = found[part]
    return found
