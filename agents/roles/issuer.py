"""The issuer: vouches for who is behind an account."""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar

from agents.roles.role import Life, Role


class Issuer(Role):
    """Looks at the papers of everybody before the doors open, and vouches for those that its behaviour wants to vouch for.

    Its word counts where a register lists it among its issuers. It is no member itself.
    """

    role: ClassVar[str] = "issuer"
    registers: ClassVar[bool] = False

    def live(self) -> Life:
        groups, players = self.factory.blueprint.population, sorted(self.factory.players.items())
        papers = {
            account: groups[who.group].person(who.group, who.index) for account, who in players if who is not self
        }
        for account, person in papers.items():
            attest = self.behaviour.vouches(self.see(MappingProxyType(papers)), account, person)
            if attest is not None:
                # It tips, so that whom it vouches for at the very start may join in the same block.
                self.send(attest, self.factory.blueprint.chain.tip + 1)
        while self.stays():
            yield self.next(until=self.now + self.review)
        yield from self.leave()
