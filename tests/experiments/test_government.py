"""The host stands alone: a government without task, data or training runs and leaves its record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments import run
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.durations import DAY
from sim.factory import Factory
from sim.money import TOKEN


def test_a_dao_without_training_runs_and_leaves_its_record(tmp_path: Path) -> None:
    result = run(["scenario=governance_only", f"out={tmp_path / 'dao'}"])
    facts = result.table("facts")
    assert list(facts[facts["kind"] == "Concluded"]["body"]) == [
        '{"outcome":"defeated","proposal":0}',
        '{"outcome":"enacted","proposal":1}',
    ]
    assert result.summary["rounds"] == result.summary["gpu_hours"] == 0
    assert (tmp_path / "dao" / "report.html").is_file()


def test_what_needs_a_task_says_that_there_is_none() -> None:
    rounds = ["contracts.registry={}", "contracts.training_round={}"]
    with pytest.raises(ValueError, match=r"contracts.training_round.task='main': no such task; allowed: none"):
        Factory(blueprint(composed(["scenario=governance_only", *rounds]))).run()


def test_a_group_of_trainers_needs_data() -> None:
    with pytest.raises(ValueError, match="allowed: none: this factory trains nothing, give it a task and its data"):
        _ = Factory(blueprint(composed(["scenario=governance_only"]))).holdings


def test_holders_replace_the_reward_rule_of_a_running_factory() -> None:
    factory = Factory(blueprint(composed(["scenario=dao", "lab=stub", "horizon_days=5"])))
    factory.run()
    rows = factory.recorder.tables()["facts"].to_pylist()
    said = [(row["kind"], row["time"], json.loads(row["body"])) for row in rows]
    paid_by = [
        (time / DAY, body["rule"]) for kind, time, body in said if kind == "Ruled" and body["family"] == "reward"
    ]
    (enacted,) = [time / DAY for kind, time, body in said if kind == "Concluded" and body["outcome"] == "enacted"]
    assert 3.5 < enacted < 3.51
    assert {rule for day, rule in paid_by if day < enacted} == {"LossImprovement"}
    assert {rule for day, rule in paid_by if day > enacted} == {"EqualSplit"}
    assert factory.chain.ledger.residual() == {"token": 0}


@pytest.mark.parametrize(("sellers", "outcome", "taken"), [(6, "enacted", 499_400), (0, "defeated", 0)])
def test_six_votes_at_a_hundred_tokens_buy_half_of_the_treasury(sellers: int, outcome: str, taken: int) -> None:
    names = ",".join(f"crowd.{n}" for n in range(sellers))
    factory = Factory(blueprint(composed(["scenario=vote_buying", f"population.buyers.behaviour.sellers=[{names}]"])))
    factory.run()
    bodies = [row["body"] for row in factory.recorder.tables()["facts"].to_pylist() if row["kind"] == "Concluded"]
    assert [json.loads(body)["outcome"] for body in bodies] == [outcome]
    ledger = factory.chain.ledger
    gained = (ledger.balance("buyers.0") + ledger.balance("vault/stake/buyers.0")) / TOKEN - 100_000
    assert -100 < gained - taken <= 0  # what is missing are fees
    assert ledger.residual() == {"token": 0}
