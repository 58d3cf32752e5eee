"""Who was slashed, and who of them deserved it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from experiments.metrics.evidence import Told
from experiments.report.cast import Cast, Member
from experiments.report.movement import Movement

KINDS = ("Slashed", "Joined", "Left")
"""Of the facts that tell of it."""


@dataclass(frozen=True)
class Offence:
    """One agent's slashes: when, how many base units of its stake were lost in all, and when it left or was struck off.

    A slash that found nothing left to take has a time and no amount.
    """

    member: Member
    times: tuple[float, ...]
    lost: int
    left: float | None = None

    @property
    def caught(self) -> bool:
        return bool(self.times)


def offences(cast: Cast, facts: Iterable[Told], moved: Sequence[Movement], days: float) -> list[Offence]:
    """Everybody who deviated within so many days, or was slashed: those who deviated first, each by account."""
    times: dict[str, list[float]] = {}
    left: dict[str, float | None] = {}
    for fact in facts:
        account = fact.body["account"]
        if fact.kind == "Slashed":
            times.setdefault(account, []).append(fact.time)
        else:
            left[account] = fact.time if fact.kind == "Left" else None
    slashes: dict[str, list[Movement]] = {}
    for move in moved:
        if move.purpose == "slashed" and move.giver:
            slashes.setdefault(move.giver.account, []).append(move)
    found = []
    for member in sorted(cast.members, key=lambda m: (m.honest, m.group, m.place)):
        taken = slashes.get(member.account, [])
        when = times.get(member.account) or [move.time for move in taken]
        if when or member.deviates(days):
            lost = sum(move.amount for move in taken)
            found.append(Offence(member, tuple(when), lost, left.get(member.account)))
    return found
