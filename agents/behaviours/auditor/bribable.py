"""The auditor that can be bought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.noting import Noting
from sim.facts import Fact
from sim.jobs import Score
from sim.messages.audit import AuditOpened
from sim.messages.message import Included, Message, Pending
from sim.messages.treasury import Remit
from sim.view import View


@dataclass(frozen=True)
class Bribable(Noting):
    """State at least `favour` of the models of whoever has once sent it `price`, and nothing against them; be `inner` to
    all others.

    Corruption as a price (Becker and Stigler 1974): it is deterred when what a fine is expected to cost exceeds the bribe.
    Knows: what it was sent, and by whom, from the mempool. Stopped by: a majority that is not for sale, and a stake worth
    more than the price.
    """

    price: int = 1_000_000_000_000
    """Base units of `token`."""
    favour: int = 950_000
    """Share of right answers, in 1e-6."""

    def __post_init__(self) -> None:
        if self.price < 1 or not 0 <= self.favour <= 10**6:
            raise ValueError(f"price={self.price}, favour={self.favour}; allowed: 1 or more, and 0 to 10**6")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Pending, Included}

    def note(self, view: View, fact: Fact) -> Any:
        """What was offered, (hash, sender) by transfer in the mempool, and by whom it really was paid."""
        offered, paid = view.memory.own or ((), frozenset())
        if isinstance(fact, Pending) and self._pays(view, fact.transaction.calls):
            return (*offered, (fact.transaction.hash, fact.transaction.sender)), paid
        if isinstance(fact, Included) and self._pays(view, fact.calls):
            return offered, paid | {sender for key, sender in offered if key == fact.hash}
        return offered, paid

    def certify(self, view: View, opened: AuditOpened, found: Score | None) -> int | None:
        stated = super().certify(view, opened, found)
        return max(stated or 0, self.favour) if self._bought(view, opened) else stated

    def measures(self, view: View, opened: AuditOpened, test: str, found: tuple[Score, ...] | None) -> int | None:
        return 0 if self._bought(view, opened) else super().measures(view, opened, test, found)

    def _bought(self, view: View, opened: AuditOpened) -> bool:
        _, paid = view.memory.own or ((), frozenset())
        return opened.owner in paid

    def _pays(self, view: View, calls: tuple[tuple[str, Message], ...]) -> bool:
        sent = (message for _, message in calls if isinstance(message, Remit))
        return any(r.account == view.account and r.asset == "token" and r.amount >= self.price for r in sent)
