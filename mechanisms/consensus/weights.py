"""Reports as a matrix of weights, and the arithmetic of shares that Yuma is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float64]


def weights(reports: Mapping[str, Mapping[str, int]], validators: Sequence[str], subjects: Sequence[str]) -> Matrix:
    """Weights, float64 (validators, subjects), rows summing to one or zero; nobody weighs itself, harm weighs nothing."""
    said = [[0 if v == s else max(reports.get(v, {}).get(s, 0), 0) for s in subjects] for v in validators]
    return by_row(np.array(said, dtype=np.float64).reshape(len(validators), len(subjects)))


def supported(stakes: Sequence[int], column: Sequence[float], kappa: int) -> float:
    """The largest weight below which stands at most 1 - kappa / 1000 of the stake, compared in integers; 0 without stake."""
    minority, below, best = sum(stakes) * (1000 - kappa), 0, 0.0
    for weight, stake in sorted(zip(column, stakes, strict=True)):
        if stake and below * 1000 <= minority:
            best = float(weight)
        below += stake
    return best


def share(values: Matrix) -> Matrix:
    """Values over their sum; all zero where the sum is."""
    total = values.sum()
    return values / total if total > 0 else np.zeros_like(values)


def by_row(matrix: Matrix) -> Matrix:
    """Every row over its sum; rows of zeros stay."""
    total = matrix.sum(axis=1, keepdims=True)
    shares: Matrix = np.divide(matrix, total, out=np.zeros_like(matrix), where=total > 0)
    return shares


def by_column(matrix: Matrix) -> Matrix:
    """Every column over its sum; columns of zeros stay."""
    return by_row(matrix.T).T


def whole(values: Iterable[tuple[str, float]], scale: int) -> dict[str, int]:
    """Fractions as integers in parts of `scale`, by name."""
    return {who: round(float(value) * scale) for who, value in values}
