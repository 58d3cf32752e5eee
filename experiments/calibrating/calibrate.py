"""Fits the learning curve of the surrogate lab to what the real lab does with the same data and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from experiments.building.blueprint import blueprint
from experiments.calibrating.study import COURSE, Phase, Study
from experiments.composing.compose import composed
from sim.blueprint import Blueprint
from sim.jobs import Training
from sim.lab import Lab
from sim.training.curve import Curve
from sim.training.embedding import Embedding
from sim.training.surrogate import Surrogate, SurrogateLab, distance
from sim.world.worlds import MAIN

Floats = NDArray[np.float64]

POINTS = 16
"""Of a curve: enough for a knee, few enough not to follow chance."""
SPEEDS = (1e-4, 1.0)
"""Between which the speed is sought."""
WIDTHS = (0.25, 0.5)
"""Of the embedding, tried in turn, in parts of how far two inputs are apart: a wider one does not see a world move."""


@dataclass(frozen=True)
class Observed:
    """One seed as the real lab saw it: accuracy and loss after each round, (rounds,) each."""

    study: Study
    accuracies: Floats
    losses: Floats
    noise: float


def calibrate(
    overrides: Sequence[str],
    fitted: Sequence[int],
    held_out: Sequence[int],
    command: str,
    phases: Sequence[Phase] = COURSE,
) -> Curve:
    """The curve of a scenario's task and model, fitted on some seeds; its error is measured on the others.

    Raises `BadInput` for a factory that does not train its main task by rounds.
    """
    seen = [_observed(overrides, seed, phases) for seed in (*fitted, *held_out)]
    fit, test = seen[: len(fitted)], seen[len(fitted) :]
    noise, apart = float(np.mean([one.noise for one in fit])), _apart(fit[0].study)
    bare = Curve((0.0, 1.0), (1.0, 0.0), (0.0, 1.0), 1.0, round(noise, 4), 1.0, 0.0, command)
    sought = [_sought(fit, replace(bare, width=round(apart * part, 4))) for part in WIDTHS]
    moved = min(sought, key=lambda found: found[0])[1]
    found = _drawn(_distances(_trials(fit, moved), moved), fit, moved)
    distances = _distances(_trials(test, found), found)
    missed = np.array([found.accuracy(d) for d in distances]) - np.concatenate([one.accuracies for one in test])
    return replace(found, error=round(float(np.sqrt(np.mean(missed**2))), 4))


def _observed(overrides: Sequence[str], seed: int, phases: Sequence[Phase]) -> Observed:
    made: Blueprint = blueprint(composed([*overrides, f"seed={seed}"]))
    study = Study(made, phases)
    lab = made.lab.open(study.worlds.sizes)
    found = [
        lab.probe(MAIN, standing.model, study.lesson(standing.day).test, ("accuracy", "loss"))
        for standing in study.standings(lab)
    ]
    accuracies, losses = (np.array([each[name] for each in found]) for name in ("accuracy", "loss"))
    return Observed(study, accuracies, losses, _noise(study, lab))


def _noise(study: Study, lab: Lab) -> float:
    """Length of what chance adds to a first update, as a part of it: two jobs that differ only in their seed differ by it
    twice."""
    terms, data = study.terms, lab.learn(study.lesson(0).shards[0])
    start, rows = lab.begin(MAIN, 1), range(lab.rows(data))
    moves = []
    for seed in (1, 2):
        ticket = lab.submit(
            Training(MAIN, start, data, rows, terms.steps, terms.batch, terms.rate, terms.momentum, seed=seed)
        )
        ticket.unseal()
        moves.append(np.asarray(ticket.open(), dtype=np.float64))
    return round(float(np.linalg.norm(moves[0] - moves[1]) / np.sqrt(2) / np.linalg.norm(moves[0])), 4)


def _apart(study: Study) -> float:
    """Root mean square distance between two inputs."""
    inputs = np.concatenate([shard.inputs for shard in study.lesson(0).shards]).astype(np.float64)
    return float(np.sqrt(2 * inputs.var(axis=0).sum()))


@dataclass(frozen=True)
class Trial:
    """A surrogate that goes through the study of one seed, again and again at another speed; `ends` by day."""

    one: Observed
    lab: SurrogateLab
    ends: dict[int, Floats] = field(default_factory=dict)

    def distances(self, curve: Curve) -> list[float]:
        """How far its model is from the day's test after each round."""
        model = replace(self.lab.zoo[MAIN], curve=curve)
        self.lab.zoo = {MAIN: model}
        found = []
        for standing in self.one.study.standings(self.lab):
            test = self.one.study.lesson(standing.day).test
            if standing.day not in self.ends:
                self.ends[standing.day] = model.embedding.of(test, np.arange(len(test.labels)))
            found.append(distance(self.lab.vector(standing.model), self.ends[standing.day], len(test.labels)))
        return found


def _trials(seen: Sequence[Observed], curve: Curve) -> list[Trial]:
    """One for each seed, for curves of the same width."""
    sizes = [one.study.worlds.sizes[MAIN] for one in seen]
    zoos = [{MAIN: Surrogate(Embedding(*size, curve.width), curve)} for size in sizes]
    return [Trial(one, SurrogateLab(zoo)) for one, zoo in zip(seen, zoos, strict=True)]


def _distances(trials: Sequence[Trial], curve: Curve) -> Floats:
    """Of all rounds of all seeds."""
    return np.array([each for trial in trials for each in trial.distances(curve)])


def _sought(seen: Sequence[Observed], curve: Curve) -> tuple[float, Curve]:
    """The speed at which one falling line explains all accuracies best, and how far it misses them, in mean squares."""
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - slow to load, and only this command needs it

    trials, accuracies = _trials(seen, curve), np.concatenate([one.accuracies for one in seen])

    def missed(power: float) -> float:
        distances = _distances(trials, replace(curve, speed=float(np.exp(power))))
        return float(np.mean((_falling(distances, accuracies) - accuracies) ** 2))

    best = minimize_scalar(missed, bounds=np.log(SPEEDS), method="bounded", options={"maxiter": 12, "xatol": 0.05})
    return float(best.fun), replace(curve, speed=round(float(np.exp(best.x)), 5))


def _drawn(distances: Floats, seen: Sequence[Observed], curve: Curve) -> Curve:
    """The curve through the means of equally many rounds each."""
    order = np.argsort(distances, kind="stable")
    groups = [group for group in np.array_split(order, POINTS) if len(group)]
    at = np.array([distances[group].mean() for group in groups])
    accuracies, losses = (np.concatenate([getattr(one, name) for one in seen]) for name in ("accuracies", "losses"))
    right = _falling(at, np.array([accuracies[group].mean() for group in groups]))
    wrong = -_falling(at, -np.array([losses[group].mean() for group in groups]))
    keep = np.concatenate([[True], np.diff(at) > 1e-4])  # beyond: points that stand on each other
    return replace(
        curve,
        distances=(0.0, *_plain(at[keep][1:])),
        accuracies=_plain(right[keep]),
        losses=_plain(wrong[keep]),
    )


def _plain(values: Floats) -> tuple[float, ...]:
    return tuple(map(float, np.round(values, 4)))


def _falling(at: Floats, values: Floats) -> Floats:
    """The nearest values in the sense of least squares that never rise with `at`."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - slow to load, and only this command needs it

    return np.asarray(IsotonicRegression(increasing=False).fit_transform(at, values))
