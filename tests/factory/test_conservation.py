"""Money is moved and never made or lost, at every entry and every block, whatever happens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mechanisms.supply.fixed import Fixed
from sim.blueprint import Blueprint
from sim.messages.registry import Leave
from sim.messages.treasury import Remit
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play
from tests.golden.fingerprints import restless
from tests.golden.tracer import group, tracer


@pytest.mark.parametrize(
    "blueprint", [tracer(), restless(), tracer(hours=30, rules={"supply": Fixed(per_period=7 * TOKEN)})]
)
def test_nothing_is_made_or_lost(play: Play, blueprint: Blueprint) -> None:
    conserved(play(blueprint).factory)


def test_every_block_of_a_run_under_way(play: Play) -> None:
    """Looked at from outside while it runs, not replayed."""
    sums = []
    watch = [(12.0 * slot + 0.1, lambda factory: sums.append(factory.chain.ledger.residual())) for slot in range(300)]
    play(tracer(), watch)
    assert sums == [{"token": 0}] * 300


def test_what_is_issued_and_burned_is_what_the_supply_says(play: Play) -> None:
    """16000 tokens at genesis, 7 on the first day; half a bond of 100 is burned after every round, and the fees."""
    played = play(tracer(hours=25, rules={"supply": Fixed(per_period=7 * TOKEN)}))
    assert sum(played.moved("issuance", "treasury")) == 10_007 * TOKEN
    fees = sum(
        fact.body["fee"] for kind in ("Included", "Refused") for fact in played.facts(kind) if "fee" in fact.body
    )
    slashed = sum(fact.body["amount"] for fact in played.facts("Slashed"))
    assert slashed == sum(played.moved("registry/stake/cheats.0", "burned"))
    assert played.ledger.supply() == 16_007 * TOKEN - fees - slashed


def test_a_stake_comes_back_once_after_unbonding(play: Play) -> None:
    """Seven days after it left; what it had been slashed by then is gone."""
    blueprint = replace(tracer(), horizon_days=8.0)
    played = play(blueprint, [Line(3000, "owners.0", Leave()), Line(3000, "cheats.0", Leave())])
    assert played.moved("registry/stake/owners.0", "owners.0") == [100 * TOKEN]
    assert played.moved("registry/stake/cheats.0", "cheats.0") == [50 * TOKEN]
    conserved(played.factory)


def test_a_remit_moves_what_it_says(play: Play) -> None:
    played = play(tracer(idle=group("compute")), [Line(60, "idle.0", Remit("owners.0", 5))])
    assert played.moved("idle.0", "owners.0") == [5]
