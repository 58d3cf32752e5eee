"""What providers share by: how often their data were used, or what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from mechanisms.reward.equal_split import EqualSplit
from mechanisms.verification.unchecked import Unchecked
from sim.effects.money import Pay
from sim.money import TOKEN
from sim.seams.reward import Reward, RewardView
from tests.factory.conftest import Play, Played
from tests.golden.tracer import group, tracer, training_round


@dataclass(frozen=True)
class OneIsRight(Reward):
    """Everything to one trainer, and nothing to anybody if that has done nothing."""

    owner: str = ""

    def decide(self, view: RewardView, state: Any) -> Any:
        owners = {accepted.owner for accepted in view.accepted}
        return ((Pay(self.owner, view.pot),) if self.owner in owners else ()), state


def shared(play: Play, by_worth: bool, reward: Reward) -> Played:
    """Two providers, two data sets, three trainers: by place, one set is used by two of them and one by trainers.0."""
    terms, providers = training_round(by_worth=by_worth, check_fee=0), group("provider", count=2)
    return play(tracer(rounds=terms, rules={"verification": Unchecked(), "reward": reward}, providers=providers))


def lone(played: Played) -> str:
    """The provider whose data trainers.0 alone has used."""
    served = {fact.body["account"]: fact.body["provider"] for fact in played.facts("Assigned")}
    assert list(served.values()).count(served["trainers.0"]) == 1
    return str(served["trainers.0"])


def pay(played: Played, account: str) -> int:
    return sum(played.moved("training_round/pot", account))


def test_by_use_one_of_three_uses_earns_a_third_whatever_came_of_it(play: Play) -> None:
    """Providers have a tenth of 100 tokens."""
    played = shared(play, False, OneIsRight("trainers.0"))
    assert pay(played, lone(played)) == pytest.approx(10 * TOKEN / 3, abs=1)


def test_by_worth_the_data_behind_all_that_was_paid_for_earn_everything(play: Play) -> None:
    played = shared(play, True, OneIsRight("trainers.0"))
    other = next(f"providers.{place}" for place in (0, 1) if f"providers.{place}" != lone(played))
    assert (pay(played, lone(played)), pay(played, other)) == (10 * TOKEN, 0)


def test_where_all_updates_are_paid_alike_worth_is_use(play: Play) -> None:
    played = shared(play, True, EqualSplit())
    assert pay(played, lone(played)) == pytest.approx(10 * TOKEN / 3, abs=1)


def test_where_nothing_was_worth_anything_their_part_stays_in_the_pot(play: Play) -> None:
    played = shared(play, True, OneIsRight("nobody"))
    assert [pay(played, f"providers.{place}") for place in (0, 1)] == [0, 0]


def test_it_is_not_for_a_market_where_each_use_has_its_price() -> None:
    with pytest.raises(ValueError, match="by_worth=True; allowed: false"):
        training_round(by_worth=True, data_market="data_market")
