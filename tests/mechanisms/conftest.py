"""What every test of a rule needs: submissions out of literal vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from sim.jobs import Training
from sim.seams.submission import Submission

Submit = Callable[..., tuple[Submission, ...]]


@pytest.fixture(scope="session")
def submit() -> Submit:
    """Submissions of t0, t1, ... with these vectors and, where given, rows, stakes and scores."""

    def made(
        vectors: Sequence[Sequence[float]],
        rows: Sequence[int] = (),
        stakes: Sequence[int] = (),
        scores: Sequence[int] = (),
    ) -> tuple[Submission, ...]:
        return tuple(
            Submission(
                owner=f"t{place}",
                key=f"key{place}",
                vector=np.array(vector, dtype=np.float32),
                job=Training("m", "start", "data", tuple(range(rows[place] if rows else 1)), steps=1, seed=place),
                stake=stakes[place] if stakes else 0,
                score=scores[place] if scores else 0,
            )
            for place, vector in enumerate(vectors)
        )

    return made
