"""What a run came to, for those who compare attacks with defences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pyarrow as pa

from experiments.composing.compose import Composed
from experiments.running.run import simulate
from sim.durations import DAY
from sim.money import TOKEN
from tests.validation.readings.reading import json_of, of_json

LAST = 5
"""Days at the end over which accuracy is averaged: poisoned models swing from round to round."""
POTS = "training_round/"
"""What the accounts begin with from which rounds are paid."""


@dataclass(frozen=True)
class Outcome:
    """One run; mappings go by account."""

    accuracy: float
    """Mean over the rounds of the last days."""
    faults: int
    gained: Mapping[str, float]
    """Tokens in wallet and stake at the end beyond those at the beginning."""
    profit: Mapping[str, float]
    """Dollars, of those who keep books."""
    paid: Mapping[str, float]
    """Tokens out of the pots of rounds."""
    taken: Mapping[str, float]
    """Tokens out of the treasury."""
    data: Mapping[str, float]
    """Tokens that trainers were paid for a use of this provider's data, on average."""

    @classmethod
    def of(cls, found: Composed) -> Self:
        return cls.read(simulate(found), found.config["horizon_days"])

    @classmethod
    def read(cls, tables: Mapping[str, pa.Table], days: float) -> Self:
        rounds = tables["rounds"].to_pylist() if "rounds" in tables else []
        accuracy = [row["accuracy"] for row in rounds if (days - LAST) * DAY <= row["time"] < days * DAY]
        accounts = dict.fromkeys(tables["truth"]["account"].to_pylist(), 0.0)
        wealth: dict[str, list[int]] = {}
        for row in tables["agents"].to_pylist():
            wealth.setdefault(row["account"], []).append(row["wallet"] + row["staked"])
        profit, paid, taken = Counter[str](accounts), Counter[str](accounts), Counter[str](accounts)
        for row in tables["books"].to_pylist() if "books" in tables else ():
            profit[row["account"]] += row["profit"]
        for row in tables["ledger"].to_pylist():
            if row["asset"] == "token" and row["payer"].startswith(POTS):
                paid[row["payee"]] += row["amount"] / TOKEN
            elif row["asset"] == "token" and row["payer"] == "treasury":
                taken[row["payee"]] += row["amount"] / TOKEN
        gained = {account: (held[-1] - held[0]) / TOKEN for account, held in wealth.items()}
        faults = sum(row["faults"] for row in rounds)
        return cls(float(np.mean(accuracy or [np.nan])), faults, gained, profit, paid, taken, by_data(tables))

    def plain(self) -> Any:
        return json_of(vars(self))

    @classmethod
    def again(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**of_json(plain))

    def mean(self, what: str, group: str) -> float:
        """Of all members of a group."""
        return float(np.mean(self._of(what, group)))

    def total(self, what: str, group: str) -> float:
        return float(np.sum(self._of(what, group)))

    def _of(self, what: str, group: str) -> list[float]:
        found: Mapping[str, float] = getattr(self, what)
        return [value for account, value in found.items() if account.rpartition(".")[0] == group]


def by_data(tables: Mapping[str, pa.Table]) -> dict[str, float]:
    """What trainers were paid, by whose data they had been given for that round."""
    assigned = [(row["time"], 0, row) for row in tables["facts"].to_pylist() if row["kind"] == "Assigned"]
    paid = [(row["time"], 1, row) for row in tables["ledger"].to_pylist() if row["payer"].startswith(POTS)]
    provider, uses, earned = dict[str, str](), Counter[str](), Counter[str]()
    for _, is_pay, row in sorted(assigned + paid, key=lambda line: line[:2]):
        if not is_pay:
            seat = json.loads(row["body"])
            provider[seat["account"]] = seat["provider"]
            uses[seat["provider"]] += 1
        elif row["payee"] in provider:
            earned[provider[row["payee"]]] += row["amount"] / TOKEN
    return {account: earned[account] / count for account, count in uses.items()}
