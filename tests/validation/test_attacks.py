"""An attack matters and a defence works: ten paired seeds on the torch lab, as docs/validation/attacks.md reports them.

Bounds leave room for another kind of CPU; the figures themselves stand in the document.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.validation.attacks import against, interval, riders, supplied
from tests.validation.readings.attacked import Attacked

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

ROBUST = ("trimmed_mean", "multi_krum", "centered_clipping")


def harm(attack: str, defence: str, task: str) -> list[float]:
    """Accuracy lost to an attack, seed by seed."""
    pairs = zip(against("honest", defence, task), against(attack, defence, task), strict=True)
    return [honest.accuracy - attacked.accuracy for honest, attacked in pairs]


def saved(attack: str, defence: str, task: str) -> tuple[float, float, float]:
    """How much less is lost than with the mean."""
    pairs = zip(harm(attack, "mean", task), harm(attack, defence, task), strict=True)
    return interval([mean - robust for mean, robust in pairs])


def test_long_negative_updates_destroy_an_average() -> None:
    _, least, _ = interval(harm("sign_flip, scale 5", "mean", "digits"))
    assert least > 0.7


@pytest.mark.parametrize("defence", ROBUST)
def test_robust_rules_survive_long_negative_updates(defence: str) -> None:
    _, _, most = interval(harm("sign_flip, scale 5", defence, "digits"))
    assert most < 0.03


@pytest.mark.parametrize("defence", ROBUST)
def test_where_learning_never_ends_a_plain_sign_flip_matters_and_robust_rules_help(defence: str) -> None:
    """Drift: 5.6 points are lost with the mean, and every robust rule saves at least two of them."""
    _, least, _ = interval(harm("sign_flip", "mean", "drifting"))
    _, least_saved, _ = saved("sign_flip", defence, "drifting")
    assert least > 0.03
    assert least_saved > 0.01


def test_alie_by_the_formula_does_nothing_that_could_be_measured() -> None:
    """Three of ten may move z = .18 standard deviations: less than chance moves the mean of ten."""
    for defence in ("mean", *ROBUST):
        mean, _, _ = interval(harm("alie", defence, "digits"))
        assert abs(mean) < 0.01


def test_alie_further_out_costs_little_and_rules_that_select_or_trim_do_not_help() -> None:
    _, least, most = interval(harm("alie, z 1.5", "mean", "digits"))
    assert least > 0
    assert most < 0.02
    for defence in ("trimmed_mean", "multi_krum"):
        _, _, most_saved = saved("alie, z 1.5", defence, "drifting")
        assert most_saved < 0.005


def lead(runs: Sequence[Attacked]) -> tuple[float, float, float]:
    """Tokens that a cheat gained beyond an honest trainer; what it saved by not training is not in them."""
    return interval([run.gained["cheats"] - run.gained["trainers"] for run in runs])


def test_free_riders_are_paid_like_everybody_where_nobody_looks() -> None:
    assert lead(riders("off")) == (0.0, 0.0, 0.0)


def test_checks_take_more_from_free_riders_than_not_training_saves() -> None:
    """Eleven GPU hours at 466 tokens: 5,126."""
    _, _, most = lead(riders("on"))
    assert most < -5_126
    assert all(run.caught >= 1 for run in riders("on"))
    assert all(run.caught == 0 for run in riders("on", "honest"))


@pytest.mark.parametrize("defence", ["mean", *ROBUST])
def test_a_planted_trigger_works_and_neither_accuracy_nor_aggregation_nor_a_check_shows_it(defence: str) -> None:
    planted = supplied("backdoor", defence)
    assert min(run.triggered for run in planted) > 0.8
    assert max(run.triggered for run in supplied("honest")) < 0.1
    assert all(run.caught == 0 for run in planted)
    assert interval([run.accuracy for run in planted])[0] > 0.94
