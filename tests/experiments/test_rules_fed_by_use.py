"""Rules that live on what users do, put into the default by name: money moves as they say. Three days on the stub lab."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from experiments.composing.compose import composed
from experiments.running.run import simulate
from sim.durations import DAY

Rows = list[dict[str, Any]]


def played(*choices: str) -> Mapping[str, Any]:
    return simulate(composed([*choices, "lab=stub", "horizon_days=3", "settle_days=1"]))


def facts(tables: Mapping[str, Any], kind: str) -> Rows:
    rows = tables["facts"].to_pylist()
    return [{**row, "body": json.loads(row["body"])} for row in rows if row["kind"] == kind]


def moved(entries: Rows, payer: str, payee: str) -> list[int]:
    return [e["amount"] for e in entries if (e["payer"], e["payee"], e["asset"]) == (payer, payee, "token")]


def test_a_royalty_goes_to_those_whose_updates_are_in_what_users_bought() -> None:
    """Before the first sale no trainer is paid. Then each round pays by use: requests since the last one, times the updates
    of each trainer in the model that answered them, as the record of sales and rounds has it."""
    tables = played("reward=pay_per_use")
    entries, sold, settled = tables["ledger"].to_pylist(), facts(tables, "FeesSettled"), facts(tables, "RoundSettled")
    made = {fact["body"]["model"]: fact["body"]["round"] for fact in reversed(settled)}
    accepted = {fact["body"]["round"]: fact["body"]["accepted"] for fact in settled}
    bought = [(row["time"], row["requests"]) for row in tables["usage"].to_pylist() if row["version"]]
    answering = [(f["time"], made[f["body"]["source"]]) for k in ("Deployed", "Updated") for f in facts(tables, k)]
    last, paid_rounds = 0.0, 0
    for round_ in settled:
        due = Counter[str]()
        for time, requests in bought:
            if last <= time < round_["time"]:
                upto = max((at, number) for at, number in answering if at <= time)[1]
                for number in range(upto + 1):
                    due.update(dict.fromkeys(accepted[number], requests))
        trainers = Counter[str]()
        for entry in entries:
            role = entry["payee"].partition(".")[0]
            if (
                entry["payer"] == "training_round/pot"
                and entry["time"] == round_["time"]
                and role in ("trainers", "cheats")
            ):
                trainers[entry["payee"]] += entry["amount"]
        assert set(trainers) == set(due)
        if due:
            pot, uses = sum(trainers.values()), sum(due.values())
            assert all(abs(trainers[who] - pot * due[who] / uses) < 2 for who in due)
            last, paid_rounds = round_["time"], paid_rounds + 1
    assert (sold[0]["time"] > DAY, paid_rounds > 4) == (True, True)


@pytest.mark.parametrize(("changed", "share"), [((), 200), (("supply.share=500",), 500)])
def test_a_share_of_what_fees_bought_is_burned(changed: tuple[str, ...], share: int) -> None:
    """The 5,479 tokens a day that the default issues are issued all the same, until the end is near."""
    tables = played("supply=fee_burn", *changed)
    entries = tables["ledger"].to_pylist()
    bought = moved(entries, "exchange", "model_market")
    taken = moved(entries, "model_market", "emission")
    assert len(taken) == len(bought) - later(tables) and len(taken) > 40
    assert taken == [tokens * share // 1000 for tokens in bought[: len(taken)]]
    assert sum(moved(entries, "emission", "burned")) == sum(taken)
    assert moved(entries, "issuance", "treasury")[1:] == [5_479 * 10**9] * 2


def later(tables: Mapping[str, Any]) -> int:
    """Settlements from which nothing is taken any more: the factory was closing."""
    (closing,) = facts(tables, "Closing")
    return sum(fact["time"] >= closing["time"] for fact in facts(tables, "FeesSettled"))
