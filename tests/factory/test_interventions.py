"""A fork: the same world with one change at a set time has the same past."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.behaviours.trainer.honest import Honest
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.blueprint import Blueprint, Intervention
from sim.durations import DAY
from sim.factory import Factory
from sim.interventions import Amend, Replace, Turn

FORK = 0.8

CHANGES = {
    "a parameter": Amend(FORK, "registry", "staking", "slash", 1000),
    "a rule": Replace(FORK, "training_round", "reward", "equal_split"),
    "a behaviour": Turn(FORK, "cheats", Honest()),
}


def small(*interventions: Intervention) -> Blueprint:
    made = blueprint(composed(["scenario=digits", "lab=stub", "horizon_days=1.5", "seed=3"]))
    return replace(made, interventions=interventions)


def rows(description: Blueprint) -> dict[str, list[dict[str, object]]]:
    factory = Factory(description)
    factory.run()
    return {name: table.to_pylist() for name, table in factory.recorder.tables().items()}


@pytest.fixture(scope="module")
def as_it_was() -> dict[str, list[dict[str, object]]]:
    return rows(small())


@pytest.mark.parametrize("change", CHANGES)
def test_a_fork_has_the_same_past_and_another_future(
    change: str, as_it_was: dict[str, list[dict[str, object]]]
) -> None:
    forked = rows(small(CHANGES[change]))
    for table, clock in {
        "facts": "time",
        "ledger": "time",
        "blocks": "time",
        "rounds": "time",
        "jobs": "ended",
    }.items():
        before = [[repr(row) for row in run[table] if row[clock] < FORK * DAY] for run in (as_it_was, forked)]
        assert before[0] == before[1]
        assert before[0] or table == "jobs", f"nothing happens in {table} before the fork"
    paid = [[(row["payer"], row["payee"], row["amount"]) for row in run["ledger"]] for run in (as_it_was, forked)]
    assert paid[0] != paid[1]


def test_an_intervention_stands_on_the_record() -> None:
    facts = rows(small(CHANGES["a parameter"]))["facts"]
    (fact,) = (row for row in facts if row["subject"] == "referee")
    assert fact["kind"] == "Acted"
    assert fact["time"] == FORK * DAY
    assert '"field":"slash"' in str(fact["body"])


def test_a_parameter_can_be_changed_twice() -> None:
    """Days are told apart: the second change does not take the place of the first."""
    twice = [Amend(at, "registry", "staking", "slash", parts) for at, parts in ((0.3, 300), (0.6, 600))]
    said = [(row["time"], row["kind"]) for row in rows(small(*twice))["facts"] if row["subject"] == "referee"]
    assert said == [(0.3 * DAY, "Acted"), (0.6 * DAY, "Acted")]


def test_a_rule_can_be_replaced_and_set_at_once() -> None:
    change = Replace(FORK, "training_round", "verification", "spot_check", "reset", {"rate": 0.75})
    acted = [row for row in rows(small(change))["facts"] if row["subject"] == "referee"]
    assert [row["kind"] for row in acted] == ["Acted", "Acted"]
    assert [str(row["body"]).count(kind) for row, kind in zip(acted, ("ReplaceRule", "SetParameter"), strict=True)] == [
        1,
        1,
    ]


def test_an_impossible_amendment_is_refused_and_the_run_goes_on() -> None:
    facts = rows(small(Amend(FORK, "registry", "staking", "slash", -5)))["facts"]
    (fact,) = (row for row in facts if row["subject"] == "referee")
    assert fact["kind"] == "Refused"
    assert facts[-1]["time"] > FORK * DAY


def test_turning_a_group_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ValueError, match="group='cheaters' has no players; allowed: cheats, owners, providers"):
        Factory(small(Turn(FORK, "cheaters", Honest()))).run()
