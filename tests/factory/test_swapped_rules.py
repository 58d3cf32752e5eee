"""Rules that are swapped by name do their work in a whole factory on the stub lab."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.catalogue import Catalogue
from experiments.composing.compose import composed
from sim.factory import Factory


@cache
def ran(*overrides: str) -> Factory:
    factory = Factory(blueprint(composed(["scenario=digits", "lab=stub", "horizon_days=0.4", *overrides])))
    factory.run()
    return factory


ASKED = (
    "selection",
    "verification",
    "consensus",
    "aggregation",
    "reward",
    "staking",
    "supply",
    "privacy",
    "reputation",
)
"""Families that the contracts of `digits` ask."""
NAMED = [f"{family}={name}" for family in ASKED for name in Catalogue().names(family)]


@pytest.mark.parametrize("choice", NAMED)
def test_any_rule_can_be_swapped_by_name_and_a_round_is_settled(choice: str) -> None:
    hidden = ["verification=none"] if choice == "privacy=secure_sum" else []
    factory = ran(choice, *hidden)
    (settled, *_) = facts(factory, "RoundSettled")
    assert len(settled["accepted"]) >= 7
    assert not any(factory.chain.ledger.residual().values())


def facts(factory: Factory, kind: str) -> list[dict[str, Any]]:
    rows = factory.recorder.tables()["facts"].to_pylist()
    return [json.loads(row["body"]) for row in rows if row["kind"] == kind]


def ruling(factory: Factory, family: str) -> dict[str, Any]:
    return next(ruled for ruled in facts(factory, "Ruled") if ruled["family"] == family)


@pytest.mark.parametrize(("reward", "fee"), [("shapley", 600), ("leave_one_out", 600), ("tmc_shapley", 200)])
def test_a_validator_measures_coalitions_on_its_own_data_and_is_paid(reward: str, fee: int) -> None:
    """By the check fee of 600 tokens, or for each of up to three jobs a third of it."""
    factory = ran(f"reward={reward}")
    (order,) = [o for o in facts(factory, "Ordered") if o["kind"] == "evaluate"][:1]
    assert order["budget"] == fee * 10**9
    assert order["account"].startswith("validators.")
    paid = ruling(factory, "reward")["effects"]
    assert paid
    assert {effect["to"].split(".")[0] for effect in paid} <= {"trainers", "cheats"}
    assert (
        sum(effect["amount"] for effect in paid) == 7_520 * 10**9
    )  # two fifths of 20,000 tokens less two checks at 600


def test_a_quorum_convicts_both_cheats_and_nobody_else() -> None:
    """Thirty repetitions take three machines longer than the ninety minutes that `digits` has for checks."""
    schedule = "contracts.training_round.schedule"
    factory = ran(
        "verification=redundancy", f"{schedule}.period=43200", f"{schedule}.checking=20000", "horizon_days=0.7"
    )
    (settled, *_) = facts(factory, "RoundSettled")
    assert sorted(settled["faults"]) == ["cheats.0", "cheats.1"]
    assert len(settled["accepted"]) == 8


def test_an_auction_seats_those_who_name_their_cost() -> None:
    """Ten seats and ten bids of 466 tokens: the reserve, a tenth of the trainers' 8,000."""
    assigned = facts(ran("selection=reverse_auction"), "Assigned")
    assert {seat["price"] for seat in assigned} == {800 * 10**9}
    assert len({seat["account"] for seat in assigned}) == 10


def test_noised_jobs_can_be_checked_like_any_other() -> None:
    (noised, *_), (plain, *_) = (
        facts(ran(privacy, "verification.rate=1.0"), "RoundSettled") for privacy in ("privacy=dp_sgd", "privacy=none")
    )
    assert noised["model"] != plain["model"]
    assert sorted(noised["faults"]) == sorted(plain["faults"]) == ["cheats.0", "cheats.1"]


def test_under_a_secure_sum_everybody_is_read_as_the_same() -> None:
    factory = ran("privacy=secure_sum", "verification=none")
    released = ruling(factory, "privacy")["effects"]
    assert len(released) == 10
    assert len({effect["value"]["digest"] for effect in released}) == 1


def test_ratings_follow_the_rounds() -> None:
    factory = ran("reputation=moving_average", "verification.rate=1.0")
    _, ratings = factory.public.rule("training_round", "reputation")
    assert dict(ratings)["cheats.0"] == 0
    assert dict(ratings)["trainers.0"] == 100_000
