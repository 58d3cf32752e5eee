"""Time of a core and peak memory against agents and rounds: `python -m benchmarks.scale`. The last line is JSON.

The factory of `benchmarks/world.py` on the stub lab, every trainer in every round: what is measured is everything but
training. Each point is a process of its own, so that its peak is its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from time import process_time

import numpy as np

from benchmarks.world import busy

AGENTS = (100, 1_000, 10_000)
ROUNDS = (4, 16, 64)
FIRST, PERIOD = 1, 6
"""Hours until the first round and from one to the next, in `digits`."""


def main(words: Sequence[str] | None = None) -> None:
    """Measure a point if there are two numbers, trainers and rounds; all points without."""
    given = sys.argv[1:] if words is None else words
    if given:
        print(json.dumps(_point(int(given[0]), int(given[1]))))
        return
    found = {
        "by_agents": _line([(agents, ROUNDS[0]) for agents in AGENTS], "trainers"),
        "by_rounds": _line([(AGENTS[0], rounds) for rounds in ROUNDS], "rounds"),
    }
    print(json.dumps(found))


def _line(points: Sequence[tuple[int, int]], along: str) -> dict[str, object]:
    """Points along one axis, and the exponents b of seconds ~ n**b and of bytes, fitted on logarithms."""
    found = []
    for trainers, rounds in points:
        command = [sys.executable, "-m", "benchmarks.scale", str(trainers), str(rounds)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout.splitlines()[-1]))
        print("  ", found[-1], flush=True)
    exponents = {
        name: _exponent([p[along] for p in found], [p[name] for p in found]) for name in ("seconds", "megabytes")
    }
    print(f"  exponents along {along}: {exponents}")
    return {"points": found, "exponents": exponents}


def _exponent(counts: Sequence[float], values: Sequence[float]) -> float:
    slope, _ = np.polyfit(np.log(counts), np.log(values), 1)
    return round(float(slope), 2)


def _point(trainers: int, rounds: int) -> dict[str, float]:
    """Seconds of a core for building and running, and megabytes at the peak above what a tiny run has left behind."""
    busy(2, FIRST / 24 / 2)[0].run()  # loads and compiles whatever is needed
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    factory, _ = busy(trainers, (FIRST + PERIOD * rounds) / 24)
    factory.run()
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    settled = factory.recorder.tables()["rounds"]["accepted"].to_pylist()
    return {
        "trainers": trainers,
        "rounds": len(settled),
        "accepted_of_each_round": min(settled, default=0),
        "seconds": round(seconds, 2),
        "megabytes": round((peak - before) / 1024, 1),
    }


if __name__ == "__main__":
    main()
