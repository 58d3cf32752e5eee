"""Metrics of who was caught."""

from __future__ import annotations

import pytest

from experiments.honesty import begins, core, honest
from experiments.metrics.detection import caught, cheats_caught, detection_lag, false_slash_rate, onsets
from experiments.metrics.interval import wilson
from tests.experiments.metrics.conftest import DAY, evidence, fact, look, member

FLIP = "SignFlip(inner=Honest(), scale=1.0)"
SLEEPER = f"Switch(inner=Honest(), otherwise={FLIP}, at_days=3.0)"
TRUTH = [member("a.0"), member("a.1"), member("b.0", FLIP), member("b.1", SLEEPER)]
FACTS = [
    fact("Joined", 0.0, "registry", account="a.0"),
    fact("Joined", 0.0, "registry", account="a.1"),
    fact("ScoringOpened", 1 * DAY, "rounds", updates=[["a.0", "k"], ["b.0", "l"], ["b.1", "m"]]),
    fact("Slashed", 2 * DAY, "registry", account="b.0"),
    fact("ScoringOpened", 4 * DAY, "rounds", updates=[["b.0", "n"], ["b.1", "o"]]),
    fact("Slashed", 4 * DAY, "registry", account="a.1"),
    fact("Slashed", 4.5 * DAY, "registry", account="b.0"),
    fact("Slashed", 7 * DAY, "registry", account="b.1"),
]

DAYS = [look("a.0", time=10 * DAY)]


def test_those_who_were_slashed_are_named_with_what_they_are() -> None:
    assert caught(evidence(agents=DAYS, truth=TRUTH, facts=FACTS)) == "a.1 (Honest), b.0 (SignFlip), b.1 (Switch)"
    assert caught(evidence(truth=TRUTH)) == "nobody"


def test_the_part_of_the_cheats_that_was_caught() -> None:
    assert cheats_caught(evidence(agents=DAYS, truth=TRUTH, facts=FACTS[:4])) == 0.5
    assert cheats_caught(evidence(truth=TRUTH[:2], facts=FACTS)) is None


def test_a_cheat_begins_with_its_first_update_after_it_turned() -> None:
    assert onsets(evidence(agents=DAYS, truth=TRUTH, facts=FACTS)) == {"b.0": 1 * DAY, "b.1": 4 * DAY}


def test_a_sleeper_that_has_not_woken_is_no_cheat_yet() -> None:
    early = evidence(agents=[look("a.0", time=2 * DAY)], truth=[*TRUTH[:2], TRUTH[3]], facts=FACTS[:4])
    assert cheats_caught(early) is None


def test_a_validator_cheats_as_soon_as_it_takes_part() -> None:
    lazy = member("v.0", "ApproveAll(inner=Honest(), praise=1)", role="validator")
    assert onsets(evidence(truth=[lazy], facts=[fact("Joined", 7.0, account="v.0")])) == {"v.0": 7.0}
    assert onsets(evidence(truth=[lazy])) == {}


def test_the_lag_is_the_median_from_the_first_cheat_to_the_first_slash() -> None:
    # b.0 after 1 day, b.1 after 3
    assert detection_lag(evidence(agents=DAYS, truth=TRUTH, facts=FACTS)) == 2.0
    assert detection_lag(evidence(agents=DAYS, truth=TRUTH, facts=FACTS[:3])) is None


def test_one_of_two_honest_members_was_slashed_for_nothing() -> None:
    rate = false_slash_rate(evidence(agents=DAYS, truth=TRUTH, facts=FACTS))
    assert rate is not None
    assert rate["mean"] == 0.5
    assert (rate["low"], rate["high"]) == pytest.approx((0.0945, 0.9055), abs=5e-5)
    assert false_slash_rate(evidence(truth=TRUTH)) is None


@pytest.mark.parametrize(
    ("hits", "among", "interval"),
    [
        (81, 263, (0.2553, 0.3662)),  # Newcombe 1998, Statistics in Medicine 17, table I, method 3
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_intervals_as_published(hits: int, among: int, interval: tuple[float, float]) -> None:
    assert wilson(hits, among) == pytest.approx(interval, abs=5e-5)


def test_none_and_all_reach_the_very_ends() -> None:
    assert [wilson(0, among)[0] for among in range(1, 30)] == [0.0] * 29
    assert [wilson(among, among)[1] for among in range(1, 30)] == [1.0] * 29


def test_a_share_of_nothing_has_no_interval() -> None:
    with pytest.raises(ValueError, match="hits=0 among=0; allowed"):
        wilson(0, 0)


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        ("Honest()", True),
        ("Arbitrage(slippage=0.02)", True),
        (FLIP, False),
        (SLEEPER, False),
        ("Enterprising(inner=Honest(), cost=5)", True),
        (f"Enterprising(inner={FLIP}, cost=5)", False),
        ("Enterprising(inner=Honest(), entry=Entry(inner=3))", True),
        ("Petitioner(inner=Apathetic(inner=Honest(), turnout=0.1), at_days=1.0)", True),
    ],
)
def test_whoever_wraps_an_honest_behaviour_to_deviate_is_not_honest(behaviour: str, expected: bool) -> None:
    assert honest(behaviour) is expected


def test_what_is_within_a_lawful_wrapper_is_told_whole() -> None:
    assert core(f"Enterprising(inner={SLEEPER}, entry=Entry(days=1))") == SLEEPER
    assert core(FLIP) == FLIP


def test_a_sleeper_says_when_it_wakes() -> None:
    assert (begins(SLEEPER), begins(FLIP)) == (3.0, 0.0)
