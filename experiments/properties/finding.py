"""What was found about a property, in figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from experiments.properties.certainty import certain, fewest, needed
from experiments.properties.verdict import Verdict, of_all

LEVEL = 0.95


@dataclass(frozen=True)
class Case:
    """One mean that must keep to one side of a limit: what a deviation gains, what a role earns."""

    name: str
    verdict: Verdict
    values: Mapping[int, float]
    """By seed, in dollars a day."""
    low: float | None
    high: float | None
    """The interval that decides; None where there are too few seeds for one."""
    needed: int | None
    """Seeds that would probably decide it; None where no number would. Of a case that is decided, its own; of one with too
    few seeds for an interval, the fewest that may decide anything: so few tell nothing about how many it takes."""

    @property
    def figure(self) -> float:
        """The mean, in dollars a day."""
        return fmean(self.values.values()) if self.values else 0.0


@dataclass(frozen=True)
class Counterexample:
    """A place in a run that contradicts an exact property."""

    world: str
    seed: int
    where: str


@dataclass(frozen=True)
class Finding:
    """A verdict and what it rests on: counterexamples of an exact property, cases of a statistical one."""

    verdict: Verdict
    told: str
    """The figure of an exact property, in words; "" where the cases tell it."""
    counterexamples: tuple[Counterexample, ...] = ()
    cases: tuple[Case, ...] = ()
    limit: float = 0.0
    """Dollars a day that the cases are held against."""
    least: bool = False
    """Whether the cases must be at least the limit, and not at most."""


def exact(found: Mapping[tuple[str, int], str], told: str) -> Finding:
    """FAIL on one counterexample, PASS without: no chance is in it. `found` is what is wrong by world and seed, ""=nothing.

    PASS says that it held in these runs, and no more; INCONCLUSIVE is only said where nothing was run."""
    wrong = tuple(Counterexample(world, seed, text) for (world, seed), text in sorted(found.items()) if text)
    verdict = Verdict.FAIL if wrong else Verdict.PASS if found else Verdict.INCONCLUSIVE
    return Finding(verdict, told, wrong)


def statistical(
    cases: Mapping[str, Mapping[int, float]], limit: float, least: bool = False, level: float = LEVEL
) -> Finding:
    """Hold the mean of each case against a limit: at most that, or with `least` at least that.

    A case PASSes when its whole interval lies on the good side of the limit (the limit included), FAILs when the whole
    interval lies on the other, and is INCONCLUSIVE otherwise. The property FAILs when one case does and PASSes when all do.
    Of m cases each has an interval of level 1 - (1 - level) / m (Bonferroni), so that the chance that any of them FAILs
    though every true mean is at the limit or on its good side stays below (1 - level) / 2, whatever their dependence. PASS
    would need no such correction, and has it because the interval that is shown is the one that decides. The seeds are set
    beforehand: who looks, adds seeds and looks again until he likes the verdict has no level at all.
    """
    each = 1 - (1 - level) / max(len(cases), 1)
    judged = tuple(_case(name, values, limit, least, each) for name, values in cases.items())
    return Finding(of_all(case.verdict for case in judged), "", (), judged, limit, least)


def _case(name: str, values: Mapping[int, float], limit: float, least: bool, level: float) -> Case:
    numbers = list(values.values())
    found = certain(numbers, level)
    if found is None:
        return Case(name, Verdict.INCONCLUSIVE, values, None, None, fewest(level))
    below, above = found[1] <= limit, found[0] >= limit
    good, bad = (above, found[1] < limit) if least else (below, found[0] > limit)
    verdict = Verdict.PASS if good else Verdict.FAIL if bad else Verdict.INCONCLUSIVE
    more = len(numbers) if verdict is not Verdict.INCONCLUSIVE else needed(numbers, limit, level)
    return Case(name, verdict, values, *found, more)


def paired(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    """other - one by seed, of the seeds that both have: the same world twice, but for what was changed."""
    return {seed: other[seed] - one[seed] for seed in sorted(set(one) & set(other))}


Readings = Mapping[str, Mapping[int, object]]


def numbers(readings: Mapping[int, object]) -> dict[int, float]:
    """Readings by seed that are numbers."""
    return {seed: float(value) for seed, value in readings.items() if isinstance(value, int | float)}


def worst(cases: Sequence[Case], least: bool) -> Case:
    """The case that tells most about a verdict: of those that decide it, the one farthest on the bad side."""
    order = (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS)
    return min(cases, key=lambda case: (order.index(case.verdict), case.figure if least else -case.figure))
