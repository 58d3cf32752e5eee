"""Whoever weighs a gain against a loss: by hand, with the rules that are in force on a chain of three facts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agents.behaviours.any.choice import Choice
from agents.behaviours.provider.honest import Honest as HonestProvider
from agents.behaviours.provider.label_flip import LabelFlip
from agents.behaviours.provider.rational import Rational as RationalProvider
from agents.behaviours.trainer.free_rider import FreeRider
from agents.behaviours.trainer.honest import Honest
from agents.behaviours.trainer.rational import Rational
from agents.behaviours.validator.approve_all import ApproveAll
from agents.behaviours.validator.honest import Honest as HonestValidator
from agents.behaviours.validator.rational import Rational as RationalValidator
from mechanisms.staking.bonded import Bonded
from mechanisms.verification.redundancy import Redundancy
from mechanisms.verification.spot_check import SpotCheck
from mechanisms.verification.unchecked import Unchecked
from sim.facts import Fact
from sim.jobs import Training
from sim.messages.host import Ordered
from sim.messages.registry import Joined
from sim.messages.training_round import Assigned, ScoringOpened
from sim.view import View
from tests.agents.behaviours.conftest import Look


class Law:
    """A chain of which only the law and one stake are read."""

    def __init__(self, staked: int, verification: Any, staking: Any) -> None:
        self._staked, self._rules = staked, {"verification": verification, "staking": staking}

    def balance(self, account: str, asset: str = "token") -> int:
        return {"registry/stake/a.0": self._staked}[account]

    def rule(self, contract: str, family: str) -> tuple[Any, Any]:
        assert contract == {"verification": "training_round", "staking": "registry"}[family]
        return self._rules[family], None


def under(look: Look, staked: int, verification: Any = None, slash: int = 1000, memory: Any = None) -> View:
    chain: Any = Law(staked, verification, Bonded(slash=slash))
    return replace(look(), chain=chain, memory=memory)


def made_up(behaviour: Choice, view: View, fact: Fact) -> bool:
    """Whether it has decided to cheat after hearing this."""
    heard = behaviour.remember(replace(view, memory=behaviour.begin()), fact)
    return behaviour.turns(replace(view, memory=heard), "plan")


TRAINER = Rational(inner=Honest(), otherwise=FreeRider(inner=Honest()), gain=10)


@pytest.mark.parametrize(("rate", "least"), [(0.01, 990), (0.05, 190), (0.1, 90), (0.25, 30), (0.5, 10)])
def test_the_least_stake_that_deters(look: Look, task: Assigned, rate: float, least: int) -> None:
    """For a gain of 10, the stake at which (1 - p) * g - p * S turns: Becker 1968; a caught cheat forfeits the gain."""
    rule = SpotCheck(rate=rate)
    assert made_up(TRAINER, under(look, least - 1, rule), task)
    assert not made_up(TRAINER, under(look, least + 1, rule), task)


def test_a_draw_deters(look: Look, task: Assigned) -> None:
    """At p = 1/2 and p = 1/4, which binary fractions hold exactly."""
    assert not made_up(TRAINER, under(look, 10, SpotCheck(rate=0.5)), task)
    assert not made_up(TRAINER, under(look, 30, SpotCheck(rate=0.25)), task)


def test_what_is_at_stake_is_what_the_staking_rule_takes(look: Look, task: Assigned) -> None:
    """Of 50 a half is 25, which is less than the 30 it needs."""
    assert made_up(TRAINER, under(look, 50, SpotCheck(rate=0.25), slash=500), task)
    assert not made_up(TRAINER, under(look, 60, SpotCheck(rate=0.25), slash=500), task)


def test_who_asks_nobody_checks_nobody_and_who_repeats_everything_checks_all(look: Look, task: Assigned) -> None:
    assert made_up(TRAINER, under(look, 10**9, Unchecked()), task)
    assert not made_up(TRAINER, under(look, 0, Redundancy()), task)


def test_it_may_believe_something_else_than_what_is_published(look: Look, task: Assigned) -> None:
    believes = replace(TRAINER, chance=0.5)
    assert not made_up(believes, under(look, 11, Unchecked()), task)
    assert made_up(believes, under(look, 9, Unchecked()), task)


def test_it_keeps_to_its_mind_until_the_next_task(look: Look, task: Assigned) -> None:
    rule = SpotCheck(rate=0.25)
    rich = under(look, 31, rule, memory=TRAINER.begin())
    memory = TRAINER.remember(rich, task)
    poor = under(look, 29, rule, memory=memory)
    memory = TRAINER.remember(poor, Joined("b.0", "trainer", 0))
    assert TRAINER.plan(replace(poor, memory=memory, task=task), task) == task.job
    memory = TRAINER.remember(poor, task)
    assert TRAINER.plan(replace(poor, memory=memory, task=task), task) is None


SCORING = ScoringOpened(3, "main", "start", (("b.0", "key b"), ("c.0", "key c")), until=100.0)


def test_a_validator_looks_while_looking_costs_less_than_it_risks(look: Look) -> None:
    """Two updates are three evaluations at 2: 6; at p = .25 a stake of 18 deters."""
    validator = RationalValidator(
        inner=HonestValidator(), otherwise=ApproveAll(inner=HonestValidator()), gain=2, chance=0.25
    )
    assert made_up(validator, under(look, 17), SCORING)
    assert not made_up(validator, under(look, 18), SCORING)
    assert made_up(replace(validator, chance=None), under(look, 10**9), SCORING)


def test_a_validator_weighs_an_ordered_check_by_itself(look: Look, job: Training) -> None:
    validator = RationalValidator(inner=HonestValidator(), otherwise=ApproveAll(inner=HonestValidator()), gain=2)
    order = Ordered("a.0", "training_round/3/0", "rerun", job, 1, until=9.0)
    assert not made_up(validator, under(look, 0), order)
    assert made_up(replace(validator, rerun=1), under(look, 0), order)
    # Of another kind of work nothing is known: it stays of the mind it was of.
    assert not made_up(replace(validator, rerun=1), under(look, 0), replace(order, kind="evaluate"))


def test_a_provider_decides_anew_each_day(look: Look) -> None:
    provider = RationalProvider(
        inner=HonestProvider(), otherwise=LabelFlip(inner=HonestProvider()), gain=10, chance=0.1
    )
    assert provider.turns(under(look, 89), "offer")
    assert not provider.turns(under(look, 91), "offer")
    assert replace(provider, chance=None).turns(under(look, 10**9), "offer")


@pytest.mark.parametrize("bad", [{"gain": -1}, {"chance": 1.5}, {"chance": float("nan")}])
@pytest.mark.parametrize("kind", [Rational, RationalValidator, RationalProvider])
def test_bad_parameters(kind: Any, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"Rational\.{next(iter(bad))}=.*allowed"):
        kind(inner=Honest(), otherwise=Honest(), **bad)


def test_a_rerun_costs_nothing_or_something() -> None:
    with pytest.raises(ValueError, match=r"Rational\.rerun=-1; allowed"):
        RationalValidator(inner=Honest(), otherwise=Honest(), rerun=-1)
