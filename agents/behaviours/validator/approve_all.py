"""The validator that looks at nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from sim.jobs import Evaluation, Job, Result, Score
from sim.messages.host import Ordered
from sim.messages.training_round import ScoringOpened
from sim.requests import Kind
from sim.view import View


@dataclass(frozen=True)
class ApproveAll(Deviation):
    """Evaluate nothing and report one high score for all; confirm every update that it is ordered to check by handing in the
    claim itself.

    The verifier's dilemma: Luu et al., Demystifying incentives in the consensus computer, 2015. Knows: the contract's public
    storage. Stopped by: a consensus that weighs it against others, and by checks that put in known errors to find out who
    looks. A single validator of its kind lets every cheat pass that is sent to it.
    """

    praise: int = 1_000_000
    """Reported for everybody, in 1e-6 nats of loss removed."""

    def assess(self, view: View, scoring: ScoringOpened, own: Evaluation) -> Evaluation | None:
        return None

    def score(self, view: View, scoring: ScoringOpened, found: tuple[Score, ...] | None) -> Mapping[str, int] | None:
        return {owner: self.praise for owner, _ in scoring.updates}

    def perform(self, view: View, order: Ordered) -> Job | None:
        return None if order.kind == Kind.RERUN.value else super().perform(view, order)

    def deliver(self, view: View, order: Ordered, result: Result | None) -> Any:
        if order.kind != Kind.RERUN.value:
            return super().deliver(view, order, result)
        contract = order.query.partition("/")[0]
        seats = view.chain.contract(contract)["seated"].values()
        claimed = next((seat.update for seat in seats if seat.job == order.job and seat.update), None)
        return None if claimed is None else view.chain.vector(claimed)
