"""How a contender is led: one line in, one line out, so that several can take turns within one measurement.

Read: `open PATH` (a workload), then `round` as often as the workload says. Written: `ready` when the next round can begin,
`done SECONDS CPU_SECONDS CLIENTS` after each, `result` when the final parameters lie beside the workload. Whatever else a
library prints goes to standard error.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.workload import Workload


class Line:
    """A contender's end of the line."""

    def __init__(self) -> None:
        gc.freeze()  # what imports have left is no garbage: to look through it takes longer than a round
        self.path, self._began = "", (0.0, 0.0)
        self._out = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def workloads(self) -> Iterator[Workload]:
        """Each workload that is to be trained on, until the line is closed."""
        while words := sys.stdin.readline().split():
            self.path = words[1]
            yield Workload.load(self.path)

    def turn(self) -> None:
        """Say that the next round can begin, wait for the turn, and start the watch."""
        self._say("ready")
        if not sys.stdin.readline():
            raise EOFError("the line was closed within a workload")
        self._began = perf_counter(), process_time()

    def done(self, clients: int) -> None:
        """Stop the watch: this many clients were trained and averaged."""
        seconds, cpu_seconds = perf_counter() - self._began[0], process_time() - self._began[1]
        self._say(f"done {seconds} {cpu_seconds} {clients}")

    def result(self, parameters: NDArray[np.float32]) -> None:
        """Hand in the final parameters (P,)."""
        np.save(f"{self.path}.npy", parameters)
        self._say("result")

    def _say(self, line: str) -> None:
        self._out.write(line + "\n")
