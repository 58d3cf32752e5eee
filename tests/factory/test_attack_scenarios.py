"""The scenarios of attacks and open markets: each composes, runs, and shows what its first lines say."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.money import TOKEN
from tests.factory.conftest import Play, Played


def ran(play: Play, *overrides: str) -> Played:
    return play(blueprint(composed(list(overrides))))


def accuracy(played: Played) -> float:
    last: Any = played.rows("rounds")[-1]
    return float(last["accuracy"])


def test_poison_ends_no_better_than_guessing_and_a_trimmed_mean_survives_it(play: Play) -> None:
    """Of ten classes."""
    day = ("scenario=poisoned", "horizon_days=1.5")
    assert accuracy(ran(play, *day)) < 0.2
    assert accuracy(ran(play, *day, "aggregation=trimmed_mean", "aggregation.f=3")) > 0.6


def shirked(played: Played) -> int:
    """Trainings that were shorter than assigned."""
    due = {fact.body["job"]["digest"] for fact in played.facts("Assigned")}
    return sum(row["kind"] == "Training" and row["digest"] not in due for row in played.rows("jobs"))


@pytest.mark.parametrize(("rate", "cheats"), [(0.08, True), (0.09, False)])
def test_rational_trainers_turn_between_a_twelfth_and_an_eleventh(play: Play, rate: float, cheats: bool) -> None:
    played = ran(play, "scenario=rational", "horizon_days=0.5", "lab=stub", f"verification.rate={rate}")
    assert len(played.facts("Assigned")) >= 10
    assert (shirked(played) > 0) is cheats


def earned(played: Played, group: str, count: int) -> int:
    return sum(sum(played.moved("training_round/pot", f"{group}.{place}")) for place in range(count))


def test_four_names_are_paid_four_times_by_the_head_and_no_more_by_the_stake(play: Play) -> None:
    """A pot of 8,000 tokens: four of ten shares, or the 20,000 of 50,000 at stake, which are the same four tenths; what one
    name would earn is a seventh by the head."""
    day = ("scenario=sybils", "horizon_days=0.5", "lab=stub")
    for reward, identities, share in (
        ("equal_split", 4, 8000 * 4 // 10),
        ("equal_split", 1, 8000 / 7),
        ("stake_proportional", 4, 8000 * 4 // 10),
        ("stake_proportional", 1, 8000 * 4 // 10),
    ):
        played = ran(play, *day, f"reward={reward}", f"population.principal.identities={identities}")
        rounds = len(played.facts("RoundSettled"))
        assert rounds > 0
        assert earned(played, "principal", identities) == pytest.approx(share * TOKEN * rounds, abs=identities * rounds)


def test_free_riders_are_caught(play: Play) -> None:
    played = ran(play, "scenario=free_riders", "horizon_days=2", "lab=stub")
    faults = [account for fact in played.facts("RoundSettled") for account in fact.body["faults"]]
    assert faults
    assert all(account.startswith("cheats") for account in faults)


def test_outsiders_come_into_an_open_market(play: Play) -> None:
    """Three are inside; at what the dearer ones cost there is room for six at most."""
    played = ran(play, "scenario=open_market", "horizon_days=8")
    joined = [fact.time for fact in played.facts("Joined") if fact.body["account"].startswith("trainers")]
    came = [time for time in joined if time > 86400]
    assert len(joined) - len(came) == 3
    assert 1 <= len(came) <= 3
