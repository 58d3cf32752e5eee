"""What is said to a governor, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.effects.effect import Effect
from sim.facts import Fact
from sim.messages.message import Message


@dataclass(frozen=True, slots=True)
class Propose(Message):
    """Put effects to the vote, to be applied together in the governor's name."""

    to: ClassVar[str] = "governor"
    payload: tuple[Effect, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Veto(Message):
    """The guardian stops a proposal that has not been enacted yet."""

    to: ClassVar[str] = "governor"
    proposal: int


@dataclass(frozen=True, slots=True)
class Proposed(Fact):
    """A proposal stands; `digest` fixes what was proposed."""

    proposal: int
    proposer: str
    payload: tuple[Effect, ...]
    digest: str
    title: str


@dataclass(frozen=True, slots=True)
class VotingOpened(Fact):
    """Power counts as it was at the end of block `snapshot`."""

    proposal: int
    snapshot: int
    voters: int
    total: int


@dataclass(frozen=True, slots=True)
class Carried(Fact):
    """Enough said yes; it takes effect at `at`, unless the guardian stops it."""

    proposal: int
    at: float


@dataclass(frozen=True, slots=True)
class Concluded(Fact):
    """How a proposal ended: enacted, defeated, vetoed, or failed when its effects were refused."""

    proposal: int
    outcome: str
