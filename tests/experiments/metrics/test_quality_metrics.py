"""Metrics of the model's quality."""

from __future__ import annotations

from math import nan

from experiments.metrics.quality import accuracy, best_accuracy, drawdown, recovery, recovery_days
from tests.experiments.metrics.conftest import DAY, evidence


def rounds(*measured: float) -> list[dict[str, float]]:
    return [{"task": "main", "time": day * DAY, "accuracy": each} for day, each in enumerate(measured)]


def test_what_cannot_be_measured_does_not_count() -> None:
    seen = evidence(rounds=rounds(0.5, 0.9, 0.8, nan))
    assert (accuracy(seen), best_accuracy(seen)) == (0.8, 0.9)


def test_a_fall_is_measured_from_the_best_before_it() -> None:
    assert drawdown(evidence(rounds=rounds(0.25, 0.75, 0.5, 1.0))) == 25.0


def test_without_a_model_nothing_is_said() -> None:
    silent = evidence(rounds=rounds(nan))
    assert [metric(silent) for metric in (accuracy, best_accuracy, drawdown, recovery_days)] == [None] * 4


def test_recovery_takes_from_the_fall_to_the_return() -> None:
    # fallen by 6 points on day 2, still 2 points short on day 4, back within 1 point on day 5
    assert recovery_days(evidence(rounds=rounds(0.5, 0.9, 0.84, 0.7, 0.88, 0.895))) == 3.0


def test_a_dent_is_no_fall_and_what_stays_down_has_not_recovered() -> None:
    assert recovery([(0.0, 0.9), (DAY, 0.86), (2 * DAY, 0.9)]) is None
    assert recovery([(0.0, 0.9), (DAY, 0.5), (2 * DAY, 0.8)]) is None


def test_after_an_attack_the_fall_is_from_the_days_before_it() -> None:
    # .9 was a good day; .8 on the five days before the attack, which begins on day 6: down on day 7, back on day 9
    told = [0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.78, 0.7, 0.78, 0.795]
    assert recovery([(day * DAY, each) for day, each in enumerate(told)], 6 * DAY) == 2.0
    assert recovery([(day * DAY, each) for day, each in enumerate(told[:-1])], 6 * DAY) is None


def test_one_bad_round_is_no_bad_day() -> None:
    luck = [(0.0, 0.9), (DAY, 0.7), (1.2 * DAY, 0.9), (1.4 * DAY, 0.9), (1.6 * DAY, 0.92), (2 * DAY, 0.9)]
    assert recovery(luck) is None
