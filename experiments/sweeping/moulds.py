"""From values of what varies to points, with as little composing as may be."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count
from math import isfinite

from experiments.bad_input import BadInput
from experiments.composing.compose import composed
from experiments.sweeping.axis import Axis
from experiments.sweeping.mould import MARK, Mould
from experiments.sweeping.point import Point

KEPT = 32
"""Moulds in memory: a grid needs one at a time if its numbers vary fastest, a design one for each combination of names."""


@dataclass(frozen=True)
class Moulds:
    """Composes the points of a sweep."""

    axes: Sequence[Axis]

    def point(self, number: int, values: Sequence[str]) -> Point:
        """The point that has these values, one for each axis. Raises `BadInput` for what cannot be composed."""
        pairs = list(zip(self.axes, values, strict=True))
        overrides = tuple(f"{axis.key}={text}" for axis, text in pairs)
        numbers = [axis.value(text) for axis, text in pairs if axis.numeric]
        mould = self._mould(self._marked(values)) if numbers and all(map(_finite, numbers)) else None
        if mould is None:  # in full, and in its own words if it cannot be
            mould, numbers = Mould.of(overrides, 0), []
        if mould is None:
            return Point(number, overrides, composed([*overrides, f"seed={MARK}"]).scenario, None)
        return Point(number, overrides, mould.scenario, json.dumps(mould.cast(numbers)))

    def _marked(self, values: Sequence[str]) -> tuple[str, ...]:
        """The overrides with marks in the place of numbers."""
        marks = count(MARK - 1, -1)
        pairs = zip(self.axes, values, strict=True)
        return tuple(f"{axis.key}={next(marks) if axis.numeric else text}" for axis, text in pairs)

    @cached_property
    def _mould(self) -> Callable[[tuple[str, ...]], Mould | None]:
        numbers = sum(axis.numeric for axis in self.axes)

        @lru_cache(KEPT)
        def of(overrides: tuple[str, ...]) -> Mould | None:
            try:
                return Mould.of(overrides, numbers)
            except BadInput:  # the numbers themselves may be right
                return None

        return of


def _finite(number: float) -> bool:
    return not isinstance(number, float) or isfinite(number)
