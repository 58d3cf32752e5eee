"""Promises: pay if something comes true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sim.chain.contract import Call, Contract, accepts, timer
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Pay, Transfer
from sim.effects.timing import Schedule
from sim.messages.court import Statement
from sim.messages.pact import Claim, Kept, Lapsed, Promise, Promised

OPEN, PAID, OVER = "open", "paid", "over"


@dataclass(frozen=True, slots=True)
class Bond:
    """A promise: who gave it to whom, on what condition, and how it stands."""

    promisor: str
    account: str
    amount: int
    statement: Statement
    until: float
    bound: bool
    status: str = OPEN


@dataclass
class Pact(Contract):
    """Keeps what is promised on the condition of a statement about a contract's public table: whoever doubts can look.

    A bribe that needs no trust: Dark DAO, Daian et al. 2018. A promise that is not bound is only written down.
    """

    begins = (Promise,)

    def open(self) -> None:
        self.promises = self.host.table("promises")

    @accepts(Promise)
    def promise(self, call: Call, message: Promise) -> Iterable[Effect]:
        """Write a promise down, and take the money into keeping if it is bound."""
        if message.amount < 1 or not self.host.now < message.until < float("inf"):
            raise Rejected(f"amount={message.amount}, until={message.until}; allowed: 1 or more, and a time to come")
        number, given = len(self.promises), message.bound
        terms = (message.account, message.amount, message.statement, message.until, given)
        self.promises[number] = Bond(call.sender, *terms)
        self.host.emit(Promised(message.account, number, call.sender, *terms[1:]))
        if not given:
            return ()
        return (Transfer(self.host.name, message.amount), Schedule(message.until, "lapse", str(number)))

    @accepts(Claim)
    def claim(self, call: Call, message: Claim) -> Iterable[Effect]:
        """Pay whom it was promised, if the statement is true now."""
        bond = self.promises.get(message.promise)
        if bond is None or bond.status != OPEN or not bond.bound or self.host.now >= bond.until:
            raise Rejected(f"there is no open promise {message.promise} with money behind it")
        if not self._true(bond.statement):
            raise Rejected(f"what promise {message.promise} depends on is not true now")
        self.promises[message.promise] = replace(bond, status=PAID)
        self.host.emit(Kept(message.promise, bond.account, bond.amount))
        return (Pay(bond.account, bond.amount),)

    @timer("lapse")
    def lapse(self, key: str) -> Iterable[Effect]:
        """Give the money back that nobody could claim in time."""
        bond = self.promises[int(key)]
        if bond.status != OPEN:
            return ()
        self.promises[int(key)] = replace(bond, status=OVER)
        self.host.emit(Lapsed(int(key)))
        return (Pay(bond.promisor, bond.amount),)

    def _true(self, statement: Statement) -> bool:
        try:
            rows = self.host.contract(statement.contract).published()[statement.table]
        except KeyError:
            return False
        return statement.true_of(rows)
