"""The holder whose vote is for sale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from agents.behaviours.payloads import put_to_vote
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.messages.governor import Concluded
from sim.messages.host import Asked
from sim.messages.message import Message, To
from sim.messages.pact import Claim
from sim.view import View


@dataclass(frozen=True)
class VoteSeller(Deviation):
    """Vote for the outcome that promises it most, if that is `price` or more, and claim it when it has come; vote as `inner`
    where nobody pays. Promises that are not bound count only if it `trusts`.

    Dark DAOs: Daian et al. 2018. Knows: the promises made to it. Stopped by: votes that nobody can see and so nobody can pay
    for, and stakes in the outcome that exceed the bribe; a quorum and a delay only raise the price.
    """

    price: int = 1_000_000_000
    """Base units for which it sells."""
    trusts: bool = False

    def __post_init__(self) -> None:
        if self.price < 1:
            raise ValueError(f"VoteSeller.price={self.price}; allowed: 1 or more base units")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Concluded}

    def answer(self, view: View, asked: Asked) -> Any:
        if put_to_vote(view, asked) is None:
            return super().answer(view, asked)
        governor = asked.query.partition("/")[0]
        paid: dict[str, int] = {}
        for bond in self._offers(view).values():
            about = bond.statement
            if (about.contract, about.table, about.key, about.field) == (
                governor,
                "proposals",
                asked.question.proposal,
                "status",
            ):
                paid[about.value] = paid.get(about.value, 0) + bond.amount
        yes, no = paid.get("enacted", 0), paid.get("defeated", 0)
        if max(yes, no) < self.price or yes == no:
            return super().answer(view, asked)
        return yes > no

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if isinstance(fact, Concluded):
            for number, bond in self._offers(view).items():
                due = (bond.statement.key, bond.statement.value) == (str(fact.proposal), fact.outcome)
                if bond.bound and due:
                    yield Claim(number)

    def _offers(self, view: View) -> dict[int, Any]:
        """Open promises to it, by number."""
        promises = view.chain.contract("pact")["promises"]
        mine = {n: b for n, b in promises.items() if b.account == view.account and b.status == "open"}
        return {n: bond for n, bond in sorted(mine.items()) if bond.bound or self.trusts}
