"""What a model learnt in a run, day by day, and what each provider's data did for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from experiments.building.blueprint import blueprint
from experiments.composing.compose import Composed
from experiments.running.run import opened, play
from mechanisms.contracts.round_book import Seat
from mechanisms.contracts.training_round import TrainingRound
from sim.durations import DAY
from sim.factory import Factory
from sim.lab import Examples
from tests.validation.readings.reading import json_of, of_json

Series = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Learning:
    """One run. What concerns providers is by account, day by day of the second half, (days / 2,)."""

    accuracy: Series
    """Share of right answers on the referee's rows, (days,): the mean of a day's rounds, or of the model that stands still
    on a day without any."""
    paid: Mapping[str, Series]
    """Base units out of the pots of the day's rounds."""
    missed: Mapping[str, Series]
    """Nats by which the models of the day's rounds would have been worse on the referee's rows without the provider's
    updates of that round: the sum over the rounds."""
    updates: float
    """Rank correlation over the updates of a round, of what they were paid with how much they would have been missed: the
    mean over the rounds; NaN where all were paid alike."""

    @classmethod
    def of(cls, found: Composed) -> Self:
        factory, days = opened(blueprint(found)), int(found.config["horizon_days"])
        play(factory)
        return cls(accuracy(factory, days), *providers(factory, days // 2, days))

    def plain(self) -> Any:
        return json_of(vars(self))

    @classmethod
    def again(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**of_json(plain))


def accuracy(factory: Factory, days: int) -> Series:
    rounds, found, model = factory.recorder.tables()["rounds"].to_pylist(), [], ""
    for day in range(days):
        today = [row for row in rounds if day <= row["time"] / DAY < day + 1]
        if today:
            found.append(np.mean([row["accuracy"] for row in today]))
            model = today[-1]["model"]
        else:
            found.append(factory.lab.probe(factory.task, model, factory.holdings.test(day), ("accuracy",))["accuracy"])
    return np.array(found, dtype=np.float64)


def providers(factory: Factory, since: int, until: int) -> tuple[Mapping[str, Series], Mapping[str, Series], float]:
    """What rounds settled on days `since` to `until` - 1 paid to providers, how they would have been missed, and whether
    single updates were paid by that."""
    contract = factory.chain.contracts["training_round"]
    assert isinstance(contract, TrainingRound)
    book, updates = contract.book, list[float]()
    paid, missed = (defaultdict[str, Series](lambda: np.zeros(until - since)) for _ in range(2))
    credited = {number: dict(got) for number, got in book.ancestry(book.models["current"])}
    for row in factory.recorder.tables()["rounds"].to_pylist():
        day = int(row["time"] // DAY)
        if not since <= day < until or row["round"] not in credited:
            continue
        got, seats = credited[row["round"]], book.seats(row["round"], revealed=True)
        without = absence(factory, seats, factory.holdings.test(day))
        for provider in {seat.provider for seat in seats.values()}:
            paid[provider][day - since] += got.get(provider, 0)
            missed[provider][day - since] += without(
                {account for account, seat in seats.items() if seat.provider == provider}
            )
        earned = [got.get(account, 0) for account in seats]
        if len(set(earned)) > 1:
            updates.append(spearmanr(earned, [without({account}) for account in seats]).statistic)
    return paid, missed, float(np.mean(updates)) if updates else float("nan")


def absence(factory: Factory, seats: Mapping[str, Seat], test: Examples) -> Callable[[Collection[str]], float]:
    """How much worse, in nats on these rows, the mean of a round's updates would have been without those of some."""
    start = factory.lab.vector(next(iter(seats.values())).job.start)
    updates = {account: factory.lab.vector(seat.update) for account, seat in seats.items()}

    def loss(left_out: Collection[str]) -> float:
        mean = np.mean([update for account, update in updates.items() if account not in left_out], axis=0)
        moved = factory.lab.keep((start + mean).astype(np.float32))
        return factory.lab.probe(factory.task, moved, test, ("loss",))["loss"]

    whole = loss(())
    return lambda left_out: loss(left_out) - whole
