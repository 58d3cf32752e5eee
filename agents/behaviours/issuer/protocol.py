"""The choices of an issuer."""

from __future__ import annotations

from typing import Protocol

from sim.messages.registry import Attest
from sim.view import View


class IssuerBehaviour(Protocol):
    """What an issuer decides, beside what every behaviour does."""

    def vouches(self, view: View, account: str, person: str) -> Attest | None:
        """What to attest of an account, given who its papers say is behind it; None: nothing. `view.task` maps every account
        to the person in its papers."""
