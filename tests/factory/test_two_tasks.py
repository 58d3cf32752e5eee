"""Two models in one factory: each with data, a contract and a pot of its own, and members who serve one or both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from agents.population import Group
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.schedule import RoundSchedule
from mechanisms.contracts.treasury import Treasury
from sim.blueprint import Blueprint
from sim.lab import Examples
from sim.money import TOKEN
from sim.training.corpus import Split, Static
from sim.training.partitions.iid import Iid
from sim.world.data import DataWorld
from tests.factory.conftest import Play, Played
from tests.golden.tracer import group, tracer, training_round

BOTH = ("main", "other")
ROUNDS = {"main": "training_round", "other": "other_round"}
"""The contract of each task. The first starts at 120 s, the second at 1800."""


@dataclass(frozen=True)
class Slide:
    """Thirty rows whose eight inputs fall with the label: the other way round than the tracer's own."""

    def build(self, rng: np.random.Generator) -> Static:
        row = np.arange(30)
        labels = row % 2
        inputs = ((1 - 2 * labels)[:, None] * np.arange(1, 9) + row[:, None] % 5 - 2).astype(np.float32)

        def part(third: int) -> Examples:
            chosen = row // 2 % 3 == third
            return Examples(inputs[chosen], labels[chosen].astype(np.int64))

        return Static(Split(part(0), part(1), part(2)), classes=2)


def two_tasks(**groups: Any) -> Blueprint:
    """Three honest trainers; one validator for both tasks, one provider for each."""
    schedule = RoundSchedule(period=3600, first=1800, training=1200, revealing=120, scoring=120, checking=600)
    other = training_round(task="other", schedule=schedule)
    contracts = {
        "registry": Registry(slashers=tuple(ROUNDS.values())),
        "treasury": Treasury(endowment=10_000 * TOKEN, serves=tuple(ROUNDS.values())),
        "other_round": other,
    }
    people: dict[str, Any] = {
        "cheats": None,
        "trainers": group("trainer", count=3),
        "validators": group("validator", tasks=BOTH),
        "others": group("provider", tasks=("other",)),
        **groups,
    }
    plain = tracer(hours=2, contracts=contracts, **people)
    return replace(plain, tasks={"other": DataWorld(Slide(), Iid(), shards=2, holdout_rows=5)})


def losses(played: Played, task: str) -> list[float]:
    return [round(row["loss"], 6) for row in played.rows("rounds") if row["task"] == task]


def reporters(played: Played, task: str) -> set[str]:
    """Who has reported to the contract of a task."""
    accounts = ("validators.0", "seconds.0")
    return {a for a in accounts for _, c, m in played.said(a) if (c, m["kind"]) == (ROUNDS[task], "Report")}


def test_both_models_learn_from_their_own_data(play: Play) -> None:
    played = play(two_tasks())
    for task, provider in (("main", "providers.0"), ("other", "others.0")):
        first, *_, last = losses(played, task)
        assert last < first
        assigned = played.facts("Assigned", ROUNDS[task])
        assert {fact.body["provider"] for fact in assigned} == {provider}
        # a tenth of what three checks of a token leave of 100
        assert played.moved(f"{ROUNDS[task]}/pot", provider) == [9_700_000_000] * len(losses(played, task))


def test_a_validator_scores_both_tasks_each_on_data_of_its_own(play: Play) -> None:
    played = play(two_tasks())
    assert reporters(played, "main") == reporters(played, "other") == {"validators.0"}
    scores = [fact.body["scores"] for task in BOTH for fact in played.facts("RoundSettled", ROUNDS[task])[:1]]
    assert all(score > 0 for round_scores in scores for _, score in round_scores)


def test_who_serves_one_task_leaves_the_other_alone(play: Play) -> None:
    played = play(two_tasks(validators=group("validator"), seconds=group("validator", tasks=("other",))))
    assert reporters(played, "main") == {"validators.0"}
    assert reporters(played, "other") == {"seconds.0"}
    assert {c for _, c, m in played.said("others.0") if m["kind"] == "Offer"} == {"other_round"}
    assert {c for _, c, m in played.said("providers.0") if m["kind"] == "Offer"} == {"training_round"}


def test_each_contract_s_money_is_its_own(play: Play) -> None:
    """In comes what the treasury gives, 100 tokens a round; out goes what the round pays; what is left is in the pot."""
    played = play(two_tasks())
    for task, contract in ROUNDS.items():
        pot = f"{contract}/pot"
        into = [row["amount"] for row in played.rows("ledger") if row["payee"] == pot]
        out = [row for row in played.rows("ledger") if row["payer"] == pot]
        assert into == played.moved("treasury", pot) == [100 * TOKEN] * len(into)
        assert sum(into) - sum(row["amount"] for row in out) == played.ledger.balance(pot)
        assert not {row["payee"] for row in out} & {f"{other}/pot" for other in ROUNDS.values()}
        settled = sum(fact.body["paid"] for fact in played.facts("RoundSettled", contract))
        checks = 3 * TOKEN * len(losses(played, task))
        assert settled + checks == sum(row["amount"] for row in out)
    assert sum(played.ledger.holders().values()) == 0


def test_the_first_task_does_not_notice_the_second(play: Play) -> None:
    """The same data sets, the same start, and with trainers who are in time for both, the same model."""
    alone = play(tracer(hours=2, cheats=None, trainers=group("trainer", count=3)))
    beside = play(two_tasks())
    for kind in ("RoundOpened", "RoundSettled"):
        models = [[fact.body["model"] for fact in played.facts(kind, "training_round")] for played in (alone, beside)]
        assert models[0] == models[1]
    assert losses(alone, "main") == losses(beside, "main")


def test_another_task_starts_from_another_model(play: Play) -> None:
    played = play(two_tasks())
    starts = {played.facts("RoundOpened", contract)[0].body["model"] for contract in ROUNDS.values()}
    assert len(starts) == 2


def test_only_those_serve_tasks_who_bring_data_or_scores() -> None:
    with pytest.raises(
        ValueError, match=r"tasks=\['other'\] for role=trainer; allowed: only for provider and validator"
    ):
        group("trainer", tasks=("other",))
    assert isinstance(group("provider", tasks=BOTH), Group)


def test_the_first_task_is_not_a_further_one() -> None:
    with pytest.raises(ValueError, match=r"tasks\.main: allowed: names of further tasks"):
        replace(tracer(), tasks={"main": DataWorld(Slide(), Iid())})
