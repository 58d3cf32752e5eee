"""From a description to agents: groups of one role, one behaviour, and one endowment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agents.behaviours.behaviour import Behaviour
from agents.behaviours.trading import POOL
from agents.business import Business
from agents.coalitions.coalition import Coalition
from agents.roles.aggregator import Aggregator
from agents.roles.auditor import Auditor
from agents.roles.bookkeeping import BRIDGE
from agents.roles.compute_owner import ComputeOwner
from agents.roles.developer import Developer
from agents.roles.holder import Holder
from agents.roles.issuer import Issuer
from agents.roles.juror import Juror
from agents.roles.proposer import Proposer
from agents.roles.provider import Provider
from agents.roles.renter import Renter
from agents.roles.requester import Requester
from agents.roles.role import Role
from agents.roles.trader import Trader
from agents.roles.trainer import Trainer
from agents.roles.user import User
from agents.roles.validator import Validator
from sim.cluster.node import Machine
from sim.grants import GRANTS
from sim.world.worlds import MAIN

if TYPE_CHECKING:
    from sim.factory import Factory

ROLES: Mapping[str, type[Role]] = {
    kind.role: kind
    for kind in (
        Trainer,
        Validator,
        Provider,
        ComputeOwner,
        Holder,
        Developer,
        Auditor,
        User,
        Trader,
        Juror,
        Issuer,
        Proposer,
        Aggregator,
        Requester,
        Renter,
    )
}


@dataclass(frozen=True)
class Group:
    """`count` agents alike: what they are, how they behave, what they start with."""

    role: str
    behaviour: Behaviour
    count: int = 1
    tokens: int = 0
    """Base units in each wallet at genesis."""
    stake: int = 0
    """Base units that each of them locks when it joins."""
    dollars: int = 0
    """Base units of the asset `usd` in each wallet at genesis, 10**9 to a dollar."""
    machines: tuple[str, ...] = ()
    """Kinds of machine that each of them brings into the cluster, one name a machine (compute owners)."""
    coalition: bool = False
    """Whether they know what the others of their group know."""
    business: Business | None = None
    """The terms on which they live by what they earn; None: nobody charges them anything."""
    tasks: tuple[str, ...] = (MAIN,)
    """Tasks that they offer data for, or score updates of (data providers and validators)."""
    grants: tuple[str, ...] = ()
    """What they may peek at although it is in nobody's view: names of `sim.grants`."""

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"role={self.role!r}; allowed: {', '.join(ROLES)}")
        for name, value in (("count", self.count), ("tokens", self.tokens), ("stake", self.stake)):
            if value < 0:
                raise ValueError(f"{name}={value}; allowed: 0 or more")
        if self.dollars < 0:
            raise ValueError(f"dollars={self.dollars}; allowed: 0 or more base units")
        if self.business is not None and (self.business.inside or 0) > self.count:
            raise ValueError(f"business.inside={self.business.inside}; allowed: at most count={self.count}")
        if self.business is not None and self.business.bond and self.stake > self.tokens:
            raise ValueError(f"business.bond: stake={self.stake}; allowed: at most tokens={self.tokens}")
        if unknown := sorted(set(self.grants) - set(GRANTS)):
            raise ValueError(f"grants={unknown}; allowed: {', '.join(GRANTS)}")
        if self.tasks != (MAIN,) and self.role not in (Provider.role, Validator.role):
            raise ValueError(
                f"tasks={list(self.tasks)} for role={self.role}; allowed: only for {Provider.role} and {Validator.role}"
            )
        if self.machines and self.role != ComputeOwner.role:
            raise ValueError(
                f"machines={len(self.machines)} for role={self.role}; allowed: only for {ComputeOwner.role}"
            )

    def person(self, name: str, index: int) -> str:
        """Who is behind a member: here each is somebody else."""
        return f"{name}.{index}"

    @property
    def outside(self) -> int:
        """How many of them begin outside."""
        return 0 if self.business is None or self.business.inside is None else self.count - self.business.inside

    def endowment(self, inside: bool = True) -> Mapping[str, int]:
        """What a member has at genesis that begins inside, or outside: dollars to buy its stake with may stand for that."""
        bond = 0 if inside or self.business is None else self.business.bond
        dollars = self.dollars + bond
        return {"token": self.tokens - (self.stake if bond else 0), **({"usd": dollars} if dollars else {})}

    def members(self, name: str, factory: Factory) -> list[Role]:
        """Make the agents."""
        coalition = Coalition() if self.coalition else None
        made = [self._member(name, index, factory, coalition) for index in range(self.count)]
        for member in made:
            member.grants, member.tasks = frozenset(self.grants), self.tasks
        if self.business is not None:
            if absent := [needed for needed in (POOL, BRIDGE) if needed not in factory.blueprint.contracts]:
                raise ValueError(
                    f"population.{name}.business: the factory has no {' and no '.join(absent)} to be paid through"
                )
            draws = (factory.streams.of("agent", name, index, "cost") for index in range(self.count))
            luck = np.array([draw.standard_normal() for draw in draws])
            for member, enterprise in zip(made, self.business.enterprises(luck), strict=True):
                member.keep_books(enterprise)
        return made

    def _member(self, name: str, index: int, factory: Factory, coalition: Coalition | None) -> Role:
        if self.role == ComputeOwner.role:
            machines = self._brought(name, factory)
            return ComputeOwner(factory, name, index, self.behaviour, self.stake, coalition, machines)
        return ROLES[self.role](factory, name, index, self.behaviour, self.stake, coalition)

    def _brought(self, name: str, factory: Factory) -> tuple[Machine, ...]:
        kinds = factory.blueprint.machines
        for kind in self.machines:
            if kind not in kinds:
                raise ValueError(f"population.{name}.machines={kind!r}; allowed: {', '.join(sorted(kinds)) or 'none'}")
        return tuple(kinds[kind] for kind in self.machines)
