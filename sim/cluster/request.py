"""What a submitter asks of the cluster."""

from __future__ import annotations

from dataclasses import dataclass

from sim.cluster.checkpoint import Checkpoint
from sim.cluster.claim import Claim
from sim.cluster.demand import Demand


@dataclass(frozen=True, slots=True)
class JobRequest:
    """Hold hardware for `demand`, then unseal `ticket`.

    `key` is unique among jobs and names the job's random stream; a larger `priority` is more urgent; `gpu` names the
    only kind of card that will do, `on` the only owner whose machines will. Outages may restart the job `max_restarts`
    times. A job that `waits` goes back to the queue when a more urgent one takes its place; the others end there with
    the whole steps they have done. `checkpoint` replaces the cluster's own.
    """

    key: str
    owner: str
    ticket: Claim
    demand: Demand
    priority: int = 0
    gpu: str | None = None
    max_restarts: int = 3
    waits: bool = True
    checkpoint: Checkpoint | None = None
    on: str | None = None

    def __post_init__(self) -> None:
        if self.max_restarts < 0:
            raise ValueError(f"JobRequest.max_restarts={self.max_restarts}; allowed: >= 0")
