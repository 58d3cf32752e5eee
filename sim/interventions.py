"""Interventions: what a scenario changes at a set time, to ask what would have been.

Two runs that differ only in an intervention at time t have the same rows before t.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import simpy

from sim.chain.referee import REFEREE
from sim.durations import DAY
from sim.effects.effect import Effect
from sim.effects.law import ReplaceRule, SetParameter

if TYPE_CHECKING:
    from sim.factory import Factory


@dataclass(frozen=True)
class Amend:
    """Change one parameter of a rule: in force for cases that open from then on."""

    at_days: float
    contract: str
    family: str
    field: str
    value: Any

    def arrange(self, factory: Factory) -> None:
        _expect(factory, self.at_days, self.contract, self.family)
        effect = SetParameter(self.contract, self.family, self.field, self.value)
        put_off(factory, self.at_days, f"amend {self.contract} {self.family} {self.field}", effect)


@dataclass(frozen=True)
class Replace:
    """Put another configured rule in the place of one; `migrate` says what becomes of its memory (carry or reset), and
    `fields` what is set in it at once."""

    at_days: float
    contract: str
    family: str
    rule: str
    migrate: str = "carry"
    fields: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.migrate not in ("carry", "reset"):
            raise ValueError(f"migrate={self.migrate!r}; allowed: carry, reset")

    def arrange(self, factory: Factory) -> None:
        _expect(factory, self.at_days, self.contract, self.family)
        key = f"replace {self.contract} {self.family}"
        put_off(factory, self.at_days, key, ReplaceRule(self.contract, self.family, self.rule, self.migrate))
        for name, value in self.fields.items():
            # Of timers that are due together the shorter key comes first: the rule, then what is set in it.
            put_off(factory, self.at_days, f"{key} {name}", SetParameter(self.contract, self.family, name, value))


@dataclass(frozen=True)
class Turn:
    """Give the players of a group another behaviour, which begins with a memory of its own. What they are at they go on
    with."""

    at_days: float
    group: str
    behaviour: Any

    def arrange(self, factory: Factory) -> None:
        players = [player for player in factory.players.values() if player.group == self.group]
        if self.at_days < 0:
            raise ValueError(f"intervention: at_days={self.at_days}; allowed: 0 or more")
        if not players:
            groups = ", ".join(sorted({player.group for player in factory.players.values()}))
            raise ValueError(f"intervention: group={self.group!r} has no players; allowed: {groups}")

        def turn(_: simpy.Event) -> None:
            for player in players:
                player.behaviour, player.memory = self.behaviour, self.behaviour.begin()
                factory.listen(player)

        # Set up at genesis, so it comes before whatever else happens in that instant.
        factory.env.timeout(self.at_days * DAY).callbacks.append(turn)


def put_off(factory: Factory, at_days: float, what: str, effect: Effect) -> None:
    """Let the referee apply an effect at a time. A timer of the same name would take its place, so the day is part of it."""
    factory.chain.timers.effect(REFEREE, at_days * DAY, f"day {at_days}: {what}", effect)


def _expect(factory: Factory, at_days: float, contract: str, family: str) -> None:
    if at_days < 0:
        raise ValueError(f"intervention: at_days={at_days}; allowed: 0 or more")
    if not factory.chain.law.has(contract, family):
        known = ", ".join(f"{name} {kind}" for name, kind in factory.chain.law.asked())
        raise ValueError(f"intervention: contract={contract!r} has no rule for family={family!r}; allowed: {known}")
