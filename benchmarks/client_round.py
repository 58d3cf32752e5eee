"""What one client costs in one round, outside the lab."""

from __future__ import annotations

from time import process_time

from benchmarks.world import busy

TRAINERS, DAYS, REPEATS = 50, 2.0, 5


def measure() -> dict[str, object]:
    """Microseconds of a core per trainer and round, the stub lab's own time subtracted, the least of five runs:
    assignment, queue, commitment, reveal, scoring by three validators, repeated work, settlement, record, digests."""
    found = []
    for _ in range(REPEATS):
        factory, plan = busy(TRAINERS, DAYS)
        start = process_time()
        factory.run()
        taken = process_time() - start - plan.labs[0].spent
        found.append(taken / (factory.recorder.rows("rounds") * TRAINERS) * 1e6)
    return {"us_per_client_round": round(min(found))}
