"""The holder who minds how much is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.noting import Noting
from sim.durations import DAY
from sim.effects.law import SetParameter
from sim.facts import Fact
from sim.messages.governor import Propose
from sim.messages.training_round import RoundSettled
from sim.view import View

OPEN = ("waiting", "voting", "carried")
"""What becomes of a proposal that is not decided yet."""


@dataclass(frozen=True)
class Steward(Noting):
    """Propose to double the rate of checks after a week with `many` faults or more, up to `most`, and to halve it after
    `quiet_days` without any, down to `least`. While a proposal on it is open it waits.

    Proposal, not a finding: the thermostat of a protocol that learns how much it must look. Knows: the faults that rounds
    made public, the rate in force. Stopped by: those who vote otherwise, and by faults that nobody finds.
    """

    many: int = 3
    least: float = 0.05
    most: float = 0.4
    """Rates of checks between which it moves."""
    quiet_days: float = 14.0
    contract: str = "training_round"

    def __post_init__(self) -> None:
        if self.many < 1 or not 0 <= self.least <= self.most <= 1 or not self.quiet_days > 0:
            raise ValueError(
                f"Steward.many={self.many}, least={self.least}, most={self.most}, quiet_days={self.quiet_days}; "
                "allowed: 1 or more, 0 <= least <= most <= 1, above 0"
            )

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {RoundSettled}

    def note(self, view: View, fact: Fact) -> Any:
        """When faults were found, in seconds, for as long as they matter."""
        found: tuple[float, ...] = view.memory.own or ()
        if not isinstance(fact, RoundSettled):
            return found
        kept = tuple(time for time in found if time > view.time - max(self.quiet_days, 7.0) * DAY)
        return (*kept, *[view.time] * len(fact.faults))

    def proposes(self, view: View) -> Propose | None:
        wanted = self._wanted(view)
        return super().proposes(view) if wanted is None else wanted

    def _wanted(self, view: View) -> Propose | None:
        rule, _ = view.chain.rule(self.contract, "verification")
        rate = getattr(rule, "rate", None)
        if rate is None or self._undecided(view):
            return None
        found: tuple[float, ...] = view.memory.own or ()
        if sum(time > view.time - 7 * DAY for time in found) >= self.many:
            better = min(rate * 2, self.most)
        elif not found and view.time > self.quiet_days * DAY:
            better = max(rate / 2, self.least)
        else:
            return None
        if better == rate:
            return None
        return Propose(
            (SetParameter(self.contract, "verification", "rate", better),), f"check {better:.3g} of all work"
        )

    def _undecided(self, view: View) -> bool:
        made = view.chain.contract("governor")["proposals"].values()
        return any(proposal.proposer == view.account and proposal.status in OPEN for proposal in made)
