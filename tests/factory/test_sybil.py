"""A k-way split: what it earns by rule, counted by hand.

Two honest trainers stake 100 each, the principal 200 under however many names; a round pays trainers 60 tokens.
"""

from __future__ import annotations

from typing import Any

import pytest

from agents.behaviours.trainer.sybil import Sybil
from agents.coalitions.principal import Principal
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from mechanisms.reward.equal_split import EqualSplit
from mechanisms.reward.stake_proportional import StakeProportional
from mechanisms.staking.bonded import Bonded
from mechanisms.verification.spot_check import SpotCheck
from mechanisms.verification.unchecked import Unchecked
from sim.money import TOKEN
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, tracer, training_round

SYBIL = Sybil(inner=HONEST["trainer"])


def split(play: Play, identities: int, reward: Any, verification: Any = None) -> Played:
    principal = Principal("trainer", SYBIL, identities, tokens=2000 * TOKEN, stake=200 * TOKEN)
    rules = {"verification": verification or Unchecked(), "reward": reward}
    everybody: Any = {"cheats": principal}
    return play(tracer(rounds=training_round(seats=12), rules={**rules, "staking": Bonded(bond=0)}, **everybody))


def earned(played: Played, identities: int) -> int:
    return sum(sum(played.moved("training_round/pot", f"cheats.{place}")) for place in range(identities))


@pytest.mark.parametrize(("identities", "tokens"), [(1, 20), (2, 30), (4, 40), (10, 50)])
def test_under_equal_split_k_names_earn_k_shares(play: Play, identities: int, tokens: int) -> None:
    """60 * k / (k + 2); ten names are more than the model has parameters, and all hand in something else."""
    assert earned(split(play, identities, EqualSplit()), identities) == tokens * TOKEN


@pytest.mark.parametrize("identities", [1, 2, 4, 10])
def test_under_stake_linear_pay_a_split_earns_the_same(play: Play, identities: int) -> None:
    """60 * 200 / 400, whatever the names: the exponent 1 at which a split neither gains nor loses."""
    assert earned(split(play, identities, StakeProportional()), identities) == 30 * TOKEN


@pytest.mark.parametrize("identities", [1, 4])
def test_it_plans_and_trains_once(play: Play, identities: int) -> None:
    played = split(play, identities, EqualSplit())
    jobs = [row["owner"] for row in played.rows("jobs") if row["owner"].startswith("cheats")]
    assert jobs == ["cheats.0"]
    assert [account for account in played.facts("RoundSettled")[0].body["accepted"] if "cheats" in account] == [
        f"cheats.{place}" for place in range(identities)
    ]


def test_a_check_that_repeats_the_work_finds_all_but_the_one_that_did_it(play: Play) -> None:
    played = split(play, 4, EqualSplit(), SpotCheck(rate=1.0, tolerance=0.0))
    assert sorted(played.facts("RoundSettled")[0].body["faults"]) == ["cheats.1", "cheats.2", "cheats.3"]


def test_it_can_be_configured_in_the_place_of_a_group() -> None:
    chosen = (
        "{_target_: agents.coalitions.principal.Principal, role: trainer, behaviour: sybil, identities: 4, tokens: 400}"
    )
    built: Any = blueprint(composed(["scenario=digits", f"+population.sybils={chosen}"])).population["sybils"]
    assert (built.identities, built.endowment()) == (4, {"token": 100})


@pytest.mark.parametrize("bad", [{"identities": 0}, {"tokens": 3}, {"stake": 5}])
def test_bad_parameters(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{next(iter(bad))}=.*allowed"):
        Principal("trainer", SYBIL, **bad)


def test_the_group_refuses_what_it_would_refuse_anyway() -> None:
    with pytest.raises(ValueError, match="role='wizard'; allowed"):
        Principal("wizard", SYBIL)
