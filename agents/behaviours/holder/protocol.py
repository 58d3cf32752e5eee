"""The choices of a holder."""

from __future__ import annotations

from typing import Protocol

from sim.messages.governor import Propose
from sim.view import View


class HolderBehaviour(Protocol):
    """What a holder decides, beside what every behaviour does. How it votes is its answer to a `Ballot`."""

    def proposes(self, view: View) -> Propose | None:
        """What to put to the vote today; None: nothing."""

    def delegates(self, view: View) -> str:
        """The account that is to vote with its deposit; empty: itself."""
