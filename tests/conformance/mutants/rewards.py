"""Reward rules that each break one promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.money import Mint, Pay
from sim.seams.reward import Reward
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Overpays(Reward):
    """Proposal: one base unit too many for each."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Pay(s.owner, view.pot // len(view.accepted) + 1) for s in view.accepted], state


@dataclass(frozen=True)
class PaysTheFirst(Reward):
    """Proposal: the first come takes all."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Pay(s.owner, view.pot) for s in view.accepted[:1]], state


@dataclass(frozen=True)
class PaysFloats(Reward):
    """Proposal: halves of base units."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Pay(s.owner, view.pot / 100) for s in view.accepted], state  # type: ignore[arg-type]


@dataclass(frozen=True)
class PaysAFriend(Reward):
    """Proposal: a friend who did nothing."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Pay("friend", view.pot)], state


@dataclass(frozen=True)
class TakesRights(Reward):
    """Proposal: a reward rule that mints."""

    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Pay, Mint})

    def decide(self, view: Any, state: Any) -> Ruling:
        return (), state


@dataclass(frozen=True)
class Mints(Reward):
    """Proposal: mint without the right to."""

    def decide(self, view: Any, state: Any) -> Ruling:
        return [Mint("friend", 1)], state


@dataclass(frozen=True)
class Undocumented(Reward):
    def decide(self, view: Any, state: Any) -> Ruling:
        return (), state


@dataclass(frozen=True)
class Unlisted(Reward):
    """Proposal: a field that its file does not tell of."""

    hidden: int = 0

    def decide(self, view: Any, state: Any) -> Ruling:
        return (), state


@dataclass
class Mutable(Reward):
    """Proposal: a rule that counts in itself."""

    calls: int = 0

    def decide(self, view: Any, state: Any) -> Ruling:
        self.calls += 1
        return [Pay(s.owner, self.calls % 2) for s in view.accepted], state


@dataclass(frozen=True)
class Unwritten(Reward):
    """Decide nothing yet: say here in one sentence what this rule does.

    Source: the paper. Known weakness: what beats it. What it is shown and which effects it may emit stand in
    sim/seams/reward.py.
    """

    def decide(self, view: Any, state: Any) -> Ruling:
        return (), state


@dataclass(frozen=True)
class Unexplained(Reward):
    """Proposal: nobody is paid; its file still asks for the unit."""

    weight: int = 1

    def decide(self, view: Any, state: Any) -> Ruling:
        return (), state
