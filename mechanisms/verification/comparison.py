"""Whether two people who did the same work got the same."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.jobs import Vector


def is_answer(redone: Any, handed_in: Vector) -> bool:
    """Whether what was delivered can be compared at all: a finite float32 vector of the right size."""
    return (
        isinstance(redone, np.ndarray)
        and redone.dtype == np.float32
        and redone.shape == handed_in.shape
        and bool(np.isfinite(redone).all())
    )


def differs(vector: Vector, redone: Vector, tolerance: float) -> bool:
    """Whether |vector - redone| > tolerance * |redone|, in L2; what is not finite differs from everything."""
    distance = np.linalg.norm(vector.astype(np.float64) - redone)
    return not distance <= tolerance * np.linalg.norm(redone.astype(np.float64))
