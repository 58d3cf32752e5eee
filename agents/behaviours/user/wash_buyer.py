"""The user that is somebody's best customer."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.washing import Washing
from sim.view import View


@dataclass(frozen=True)
class WashBuyer(Washing):
    """Buy `requests` of a version of its `friends` whenever that comes out or is settled, and report that every answer was
    right; buy as `inner` besides.

    Wash trading: Cong et al., Crypto Wash Trading, 2023; the reviews that a seller pays for: Mayzlin, Dover and Chevalier,
    Promotional reviews, 2014. What comes back to its friends it has not paid; the rest is the price of their reputation.
    Knows: the versions on sale. Stopped by: the part of the fees that goes to others, and by `reported`, which ties what
    may be reported to what was paid. It is on no register and has no stake, so no rule punishes it.
    """

    friends: tuple[str, ...] = ("developers",)
    """Names of groups."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.friends:
            raise ValueError(f"{type(self).__name__}.friends={self.friends}; allowed: a group or more")

    def favours(self, view: View, owner: str) -> bool:
        return owner.rpartition(".")[0] in self.friends
