"""How a cluster treats its jobs, apart from the machines it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from sim.cluster.checkpoint import Checkpoint
from sim.cluster.power import Power
from sim.cluster.schedulers.scheduler import Scheduler
from sim.cluster.stragglers import Stragglers


@dataclass(frozen=True)
class Profile:
    """Policy and habits of a whole cluster. Presets with their sources are in configs/cluster."""

    scheduler: Scheduler
    stragglers: Stragglers
    checkpoint: Checkpoint
    power: Power
