"""The developer: brings models to market, one version after the other."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar

import simpy

from agents.roles.competing import compete
from agents.roles.role import Life, Role
from sim.facts import Fact
from sim.messages.audit import Certified, NotCertified, RequestAudit
from sim.messages.bounty import BountyPosted
from sim.messages.message import Bundle, Receipt
from sim.messages.model_market import MARKET, Deploy, Retire, RollBack, Update
from sim.messages.training_round import RoundSettled


class Developer(Role):
    """Joins; has a model audited after a round and sells it in the place of its last; goes back when that was a mistake.
    Bounties it answers beside that."""

    role: ClassVar[str] = "developer"
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({RoundSettled, Certified, NotCertified, BountyPosted})

    def live(self) -> Life:
        yield from self.join()
        while self.stays():
            settled = yield self.next(RoundSettled, BountyPosted, until=self.now + self.review)
            if isinstance(settled, BountyPosted):
                self.factory.start(self, compete(self, self.last_fact, settled))
            if not isinstance(settled, RoundSettled) or MARKET not in self.factory.chain.contracts:
                continue
            if settled.task not in self.tasks:
                continue
            if (selling := self.selling()) is not None:
                onto = self.behaviour.recalls(self.see(settled), selling)
                if onto is not None:
                    yield self.send(RollBack(selling, int(onto)))
                    continue
            released = self.behaviour.release(self.see(settled), settled)
            if released is None:
                continue
            model = released if isinstance(released, str) else self.keep(released)
            due = selling is None or self.behaviour.renews(self.see(settled), selling)
            brought = due and (yield from self.bring(model))
            # Who cannot pay for an audit yet sells what was learnt under the certificate that it has: what stands still
            # falls behind a world that drifts.
            if selling is not None and not brought:
                yield self.send(Update(selling, model))
        yield from self.leave()

    def bring(self, model: str) -> Generator[simpy.Event, Any, bool]:
        """Have a model certified and sell it in the place of the one before; whether there was an audit."""
        receipt: Receipt = yield self.send(RequestAudit(model))
        if not receipt.accepted:
            return False
        certified = yield from self.certificate(model)
        if certified is not None and self.behaviour.sells(self.see(certified), certified, old := self.selling()):
            retiring = () if old is None else (Retire(old),)
            yield self.send(Bundle((Deploy(model, certified.audit), *retiring)))
        return True

    def certificate(self, model: str) -> Generator[simpy.Event, Any, Certified | None]:
        """Wait for the outcome of its audit; None when there is no certificate within a review."""
        until = self.now + self.review
        while self.now < until:
            ended = yield self.next(Certified, NotCertified, until=until)
            if ended is not None and (ended.owner, ended.model) == (self.account, model):
                return ended if isinstance(ended, Certified) else None
        return None

    def selling(self) -> int | None:
        """The version of its own that is on sale; None when there is none."""
        versions = self.see().chain.contract(MARKET)["versions"]
        own = [number for number, version in versions.items() if version.owner == self.account and version.live]
        return max(own, default=None)
