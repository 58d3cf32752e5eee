"""Which override sets a sweep runs: every combination, or points spread over a space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import floor, prod

import numpy as np
from scipy.stats import qmc

from experiments.bad_input import BadInput
from experiments.sweeping.axis import Axis
from experiments.sweeping.sampling import SAMPLED, sampled

STREAM = 19_790_501
"""Seed of the stream that draws a design: the same words always give the same points. McKay, Beckman and Conover, A
comparison of three methods for selecting values of input variables, appeared in May 1979."""

Point = tuple[str, ...]
"""A value for each axis, as text."""


def combinations(axes: Sequence[Axis]) -> int:
    """How many points a grid has."""
    return prod(len(axis.values) for axis in axes)


def points(design: str, many: int, axes: Sequence[Axis]) -> Iterator[Point]:
    """Every combination of a grid, the last axis fastest; or `many` points of a Latin hypercube ("lhs"), or the first `many`
    of a scrambled Sobol sequence ("sobol"; a power of two, without which it is not balanced), or what an analysis of
    sensitivity needs ("morris", "saltelli"). Raises `BadInput`."""
    if design == "grid":
        for axis in axes:
            if not axis.values:
                raise BadInput(f"{axis.key}: an interval needs design=lhs, sobol, morris or saltelli, and points=N")
        yield from product(*(axis.values for axis in axes))
        return
    varied = [axis for axis in axes if axis.varies]
    if not varied:
        raise BadInput(f"design={design}: nothing varies; give an interval, as key=interval(0,1), or several values")
    for row in unit(design, many, len(varied)):
        place = dict(zip(varied, row, strict=True))
        yield tuple(_at(axis, place[axis]) if axis.varies else axis.values[0] for axis in axes)


def unit(design: str, many: int, dimensions: int) -> np.ndarray:
    """`many` points of [0, 1]**dimensions, one per row. Raises `BadInput` for a number that the design cannot have."""
    if design in SAMPLED:
        return sampled(design, many, dimensions, STREAM)
    rng = np.random.default_rng(STREAM)
    if design == "lhs":
        return np.asarray(qmc.LatinHypercube(dimensions, rng=rng).random(many))
    if many & (many - 1):
        raise BadInput(f"points={many}; allowed with design=sobol: a power of two")
    return np.asarray(qmc.Sobol(dimensions, rng=rng).random(many))


def _at(axis: Axis, share: float) -> str:
    """The value that lies so far along an axis."""
    if axis.values:
        return axis.values[min(floor(share * len(axis.values)), len(axis.values) - 1)]
    if axis.whole:
        return str(floor(min(axis.low + share * (axis.high - axis.low + 1), axis.high)))
    return repr(float(axis.low + share * (axis.high - axis.low)))
