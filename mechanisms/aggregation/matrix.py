"""Updates as a matrix that does not depend on the order they came in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.jobs import digest
from sim.seams.submission import Submission


def finite(submissions: Sequence[Submission]) -> list[Submission]:
    """Submissions without NaN and infinity, in job-digest order: the same list for every order of the same submissions."""
    kept = [submission for submission in submissions if np.isfinite(submission.vector).all()]
    return sorted(kept, key=lambda submission: digest(submission.job))


def matrix(submissions: Sequence[Submission]) -> NDArray[np.float64]:
    """Their vectors as rows, float64 (n, P): squares and sums of float32 can neither overflow nor lose small terms."""
    return np.stack([submission.vector for submission in submissions]).astype(np.float64)
