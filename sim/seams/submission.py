"""What a participant handed in, as every rule of a round sees it."""

from __future__ import annotations

from dataclasses import dataclass

from sim.jobs import Training, Vector


@dataclass(frozen=True)
class Submission:
    """One revealed update.

    `vector` is float32 (P,), read-only: what was handed in, local minus global if it was honest. `job` is the training
    that had been assigned. `score` is the consensus of the validators in 1e-6 nats of loss removed (0 before scoring).
    """

    owner: str
    key: str
    vector: Vector
    job: Training
    stake: int = 0
    score: int = 0

    @property
    def rows(self) -> int:
        """Size of the shard that was assigned: the weight of a size-weighted mean."""
        return len(self.job.rows)
