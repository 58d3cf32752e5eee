"""What one client costs in one round, outside tensor work."""

from __future__ import annotations

from benchmarks.ratio import Work, seconds
from benchmarks.world import busy
from sim.factory import Factory

TRAINERS, DAYS = 50, 2.0


def measure() -> dict[str, object]:
    """Microseconds of wall time per trainer and round on the stub lab, whose own time is subtracted: assignment, queue,
    commitment, reveal, scoring by three validators, checks, settlement, record."""
    held: list[Factory] = []

    def prepare() -> Work:
        factory = busy(TRAINERS, DAYS)
        held[:] = [factory]
        return factory.run

    taken = min(seconds(prepare) for _ in range(3))
    rounds = held[0].recorder.rows("rounds")
    return {"us_per_client_round": round(taken / (rounds * TRAINERS) * 1e6), "client_rounds": rounds * TRAINERS}
