"""Who took part: the truth table, which no rule could read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.honesty import begins, core, honest


@dataclass(frozen=True)
class Member:
    """One agent, with its behaviour as it was written down after the run."""

    account: str
    group: str
    place: int
    role: str
    behaviour: str

    @property
    def honest(self) -> bool:
        return honest(self.behaviour)

    @property
    def deviation(self) -> str:
        """Its behaviour without what breaks no rule around it."""
        return core(self.behaviour)

    def deviates(self, days: float) -> bool:
        """Whether it does not behave honestly, and has begun within so many simulated days."""
        return not self.honest and begins(self.behaviour) <= days


@dataclass(frozen=True)
class Cast:
    """The agents of a run, by group and place in it."""

    members: tuple[Member, ...]

    @classmethod
    def of(cls, truth: Iterable[Mapping[str, Any]]) -> Cast:
        return cls(tuple(sorted((Member(**row) for row in truth), key=lambda m: (m.group, m.place))))

    @cached_property
    def groups(self) -> dict[str, tuple[Member, ...]]:
        """Members by group, honest groups first, by name."""
        found: dict[str, list[Member]] = {}
        for member in sorted(self.members, key=lambda m: not m.honest):
            found.setdefault(member.group, []).append(member)
        return {group: tuple(members) for group, members in found.items()}

    @cached_property
    def by_account(self) -> dict[str, Member]:
        return {member.account: member for member in self.members}

    @property
    def deviants(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if not member.honest)
