"""A lab without torch, for golden logs and tests of everything but learning.

Its model is a point in an integer bowl. The data say where the bottom lies (the correlation of inputs with labels, in
whole numbers), training walks towards it, evaluation measures the distance. So an honest update helps, a negated one or
flipped labels hurt, and every digit is the same on all hardware.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Blend, Diverged, Evaluation, Job, Result, Score, Training, Vector
from sim.lab import Examples, Ticket
from sim.training.faults import fault
from sim.training.keeping import Keeping
from sim.training.privacy import released
from sim.training.scoring import WORST
from sim.training.store import Store, read_only

SIZE = 8
FINE = 16
"""Sub-steps of one unit, so that averages of updates still differ after rounding."""
HALFWAY = 8
"""Steps after which training has come half of the way."""
UNIT = 16
"""Root mean square distance from the bottom that costs one nat."""


@dataclass(frozen=True, slots=True)
class Bowl:
    """The stub's only model, whatever its name: any features, any classes, eight parameters."""

    features: int
    classes: int
    size: int = SIZE


@dataclass(frozen=True)
class StubLab(Keeping):
    """A `Lab` of exact small integers: any model name is known and every result is computed when it is opened."""

    store: Store = field(default_factory=Store)

    @property
    def margin(self) -> float:
        return 0.0

    def begin(self, model: str, seed: int) -> str:
        return self.keep(_digits(f"begin {model} {seed}").astype(np.float32))

    def submit(self, job: Job) -> Ticket:
        impossible = fault(job, self.store, {job.model: self._bowl(job)})
        if impossible is not None:
            return Ticket(job, lambda _: impossible)
        return Ticket(job, lambda ticket: self._result(ticket.job))

    def cancel(self, ticket: Ticket) -> None:
        """Nothing to forget: a result that nobody opens is never computed."""

    def probe(self, model: str, parameters: str, examples: Examples, names: Sequence[str]) -> Mapping[str, float]:
        """`accuracy` and `loss` of the bowl; every other name measures zero."""
        score = _score(self.vector(parameters), _bottom(examples, range(len(examples.labels))), len(examples.labels))
        measured = {"accuracy": score.correct / score.rows, "loss": score.loss / 1e6}
        return {name: measured.get(name, 0.0) for name in names}

    def _bowl(self, job: Job) -> Bowl:
        if not self.store.knows(job.data):
            return Bowl(0, 0)
        examples = self.store.examples(job.data)
        return Bowl(examples.inputs.shape[1], int(examples.labels.max()) + 1)

    def _result(self, job: Job) -> Result:
        bottom = _bottom(self.store.examples(job.data), job.rows)
        match job:
            case Training():
                return self._walk(job, bottom)
            case Evaluation():
                return tuple(self._judge(blend, bottom, len(job.rows)) for blend in job.candidates)

    def _walk(self, job: Training, bottom: NDArray[np.int64]) -> Vector | Diverged:
        start = self.vector(job.start)
        if not np.isfinite(start).all():
            return Diverged(0)
        jitter = _digits(f"walk {job.data} {tuple(job.rows)} {job.seed}") // 64 if job.steps else 0
        step = (bottom - _rounded(start, 1)) * job.steps // (job.steps + HALFWAY) + jitter
        return read_only(released(step.astype(np.float32), job))

    def _judge(self, blend: Blend, bottom: NDArray[np.int64], rows: int) -> Score:
        return _score(self.store.blend(blend), bottom, rows)


def _digits(text: str) -> NDArray[np.int64]:
    """Eight integers in -128..127."""
    raw = blake2b(text.encode(), digest_size=SIZE).digest()
    return np.frombuffer(raw, dtype=np.int8).astype(np.int64)


def _rounded(vector: Vector, per_unit: int) -> NDArray[np.int64]:
    return np.rint(np.clip(vector.astype(np.float64), -1e6, 1e6) * per_unit).astype(np.int64)


def _bottom(examples: Examples, rows: Sequence[int]) -> NDArray[np.int64]:
    """Where training on these rows leads: sum of (input x centred label) / rows, over eight evenly spaced features."""
    chosen = np.asarray(rows, dtype=np.int64)
    columns = (2 * np.arange(SIZE) + 1) * examples.inputs.shape[1] // (2 * SIZE)
    inputs = _rounded(examples.inputs[chosen][:, columns], FINE)
    centred = 2 * examples.labels[chosen] - int(examples.labels.max())
    return np.asarray((inputs * centred[:, None]).sum(axis=0) // len(chosen), dtype=np.int64)


def _score(vector: Vector, bottom: NDArray[np.int64], rows: int) -> Score:
    if not np.isfinite(vector).all():
        return Score(correct=0, rows=rows, loss=WORST)
    squares = int(np.square(_rounded(vector, FINE) - FINE * bottom).sum())
    loss = min(squares * 10**6 // (SIZE * FINE**2 * UNIT**2), WORST)
    return Score(correct=rows * 10**6 // (10**6 + loss), rows=rows, loss=loss)
