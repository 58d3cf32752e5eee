"""The question that a vote puts to those who may vote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ballot:
    """Shall this proposal be carried?

    Answer True (all of your power for it), False (all of it against), or a whole number of base units of it, below zero
    against. Silence abstains.
    """

    proposal: str
