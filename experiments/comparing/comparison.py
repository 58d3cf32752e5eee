"""Two settings beside each other, seed by seed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from math import fsum, isfinite
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from experiments.analysis.holm import adjusted
from experiments.analysis.interval import interval
from experiments.analysis.paired import SAME, Paired
from experiments.comparing.bootstrap import RESAMPLES, STREAM
from experiments.results import tables

NAME, PAIRS = "comparison.json", "pairs.parquet"
FIRST, SECOND = "first", "second"
LEVEL = 0.95


@dataclass(frozen=True)
class Trial:
    """One run of one side: its numbers by metric, or why there are none."""

    side: str
    seed: int
    place: str
    """Its directory; relative to the comparison's when it lies within."""
    summary: Mapping[str, Any] | None
    error: str = ""


@dataclass(frozen=True)
class Difference:
    """A metric in both settings: means over the pairs that have it in both, and second - first with its interval."""

    metric: str
    first: float
    second: float
    difference: float
    low: float | None
    high: float | None
    """None with a single pair: one draw says nothing about chance."""
    n: int
    spread: float | None = None
    """Standard deviation of the differences; None with a single pair."""
    d_z: float | None = None
    """Standardised mean difference of pairs (`Paired.d_z`)."""
    p: float = 1.0
    """How often chance alone does this or more, were this the only metric (`Paired.p_value`)."""
    p_holm: float = 1.0
    """The same, allowing for every metric of the comparison that is not the same in every pair (`holm.adjusted`)."""

    @property
    def same(self) -> bool:
        """Whether it is the same in every pair."""
        return self.difference == 0 and not self.low and not self.high


@dataclass(frozen=True)
class Comparison:
    """What came of two settings, run with the same seeds."""

    settings: Mapping[str, Sequence[str]]
    """By side, the overrides or the directory that it was made from."""
    seeds: tuple[int, ...]
    trials: tuple[Trial, ...]
    path: Path
    left_out: tuple[str, ...] = ()
    """Of two arms of a sweep: values of its other settings at which no run of an arm is done, so that no seed has them."""

    @cached_property
    def numbers(self) -> dict[str, dict[int, dict[str, float]]]:
        """By metric and seed, the number of each side that has one; metrics in the order of the summary."""
        found: dict[str, dict[int, dict[str, float]]] = {}
        for trial in self.trials:
            for metric, value in (trial.summary or {}).items():
                if isinstance(value, int | float) and isfinite(value):
                    found.setdefault(metric, {}).setdefault(trial.seed, {})[trial.side] = value
        return found

    @property
    def failed(self) -> list[Trial]:
        return [trial for trial in self.trials if trial.summary is None]

    @property
    def paired(self) -> int:
        """Seeds of which both runs ended well."""
        ended = [{trial.side for trial in self.trials if trial.seed == seed and trial.summary} for seed in self.seeds]
        return sum(sides == {FIRST, SECOND} for sides in ended)

    @cached_property
    def differences(self) -> list[Difference]:
        """Every metric that at least one pair has on both sides."""
        pairs = {metric: self._pairs(metric) for metric in self.numbers}
        return together([_difference(metric, list(found.values())) for metric, found in pairs.items() if found])

    @property
    def partly(self) -> list[tuple[str, int, Mapping[str, int]]]:
        """(metric, pairs, runs by side) of what some pair has on both sides and another has not, though both its runs ended
        well: whether a run tells of something is itself an outcome, so such a mean is about a part that chance did not
        choose."""
        found = list[tuple[str, int, Mapping[str, int]]]()
        for metric, seeds in self.numbers.items():
            if 0 < (n := len(self._pairs(metric))) < self.paired:
                found.append(
                    (metric, n, {side: sum(side in each for each in seeds.values()) for side in (FIRST, SECOND)})
                )
        return found

    @property
    def alone(self) -> list[tuple[str, str, float, int]]:
        """(metric, side, mean, n) of what no pair has on both sides, such as the cost of an attack that only one has."""
        found = []
        for metric, seeds in self.numbers.items():
            for side in (FIRST, SECOND) if not self._pairs(metric) else ():
                if values := [each[side] for each in seeds.values() if side in each]:
                    found.append((metric, side, fsum(values) / len(values), len(values)))
        return found

    @property
    def table(self) -> pd.DataFrame:
        """One row per metric and pair: metric, seed, first, second, difference."""
        rows = [
            (metric, seed, first, second, second - first)
            for metric in self.numbers
            for seed, (first, second) in self._pairs(metric).items()
        ]
        return pd.DataFrame(rows, columns=["metric", "seed", FIRST, SECOND, "difference"])

    def write(self, folder: Path) -> None:
        """Leave the numbers and the pairs that they come from. Raises OSError when the disk refuses."""
        content = {
            "settings": {side: list(texts) for side, texts in self.settings.items()},
            "seeds": list(self.seeds),
            "pairs": self.paired,
            "left_out": list(self.left_out),
            "interval": {"level": LEVEL, "resamples": RESAMPLES, "stream": STREAM},
            "metrics": [asdict(each) for each in self.differences],
            "told_in_part": [{"metric": metric, "pairs": n, **runs} for metric, n, runs in self.partly],
            "one_side_only": [dict(zip(("metric", "side", "mean", "n"), row, strict=True)) for row in self.alone],
            "runs": [
                {"side": trial.side, "seed": trial.seed, "place": trial.place, "error": trial.error}
                for trial in self.trials
            ],
        }
        (folder / NAME).write_text(json.dumps(content, indent=1, allow_nan=False) + "\n", "utf-8")
        schema = [("metric", pa.string()), ("seed", pa.int64())]
        numbers = [(name, pa.float64()) for name in (FIRST, SECOND, "difference")]
        frame = self.table.astype({name: float for name, _ in numbers})
        tables.write(pa.Table.from_pandas(frame, pa.schema([*schema, *numbers]), preserve_index=False), folder / PAIRS)

    def _pairs(self, metric: str) -> dict[int, tuple[float, float]]:
        seeds = self.numbers[metric]
        return {
            seed: (seeds[seed][FIRST], seeds[seed][SECOND])
            for seed in self.seeds
            if seeds.get(seed, {}).keys() == {FIRST, SECOND}
        }


def together(differences: Sequence[Difference]) -> list[Difference]:
    """The same with p-values that allow for all of them at once. One that is the same in every pair asks nothing, and does
    not count."""
    told = [each for each in differences if not each.same]
    holm = iter(adjusted([each.p for each in told]))
    return [each if each.same else replace(each, p_holm=next(holm)) for each in differences]


def _difference(metric: str, pairs: Sequence[tuple[float, float]]) -> Difference:
    n, apart = len(pairs), [_apart(first, second) for first, second in pairs]
    first, second = (fsum(values) / n for values in ([a for a, _ in pairs], [b for _, b in pairs]))
    low, high = interval(apart, LEVEL) or (None, None)
    found = Paired.of(apart)
    return Difference(metric, first, second, found.mean, low, high, n, found.spread, found.d_z, found.p_value)


def _apart(first: float, second: float) -> float:
    """second - first, and nothing where that is but rounding: a sum may be added up in another order."""
    found = second - first
    return found if abs(found) > SAME * max(abs(first), abs(second)) else 0.0
