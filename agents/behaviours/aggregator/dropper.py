"""The aggregator that leaves rivals out."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.messages.training_round import AggregationOpened
from sim.view import View


@dataclass(frozen=True)
class Dropper(Deviation):
    """Include everybody but the trainers of the groups `rivals`, who then are neither learnt from nor paid.

    The server that returns a wrong aggregate: Xu et al., VerifyNet: secure and verifiable federated learning, 2020. Knows:
    the released updates, and which accounts are the rivals' (an account is called after its group). Stopped by: a second
    aggregator to be compared with, unless both are of one mind; not by a robust rule, which sees only what it is shown.
    """

    rivals: tuple[str, ...] = ("trainers",)
    """Names of groups."""

    def __post_init__(self) -> None:
        if not self.rivals:
            raise ValueError("Dropper.rivals=(); allowed: at least one group")

    def includes(self, view: View, opened: AggregationOpened) -> tuple[str, ...]:
        owners = super().includes(view, opened)
        return tuple(owner for owner in owners if owner.rpartition(".")[0] not in self.rivals)
