"""What robust rules cost, as multiples of the plain mean: `python -m benchmarks.aggregation`, half a minute."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from benchmarks.ratio import Prepare, ratio, seconds
from mechanisms.aggregation.centered_clipping import CenteredClipping
from mechanisms.aggregation.geometric_median import GeometricMedian
from mechanisms.aggregation.matrix import finite, matrix
from mechanisms.aggregation.mean import Mean
from mechanisms.aggregation.median import Median
from mechanisms.aggregation.multi_krum import MultiKrum
from mechanisms.aggregation.trimmed_mean import TrimmedMean
from sim.fingerprint import fingerprint
from sim.jobs import Training
from sim.seams.aggregation import Aggregation, AggregationView
from sim.seams.submission import Submission

SIZES, PARAMETERS = (100, 1000), 4810
"""Updates in a round, each of a perceptron of 64-64-10."""
PAIRS = 100
"""Updates whose distances are also taken pair by pair."""


def measure(pairs: int = 5) -> dict[str, object]:
    """Milliseconds of the mean, the least of five; each rule as a multiple of it; and Krum over the same rule pair by pair.

    A quarter of the updates is taken for attackers', and half of them are longer than the radius of clipping.
    """
    found: dict[str, object] = {}
    for count in SIZES:
        made = submissions(count)
        plain = ruling(Mean("equal"), made)
        found[f"mean_ms_{count}"] = round(min(seconds(plain) for _ in range(5)) * 1e3 * count / max(SIZES), 2)
        for name, rule in rules(count).items():
            found[f"{name}_vs_mean_{count}"] = ratio(ruling(rule, made), plain, pairs)
    made = submissions(PAIRS)
    found[f"krum_vs_pairs_{PAIRS}"] = ratio(ruling(rules(PAIRS)["krum"], made), by_pairs(made), pairs)
    return found


def rules(count: int) -> dict[str, Aggregation]:
    """The rules for rounds of `count` updates."""
    return {
        "median": Median(),
        "trimmed_mean": TrimmedMean(count // 4),
        "centered_clipping": CenteredClipping(PARAMETERS**0.5),
        "geometric_median": GeometricMedian(),
        "krum": MultiKrum(count // 4, m=1),
        "multi_krum": MultiKrum(count // 4),
    }


def submissions(count: int) -> tuple[Submission, ...]:
    """Updates of independent normal parameters, of jobs of 32 to 128 rows."""
    stream = np.random.default_rng(0)
    made = []
    for place in range(count):
        vector = stream.normal(size=PARAMETERS).astype(np.float32)
        job = Training("model", "start", "data", tuple(range(32 + place % 97)), 3, seed=place)
        made.append(Submission(f"t{place}", fingerprint(vector), vector, job))
    return tuple(made)


def ruling(rule: Aggregation, made: tuple[Submission, ...]) -> Prepare:
    """Rulings on these, as many as make a thousand updates, so that none is too short to time."""
    view = AggregationView(0, made, np.zeros(PARAMETERS, np.float32))

    def work() -> None:
        for _ in range(max(SIZES) // len(made)):
            rule.decide(view, rule.begin())

    return lambda: work


def by_pairs(made: Sequence[Submission]) -> Prepare:
    """Krum's choice with every distance taken by itself, as often."""
    updates = matrix(finite(made)).astype(np.float64)
    neighbours = len(updates) - len(updates) // 4 - 2

    def choice() -> int:
        scores = []
        for own, one in enumerate(updates):
            distances = [float(np.square(one - other).sum()) for place, other in enumerate(updates) if place != own]
            scores.append(sum(sorted(distances)[:neighbours]))
        return int(np.argmin(scores))

    return lambda: lambda: [choice() for _ in range(max(SIZES) // len(made))]


if __name__ == "__main__":
    figures = measure()
    for figure, value in figures.items():
        print(f"  {figure:32} {value}")
    print(json.dumps(figures))
