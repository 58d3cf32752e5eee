"""KA01: the stake-weighted median, against the tests of opentensor/subtensor (pallets/subtensor/src/tests/math.rs).

There stakes are shares, scores fractions and kappa a fraction; here all are integers: hundredths, tenths, thousandths.
"""

from __future__ import annotations

import pytest

from mechanisms.consensus.stake_weighted_median import StakeWeightedMedian
from sim.effects.judgement import Publish
from sim.seams.consensus import ConsensusView


def consensus(kappa: int, stakes: list[int], rows: list[list[int]]) -> list[int]:
    """Scores of each column, when validator i has stakes[i] and reports rows[i]."""
    validators = [f"v{i}" for i in range(len(stakes))]
    subjects = tuple(f"s{j}" for j in range(len(rows[0]) if rows else 1))
    reports = {name: dict(zip(subjects, row, strict=True)) for name, row in zip(validators, rows, strict=True)}
    view = ConsensusView(0, subjects, reports, dict(zip(validators, stakes, strict=True)))
    effects, _ = StakeWeightedMedian(kappa).decide(view, None)
    (effect,) = effects
    assert isinstance(effect, Publish)
    assert effect.what == "scores"
    return [effect.value[subject] for subject in subjects]


@pytest.mark.parametrize(
    ("stakes", "scores", "expected"),
    [
        ([51], [10], 10),
        ([49, 51], [5, 10], 10),
        ([51, 49], [5, 10], 5),
        ([49, 0, 51], [5, 7, 10], 10),
        ([49, 1, 50], [5, 7, 10], 7),
        ([49, 51, 0], [5, 7, 10], 7),
        ([0, 49, 51], [5, 7, 10], 10),
        ([20] * 5, [8, 2, 10, 6, 4], 6),
        ([10] * 10, [8, 8, 2, 2, 10, 10, 6, 6, 4, 4], 6),
        ([], [], 0),
        ([0, 0], [5, 10], 0),
    ],
)
def test_a_majority_of_51_hundredths(stakes: list[int], scores: list[int], expected: int) -> None:
    assert consensus(510, stakes, [[score] for score in scores]) == [expected]


COLUMNS = [[0, 1, 0], [0, 2, 4], [0, 3, 1], [0, 4, 5]]


@pytest.mark.parametrize(("kappa", "expected"), [(240, [0, 3, 4]), (260, [0, 2, 4]), (760, [0, 2, 1])])
def test_columns_under_three_majorities(kappa: int, expected: list[int]) -> None:
    assert consensus(kappa, [0, 75, 25, 0], COLUMNS) == expected


def test_columns_where_half_the_stake_gives_nothing() -> None:
    assert consensus(510, [0, 30, 20, 50], [*COLUMNS[:3], [0, 0, 5]]) == [0, 0, 4]
