"""What an idle agent weighs."""

from __future__ import annotations

import gc
import tracemalloc

from benchmarks.world import idle

AGENTS = 2_000


def measure() -> dict[str, object]:
    """Bytes per idle agent: its object, process, inbox, place on the ledger and what genesis records of it. Python's own
    count of what is allocated, a factory without agents subtracted."""
    none, many = _weight(0), _weight(AGENTS)
    return {"bytes_per_idle_agent": round((many - none) / AGENTS)}


def _weight(agents: int) -> int:
    gc.collect()
    tracemalloc.start()
    factory = idle(agents)
    factory._genesis()
    for player in factory.players.values():
        for story in player.stories():
            factory.start(player, story)
    factory.env.run(until=600.0)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held
