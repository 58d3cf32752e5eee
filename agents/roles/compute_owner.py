"""The compute owner: brings machines into the cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from agents.behaviours.behaviour import Behaviour
from agents.coalitions.coalition import Coalition
from agents.roles.role import Life, Role
from sim.cluster.node import Machine, Node

if TYPE_CHECKING:
    from sim.factory import Factory


class ComputeOwner(Role):
    """Joins, brings machines, and takes them away when it leaves."""

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
            yield self.next(until=self.now + self.review)
        for node in nodes:
            self.factory.cluster.remove(node.key)
        yield from self.leave()

    def bring(self) -> list[Node]:
        """Put as many machines into the cluster as the behaviour wants."""
        brought = self.machines[: self.behaviour.brings(self.see(), len(self.machines))]
        nodes = [Node(f"{self.account}/{place}", self.account, machine) for place, machine in enumerate(brought)]
        for node in nodes:
            self.factory.cluster.add(node)
        return nodes
