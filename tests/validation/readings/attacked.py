"""What a few days of attack leave of a small factory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from experiments.building.blueprint import blueprint
from experiments.composing.compose import Composed
from sim.durations import DAY
from sim.factory import Factory
from sim.money import TOKEN
from sim.training.probes.backdoor import Trigger
from tests.validation.readings.reading import json_of, of_json

TRIGGER = Trigger((0, 1, 2), 3.0, 0)
"""What the behaviour `backdoor` plants unless it is told otherwise."""


@dataclass(frozen=True)
class Attacked:
    """What one run came to: accuracy after the last round, and tokens that each group's members gained on average."""

    accuracy: float
    gained: Mapping[str, float]
    caught: int
    triggered: float
    """Of the test rows stamped with a backdoor's trigger, the share that the model takes for its target."""

    @classmethod
    def of(cls, found: Composed) -> Self:
        factory = Factory(blueprint(found))
        factory.run()
        tables = factory.recorder.tables()
        rounds, agents = tables["rounds"].to_pylist(), tables["agents"].to_pylist()
        wealth: dict[str, list[int]] = {}
        for row in agents:
            wealth.setdefault(row["account"], []).append(row["wallet"] + row["staked"])
        gained: dict[str, list[float]] = {}
        for account, values in wealth.items():
            gained.setdefault(account.rpartition(".")[0], []).append((values[-1] - values[0]) / TOKEN)
        means = {group: float(np.mean(values)) for group, values in gained.items()}
        stamped = TRIGGER.stamp(factory.holdings.test(int(rounds[-1]["time"] // DAY)))
        triggered = factory.lab.probe(factory.task, rounds[-1]["model"], stamped, ["accuracy"])["accuracy"]
        return cls(rounds[-1]["accuracy"], means, sum(row["faults"] for row in rounds), triggered)

    def plain(self) -> Any:
        return json_of(vars(self))

    @classmethod
    def again(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**of_json(plain))
