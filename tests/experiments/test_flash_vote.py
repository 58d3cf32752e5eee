"""A majority for one block takes a treasury, and each of three defences keeps it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agents.behaviours.holder.flash_voter import FlashVoter
from agents.behaviours.holder.honest import Honest
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.durations import DAY
from sim.factory import Factory
from sim.money import TOKEN

RAIDER = "raiders.0"
GOVERNED = "contracts.governor={name: governor, governance: token_vote}"


def raided(*overrides: str) -> Factory:
    factory = Factory(blueprint(composed(["scenario=flash_vote", *overrides])))
    factory.run()
    assert factory.chain.ledger.residual() == {"token": 0, "usd": 0}
    return factory


def told(factory: Factory, kind: str) -> list[dict[str, Any]]:
    rows = factory.recorder.tables()["facts"].to_pylist()
    return [{"time": row["time"], **json.loads(row["body"])} for row in rows if row["kind"] == kind]


def taken(factory: Factory) -> int:
    """Tokens by which the treasury is poorer."""
    return 1_000_000 - factory.chain.ledger.balance("treasury") // TOKEN


def test_borrowed_for_one_block_a_majority_takes_half_of_the_treasury() -> None:
    factory = raided()
    assert taken(factory) == 500_000
    assert [row["outcome"] for row in told(factory, "Concluded")] == ["enacted"]
    ledger = factory.chain.ledger
    blocks = {
        row["block"]
        for row in factory.recorder.tables()["ledger"].to_pylist()
        if "lending" in (row["payer"], row["payee"]) and row["time"] > 0
    }
    assert len(blocks) == 1
    assert ledger.balance("lending") == 2_000_000 * TOKEN
    # What it costs is gas: 21,000 and 50,000 a call, seven calls in two transactions, at some 65,000 base units each.
    assert 0 < 500_100 * TOKEN - ledger.balance(RAIDER) < 50 * TOKEN
    assert told(factory, "Proposed")[0]["time"] == pytest.approx(2 * DAY, abs=60)


@pytest.mark.parametrize(
    ("defence", "reason"),
    [
        ("contracts.vault.notice=604800", f"{RAIDER} holds "),
        ("contracts.lending.cap=20", f"amount={1_100_000 * TOKEN}; allowed: 1 to "),
        (GOVERNED, "governor does not accept Support"),
    ],
)
def test_a_lock_a_cap_or_a_count_of_the_past_keeps_it_whole(defence: str, reason: str) -> None:
    factory = raided(defence)
    assert taken(factory) == 0
    (refused,) = told(factory, "Refused")
    assert refused["reason"].startswith(reason)
    assert factory.chain.ledger.balance("lending") == 2_000_000 * TOKEN


def test_where_the_past_counts_the_proposal_is_put_to_those_who_were_there() -> None:
    (concluded,) = told(raided(GOVERNED), "Concluded")
    assert concluded["outcome"] == "defeated"
    assert concluded["time"] >= (2 + 1) * DAY  # announced for a day before anything is counted


@pytest.mark.parametrize("wrong", [{"prize": 0}, {"loan": 0}, {"at_days": -1.0}])
def test_figures_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="allowed: 1 or more base units, 0 or more days"):
        FlashVoter(inner=Honest(), **wrong)
