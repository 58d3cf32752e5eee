"""The developer that pays its auditors twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.messages.audit import AuditOpened
from sim.messages.message import Message, To
from sim.messages.treasury import Remit
from sim.view import View


@dataclass(frozen=True)
class Briber(Deviation):
    """Send `bribe` to everybody who is drawn to audit a model of its own.

    Bribery in open protocols: Bonneau 2016. In plain sight here: the transfer is on the record. Knows: who was drawn.
    Stopped by: auditors that are honest, or fined when users find less than they certified.
    """

    bribe: int = 1_000_000_000_000
    """Base units of `token` for each."""

    def __post_init__(self) -> None:
        if self.bribe < 1:
            raise ValueError(f"bribe={self.bribe}; allowed: 1 base unit or more")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {AuditOpened}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if isinstance(fact, AuditOpened) and fact.owner == view.account:
            yield from (Remit(auditor, self.bribe) for auditor in fact.auditors)
