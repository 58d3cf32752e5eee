"""The choices of a requester."""

from __future__ import annotations

from typing import Protocol

from sim.messages.bounty import BountyJudged, PostBounty
from sim.view import View


class RequesterBehaviour(Protocol):
    """What a requester decides, beside what every behaviour does."""

    def posts(self, view: View) -> PostBounty | None:
        """The bounty to post now; None: none. Asked every hour."""

    def refuses(self, view: View, judged: BountyJudged) -> bool:
        """Whether to try and take back what it promised for models that have passed."""
