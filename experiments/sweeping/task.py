"""A run that was asked for, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from experiments.composing.compose import Composed


@dataclass(frozen=True)
class Task:
    """One run of a sweep: which it is, and the factory to run."""

    config: str
    """Its config hash: 32 hex digits."""
    seed: int
    point: int
    """Number of its override set, from 0."""
    overrides: tuple[str, ...]
    """What makes the factory, but for the seed."""
    found: Composed

    @property
    def name(self) -> str:
        return self.config


class State(Enum):
    """How a run stands."""

    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    """The disk took no more: nothing that the run itself did."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    config: str
    state: State
    error: str = ""
    """One line; empty when it is done."""
