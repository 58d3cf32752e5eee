"""The requester: pays for models that others make."""

from __future__ import annotations

from typing import ClassVar

from agents.roles.role import Life, Role
from sim.durations import HOUR
from sim.facts import Fact
from sim.messages.bounty import BountyJudged, RefuseAll


class Requester(Role):
    """Posts bounties, one after the other, and looks at what was found of the models that came. It is on no register."""

    role: ClassVar[str] = "requester"
    registers: ClassVar[bool] = False
    sees_through: ClassVar[bool] = False
    hears: ClassVar[frozenset[type[Fact]]] = frozenset({BountyJudged})
    review: ClassVar[float] = HOUR

    def live(self) -> Life:
        while self.stays():
            wanted = self.behaviour.posts(self.see())
            if wanted is not None:
                yield self.send(wanted)
            judged = yield self.next(BountyJudged, until=self.now + self.review)
            if judged is None or judged.requester != self.account or not judged.passed:
                continue
            if self.behaviour.refuses(self.see(judged), judged):
                yield self.send(RefuseAll(judged.bounty))
        yield from self.leave()
