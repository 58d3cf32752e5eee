"""Players of the smaller roles turn honest within a twentieth of the threshold S* = g (1 - p) / p (Becker 1968)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from agents.behaviours.auditor.rational import Rational as Auditor
from agents.behaviours.compute.rational import Rational as Owner
from agents.behaviours.developer.rational import Rational as Developer
from agents.behaviours.holder.rational import Rational as Holder
from agents.behaviours.juror.rational import Rational as Juror
from agents.behaviours.proposer.rational import Rational as Proposer
from agents.behaviours.trainer.honest import Honest
from mechanisms.dispute.optimistic import Optimistic
from mechanisms.dispute.schelling_court import SchellingCourt
from mechanisms.staking.bonded import Bonded
from sim.facts import Fact
from sim.messages.audit import AuditOpened
from sim.messages.court import Appeal, Statement, Uphold
from sim.messages.host import Asked
from sim.messages.training_round import RoundSettled
from sim.view import View
from tests.agents.behaviours.conftest import Look

BOTH: Mapping[str, Any] = {"inner": Honest(), "otherwise": Honest()}
STATEMENT = Statement("registry", "members", "bob", "role", "juror")
CASE = Asked("a.0", "court/1", Uphold(STATEMENT), None, True, 9.0)
AUDIT = AuditOpened(1, "dev.0", "main", "model", ("a.0",), 0, 900.0, ("group_gap", "membership"))
SETTLED = RoundSettled(0, "model", (), (), (), (), 0)


class Law:
    """A chain of which only the rules, one stake and one deposit are read."""

    def __init__(self, staked: int, dispute: Any) -> None:
        self._staked = staked
        self._rules = {("registry", "staking"): Bonded(slash=1000), ("court", "dispute"): dispute}

    def balance(self, account: str, asset: str = "token") -> int:
        return {"registry/stake/a.0": self._staked}[account]

    def rule(self, contract: str, family: str) -> tuple[Any, Any]:
        return self._rules[contract, family], None

    def contract(self, name: str) -> Mapping[str, Any]:
        return {"vault": {"deposits": {"a.0": self._staked}}}[name]


def under(look: Look, staked: int, dispute: Any = None) -> View:
    chain: Any = Law(staked, dispute)
    return replace(look(), chain=chain)


def cheats(behaviour: Any, view: View, fact: Fact | None) -> bool:
    """Whether it is minded to cheat, having heard this."""
    memory = behaviour.begin()
    if fact is not None:
        memory = behaviour.remember(replace(view, memory=memory), fact)
    return bool(behaviour.turns(replace(view, memory=memory), "decides"))


@pytest.mark.parametrize(
    ("behaviour", "fact", "threshold"),
    [
        # Three evaluations at 1,000, p = .1: 27,000.
        (Auditor(**BOTH, gain=1000, chance=0.1), AUDIT, 27_000),
        (Auditor(**BOTH, gain=1000, chance=0.1), replace(AUDIT, tests=()), 9_000),
        (Developer(**BOTH, gain=1000, chance=0.25), SETTLED, 3_000),
        # A fifth of the deposit is what is at stake.
        (Holder(**BOTH, gain=1000, chance=0.1), None, 45_000),
        (Proposer(**BOTH, gain=1000, chance=0.5), None, 1_000),
    ],
)
def test_the_stake_at_which_it_turns(look: Look, behaviour: Any, fact: Fact | None, threshold: int) -> None:
    assert cheats(behaviour, under(look, threshold * 95 // 100), fact)
    assert not cheats(behaviour, under(look, threshold * 105 // 100), fact)
    assert cheats(replace(behaviour, chance=None), under(look, 10**15), fact)


@pytest.mark.parametrize(
    ("fine", "stake", "guesses"), [(8_550, 10**6, True), (9_450, 10**6, False), (9_450, 8_550, True)]
)
def test_a_juror_looks_when_the_fine_for_a_seat_is_worth_it(look: Look, fine: int, stake: int, guesses: bool) -> None:
    """A look costs 1,000 and one verdict of ten is the unusual one: 9,000, as far as there is a stake to take it from."""
    juror = Juror(**BOTH, gain=1000, chance=0.1)
    assert cheats(juror, under(look, stake, SchellingCourt(at_stake=fine)), CASE) is guesses


def test_a_juror_whom_no_rule_fines_never_looks(look: Look) -> None:
    assert cheats(Juror(**BOTH, gain=1, chance=0.5), under(look, 10**6, Optimistic()), CASE)


def test_a_juror_weighs_cases_and_nothing_else(look: Look) -> None:
    juror = Juror(**BOTH, gain=1000, chance=0.1)
    view = under(look, 10**6, SchellingCourt(at_stake=1))
    assert not cheats(juror, view, replace(CASE, question=Appeal(True, 0)))


@pytest.mark.parametrize(("penalty", "overclaims"), [(8_550, True), (9_450, False)])
def test_an_owner_keeps_its_word_at_a_penalty(look: Look, penalty: int, overclaims: bool) -> None:
    owner = Owner(**BOTH, gain=1000, chance=0.1)
    chain: Any = SimpleNamespace(terms=lambda name: {"compute_market": {"penalty": penalty}}[name])
    assert cheats(owner, replace(look(), chain=chain), None) is overclaims


def test_who_has_only_borrowed_its_votes_has_nothing_to_lose(look: Look) -> None:
    holder = Holder(**BOTH, gain=1, chance=0.99)
    chain: Any = SimpleNamespace(contract=lambda name: {"deposits": {}})
    assert cheats(holder, replace(look(), chain=chain), None)


@pytest.mark.parametrize(("kind", "bad"), [(Holder, {"harm": 1001}), (Owner, {"gain": -1}), (Auditor, {"gain": -1})])
def test_bad_parameters(kind: Any, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"Rational\.{next(iter(bad))}=.*allowed"):
        kind(**BOTH, **bad)
