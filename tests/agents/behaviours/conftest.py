"""What a behaviour is asked with: views over a chain of a few literal facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.chain.windows import Window
from sim.jobs import Training, Vector
from sim.messages.training_round import Assigned
from sim.streams import Streams
from sim.view import View

ROUND = 3
LATE = 1000.0


class Chain:
    """A public chain as a behaviour sees it: kept vectors, one contract's seats, one window, one balance."""

    def __init__(self, vectors: Mapping[str, Vector], seats: Mapping[tuple[int, str], Any], balance: int) -> None:
        self._vectors, self._seats, self._balance = vectors, seats, balance

    def vector(self, key: str) -> Vector:
        return self._vectors[key]

    def contract(self, name: str) -> Mapping[str, Any]:
        return {"training_round": {"seated": self._seats}}[name]

    def window(self, key: str) -> Window | None:
        return {"training_round/3/commit": Window(100.0, LATE)}.get(key)

    def balance(self, account: str, asset: str = "token") -> int:
        return self._balance


Look = Callable[..., View]


@pytest.fixture
def job() -> Training:
    return Training("main", "start", "data", (0, 1), steps=4)


@pytest.fixture
def task(job: Training) -> Assigned:
    """The third round's assignment to a.0."""
    commit, reveal = "training_round/3/commit", "training_round/3/reveal"
    return Assigned("a.0", ROUND, job, 4, "p.0", 0, commit, reveal, until=1200.0)


@pytest.fixture
def look() -> Look:
    """A view of account a.0: `seats` are (account -> key of the update shown, "" for none) of the third round."""

    def looked(
        behaviour: Any = None,
        task: Any = None,
        time: float = 200.0,
        vectors: Mapping[str, list[float]] | None = None,
        seats: Mapping[str, str] | None = None,
        jobs: Mapping[str, Training] | None = None,
        balance: int = 0,
        shared: Mapping[str, Any] | None = None,
        memory: Any = None,
        seed: int = 0,
    ) -> View:
        streams = Streams(seed)
        kept = {key: np.array(vector, dtype=np.float32) for key, vector in (vectors or {}).items()}
        seated = {
            (ROUND, account): SimpleNamespace(update=update, job=(jobs or {}).get(account))
            for account, update in (seats or {}).items()
        }
        chain: Any = Chain(kept, seated, balance)
        remembered = behaviour.begin() if memory is None and behaviour is not None else memory
        return View(
            time, "a.0", chain, lambda purpose: streams.of("agent", "a", 0, purpose), remembered, task, shared or {}
        )

    return looked
