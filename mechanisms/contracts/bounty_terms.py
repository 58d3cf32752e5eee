"""What a contract of bounties keeps of each."""

from __future__ import annotations

from dataclasses import dataclass

from sim.messages.bounty import OPEN


@dataclass(frozen=True, slots=True)
class Terms:
    """A bounty: who pays how much for what until when, and how it stands."""

    requester: str
    base: str
    prize: int
    passing: int
    posted: float
    until: float
    status: str = OPEN


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody has committed to, and the key of the model once it is shown."""

    committed: str = ""
    model: str = ""
