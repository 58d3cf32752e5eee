"""Further tasks in a config: what they have in common with the first, what they choose, and what is refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.running.run import run

TWO = "scenario=two_tasks"


def built(*overrides: str) -> Any:
    return blueprint(composed(["scenario=digits", *overrides]))


def test_a_further_task_takes_what_it_does_not_choose_from_the_first() -> None:
    plan = built("tasks.more={task: hospital}", "partition=dirichlet", "data.shards=5")
    more = plan.tasks["more"]
    assert type(more.task).__name__ == "Hospital"
    assert (more.partition, more.shards, more.holdout_rows) == (plan.data.partition, 5, 200)
    assert plan.lab.models["more"] == plan.lab.model


def test_a_further_task_chooses_its_own() -> None:
    plan = built(TWO)
    risk = plan.tasks["risk"]
    assert (type(risk.task).__name__, risk.shards, risk.holdout_rows) == ("DiabetesRisk", 4, 60)
    assert type(plan.data.task).__name__ == "Digits"
    assert (type(plan.lab.models["risk"]).__name__, type(plan.lab.model).__name__) == ("Logistic", "Mlp")


def test_a_further_task_can_be_dropped() -> None:
    dropped = built(TWO, "tasks.risk=null", "contracts.risk_round=null", "population.clinics=null", *ALONE)
    assert dropped.tasks == {}


ALONE = ("population.validators.tasks=[main]", "contracts.registry.slashers=[training_round]")


@pytest.mark.parametrize(
    ("override", "line"),
    [
        ("population.clinics.tasks=[rsik]", "population.clinics.tasks[0]=rsik: unknown; did you mean 'risk'?"),
        ("population.trainers.tasks=[risk]", "population.trainers.tasks=['risk'] for role=trainer; allowed: only for"),
        ("tasks.main={task: digits}", "tasks.main: allowed: names of further tasks"),
        ("tasks.risk.task=diabetes", "tasks.risk.task=diabetes"),
        ("tasks.risk.shards=0", "tasks.risk.shards=0"),
        ("tasks.risk.size=3", "tasks.risk.size=3"),
        ("tasks=3", "tasks=3"),
    ],
)
def test_bad_tasks_are_one_line(override: str, line: str) -> None:
    with pytest.raises(BadInput) as refusal:
        built(TWO, override)
    assert line in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_contract_names_a_task_that_there_is(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"contracts\.risk_round\.task='nothing': no such task; allowed: main, risk"):
        run([TWO, "lab=stub", "horizon_days=1", "contracts.risk_round.task=nothing", f"out={tmp_path / 'run'}"])


@pytest.mark.slow
def test_two_models_learn_side_by_side_and_no_pot_pays_for_the_other(tmp_path: Path) -> None:
    """Digits are above nine in ten within two days. Of the patients half are at risk; a linear model is right about seven in
    ten of them."""
    finished = run([TWO, "horizon_days=3", f"out={tmp_path / 'run'}"])
    rounds = pq.read_table(tmp_path / "run" / "rounds.parquet").to_pylist()
    last = {row["task"]: row["accuracy"] for row in rounds}
    assert last["main"] > 0.9
    assert last["risk"] > 0.65
    assert finished.summary["accuracy"] == pytest.approx(last["main"], abs=1e-3)
    held = Counter[str]()
    for row in pq.read_table(tmp_path / "run" / "ledger.parquet").to_pylist():
        held[row["payee"]] += row["amount"]
        held[row["payer"]] -= row["amount"]
        assert not (row["payer"].endswith("/pot") and row["payee"].endswith("/pot"))
    assert sum(held.values()) == 0
    assert all(held[f"{contract}/pot"] >= 0 for contract in ("training_round", "risk_round"))
