"""The block proposer: stands ready to make blocks."""

from __future__ import annotations

from typing import ClassVar

from agents.roles.role import Life, Role


class Proposer(Role):
    """Joins with a stake, makes a block whenever it is its turn, and has the tips. Where a chain has no register of
    proposers its turn never comes."""

    role: ClassVar[str] = "proposer"

    def live(self) -> Life:
        yield from self.join()
        while self.stays():
            yield self.next(until=self.now + self.review)
        yield from self.leave()
