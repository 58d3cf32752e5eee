"""What a player, a rule or a contract may try beside the rules, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import pytest

from agents.behaviours.trainer.honest import Honest
from agents.behaviours.validator.honest import Honest as HonestValidator
from mechanisms.contracts.registry import Registry
from mechanisms.staking.bonded import Bonded
from sim.blueprint import Blueprint
from sim.chain.authority import Authority
from sim.chain.contract import Contract
from sim.chain.profile import ChainProfile
from sim.effects.effect import Effect
from sim.effects.law import SetParameter
from sim.effects.money import Pay, Vest
from sim.jobs import Vector
from sim.messages.host import Ordered
from sim.messages.message import Bundle
from sim.messages.registry import Join, Leave
from sim.messages.training_round import Offer
from sim.messages.treasury import Remit
from sim.money import TOKEN
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling
from sim.view import View
from tests.factory.conftest import Line, Play
from tests.golden.tracer import group, tracer, training_round


@dataclass(frozen=True)
class Meddler(HonestValidator):
    """Tries to change what it is shown, when work is ordered from it."""

    def perform(self, view: View, order: Ordered) -> Any:
        with pytest.raises(TypeError):
            view.chain.contract("host")["queries"][order.query].answers["validators.0"] = None
        with pytest.raises(TypeError):
            view.chain.contract("registry")["members"]["trainers.0"] = None  # type: ignore[index]
        view.chain.rule("registry", "staking")[0].bonds["trainer"] = 0
        vector = view.chain.vector(order.job.start)  # type: ignore[union-attr]
        with pytest.raises(ValueError, match="WRITEABLE"):
            vector.flags.writeable = True
        return super().perform(view, order)


def test_a_view_is_for_looking(play: Play) -> None:
    meddled = play(tracer(validators=group("validator", Meddler())))
    hashes, untouched = meddled.hashes, play(tracer()).hashes
    assert {**hashes, "truth": ""} == {**untouched, "truth": ""}
    assert dict(meddled.factory.chain.law.rule("registry", "staking").bonds) == {}


class SlyPay(Pay):
    """A payment of somebody else's making: out of a stake."""

    def apply(self, authority: Authority) -> None:
        authority.chain.ledger.move("token", "registry/stake/trainers.0", self.to, self.amount, authority.cause)


@dataclass(frozen=True)
class Embezzler(Reward):
    def decide(self, view: RewardView, state: Any) -> Ruling:
        return [SlyPay("cheats.0", 50 * TOKEN)], state


def test_a_rule_cannot_bring_effects_of_its_own(play: Play) -> None:
    played = play(tracer(rules={"reward": Embezzler()}))
    assert "SlyPay is not an effect that the chain knows" in played.refusals("training_round")[0]
    assert played.ledger.balance("registry/stake/trainers.0") == 100 * TOKEN


class SlySet(SetParameter):
    """An amendment under another name."""


@dataclass
class Usurper(Contract):
    wanted: ClassVar[type[SetParameter]] = SlySet

    def begin(self) -> list[Effect]:
        return [self.wanted("registry", "staking", "bond", 0)]


@pytest.mark.parametrize("wanted", [SlySet, SetParameter])
def test_a_contract_without_powers_cannot_amend_the_law(play: Play, wanted: type[SetParameter]) -> None:
    Usurper.wanted = wanted
    played = play(tracer(contracts={"usurper": Usurper()}))
    assert len(played.refusals("usurper")) == 1
    assert played.factory.chain.law.rule("registry", "staking").bond == 100 * TOKEN


@pytest.mark.parametrize(
    "name", ["registry/stake/trainers", "issuance", "burned", "proposer", "host", "referee", "a b", ""]
)
def test_a_group_cannot_take_a_name_that_means_something_else(name: str) -> None:
    with pytest.raises(ValueError, match="population"):
        tracer(**{name: group("trainer")})


def test_a_contract_cannot_take_the_hosts_name() -> None:
    with pytest.raises(ValueError, match=r"contracts\.host: the chain itself uses this name"):
        tracer(contracts={"host": Usurper()})


def test_an_offer_says_how_many_rows_there_are(play: Play) -> None:
    played = play(tracer(), [Line(60, "providers.0", Offer("nobody has this", 3))])
    assert played.refusals("providers.0") == ["nobody keeps a data set nobody has this"]
    offered = played.facts("Offered")[0].body
    again = play(tracer(), [Line(60, "providers.0", Offer(offered["data"], 30_000_000))])
    assert "is on offer already" in again.refusals("providers.0")[0]


@dataclass(frozen=True)
class Nothing(Honest):
    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        return None if delta is None else np.full_like(delta, np.nan)


def test_an_update_that_is_not_a_number_is_refused_at_the_door(play: Play) -> None:
    played = play(tracer(cheats=group("trainer", Nothing())))
    assert played.refusals("cheats.0") == ["no finite vector of the model's size is kept under this key"]


def test_spam_that_cannot_pay_takes_no_room(play: Play) -> None:
    """Two calls fit in a block; a penniless account offers the highest tip, twenty times in every block."""
    chain = ChainProfile(gas_limit=150_000)
    spam = [
        Line(second, "poor.0", Bundle((Remit("owners.0", 1), Remit("owners.0", 1))), tip=10**6)
        for second in range(0, 3600, 12)
        for _ in range(20)
    ]
    played = play(tracer(chain=chain, poor=group("compute", tokens=0, stake=0)), spam)
    assert played.facts("RoundSettled")[0].body["accepted"] == ["trainers.0", "trainers.1"]


def test_what_no_block_can_hold_is_refused_and_its_sender_goes_on(play: Play) -> None:
    chain = ChainProfile(gas_limit=150_000)
    huge = Bundle(tuple(Remit("owners.0", 1) for _ in range(3)))
    script = [Line(60, "idle.0", huge), Line(90, "idle.0", Remit("owners.0", 7))]
    played = play(tracer(chain=chain, idle=group("compute", stake=0)), script)
    assert "needs 171000 gas; allowed: 150000, what a block holds" in played.refusals("idle.0")
    assert played.moved("idle.0", "owners.0") == [7]


@dataclass(frozen=True)
class TwiceVested(Reward):
    """Vests two amounts for one owner in one ruling."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        owner = view.accepted[0].owner
        return [
            Vest(owner, 20 * TOKEN, view.now, view.now + 60),
            Vest(owner, 30 * TOKEN, view.now, view.now + 60),
        ], state


def test_two_vestings_for_one_owner_both_come_out(play: Play) -> None:
    played = play(tracer(rules={"reward": TwiceVested()}))
    left = {account: held for account, held in played.ledger.holders().items() if "/vesting/" in account}
    assert left == {}
    paid = [sum(row["amount"] for row in played.rows("ledger") if "/vesting/" in row["payer"])]
    assert paid == [50 * TOKEN]


def test_checks_that_cost_more_than_the_other_shares_come_off_the_trainers(play: Play) -> None:
    shares = replace(training_round().shares, trainers=1000, validators=0, providers=0, compute=0)
    played = play(tracer(rounds=training_round(shares=shares)))
    # 100 tokens, less a fee of one for each of three checks, to the last base unit.
    assert sum(played.moved("training_round/pot", f"trainers.{n}")[-1] for n in range(2)) == 97 * TOKEN


@pytest.mark.parametrize("seconds", [0.3, 0.7, 1.7, 2.3, 12.0])
def test_no_timer_is_lost_on_an_uneven_clock(play: Play, seconds: float) -> None:
    played = play(tracer(hours=4, chain=ChainProfile(block_seconds=seconds)))
    assert [fact.body["round"] for fact in played.facts("RoundSettled")] == [0, 1, 2, 3]


def test_who_leaves_comes_back_only_after_its_stake(play: Play) -> None:
    blueprint: Blueprint = tracer(idle=group("validator"))
    script = [
        Line(60, "idle.0", Leave()),
        Line(120, "idle.0", Join("validator", 100 * TOKEN)),
    ]
    played = play(blueprint, script)
    assert played.refusals("idle.0")[0] == "the stake that idle.0 left with is still unbonding"
    assert played.factory.chain.contracts["registry"].active("validator") == ("validators.0",)  # type: ignore[attr-defined]


def test_who_is_struck_off_gets_the_rest_of_its_stake_back(play: Play) -> None:
    played = play(
        tracer(
            hours=2, contracts={"registry": Registry(expel_below=60 * TOKEN)}, rules={"staking": Bonded(unbonding=600)}
        )
    )
    assert played.moved("registry/stake/cheats.0", "burned") == [50 * TOKEN]
    assert played.moved("registry/stake/cheats.0", "cheats.0") == [50 * TOKEN]
