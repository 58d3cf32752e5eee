"""The compute owner: brings machines into the cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from agents.behaviours.behaviour import Behaviour
from agents.coalitions.coalition import Coalition
from agents.roles.role import Life, Role
from sim.cluster.node import Machine, Node
from sim.durations import HOUR
from sim.messages.compute_market import COMPUTE, WithdrawCards

if TYPE_CHECKING:
    from sim.factory import Factory


class ComputeOwner(Role):
    """Joins, brings machines, lets them where there is a market for that, and takes them away when it leaves."""

    role: ClassVar[str] = "compute"

    def __init__(
        self,
        factory: Factory,
        group: str,
        index: int,
        behaviour: Behaviour,
        stake: int = 0,
        coalition: Coalition | None = None,
        machines: tuple[Machine, ...] = (),
    ) -> None:
        super().__init__(factory, group, index, behaviour, stake, coalition)
        self.machines = machines

    def live(self) -> Life:
        yield from self.join()
        nodes = self.bring() if self.stays() else []
        while self.stays():
            yield from self.let()
            yield self.next(until=self.now + self.review)
        if self.lets() and self.behaviour.serves_out(self.see()):
            yield from self.serve_out()
        for node in nodes:
            self.factory.cluster.remove(node.key)
        yield from self.leave()

    def lets(self) -> bool:
        """Whether it has cards on offer."""
        return COMPUTE in self.factory.chain.contracts and self.account in self.see().chain.contract(COMPUTE)["stalls"]

    def let(self) -> Life:
        """Offer the cards that are there, unless they are on offer already; an offer is void once cards were missing."""
        if COMPUTE in self.factory.chain.contracts and not self.lets():
            offered = self.behaviour.rents_out(self.see(), self.factory.cluster.present(self.account))
            if offered is not None:
                yield self.send(offered)

    def serve_out(self) -> Life:
        """Take the offer back, and wait until nothing is let any more."""
        yield self.send(WithdrawCards())
        leases = self.see().chain.contract(COMPUTE)["leases"]
        while any(lease.owner == self.account and lease.running for lease in leases.values()):
            yield self.next(until=self.now + HOUR)

    def bring(self) -> list[Node]:
        """Put as many machines into the cluster as the behaviour wants."""
        brought = self.machines[: self.behaviour.brings(self.see(), len(self.machines))]
        nodes = [Node(f"{self.account}/{place}", self.account, machine) for place, machine in enumerate(brought)]
        for node in nodes:
            self.factory.cluster.add(node)
        return nodes
