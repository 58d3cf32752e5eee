"""The stake-weighted median with reports that are incomplete; its numbers are pinned among the known answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.consensus.stake_weighted_median import StakeWeightedMedian
from sim.effects.judgement import Publish
from sim.seams.consensus import ConsensusView

REPORTS = {"v0": {"ann": 9, "bob": -4}, "v1": {"ann": 7}, "v2": {"bob": -6}}


def test_a_subject_left_out_of_a_report_counts_as_zero_in_it() -> None:
    """ann has 9, 7, 0; bob -4, 0, -6: in thirds of the stake, a half is behind 7 and behind -4."""
    view = ConsensusView(0, ("ann", "bob"), REPORTS, {"v0": 1, "v1": 1, "v2": 1})
    assert StakeWeightedMedian().decide(view, None) == ([Publish("scores", {"ann": 7, "bob": -4})], None)


def test_a_validator_without_known_stake_has_no_weight() -> None:
    view = ConsensusView(0, ("ann", "bob"), REPORTS, {"v2": 5})
    assert StakeWeightedMedian().decide(view, None) == ([Publish("scores", {"ann": 0, "bob": -6})], None)


def test_of_equal_halves_the_higher_score_wins() -> None:
    view = ConsensusView(0, ("ann",), {"v0": {"ann": 3}, "v1": {"ann": 8}}, {"v0": 10**18, "v1": 10**18})
    assert StakeWeightedMedian().decide(view, None) == ([Publish("scores", {"ann": 8})], None)


def test_one_base_unit_more_is_a_majority() -> None:
    view = ConsensusView(0, ("ann",), {"v0": {"ann": 3}, "v1": {"ann": 8}}, {"v0": 10**18 + 1, "v1": 10**18})
    assert StakeWeightedMedian().decide(view, None) == ([Publish("scores", {"ann": 3})], None)


SCORES = st.dictionaries(st.sampled_from(["ann", "bob"]), st.integers(-(10**9), 10**9))


@given(
    st.dictionaries(st.sampled_from("vwxyz"), SCORES), st.dictionaries(st.sampled_from("vwxyz"), st.integers(0, 2**61))
)
def test_a_score_is_one_that_was_reported_or_left_out(
    reports: dict[str, dict[str, int]], stakes: dict[str, int]
) -> None:
    (effect,), _ = StakeWeightedMedian().decide(ConsensusView(0, ("ann", "bob"), reports, stakes), None)
    for subject, score in effect.value.items():
        assert score in {0, *(report.get(subject, 0) for report in reports.values())}


@pytest.mark.parametrize("kappa", [0, 1001])
def test_a_majority_is_a_part_of_the_stake(kappa: int) -> None:
    with pytest.raises(ValueError, match=f"^kappa={kappa}; allowed: 1 to 1000"):
        StakeWeightedMedian(kappa)
