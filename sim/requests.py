"""What a rule may ask for on its way to a ruling.

A rule that must learn something first is a generator: it yields one of these (or a tuple of them, answered together) and
is resumed with the answer. So it is tested by `send()`, without a simulator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from sim.durations import HOUR
from sim.jobs import Job


class Source(Enum):
    """Where a draw's randomness comes from."""

    OWN = "own"
    """The rule's own stream: the referee's, unpredictable to everybody."""
    BEACON = "beacon"
    """The chain's public beacon, with the bias that the chain profile declares."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Put a question to accounts; resumed with {account: answer}, `default` for whoever is silent after `within` seconds.

    A sealed answer can be read by nobody, on the chain or in the mempool, until the question is closed.
    """

    who: tuple[str, ...]
    question: Any
    facts: Any = None
    within: float = HOUR
    default: Any = None
    sealed: bool = False


class Kind(Enum):
    """What sort of work is ordered: to measure models, to repeat a training, to measure a blend of updates, to do the first
    steps of a training. What is done is the job; the kind tells who performs it what it is for.

    Making an update is no job of the lab and is not ordered so: a round asks aggregators by the fact `AggregationOpened`.
    """

    EVALUATE = "evaluate"
    RERUN = "rerun"
    AGGREGATE = "aggregate"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Work:
    """Order a job from `by`, who performs it on the cluster and is paid `budget` base units on delivery.

    Resumed with whatever was delivered (it may be false), or None when nothing came within `within` seconds.
    """

    kind: Kind
    job: Job
    by: str
    within: float = HOUR
    budget: int = 0
    steps_due: int = 0
    """Steps of the training that the job is the beginning of, so that a checkpoint costs its part; 0: the job is whole."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw `n` of `among` without replacement (all of them when fewer); `weights` are non-negative integers, default equal.

    Resumed with a tuple. The order of `among` is immaterial: names are sorted first, and no name may occur twice. What a
    sealed draw picked stands on the record as a commitment, and in the open once the case is decided.
    """

    n: int
    among: tuple[str, ...]
    weights: Mapping[str, int] | None = None
    source: Source = Source.OWN
    sealed: bool = False


Request: TypeAlias = Ask | Work | Draw
