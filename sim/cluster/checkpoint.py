"""How often a job saves itself, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

from sim.cluster.plan import ROUNDING


def young_interval(cost: float, mtbf: float) -> float:
    """Seconds of work between checkpoints that lose least: sqrt(2 cost mtbf), in seconds.

    Young, A first order approximation to the optimum checkpoint interval, 1974. Good while cost is far below mtbf.
    """
    return sqrt(2 * cost * mtbf)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`cost` seconds to write, `restore` seconds to read back, every `interval` seconds of computing.

    Without an interval it is Young's, for the nodes that the job happens to run on; where they never fail, none is
    written. Checkpoints are written between steps, so the interval is rounded down to whole steps, at least one.
    """

    cost: float
    restore: float
    interval: float | None = None

    def __post_init__(self) -> None:
        for name, value in (("cost", self.cost), ("restore", self.restore)):
            if not 0 <= value < inf:
                raise ValueError(f"Checkpoint.{name}={value}; allowed: finite seconds >= 0")
        if self.interval is not None and not self.interval > 0:
            raise ValueError(f"Checkpoint.interval={self.interval}; allowed: seconds > 0, or none for Young's interval")

    def every(self, step: float, outage_rate: float) -> int | None:
        """Steps of `step` seconds between checkpoints under `outage_rate` outages per second, or None for never."""
        interval = self.interval
        if interval is None:
            interval = young_interval(self.cost, 1 / outage_rate) if outage_rate else inf
        if interval == inf or step == 0:
            return None
        return max(1, int(interval / step + ROUNDING))
