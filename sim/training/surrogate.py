"""A lab that trains nothing: a learning curve in its place, for more participants than anybody could train.

Its model is a point in the space of `Embedding`, and data lead to their own embedding. A job moves the model a part of the
way there, as far as the curve says; how good a model is, is read off the curve at its distance from data that it has not
seen. So updates add up, negated ones push back, flipped labels lead elsewhere, and a world that moves leaves a model
behind. What cannot show is what a curve does not know: backdoors, groups, single rows that are learnt by heart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.jobs import Diverged, Evaluation, Job, Result, Score, Training, Vector
from sim.lab import Examples, Ticket
from sim.training.curve import Curve
from sim.training.embedding import SPREAD, Embedding
from sim.training.faults import fault
from sim.training.keeping import Keeping
from sim.training.privacy import released
from sim.training.scoring import WORST
from sim.training.store import Store, read_only


@dataclass(frozen=True)
class Surrogate:
    """A model of the lab: where it is, is its only parameter."""

    embedding: Embedding
    curve: Curve

    @property
    def features(self) -> int:
        return self.embedding.features

    @property
    def classes(self) -> int:
        return self.embedding.classes

    @property
    def size(self) -> int:
        return self.embedding.size


@dataclass
class SurrogateLab(Keeping):
    """A `Lab` on learning curves. `zoo` names the models. `margin` is the error of the accuracies that it reports."""

    zoo: Mapping[str, Surrogate]
    store: Store = field(default_factory=Store)
    _ends: dict[tuple[str, object], NDArray[np.float64]] = field(default_factory=dict, init=False, repr=False)

    @property
    def margin(self) -> float:
        return max((model.curve.error for model in self.zoo.values()), default=0.0)

    def begin(self, model: str, seed: int) -> str:
        """Key of a model that knows nothing; `seed` makes no difference. Raises ValueError for an unknown model."""
        if model not in self.zoo:
            raise ValueError(f"model={model!r} is unknown; allowed: {', '.join(sorted(self.zoo))}")
        return self.keep(np.zeros(self.zoo[model].size, np.float32))

    def submit(self, job: Job) -> Ticket:
        impossible = fault(job, self.store, self.zoo)
        if impossible is not None:
            return Ticket(job, lambda _: impossible)
        return Ticket(job, lambda ticket: self._result(ticket.job))

    def cancel(self, ticket: Ticket) -> None:
        """Nothing to forget: a result that nobody opens is never computed."""

    def probe(self, model: str, parameters: str, examples: Examples, names: Sequence[str]) -> Mapping[str, float]:
        """`accuracy` and `loss` off the curve; what a curve does not know is not a number."""
        curve, away = self.zoo[model].curve, self.distance(model, parameters, examples)
        known = {"accuracy": curve.accuracy(away), "loss": curve.loss(away)}
        return {name: known.get(name, float("nan")) for name in names}

    def distance(self, model: str, parameters: str, examples: Examples) -> float:
        """How far a kept model is from data, in parts of what a model that knows nothing has before it, squared."""
        rows = np.arange(len(examples.labels))
        return distance(self.vector(parameters), self.zoo[model].embedding.of(examples, rows), len(rows))

    def _result(self, job: Job) -> Result:
        model, end = self.zoo[job.model], self._end(job)
        match job:
            case Training():
                return self._move(job, model.curve, end)
            case Evaluation():
                return tuple(_score(model.curve, self.store.blend(b), end, len(job.rows)) for b in job.candidates)

    def _move(self, job: Training, curve: Curve, end: NDArray[np.float64]) -> Vector | Diverged:
        start = self.vector(job.start)
        if not np.isfinite(start).all():
            return Diverged(0)
        step = curve.way(job) * (end - start)
        chance = np.random.default_rng(job.seed).standard_normal(len(step))
        step += curve.noise * np.sqrt(np.square(step).sum() / np.square(chance).sum()) * chance
        return read_only(released(step.astype(np.float32), job))

    def _end(self, job: Job) -> NDArray[np.float64]:
        """Where the rows of a job lead; worked out once."""
        place = (job.data, job.rows)
        if place not in self._ends:
            rows = np.asarray(job.rows, dtype=np.int64)
            self._ends[place] = self.zoo[job.model].embedding.of(self.store.examples(job.data), rows)
        return self._ends[place]


def distance(model: NDArray[np.floating], end: NDArray[np.float64], rows: int) -> float:
    """How far a model is from the distribution that `rows` rows with embedding `end` were drawn from, squared, in parts of
    what a model that knows nothing has before it. What the draw itself adds is subtracted; infinite for what is not finite.
    """
    wide = model.astype(np.float64)
    if not np.isfinite(wide).all():
        return float("inf")
    length = np.square(end).sum()
    drawn = (SPREAD - length) / max(rows - 1, 1)
    return float(max((np.square(wide - end).sum() - drawn) / max(length - drawn, 1e-12), 0.0))


def _score(curve: Curve, model: Vector, end: NDArray[np.float64], rows: int) -> Score:
    away = distance(model, end, rows)
    if away == float("inf"):
        return Score(correct=0, rows=rows, loss=WORST)
    return Score(round(rows * curve.accuracy(away)), rows, min(round(curve.loss(away) * 1e6), WORST))
