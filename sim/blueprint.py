"""The description of a factory, immutable and apart from its run: one blueprint, many seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sim.chain.contract import Contract
from sim.chain.profile import ChainProfile
from sim.cluster.node import Machine
from sim.cluster.profile import Profile
from sim.cluster.stands_for import StandsFor
from sim.composition import check_names, check_proposers, law
from sim.durations import DAY
from sim.lab import LabPlan
from sim.seams.rule import Rule
from sim.world.data import DataWorld
from sim.world.price import Price
from sim.world.worlds import MAIN

if TYPE_CHECKING:
    from sim.factory import Factory
    from sim.player import Player


class Group(Protocol):
    """Agents of one kind: what a blueprint says about them, and how they come to be."""

    def members(self, name: str, factory: Factory) -> Sequence[Player]:
        """Make the agents of the group called `name`."""

    def person(self, name: str, index: int) -> str:
        """Who is behind the member number `index` of the group called `name`."""

    def endowment(self, inside: bool = True) -> Mapping[str, int]:
        """Base units by asset that each of them has at genesis who begins inside, or outside."""


class Intervention(Protocol):
    """One change at one time; see `sim.interventions`."""

    def arrange(self, factory: Factory) -> None:
        """Set the change up, at genesis. Raises ValueError for something that the factory does not have."""


def no_rulebook(family: str, name: str) -> Rule:
    """The rulebook of a factory whose law is never replaced."""
    raise ValueError(f"{family}={name!r}: this factory was built without a rulebook")


@dataclass(frozen=True)
class Blueprint:
    """Everything that decides a run. `rules` holds the rule of each family for contracts that do not name their own."""

    seed: int
    horizon_days: float
    data: DataWorld | None
    """What there is to learn from, the task `main`; None: a factory that trains nothing, such as a government alone."""
    lab: LabPlan
    chain: ChainProfile
    cluster: Profile
    stands_for: StandsFor
    contracts: Mapping[str, Contract]
    rules: Mapping[str, Rule]
    population: Mapping[str, Group]
    price: Price
    machines: Mapping[str, Machine] = field(default_factory=dict)
    """Kinds of computer that compute owners may bring, by name."""
    tasks: Mapping[str, DataWorld] = field(default_factory=dict)
    """Further tasks, by name."""
    rulebook: Callable[[str, str], Rule] = no_rulebook
    interventions: tuple[Intervention, ...] = ()
    burn_in_days: float = 0.0
    """At the beginning, when nothing has found its level yet: metrics leave them out."""
    settle_days: float = 0.0
    """After the horizon, at most, for what has begun to be seen through; 0: the run breaks off."""

    def __post_init__(self) -> None:
        if not 0 < self.horizon_days < 36_500:
            raise ValueError(f"horizon_days={self.horizon_days}; allowed: above 0 and below 36500")
        if not 0 <= self.burn_in_days < 36_500:
            raise ValueError(f"burn_in_days={self.burn_in_days}; allowed: 0 to below 36500")
        if not 0 <= self.settle_days < 36_500:
            raise ValueError(f"settle_days={self.settle_days}; allowed: 0 or more and below 36500")
        if self.seed < 0:
            raise ValueError(f"seed={self.seed}; allowed: 0 or more")
        if MAIN in self.tasks:
            raise ValueError(f"tasks.{MAIN}: allowed: names of further tasks; {MAIN} is the one of `data`")
        check_names(self.contracts, self.population)
        check_proposers(self.chain.proposers, self.contracts)
        law(self.contracts, self.rules)  # raises what does not fit together

    @property
    def worlds(self) -> Mapping[str, DataWorld]:
        """All tasks by name."""
        return dict(self.tasks) if self.data is None else {MAIN: self.data, **self.tasks}

    @property
    def burn_in(self) -> float:
        """Seconds that metrics over time leave out: none in a run that is not longer than that."""
        return self.burn_in_days * DAY if self.burn_in_days < self.horizon_days else 0.0

    @property
    def horizon(self) -> float:
        """Seconds."""
        return self.horizon_days * DAY
