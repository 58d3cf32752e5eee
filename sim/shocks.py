"""Shocks: what happens to a factory from outside, at a set time, as interventions of a scenario.

New rules from a legislator are a `Replace` of the rule of compliance; a better rival, a bank run and a dumped token are
a `Turn` of the group that behaves so.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite
from typing import TYPE_CHECKING

from simpy import Event

from sim.chain.ledger import BURNED
from sim.cluster.moment import OUTAGE, Moment
from sim.durations import DAY, HOUR
from sim.effects.law import Pause
from sim.effects.seizure import Seize
from sim.interventions import put_off

if TYPE_CHECKING:
    from sim.factory import Factory


@dataclass(frozen=True)
class Outage:
    """Nodes go down at the same moment and come back together: a power cut, a provider that fails. Which ones is drawn from
    a stream of the shock's own, so that a larger part takes the nodes of a smaller one and others."""

    at_days: float
    hours: float
    part: float
    """Of the nodes that are there then, rounded to whole ones."""

    def __post_init__(self) -> None:
        _timely(self, self.at_days)
        _above_zero(self, hours=self.hours)
        _share(self, self.part)

    def arrange(self, factory: Factory) -> None:
        def strike(_: Event) -> None:
            nodes, draws = factory.cluster.nodes, factory.streams.of("shock", "outage", str(float(self.at_days)))
            chosen = draws.permutation(len(nodes))[: floor(self.part * len(nodes) + 0.5)]
            factory.cluster.black_out((nodes[place] for place in sorted(chosen)), self.hours * HOUR)

        Moment(factory.env, self.at_days * DAY, OUTAGE, strike)


@dataclass(frozen=True)
class HardwarePrice:
    """Rented hardware costs `factor` times what it did, for jobs that end from then on. Power and prices that owners ask for
    themselves stay."""

    at_days: float
    factor: float

    def __post_init__(self) -> None:
        _timely(self, self.at_days)
        _above_zero(self, factor=self.factor)

    def arrange(self, factory: Factory) -> None:
        def raise_rent(_: Event) -> None:
            factory.observer.rent *= self.factor

        factory.env.timeout(self.at_days * DAY).callbacks.append(raise_rent)


@dataclass(frozen=True)
class Loss:
    """A key is stolen or lost, or a contract has a bug: a part of all that `account` holds goes to another account, or
    nowhere (`burned`). Of a contract, escrow and stakes too; of anybody else, the wallet."""

    at_days: float
    account: str
    to: str = BURNED
    part: float = 1.0

    def __post_init__(self) -> None:
        _timely(self, self.at_days)
        _share(self, self.part)
        if self.to == self.account:
            raise ValueError(f"Loss.to={self.to!r}; allowed: another account than the one that loses, or {BURNED}")

    def arrange(self, factory: Factory) -> None:
        _known("Loss.account", self.account, {*factory.players, *factory.blueprint.contracts})
        _known("Loss.to", self.to, {*factory.players, *factory.blueprint.contracts, BURNED})
        put_off(factory, self.at_days, f"loss {self.account} {self.to}", Seize(self.account, self.to, self.part))


@dataclass(frozen=True)
class Halt:
    """A contract refuses every message for some hours: its operators have stopped it. Its clocks go on."""

    at_days: float
    contract: str
    hours: float

    def __post_init__(self) -> None:
        _timely(self, self.at_days)
        _above_zero(self, hours=self.hours)

    def arrange(self, factory: Factory) -> None:
        _known("Halt.contract", self.contract, set(factory.blueprint.contracts))
        until = self.at_days * DAY + self.hours * HOUR
        put_off(factory, self.at_days, f"halt {self.contract}", Pause(self.contract, until))


def _known(field: str, name: str, there: set[str]) -> None:
    if name not in there:
        raise ValueError(f"{field}={name!r}: not in this factory; allowed: {', '.join(sorted(there))}")


def _timely(shock: object, at_days: float) -> None:
    if not 0 <= at_days < float("inf"):
        raise ValueError(f"{type(shock).__name__}.at_days={at_days}; allowed: 0 or more, finite")


def _above_zero(shock: object, **values: float) -> None:
    for name, value in values.items():
        if not (value > 0 and isfinite(value)):
            raise ValueError(f"{type(shock).__name__}.{name}={value}; allowed: above 0, finite")


def _share(shock: object, part: float) -> None:
    if not 0 < part <= 1:
        raise ValueError(f"{type(shock).__name__}.part={part}; allowed: above 0 to 1")
