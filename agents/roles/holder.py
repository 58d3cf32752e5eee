"""The holder of tokens that vote."""

from __future__ import annotations

from typing import ClassVar

from agents.roles.role import Life, Role
from sim.messages.message import Receipt
from sim.messages.vault import Delegate, DepositVotes, WithdrawVotes


class Holder(Role):
    """Locks its stake in the vault, proposes and delegates as it sees fit, and takes the stake out when it leaves. Votes are
    answers: they come when it is asked, whatever its story is at."""

    role: ClassVar[str] = "holder"

    def live(self) -> Life:
        yield from self.join()
        trusted = ""
        while self.stays():
            delegate = self.behaviour.delegates(self.see())
            if delegate != trusted:
                trusted = delegate
                yield self.send(Delegate(delegate))
            proposal = self.behaviour.proposes(self.see())
            if proposal is not None:
                yield self.send(proposal)
            yield self.next(until=self.now + self.review)
        yield from self.leave()

    def join(self) -> Life:
        """DepositVotes the stake; without one it only watches."""
        if self.stake:
            receipt: Receipt = yield self.send(DepositVotes(self.stake))
            self.refused = not receipt.accepted

    def leave(self) -> Life:
        """Take the stake out and stop listening."""
        self.gone = True
        self.factory.withdraw(self)
        if self.stake and not self.refused:
            yield self.send(WithdrawVotes(self.stake))
        self.remove()
