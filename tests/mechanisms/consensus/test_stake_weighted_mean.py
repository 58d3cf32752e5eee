"""The mean by stake, in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.consensus.stake_weighted_mean import StakeWeightedMean
from sim.effects.judgement import Publish
from sim.seams.consensus import ConsensusView


def scores(reports: Mapping[str, Mapping[str, int]], stakes: Mapping[str, int]) -> dict[str, int]:
    ruling = StakeWeightedMean().decide(ConsensusView(0, ("a", "b"), reports, stakes), None)
    assert isinstance(ruling, tuple)
    (published,) = ruling[0]
    assert isinstance(published, Publish)
    assert published.what == "scores"
    return dict(published.value)


@pytest.mark.parametrize(
    ("reports", "stakes", "found"),
    [
        ({"v": {"a": 10, "b": 20}, "w": {"a": 40, "b": -40}}, {"v": 2, "w": 1}, {"a": 20, "b": 0}),
        ({"v": {"a": 10}, "w": {"a": 10, "b": 9}}, {"v": 2, "w": 1}, {"a": 10, "b": 3}),  # left out is 0
        ({"v": {"a": 1}, "w": {"a": 2}}, {"v": 1, "w": 1}, {"a": 2, "b": 0}),  # halves up
        ({"v": {"a": -1}, "w": {"a": -2}}, {"v": 1, "w": 1}, {"a": -1, "b": 0}),
        ({"v": {"a": 10}}, {"v": 1, "silent": 99}, {"a": 10, "b": 0}),
        ({"v": {"a": 10}}, {}, {"a": 0, "b": 0}),
        ({"v": {"a": 10}, "w": {"a": 10**15}}, {"v": 10**18 - 10**12, "w": 10**12}, {"a": 10**9 + 10, "b": 0}),
        ({}, {}, {"a": 0, "b": 0}),
    ],
)
def test_scores_are_means_by_stake(
    reports: Mapping[str, Mapping[str, int]], stakes: Mapping[str, int], found: dict[str, int]
) -> None:
    assert scores(reports, stakes) == found


@given(st.integers(1, 10**15), st.integers(1, 10**15), st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_splitting_a_stake_changes_nothing(first: int, second: int, mine: int, other: int) -> None:
    said = {"a": mine, "b": -mine}
    one = scores({"v": said, "z": {"a": other}}, {"v": first + second, "z": 77})
    two = scores({"v": said, "w": said, "z": {"a": other}}, {"v": first, "w": second, "z": 77})
    assert one == two
