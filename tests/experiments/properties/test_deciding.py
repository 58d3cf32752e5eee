"""The decision rule itself, without a factory: how often it is wrong, and how often it finds what is there."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.properties.certainty import certain, fewest, needed
from experiments.properties.finding import exact, paired, statistical, worst
from experiments.properties.report import Checked, Failure
from experiments.properties.verdict import Verdict, of_all

TRIALS = 400


def values(numbers: np.ndarray) -> dict[int, float]:
    return dict(enumerate(numbers.tolist()))


def verdicts(draws: np.ndarray, limit: float = 0.0) -> list[Verdict]:
    """One for each row of draws: (trials, cases, seeds)."""
    return [
        statistical({str(place): values(case) for place, case in enumerate(trial)}, limit).verdict for trial in draws
    ]


def test_a_difference_that_is_not_there_fails_less_often_than_one_time_in_forty() -> None:
    """At the limit itself: 2.5 % on each side, and a standard error of .8 % over 400 trials."""
    found = verdicts(np.random.default_rng(11).normal(0.0, 3.0, (TRIALS, 1, 8)))
    assert found.count(Verdict.FAIL) / TRIALS <= 0.025 + 2 * 0.008
    assert found.count(Verdict.PASS) / TRIALS <= 0.025 + 2 * 0.008


def test_nor_do_twelve_at_once() -> None:
    """The level is shared among the cases; without that one in four trials would FAIL."""
    found = verdicts(np.random.default_rng(12).normal(0.0, 3.0, (TRIALS, 12, 12)))
    assert found.count(Verdict.FAIL) / TRIALS <= 0.025 + 2 * 0.008


@pytest.mark.parametrize(("seeds", "wrong"), [(6, 0.735), (30, 0.215), (90, 0.045)])
def test_what_no_seed_has_shown_no_interval_knows(seeds: int, wrong: float) -> None:
    """A gain of 1 with 19 chances in 20, else a slash of 19: nothing on average. In .95^6 = 73.5 % of cases six seeds show
    no slash, and the gain looks certain; thirty seeds, 21.5 %. Where five slashes are to be expected the level is nearly
    what it says. So who checks a rare punishment needs runs long enough, or seeds enough, to see it."""
    slashed = np.random.default_rng(13).random((TRIALS, 1, seeds)) < 0.05
    found = verdicts(np.where(slashed, -19.0, 1.0))
    assert found.count(Verdict.FAIL) / TRIALS == pytest.approx(wrong, abs=0.06)


@pytest.mark.parametrize("seeds", [2, 3, 4, 5])
def test_too_few_seeds_decide_nothing_however_alike_they_are(seeds: int) -> None:
    (case,) = statistical({"a": dict.fromkeys(range(seeds), 9.0)}, 0.0).cases
    assert (case.verdict, case.low, case.high, case.needed) == (Verdict.INCONCLUSIVE, None, None, 6)


def test_the_fewest_seeds_are_those_whose_signs_alone_would_do() -> None:
    # 2 / 2^6 = .031 and 2 / 2^5 = .063; shared among twelve, 2 / 2^9 = .0039 and 2 / 2^8 = .0078 against .0042
    assert (fewest(0.95), fewest(1 - 0.05 / 12)) == (6, 9)


def test_a_planted_gain_is_found_with_the_seeds_that_are_said_to_be_needed() -> None:
    """(1.96 + .84)^2 = 7.85 times the variance over the squared difference is 32 for half of a standard deviation, and 34 by
    Student's t; with them, four times in five."""
    pilot = np.array([-1.0, 1.0] * 50) / np.std([-1.0, 1.0] * 50, ddof=1) + 0.5
    assert needed(pilot.tolist(), 0.0, 0.95) == 34
    found = verdicts(np.random.default_rng(14).normal(0.5, 1.0, (TRIALS, 1, 34)))
    assert 0.8 - 2 * 0.02 <= found.count(Verdict.FAIL) / TRIALS <= 0.8 + 3 * 0.02


def test_no_number_of_seeds_decides_what_lies_at_the_limit() -> None:
    assert needed([-1.0, 1.0], 0.0, 0.95) is None


def test_an_interval_is_the_outer_of_students_and_the_bootstraps() -> None:
    """Of 0..5: mean 2.5, s = 1.871, t = 2.571, so 2.5 -+ 1.963; the bootstrap of six values is narrower."""
    low, high = certain([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 0.95) or (0.0, 0.0)
    assert (low, high) == (pytest.approx(0.537, abs=2e-3), pytest.approx(4.463, abs=2e-3))


@pytest.mark.parametrize(
    ("mean", "limit", "least", "verdict"),
    [
        (0.0, 0.0, False, Verdict.PASS),
        (0.1, 0.0, False, Verdict.FAIL),
        (-0.1, 0.0, False, Verdict.PASS),
        (0.0, 0.0, True, Verdict.PASS),
        (-0.1, 0.0, True, Verdict.FAIL),
        (-0.1, -0.2, True, Verdict.PASS),
    ],
)
def test_the_limit_itself_is_allowed_on_either_side(mean: float, limit: float, least: bool, verdict: Verdict) -> None:
    assert statistical({"a": dict.fromkeys(range(6), mean)}, limit, least).verdict is verdict


def test_one_case_is_enough_to_fail_and_all_are_needed_to_pass() -> None:
    cases = {"good": dict.fromkeys(range(8), -1.0), "bad": dict.fromkeys(range(8), 1.0)}
    assert statistical(cases, 0.0).verdict is Verdict.FAIL
    assert statistical({**cases, "bad": {0: 1.0}}, 0.0).verdict is Verdict.INCONCLUSIVE
    assert statistical({"good": cases["good"]}, 0.0).verdict is Verdict.PASS


def test_nothing_is_decided_about_nothing() -> None:
    assert statistical({}, 0.0).verdict is exact({}, "").verdict is of_all([]) is Verdict.INCONCLUSIVE


def test_a_counterexample_decides_alone() -> None:
    found = exact({("as given", 0): "", ("as given", 1): "row 3"}, "2 runs")
    assert found.verdict is Verdict.FAIL
    assert [(each.seed, each.where) for each in found.counterexamples] == [(1, "row 3")]
    assert exact({("as given", 0): ""}, "1 run").verdict is Verdict.PASS


def test_pairs_are_of_the_seeds_that_both_worlds_have() -> None:
    assert paired({0: 1.0, 1: 5.0, 2: 9.0}, {2: 10.0, 0: 3.0}) == {0: 2.0, 2: 1.0}


def test_the_worst_case_is_the_farthest_on_the_bad_side_of_those_that_decide() -> None:
    gains = {
        "much": dict.fromkeys(range(9), 3.0),
        "more": dict.fromkeys(range(9), 5.0),
        "none": dict.fromkeys(range(9), -9.0),
    }
    assert worst(statistical(gains, 0.0).cases, least=False).name == "more"
    assert worst(statistical(gains, 1.0, least=True).cases, least=True).name == "none"
    unsure = {"unsure": {0: 99.0}, "surely bad": dict.fromkeys(range(9), 1.0)}
    assert worst(statistical(unsure, 0.0).cases, least=False).name == "surely bad"


def test_a_run_that_failed_takes_a_pass_away_and_leaves_a_fail() -> None:
    lost = (Failure("as given", 1, "Broke"),)
    good, bad = exact({("as given", 0): ""}, ""), exact({("as given", 0): "row 3"}, "")
    assert Checked("mine", good, {}).verdict is Verdict.PASS
    assert Checked("mine", good, {}, lost).verdict is Verdict.INCONCLUSIVE
    assert Checked("mine", bad, {}, lost).verdict is Verdict.FAIL
