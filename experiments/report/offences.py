"""Who was slashed, and who of them deserved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.report.cast import Cast, Member
from experiments.report.movement import Movement


@dataclass(frozen=True)
class Offence:
    """One agent's slashes: when, and how many base units of its stake were lost in all."""

    member: Member
    times: tuple[float, ...]
    lost: int


def offences(cast: Cast, moved: Sequence[Movement]) -> list[Offence]:
    """Everybody who deviated or was slashed: those who deviated first, each by account."""
    found = []
    for member in sorted(cast.members, key=lambda m: (m.honest, m.account)):
        slashes = [move for move in moved if move.purpose == "slashed" and move.giver == member]
        if slashes or not member.honest:
            times = tuple(sorted({move.time for move in slashes}))
            found.append(Offence(member, times, sum(move.amount for move in slashes)))
    return found
