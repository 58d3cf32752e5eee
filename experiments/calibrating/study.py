"""A bare federation on the data and the rounds of a factory: what is learnt, without agents and money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from experiments.bad_input import BadInput
from mechanisms.contracts.training_round import TrainingRound
from sim.blueprint import Blueprint
from sim.durations import DAY
from sim.jobs import Training
from sim.lab import Examples, Lab
from sim.streams import Streams, name_key
from sim.world.worlds import MAIN, Worlds


@dataclass(frozen=True)
class Phase:
    """So many days in which this part of the updates is turned round and doubled; `trains` False: the model stands still."""

    days: int
    turned: float = 0.0
    trains: bool = True


COURSE = (Phase(10), Phase(4, turned=0.3), Phase(8), Phase(10, trains=False))
"""What a model goes through in a factory: it learns, is attacked, recovers, and is left alone. Thirty-two days."""


@dataclass(frozen=True)
class Standing:
    """A model after a round, and the day whose test it faces."""

    day: int
    model: str


@dataclass(frozen=True)
class Lesson:
    """One day's data: the shards to learn from, and the referee's test."""

    shards: tuple[Examples, ...]
    test: Examples


@dataclass(frozen=True)
class Study:
    """The rounds of a factory's training contract on its data, with every shard trained on in every round."""

    blueprint: Blueprint
    phases: Sequence[Phase] = COURSE
    _lessons: dict[int, Lesson] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def terms(self) -> TrainingRound:
        """The contract that trains. Raises `BadInput` when there is none, or more than one."""
        found = [c for c in self.blueprint.contracts.values() if isinstance(c, TrainingRound) and c.task == MAIN]
        if len(found) != 1 or self.blueprint.data is None:
            raise BadInput(f"{len(found)} contracts train the main task; allowed: one, on the data of a task")
        return found[0]

    @cached_property
    def worlds(self) -> Worlds:
        """The data of the blueprint's seed."""
        return Worlds(self.blueprint.worlds, Streams(self.blueprint.seed))

    def lesson(self, day: int) -> Lesson:
        """The data of a day; kept, for a study is gone through many times."""
        if day not in self._lessons:
            held = self.worlds.of(MAIN)
            self._lessons[day] = Lesson(tuple(held.shard(n, day) for n in range(held.shards)), held.test(day))
        return self._lessons[day]

    def standings(self, lab: Lab) -> Iterator[Standing]:
        """The model after each round, kept in `lab`."""
        terms, seed = self.terms, self.blueprint.seed
        daily, day = max(round(DAY / terms.schedule.period), 1), 0
        current = lab.begin(MAIN, name_key(seed, "study") >> 65)
        for phase in self.phases:
            for _ in range(phase.days):
                keys = [lab.learn(shard) for shard in self.lesson(day).shards] if phase.trains else []
                for part in range(daily):
                    if keys:
                        current = self._round(lab, terms, current, keys, phase.turned, day * daily + part)
                    yield Standing(day, current)
                day += 1

    def _round(
        self, lab: Lab, terms: TrainingRound, start: str, keys: Sequence[str], turned: float, number: int
    ) -> str:
        jobs = [
            Training(
                MAIN,
                start,
                data,
                range(lab.rows(data)),
                terms.steps,
                terms.batch,
                terms.rate,
                terms.momentum,
                seed=name_key("study", number, place) >> 64,
            )
            for place, data in enumerate(keys)
        ]
        tickets = [lab.submit(job) for job in jobs]
        before, moves = lab.vector(start), []
        for place, ticket in enumerate(tickets):
            ticket.unseal()
            result = ticket.open()
            if isinstance(result, np.ndarray):
                # Whose turn it is to cheat moves on, so that no source is lost for good.
                cheats = (place + number) % len(keys) < turned * len(keys)
                moves.append(result * np.float32(-2 if cheats else 1))
        return lab.keep(before + np.mean(moves, axis=0, dtype=np.float32)) if moves else start
